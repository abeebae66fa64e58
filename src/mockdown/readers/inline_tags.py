"""Reads tags that stand inside a line: targets of links, badges with a method, attributes of a heading."""

from __future__ import annotations

import re
from dataclasses import replace

from mockdown.readers.tag_syntax import Tag, TagKind, read_tag

_LINKED = re.compile(
    r"(?<=\]\()\s*(?:\{\{-?\s*[\w.| -]{1,60}\}\})?\s*"
    r"(?:\{\{[<%]|\{%)-?\s*(?:relref|ref|link|post_url)\s+[\"'`]?([^\"'`\s<>%]{1,300})[\"'`]?[^<>%{}]{0,100}[>%]?[%}]\}"
)
"""The target of a link that a tag gives: `({{< relref "page" >}})`."""
_BADGE = re.compile(
    r"(?:<[A-Z]\w{0,30}(?=[^<>]{0,120}[\"'{](GET|PUT|POST|PATCH|DELETE|HEAD|OPTIONS)[\"'}])[^<>]{0,120}/>"
    r"|<([A-Z]\w{0,30})[^<>]{0,80}>\s*(GET|PUT|POST|PATCH|DELETE|HEAD|OPTIONS)\s*</\2>"
    r"|\{[{%][<%]?\s*\w{1,30}\s+[\"']?(GET|PUT|POST|PATCH|DELETE|HEAD|OPTIONS)[\"']?\s*[>%]?[%}]\})"
    r"(?=\s*[`*]{0,3}\s*(?:/|https?://))"
)
"""A badge with a method, and a path behind it."""
_NOTED = re.compile(r"^(#{1,6}\s.{0,300}?)\s*\{\{\s*((?:\w{1,20}:\s*'[^']{0,200}'\s*,?\s*){1,8})\}\}\s*$")
"""A heading with attributes: `## Title {{ tag: 'GET', label: '/things' }}`."""


def with_plain_links(text: str) -> str:
    """A line whose links have targets instead of tags.

    >>> with_plain_links('[Things]({{< relref "things" >}})')
    '[Things](things)'
    """
    return _LINKED.sub(r"\1", text) if "]({" in text or "]( {" in text else text


def with_plain_methods(text: str) -> str:
    """A line with the method that a badge shows before a path.

    >>> with_plain_methods('<Badge text="GET" /> /things')
    'GET /things'
    """
    return _BADGE.sub(_method_of, text) if "<" in text or "{" in text else text


def split_note(text: str) -> tuple[str, Tag] | None:
    """A heading without the attributes behind it, and these; None where it has none."""
    found = _NOTED.match(text) if text[:1] == "#" and "{{" in text else None
    tag = read_tag(f"{{% note {found[2]} %}}") if found else None
    return (found[1], replace(tag, kind=TagKind.ALONE)) if found and tag else None


def _method_of(found: re.Match[str]) -> str:
    return found[1] or found[3] or found[4] or found[0]

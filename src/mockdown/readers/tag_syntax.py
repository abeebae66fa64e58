"""Reads one tag: `{% name key="value" %}`, `{{< name "value" >}}`, `<Name key={value}>`, `<%= name %>`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from html import unescape

LONGEST = 4000
"""A tag longer than this is not read as one."""


class TagKind(Enum):
    """What a tag does."""

    OPEN = auto()
    CLOSE = auto()
    ALONE = auto()
    """It closes itself: `<Endpoint />`."""


@dataclass(frozen=True, slots=True)
class Tag:
    """One tag; `end` is the offset behind it in the text it was read from."""

    name: str
    kind: TagKind
    attributes: Mapping[str, str] = field(default_factory=dict)
    """Keys in lower case; values without a name stand under `0`, `1` …"""
    end: int = 0
    element: bool = False
    """Whether it is written in angle brackets, as in HTML."""


_TEMPLATE = (
    ("{%", "%}"),
    ("{{<", ">}}"),
    ("{{%", "%}}"),
    ("<%", "%>"),
)
_TEMPLATE_NAME = re.compile(r"[-=~]?\s*(/)?\s*([A-Za-z][\w.$/-]*)?\s*")
_ARGUMENT = re.compile(
    r"(?:(?P<key>[A-Za-z_][\w:.-]*)\s*[=:]\s*)?"
    r"(?:\"(?P<double>(?:[^\"\\]|\\.)*)\"|'(?P<single>(?:[^'\\]|\\.)*)'|`(?P<tick>[^`]*)`"
    r"|\{(?P<brace>[^{}]*)\}|(?P<bare>[^\s\"'`,]+))[,\s]*"
)
_ELEMENT_NAME = re.compile(r"<(/?)([A-Za-z][\w.:-]*)")
_ATTRIBUTE = re.compile(
    r"([A-Za-z_@:][\w.:@-]*)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|(\{)|([^\s\"'{}<>=`]+)))?\s*"
)
_BLANK = re.compile(r"\s*")


def read_tag(text: str, at: int = 0) -> Tag | None:
    """The tag that starts at an offset; None where none does, or it does not end."""
    for opening, closing in _TEMPLATE:
        if text.startswith(opening, at):
            if opening == "{%" and text.startswith("{%%", at):
                return None
            return _template_tag(text, at + len(opening), closing)
    return _element(text, at) if text.startswith("<", at) else None


def _template_tag(text: str, at: int, closing: str) -> Tag | None:
    end = text.find(closing, at, at + LONGEST)
    if end < 0:
        return None
    inner = text[at:end].strip()
    if inner.startswith("/*"):  # a shortcode that the page shows, not one that it uses
        return None
    alone = inner.endswith("/") and not inner.startswith("/")
    found = _TEMPLATE_NAME.match(inner)
    if found is None:
        return None
    arguments = inner[found.end() :].rstrip("-~/ ") if alone else inner[found.end() :].rstrip("-~ ")
    name, behind = found[2] or "", end + len(closing)
    if found[1]:
        return Tag(name, TagKind.CLOSE, {}, behind)
    if name[:3] == "end" and not arguments and not name.startswith("endpoint"):
        return Tag(name[3:].lstrip("-_"), TagKind.CLOSE, {}, behind)
    return Tag(name, TagKind.ALONE if alone else TagKind.OPEN, _arguments(arguments), behind)


def _arguments(text: str) -> dict[str, str]:
    attributes: dict[str, str] = {}
    position = count = 0
    while position < len(text):
        found = _ARGUMENT.match(text, position)
        if found is None or found.end() == position:
            position += 1
            continue
        position = found.end()
        value = next(
            (
                found[kind]
                for kind in ("double", "single", "tick", "brace", "bare")
                if found[kind] is not None
            ),
            "",
        )
        key = found["key"]
        if key is None:
            key, count = str(count), count + 1
        attributes.setdefault(key.lower(), value.replace('\\"', '"').strip())
    return attributes


def _element(text: str, at: int) -> Tag | None:
    found = _ELEMENT_NAME.match(text, at)
    if found is None:
        return None
    name, position = found[2], _skip(text, found.end())
    if found[1]:
        return (
            Tag(name, TagKind.CLOSE, {}, position + 1, element=True)
            if text[position : position + 1] == ">"
            else None
        )
    attributes: dict[str, str] = {}
    limit = min(len(text), at + LONGEST)
    while position < limit:
        if text.startswith("/>", position):
            return Tag(name, TagKind.ALONE, attributes, position + 2, element=True)
        character = text[position]
        if character == ">":
            return Tag(name, TagKind.OPEN, attributes, position + 1, element=True)
        if character == "{":  # `{...props}`
            position = _skip(text, _behind_braces(text, position, limit))
            continue
        attribute = _ATTRIBUTE.match(text, position)
        if attribute is None:
            return None
        position = attribute.end()
        if attribute[4]:
            start = text.index("{", attribute.end(1))
            position = _behind_braces(text, start, limit)
            attributes.setdefault(attribute[1].lower(), _expression(text[start + 1 : position - 1]))
            position = _skip(text, position)
            continue
        value = next(
            (group for group in (attribute[2], attribute[3], attribute[5]) if group is not None), "true"
        )
        attributes.setdefault(attribute[1].lower(), unescape(value).strip())
    return None


def _skip(text: str, at: int) -> int:
    found = _BLANK.match(text, at)
    return found.end() if found else at


def _behind_braces(text: str, at: int, limit: int) -> int:
    depth, quote = 0, ""
    for index in range(at, limit):
        character = text[index]
        if quote:
            quote = "" if character == quote else quote
        elif character in "\"'`":
            quote = character
        elif character == "{":
            depth += 1
        elif character == "}":
            depth -= 1
            if depth == 0:
                return index + 1
    return limit


def _expression(text: str) -> str:
    """The value of a JSX expression: a literal without its quotes."""
    text = text.strip()
    if len(text) > 1 and text[0] in "\"'`" and text[-1] == text[0]:
        return text[1:-1]
    return text

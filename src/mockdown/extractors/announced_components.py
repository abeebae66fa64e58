"""Reads the operation that attributes of a component, or the front matter of a page, announce."""

from __future__ import annotations

import re
from collections.abc import Mapping

from mockdown.extractors.announced_lines import AnnouncedLine, announced, parse_line
from mockdown.model.paths import METHODS
from mockdown.readers.blocks import Component, Document
from mockdown.source import Span
from mockdown.vocabularies import components as words

_LITERAL = re.compile(r"^\{?\s*([\"'`])(.*)\1\s*\}?$", re.DOTALL)
_WITH_PATH = re.compile(r"^https?://[^/\s]+/\S")
_ABSOLUTE = ("http://", "https://")


def lowered(component: Component) -> dict[str, str]:
    """The attributes of a component: names in lower case, values without quotes and braces."""
    return {name.lower(): _literal(value) for name, value in component.attributes.items()}


def _literal(value: str) -> str:
    found = _LITERAL.match(value.strip())
    return (found[2] if found else value).strip()


def announced_by(component: Component) -> AnnouncedLine | None:
    """The operation that a component announces, None where it announces none.

    >>> announced_by(Component("endpoint", {"method": "get", "path": "/things"}, 0, 0)).methods
    ('GET',)
    """
    attributes = lowered(component)
    path = _path(attributes)
    method = words.first_of(attributes, (*words.METHODS, "type", "tag")).upper()
    if method not in METHODS and path.startswith("/") and not attributes.get("href"):
        method = component.name.upper()
    if path and method in METHODS:
        return announced(method, path)
    return parse_line(path) if path else _by_place(attributes)


def _path(attributes: Mapping[str, str]) -> str:
    server = words.first_of(attributes, words.SERVERS).rstrip("/")
    path = words.first_of(attributes, words.PATHS)
    label = attributes.get("label", "")
    if not path and label.startswith("/"):
        path = label
    if not path and _WITH_PATH.match(server):
        return server
    relative = path and not path.startswith(_ABSOLUTE)
    return f"{server}/{path.lstrip('/')}" if relative and server.startswith(_ABSOLUTE) else path


def _by_place(attributes: Mapping[str, str]) -> AnnouncedLine | None:
    """`get="/things"`, and values without names: `"GET" "/things"`."""
    for method in METHODS:
        if attributes.get(method.lower(), "").startswith("/"):
            return announced(method, attributes[method.lower()])
    values = [attributes[str(index)] for index in range(4) if str(index) in attributes]
    return parse_line(" ".join(values)) if values else None


def summary_of(component: Component) -> str:
    """What a component that announces an operation calls it."""
    return words.first_of(lowered(component), words.SUMMARIES)


def read_meta(document: Document) -> tuple[AnnouncedLine, Span] | None:
    """The operation that the front matter announces, with the place of its line."""
    meta = {str(name).lower(): value for name, value in document.meta.items() if isinstance(value, str)}
    for name in words.META:
        if meta.get(name):
            method = next((meta[key].upper() for key in words.METHODS if meta.get(key)), "")
            line = parse_line(meta[name]) or (announced(method, meta[name]) if method in METHODS else None)
            if line is not None:
                return line, _place(document, name)
    return None


def _place(document: Document, name: str) -> Span:
    head = document.source.data[:65536]
    found = re.search(rb"^" + re.escape(name.encode()) + rb"\s*:[^\r\n]*", head, re.MULTILINE | re.IGNORECASE)
    return Span(document.source, *(found.span() if found else (0, 1)))

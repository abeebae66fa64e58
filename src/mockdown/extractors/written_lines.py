"""Reads paragraphs that are lists in all but the marks: statuses or fields, one to a line."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mockdown.extractors.facts import StatusFact
from mockdown.extractors.field_lists import read_words
from mockdown.extractors.field_words import read_aside
from mockdown.extractors.fields import Field
from mockdown.extractors.statuses import STATUSES, says_empty
from mockdown.readers.blocks import Document, Inline
from mockdown.source import Span

_STATUS = re.compile(r"^[`*_]{0,3}([1-5]\d\d)\b[`*_]{0,3}\s*(?:[-–—:=]+\s*|\s(?=[A-Z(]))(?P<words>\S.*)$")
_FIELD = re.compile(
    r"^[`*_]{0,3}(?P<name>[A-Za-z_][\w.\[\]-]*)[`*_]{0,3}"
    r"(?:\s*\((?P<aside>[^()\n]{1,80})\))?(?P<rest>(?:\s+[-–—]+\s+\S[^\n]*|\s*:\s+\S[^\n]*)?)$"
)
_PART = re.compile(r"\s+[-–—]+\s+|^\s*:\s+")


def read_status_lines(document: Document, inline: Inline) -> list[StatusFact]:
    """The statuses of a paragraph each of whose lines starts with one; none where a line does not."""
    if not inline.text[:6].strip("`*_ ")[:1].isdigit():
        return []
    facts: list[StatusFact] = []
    for line, span in _lines(document, inline):
        found = _STATUS.match(line)
        if found is None or found[1] not in STATUSES:
            return []
        words = found["words"].strip(" -–—:*_`")
        facts.append(StatusFact(status=found[1], description=words, no_content=says_empty(words), span=span))
    return facts if len(facts) > 1 else []


def read_field_lines(document: Document, inline: Inline) -> list[Field]:
    """The fields of a paragraph each of whose lines gives a name with its type or its duty."""
    if "(" not in inline.text and " " not in inline.text:
        return []
    fields: list[Field] = []
    for line, span in _lines(document, inline):
        field = _field(line, span)
        if field is None:
            return []
        fields.append(field)
    return fields


def _field(line: str, span: Span) -> Field | None:
    """The field of `name (required) - string - What it is`: at least one of the words before must tell."""
    found = _FIELD.match(line)
    if found is None:
        return None
    asides = [found["aside"]] if found["aside"] else []
    parts = [part for part in _PART.split(found["rest"]) if part.strip()]
    while parts and len(parts[0]) < _SHORT and _tells(parts[0]):
        asides.append(parts.pop(0))
    description = " - ".join(parts)
    if not any(map(_tells, asides)) and not (parts and _DUTY.search(description)):
        return None
    return read_words(found["name"], "", asides, description, span, description=description)


_SHORT = 80
_DUTY = re.compile(r"(?:^|[.;,(] ?)(?:is )?(?:required|optional|mandatory)\W*$", re.IGNORECASE)
"""The duty at the end of what describes a field."""


def _tells(words: str) -> bool:
    aside = read_aside(words)
    return aside.required is not None or aside.schema.type is not None


def _lines(document: Document, inline: Inline) -> Iterator[tuple[str, Span]]:
    start = inline.start
    for line in document.source.slice(inline.start, inline.end).split("\n"):
        end = start + len(line.encode())
        if line.strip():
            yield line.strip().removesuffix("\\").rstrip(), Span(document.source, start, end)
        start = end + 1

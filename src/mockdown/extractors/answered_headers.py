"""Reads headers of answers from sentences: "Response headers: `ETag`", "see the `Retry-After` header"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mockdown.extractors.facts import FieldsFact, HeaderFact
from mockdown.extractors.field_lists import read_words
from mockdown.extractors.fields import Field
from mockdown.readers.blocks import Document, Inline
from mockdown.source import Span
from mockdown.vocabularies.header_names import ANSWERED_HEADERS
from mockdown.vocabularies.roles import Role
from mockdown.vocabularies.sentences import split_at_marks

_LISTED = re.compile(
    r"^\W*(?:response|answer) headers?\W*:\W*?(?P<list>(?:`[A-Z][\w-]*`(?: \([^()\n]{1,60}\))?"
    r"(?:,?\s+(?:and\s+)?|\W*$))+)",
    re.IGNORECASE,
)
_NAMED = re.compile(r"`(?P<name>[A-Z][\w-]*)`(?: \((?P<aside>[^()\n]{1,60})\))?")
_HEADER = re.compile(r"`(?P<name>[A-Z][A-Za-z]*(?:-[A-Z][A-Za-z]*)*)` (?:response |http )?header\b")


def read_listed_headers(document: Document, inline: Inline) -> Iterator[FieldsFact]:
    """The headers that a sentence lists as those of the answer."""
    if "eader" not in inline.text:
        return
    span = Span(document.source, inline.start, inline.end)
    for sentence in split_at_marks(document.source.slice(inline.start, inline.end)):
        listed = _LISTED.match(sentence)
        if listed is not None:
            fields = tuple(_field(found, span) for found in _NAMED.finditer(listed["list"]))
            yield FieldsFact(role=Role.RESPONSE_HEADER, fields=fields, prose=True, span=span)


def _field(found: re.Match[str], span: Span) -> Field:
    asides = [found["aside"]] if found["aside"] else []
    return read_words(found["name"], "", asides, "", span, description="")


def read_known_headers(document: Document, place: Inline, status: str) -> Iterator[HeaderFact]:
    """The headers that words beside a status name, of those that servers are known to send."""
    if "eader" not in place.text:
        return
    span = Span(document.source, place.start, place.end)
    for found in _HEADER.finditer(document.source.slice(place.start, place.end)):
        if found["name"] in ANSWERED_HEADERS:
            yield HeaderFact(name=found["name"], value="", status=status, span=span)

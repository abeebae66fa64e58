"""Reads which bodies are no JSON: "gives the image as `image/jpeg`", "the body is plain text"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mockdown.extractors.facts import MediaFact
from mockdown.extractors.passages import Passage
from mockdown.readers.blocks import Document, Inline
from mockdown.source import Span
from mockdown.vocabularies.roles import Role

_TYPE = re.compile(
    r"\b((?:image|audio|video|text|application)/(?!json\b|problem\+json"
    r"|x-www-form-urlencoded)[a-z0-9.+-]*[a-z0-9])\b",
    re.IGNORECASE,
)
_PLAIN = re.compile(r"\bplain[- ]?text\b", re.IGNORECASE)
_LINES = re.compile(r"\b(?:new-?line[- ](?:delimited|separated) json|ndjson|json ?lines)\b", re.IGNORECASE)
_ANSWER = re.compile(
    r"\b(?:returns?|responds?|response|gives|downloads?|answers?|serves|streams?|sent back|output)\b",
    re.IGNORECASE,
)
_SENT = re.compile(
    r"\b(?:request body|body of the request|uploads?|send|post|put|accepts?|expects?)\b", re.IGNORECASE
)


def read_media_types(document: Document, inline: Inline, passage: Passage) -> Iterator[MediaFact]:
    """The media type that a sentence gives to the request or the response."""
    text = inline.text
    if "/" not in text and "lain" not in text and not _LINES.search(text):
        return
    found = _TYPE.search(text)
    media_type = found[1].lower() if found else "text/plain" if _PLAIN.search(text) else ""
    if found is None and _LINES.search(text):
        media_type = "application/x-ndjson"
    if not media_type:
        return
    role = passage.role if passage.role in (Role.RESPONSE, Role.BODY) else Role.NONE
    if role is Role.NONE:
        role = Role.RESPONSE if _ANSWER.search(text) else Role.BODY if _SENT.search(text) else Role.NONE
    if role is not Role.NONE:
        span = Span(document.source, inline.start, inline.end)
        yield MediaFact(role=role, media_type=media_type, status=passage.status, span=span)

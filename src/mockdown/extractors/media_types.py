"""Reads which bodies are no JSON: "gives the image as `image/jpeg`", "the body is plain text"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mockdown.extractors.facts import MediaFact, QueryFact
from mockdown.extractors.passages import Passage
from mockdown.readers.blocks import Document, Inline, Item, ListBlock, Paragraph
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


_LABELLED = re.compile(r"^(?P<header>content-type|accept)\s*[:：=]\s*(?P<value>\S.*)$", re.IGNORECASE)
_NAMED = re.compile(r"[a-z]+/[a-z0-9.+*-]*[a-z0-9*]", re.IGNORECASE)
_NOTHING = re.compile(r"^(?:not (?:defined|applicable|set)|none|n/a|-)\W*$", re.IGNORECASE)


def is_media_list(block: ListBlock) -> bool:
    """Whether all items of a list give the headers that name media types."""
    return all(_labelled(item) is not None for item in block.items)


def read_media_list(document: Document, block: ListBlock) -> Iterator[MediaFact | QueryFact]:
    """The media types of items such as `Content-Type: multipart/form-data`; JSON goes without saying.

    Where the request has no type it has no body, and its parameters go into the query.
    """
    for item in block.items:
        found = _labelled(item)
        if found is None:
            continue
        span = Span(document.source, item.start, item.end)
        sent = found["header"].lower() == "content-type"
        if sent and _NOTHING.match(found["value"]):
            yield QueryFact(span=span)
        named = [kind.lower() for kind in _NAMED.findall(found["value"])]
        if named and not any("json" in kind or "*" in kind for kind in named):
            yield MediaFact(role=Role.BODY if sent else Role.RESPONSE, media_type=named[0], span=span)


def _labelled(item: Item) -> re.Match[str] | None:
    first = item.blocks[0] if len(item.blocks) == 1 else None
    return _LABELLED.match(first.text.strip()) if isinstance(first, Paragraph) else None


def read_media_types(document: Document, inline: Inline, passage: Passage) -> Iterator[MediaFact]:
    """The media type that a sentence gives to the request or the response."""
    text = inline.text
    if "/" not in text and "lain" not in text and not _LINES.search(text):
        return
    labelled = list(_of_lines(document, inline, passage))
    if labelled:
        yield from labelled
        return
    found = _TYPE.search(text)
    media_type = found[1].lower() if found else "text/plain" if _PLAIN.search(text) else ""
    if found is None and _LINES.search(text):
        media_type = "application/x-ndjson"
    if not media_type:
        return
    role = passage.role if passage.role in (Role.RESPONSE, Role.BODY) else Role.NONE
    if role is Role.NONE:
        text = _NAMED.sub(" ", text)  # an `octet-stream` streams nothing
        role = Role.RESPONSE if _ANSWER.search(text) else Role.BODY if _SENT.search(text) else Role.NONE
    if role is not Role.NONE:
        span = Span(document.source, inline.start, inline.end)
        yield MediaFact(role=role, media_type=media_type, status=passage.status, span=span)


def is_media_line(inline: Inline) -> bool:
    """Whether a text is a header line that names a media type, and nothing else."""
    found = _LABELLED.match(inline.text.strip())
    return found is not None and _NAMED.fullmatch(found["value"].strip(" .").partition(";")[0]) is not None


_OF_ANSWERS = (Role.RESPONSE, Role.STATUSES, Role.RESPONSE_HEADER)


def _of_lines(document: Document, inline: Inline, passage: Passage) -> Iterator[MediaFact]:
    """The media types of a paragraph that is nothing but header lines: `Content-Type: image/png`.

    Before the answers it is what is sent; JSON goes without saying.
    """
    lines = [_LABELLED.match(line.strip(" `*_")) for line in without_marks(document, inline)]
    if None in lines:
        return
    for found in lines:
        named = _NAMED.findall(found["value"].lower()) if found is not None else ()
        if found is None or not named or any("json" in kind or "*" in kind for kind in named):
            continue
        sent = found["header"].lower() == "content-type"
        answers = passage.role in _OF_ANSWERS or not sent
        span = Span(document.source, inline.start, inline.end)
        yield MediaFact(
            role=Role.RESPONSE if answers else Role.NONE,
            media_type=named[0],
            status=passage.status,
            span=span,
        )


def without_marks(document: Document, inline: Inline) -> list[str]:
    """The lines of a text without the marks of code and bold in them."""
    return [
        re.sub(r"[`*]", "", line)
        for line in document.source.slice(inline.start, inline.end).strip().split("\n")
    ]

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
    r"\b(?:request body|body of the request|uploads?|send|sent|post|put|accepts?|expects?|takes?)\b",
    re.IGNORECASE,
)
_BODY = re.compile(r"\bbody\b", re.IGNORECASE)
FORMS = ("multipart/form-data", "application/x-www-form-urlencoded")
_FORM = re.compile("|".join(map(re.escape, FORMS)), re.IGNORECASE)
_JSON = re.compile(r"\bjson\b", re.IGNORECASE)
_NOT = re.compile(
    r"\b(?:not|never|instead of|rather than|no longer|unlike|without) (?:an? |the |as )*\W*$", re.IGNORECASE
)
_RAW = re.compile(
    r"\bbody\b(?: of the request)?,? (?:is|are|holds|contains|must be|should be|has to be|consists of) "
    r"(?:just |only |simply )?(?:the |an? )?(?:file['’]s |raw |binary |unencoded )*"
    r"(?:raw|binary|unencoded) (?:bytes?|binary|contents?|data|file|image|object)\b"
    r"|\b(?:send|upload|put|post)s? (?:the |an? )?(?:raw|binary) (?:bytes|contents?|data|file) "
    r"(?:[\w ]{0,30})?(?:as|in) the (?:request )?body\b",
    re.IGNORECASE,
)
"""A body that is told to be bytes, without a media type."""
_END = re.compile(r"[.!?;]\s+(?=[A-Z])")


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
    if "/" not in text and "lain" not in text and not _LINES.search(text) and not _RAW.search(text):
        return
    labelled = list(_of_lines(document, inline, passage))
    if labelled:
        yield from labelled
        return
    media_type, at = _named_in(text)
    if not media_type:
        return
    role: Role | None = passage.role if passage.role in (Role.RESPONSE, Role.BODY) else None
    sentence = _sentence_at(text, at)
    if media_type in FORMS:
        # Forms are sent and never answered: "The answers are sent as …" tells of the request.
        told = role is Role.BODY or _SENT.search(sentence) is not None or _BODY.search(sentence) is not None
        role = Role.BODY if told and role is not Role.RESPONSE else None
    else:
        role = role or _direction(sentence) or _direction(text)
    if role is None:
        return
    span = Span(document.source, inline.start, inline.end)
    yield MediaFact(role=role, media_type=media_type, status=passage.status, span=span)


def _named_in(text: str) -> tuple[str, int]:
    """The media type that a text names, perhaps by words, and where it does."""
    if (found := _TYPE.search(text)) is not None:
        return found[1].lower(), found.start()
    if (found := _FORM.search(text)) is not None:
        # Where JSON may be sent as well it is what is described.
        return (
            ("", 0)
            if _JSON.search(text) or _NOT.search(text[: found.start()])
            else (found[0].lower(), found.start())
        )
    for pattern, media_type in (
        (_PLAIN, "text/plain"),
        (_LINES, "application/x-ndjson"),
        (_RAW, "application/octet-stream"),
    ):
        found = pattern.search(text)
        if found is not None:
            return media_type, found.start()
    return "", 0


def _sentence_at(text: str, at: int) -> str:
    """The sentence of a text that holds a place in it."""
    start = max((found.end() for found in _END.finditer(text, 0, at)), default=0)
    end = _END.search(text, at)
    return text[start : end.start() if end is not None else len(text)]


def _direction(text: str) -> Role | None:
    """Whether words speak of what is sent or of the answer.

    A "body" alone is what is sent, or the answer of a method that sends none.
    """
    text = _NAMED.sub(" ", text)  # an `octet-stream` streams nothing
    if _ANSWER.search(text):
        return Role.RESPONSE
    if _SENT.search(text):
        return Role.BODY
    return Role.NONE if _BODY.search(text) else None


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

"""Reads sentences that name the schema of a body: "returns an array of [Trails](objects.md#trail)"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mockdown.extractors.facts import RequiredFact, SchemaFact
from mockdown.extractors.passages import Passage
from mockdown.extractors.type_links import is_local, read_whole_type, reference_to
from mockdown.model.schema import Schema
from mockdown.readers.blocks import Document, Inline
from mockdown.source import Span
from mockdown.vocabularies.roles import Role

_RETURNS = re.compile(
    r"\b(?:returns?|responds? with|response (?:is|contains|body is)|answers? with|gives back|replies with)\b",
    re.IGNORECASE,
)
_BODY = re.compile(
    r"\b(?:request )?body (?:is|contains|must be|should be|takes)\b|\b(?:send|post|pass"
    r"|accepts?|takes?) (?:an? |the )?\[",
    re.IGNORECASE,
)
_LIST = re.compile(r"\b(?:array|list|collection) of(?: the)?\W*$", re.IGNORECASE)
_NAME = re.compile(r"^[A-Za-z][\w. ]{0,60}$")
_REQUIRED = re.compile(
    r"^\W*(?:required|mandatory)(?: (?:fields?|parameters?|properties|attributes?|keys?))?(?: are"
    r"| is)?\W*:",
    re.IGNORECASE,
)


_PLACES = {Role.RESPONSE: Role.RESPONSE, Role.STATUSES: Role.RESPONSE, Role.BODY: Role.BODY}
"""Under headings of these roles a lone type is that of a body."""


def linked_schema(document: Document, inline: Inline) -> Schema | None:
    """The schema that the first local link of a text leads to, as a list where the text says so."""
    for link in inline.links:
        text = link.text.strip()
        if not is_local(link) or not _NAME.match(text):
            continue
        if "#" not in link.target and not text[:1].isupper():
            continue
        schema = Schema(ref=reference_to(text, link.target))
        before = inline.text.partition(link.text)[0]
        return Schema(type="array", items=schema) if _LIST.search(before) else schema
    return None


def read_named_bodies(document: Document, inline: Inline, passage: Passage) -> Iterator[SchemaFact]:
    """What a sentence says of the type of a request or response body, or a line that is nothing but a type."""
    span = Span(document.source, inline.start, inline.end)
    place = _PLACES.get(passage.role)
    if place is not None and (passage.status is not None or place is Role.BODY or inline.links):
        whole = read_whole_type(inline)
        if whole is not None:
            yield SchemaFact(role=place, schema=whole, status=passage.status, span=span)
            return
    if not inline.links:
        return
    text = document.source.slice(inline.start, inline.end)
    role = Role.NONE
    if passage.role in (Role.RESPONSE, Role.STATUSES) and _is_type(inline):
        role = Role.RESPONSE
    if _RETURNS.search(text):
        role = Role.RESPONSE
    elif _BODY.search(text) or passage.role in (Role.BODY, Role.REQUEST):
        role = Role.BODY
    if role is Role.NONE:
        return
    schema = linked_schema(document, inline)
    if schema is not None:
        yield SchemaFact(role=role, schema=schema, status=passage.status, span=span)


def _is_type(inline: Inline) -> bool:
    """Whether a text is a type and nothing else: a link, perhaps behind "an array of"."""
    words = re.sub(
        r"\b(?:an?|the|array|list|of|objects?)\b|\W", " ", inline.text.replace(inline.links[0].text, " ")
    )
    return not words.split()


def read_required(document: Document, inline: Inline) -> RequiredFact | None:
    """The names that a line lists as required: ``Required: `name`, `km`.``"""
    if not inline.codes or not _REQUIRED.match(inline.text):
        return None
    return RequiredFact(names=inline.codes, span=Span(document.source, inline.start, inline.end))

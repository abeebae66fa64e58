"""Reads bodies behind a label on the same line: ``Body: `{ name, email? }` ``, ``Returns `Thing` ``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mockdown.extractors.described_values import as_described
from mockdown.extractors.facts import ExampleFact, FieldsFact, SchemaFact, StatusFact
from mockdown.extractors.field_lists import read_words
from mockdown.extractors.inline_examples import example_fact
from mockdown.extractors.status_titles import REGISTERED
from mockdown.extractors.type_declarations import is_object_type, read_type
from mockdown.model.schema import Schema
from mockdown.readers.blocks import Document, Inline
from mockdown.readers.json_samples import looks_like_json, read_json
from mockdown.source import Rank, Span
from mockdown.values import replace
from mockdown.vocabularies.columns import Column, column_of
from mockdown.vocabularies.error_titles import is_error_title
from mockdown.vocabularies.roles import Role, role_of

_LABELLED = re.compile(
    r"^[\s*_+-]{0,6}(?P<label>[^\W\d_][^:：`{}\[\]()*\n]{1,40}?)\s*(?:\((?P<status>[1-5]\d\d)[^()\n]{0,40}\))?"
    r"[*_]{0,3}\s*(?P<colon>[:：]?)[*_]{0,3}\s*(?P<value>[`{\[1-5].*)$",
    re.DOTALL,
)
_PLACES = {
    Role.BODY: Role.BODY,
    Role.REQUEST: Role.BODY,
    Role.RESPONSE: Role.RESPONSE,
    Role.STATUSES: Role.RESPONSE,
}
_PIECE = re.compile(
    r"`(?P<code>[^`]+)`|(?<![\w.`])(?P<status>[1-5]\d\d)(?![\w.])|(?P<bare>[{\[].*[}\]])", re.DOTALL
)
_TYPE = re.compile(
    r"(?:array of )?(?:(?:Partial|Omit|Pick|Required|Readonly|Promise)<)?(?:\[\])?[A-Z]\w*"
    r"(?:\[\]|<[A-Z]\w*(?:\[\])?>)?(?:,[^<>]{0,80})?>?"
)
_WORD_OF_TYPE = re.compile(r"[A-Z]\w*[a-z]\w*")
_NAMES = re.compile(r"\{\s*([\w-]+\??(?:\s*,\s*[\w-]+\??)*)\s*,?\s*(?:\.\.\.|…)?\s*\}")
_LIST = re.compile(r"\b(?:array|list)s? of (?:the )?$", re.IGNORECASE)
"""Before the name of a type."""
_LONGEST = 600

Found = ExampleFact | FieldsFact | SchemaFact | StatusFact


def read_inline_bodies(document: Document, inline: Inline, status: str | None) -> tuple[Found, ...]:
    """The bodies of a line that starts with a label for one, and the statuses they come with."""
    written = document.source.slice(inline.start, inline.end)
    found = _LABELLED.match(written) if len(written) <= _LONGEST else None
    if found is None or not (found["colon"] or found["value"].startswith("`") or "*" in written[:3]):
        return ()
    if column_of(found["label"]) is Column.STATUS:
        return ()  # it tells the status, and another label the body
    place = _PLACES.get(role_of(found["label"]))
    if place is None and is_error_title(found["label"]):
        place = Role.RESPONSE
    if place is None:
        return ()
    span = Span(document.source, inline.start, inline.end)
    status = found["status"] or status
    facts = tuple(read_pieces(found["value"], place, status, span))
    return facts if any(not isinstance(fact, StatusFact) for fact in facts) else ()


def read_pieces(value: str, place: Role, status: str | None, span: Span) -> Iterator[Found]:
    """The statuses and bodies of a text in Markdown, each body with the status that stands before it."""
    for piece in _PIECE.finditer(value):
        text = (piece["code"] or piece["bare"] or piece["status"]).strip()
        if text[:3] in REGISTERED and not text[3:4].isalnum():
            status = text[:3]
            yield StatusFact(status=status, description="", rank=Rank.PROSE, span=span)
            continue
        listed = _LIST.search(value[: piece.start()]) is not None
        for fact in _bodies(text, place, status, span, bare=piece["code"] is None):
            if listed and isinstance(fact, SchemaFact):
                yield replace(fact, schema=Schema(type="array", items=fact.schema, rank=Rank.PROSE))
            else:
                yield fact


def _bodies(text: str, place: Role, status: str | None, span: Span, *, bare: bool) -> Iterator[Found]:
    status = status if place is Role.RESPONSE else None
    names = _NAMES.fullmatch(text)
    if names is not None:
        yield _of_names(names[1], place, status, span)
    elif is_object_type(text):
        yield SchemaFact(role=place, schema=read_type(text), status=status, span=span)
    elif text[:1] in ("{", "[") and looks_like_json(text):
        for read in read_json(text):
            yield example_fact(as_described(read, text), span, status=status, role=place)
    elif not bare and _TYPE.fullmatch(text) and _WORD_OF_TYPE.search(text):
        schema = read_type(text)
        inner = schema.items if schema.type == "array" and schema.items is not None else schema
        if inner.ref is not None:
            one = replace(inner, type="object", rank=Rank.PROSE)
            whole = one if inner is schema else replace(schema, items=one, rank=Rank.PROSE)
            yield SchemaFact(role=place, schema=whole, status=status, span=span)


def _of_names(listed: str, place: Role, status: str | None, span: Span) -> FieldsFact:
    """Members of which only the names are shown; where some are marked as optional, the others are not."""
    must = "*" if "?" in listed and place is Role.BODY else ""
    fields = tuple(
        read_words(name.rstrip("?"), "?" if name.endswith("?") else must, [], "", span)
        for name in (part.strip() for part in listed.split(","))
    )
    return FieldsFact(role=place, fields=fields, status=status, span=span)

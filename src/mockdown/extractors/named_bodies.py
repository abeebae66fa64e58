"""Reads sentences that name the schema of a body: "returns an array of [Trails](objects.md#trail)"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mockdown.extractors.facts import RequiredFact, SchemaFact
from mockdown.extractors.passages import Passage
from mockdown.extractors.type_links import is_local, read_whole_type, reference_to
from mockdown.extractors.types import parse_type
from mockdown.model.schema import Schema
from mockdown.readers.blocks import Document, Inline
from mockdown.source import Rank, Span
from mockdown.values import replace
from mockdown.vocabularies.roles import Role
from mockdown.vocabularies.types import TYPES
from mockdown.vocabularies.wordings import Wording

_RETURNS = re.compile(
    r"\b(?:returns?|responds? with|response (?:body )?(?:is|contains)"
    r"|answers? with|gives back|replies with)\b",
    re.IGNORECASE,
)
_BODY = re.compile(
    r"\b(?:request )?body (?:is|contains|must be|should be|takes)\b|\b(?:send|post|pass"
    r"|accepts?|takes?) (?:an? |the )?\[",
    re.IGNORECASE,
)
_LIST = re.compile(r"\b(?:array|list|collection) of(?: [\w-]+){0,2}\W*$", re.IGNORECASE)
_NAME = re.compile(r"^[A-Za-z][\w. ]{0,60}$")
_ACTION = re.compile(
    r"^(?:get|list|create|add|update|edit|delete|remove|fetch|retrieve|search|find|show)\b", re.IGNORECASE
)
"""The start of an operation's title, which no schema has for a name."""
_EITHER = re.compile(r"\b(?:can|may|must|should|will) be (?:either|one of|an?|the)?\W*$", re.IGNORECASE)
_OR = re.compile(r"\W*\bor\b\s*(?:an?\s+|the\s+)?\W*", re.IGNORECASE)
_IN_WORDS = Wording(
    "return returns respond responds replies answer answers response",
    r"\b(?:[Rr]eturns?|[Rr]esponds? with|[Rr]eplies with|[Aa]nswers? with|[Rr]esponse (?:is|contains))"
    r" (?:(?:an?|the|all|one|updated|created|new|matching|requested|single|resulting) )*"
    r"(?P<list>(?:array|list|collection|page)s? of (?:(?:the|all|matching) )*)?"
    r"[`*]*(?P<name>[A-Z][\w.]*)[`*]* (?:objects?|resources?|models?|schemas?|structs?|entity|entities|records?)\b",  # noqa: E501
    re.NOFLAG,
)
_LABELLED = re.compile(
    r"^\W*(?:(?P<body>(?:request|payload|(?:request |json )?body)(?: type| schema)?)"
    r"|(?:response|returns?|result)(?: type| schema| body)?)[`*]{0,3}\s*:\s*[`*]{0,3}"
    r"`(?P<type>(?:array of )?(?:\[\])?[A-Z]\w*(?:\[\]|<[A-Z]\w*>)?)`\W*$",
    re.IGNORECASE,
)
_REQUIRED = re.compile(
    r"^\W*(?:required|mandatory)(?: (?:fields?|parameters?|properties|attributes?|keys?))?(?: are"
    r"| is)?\W*:",
    re.IGNORECASE,
)


_PLACES = {Role.RESPONSE: Role.RESPONSE, Role.STATUSES: Role.RESPONSE, Role.BODY: Role.BODY}
"""Under headings of these roles a lone type is that of a body."""


def linked_schema(inline: Inline) -> Schema | None:
    """The schema that the first local link of a text leads to, as a list where the text says so.

    Links with "or" between them are alternatives.
    """
    kinds: list[Schema] = []
    end = 0
    for link in inline.links:
        text = link.text.strip()
        if not is_local(link) or not _NAME.match(text) or _ACTION.match(text):
            continue
        if "#" not in link.target and not text[:1].isupper():
            continue
        at = inline.text.find(link.text, end)
        if kinds and not _OR.fullmatch(inline.text[end : max(end, at)]):
            break
        schema = Schema(ref=reference_to(text, link.target), rank=Rank.PROSE)
        before = inline.text[:at]
        kinds.append(Schema(type="array", items=schema) if _LIST.search(before) else schema)
        end = at + len(link.text)
    if len(kinds) > 1:
        return Schema(any_of=tuple(kinds), rank=Rank.PROSE)
    return kinds[0] if kinds else None


def named_in_words(text: str) -> Schema | None:
    """The schema that a sentence in Markdown names without a link: "returns a list of `Trail` objects"."""
    found = _IN_WORDS.search(text)
    if found is None or found["name"].lower() in TYPES:
        return None
    schema = Schema(ref=found["name"], type="object", rank=Rank.PROSE)
    return Schema(type="array", items=schema, rank=Rank.PROSE) if found["list"] else schema


def read_named_bodies(document: Document, inline: Inline, passage: Passage) -> Iterator[SchemaFact]:
    """What a sentence, or a line that is nothing but a type, says of the type of a body."""
    span = Span(document.source, inline.start, inline.end)
    place = _PLACES.get(passage.role)
    if place is not None and (passage.status is not None or place is Role.BODY or inline.links):
        whole = read_whole_type(inline)
        if whole is not None:
            yield SchemaFact(role=place, schema=whole, status=passage.status, span=span)
            return
    text = document.source.slice(inline.start, inline.end)
    labelled = _LABELLED.match(text)
    if labelled is not None and not inline.links:
        typed = parse_type(labelled["type"])
        inner = typed.items if typed.type == "array" and typed.items is not None else typed
        if inner.ref is not None and typed.type in (None, "array"):
            one = replace(inner, type="object", rank=Rank.PROSE)
            whole_type = one if inner is typed else replace(typed, items=one, rank=Rank.PROSE)
            told_of = Role.BODY if labelled["body"] else Role.RESPONSE
            yield SchemaFact(role=told_of, schema=whole_type, status=passage.status, span=span)
            return
    if not inline.links:
        worded = named_in_words(text)
        if worded is not None and place is not Role.BODY:
            yield SchemaFact(role=Role.RESPONSE, schema=worded, status=passage.status, span=span)
        return
    role = Role.NONE
    answers = passage.role in (Role.RESPONSE, Role.STATUSES)
    if _RETURNS.search(text) or (answers and _is_type(inline)):
        role = Role.RESPONSE
    elif (
        passage.role in (Role.BODY, Role.REQUEST)
        or _BODY.search(text)
        or (passage.role is Role.PARAMETERS and _EITHER.search(text.partition("[")[0]))
    ):
        role = Role.BODY
    if role is Role.NONE:
        return
    links = inline.links if role is Role.RESPONSE and _STATUS.search(inline.text) else ()
    if not links:
        schema = linked_schema(inline)
        if schema is not None:
            yield SchemaFact(role=role, schema=schema, status=passage.status, span=span)
    told: set[str | None] = set()
    for link in links:
        # "responds with 404 and an [Error](#error)": the status before the link is the link's
        named = _STATUS.findall(inline.text.partition(link.text)[0])
        status = named[-1] if named else passage.status
        schema = linked_schema(replace(inline, links=(link,)))
        if schema is not None and status not in told:
            told.add(status)
            yield SchemaFact(role=role, schema=schema, status=status, span=span)


_STATUS = re.compile(r"(?<![\d.:/-])([1-5]\d\d)(?![\d:/-]|\.\d)")


def _is_type(inline: Inline) -> bool:
    """Whether a text is a type and nothing else: a link, perhaps behind "an array of"."""
    words = re.sub(
        r"\b(?:an?|the|array|list|of|objects?)\b|\W", " ", inline.text.replace(inline.links[0].text, " ")
    )
    return not words.split()


_ATTRIBUTES = re.compile(r"^Attributes\s*\((?P<type>[^()]{1,80})\)$")


def read_attributes(document: Document, inline: Inline, passage: Passage) -> SchemaFact | None:
    """The type that API Blueprint gives a message: `+ Attributes (array[Boat])`."""
    found = _ATTRIBUTES.match(inline.text.strip())
    if found is None:
        return None
    schema = parse_type(found["type"].replace(", fixed-type", ""))
    inner = schema.items if schema.type == "array" and schema.items is not None else schema
    if inner.ref is None:
        return None
    span = Span(document.source, inline.start, inline.end)
    role = _PLACES.get(passage.role, Role.BODY)
    return SchemaFact(role=role, schema=schema, status=passage.status, span=span)


def is_labelled_type(document: Document, inline: Inline) -> bool:
    """Whether a line is nothing but the type of a body: ``Body: `NewTrail` ``."""
    return bool(inline.codes) and _LABELLED.match(document.source.slice(inline.start, inline.end)) is not None


def read_required(document: Document, inline: Inline) -> RequiredFact | None:
    """The names that a line lists as required, as in ``Required: `name`, `km`.``."""
    if not inline.codes or not _REQUIRED.match(inline.text):
        return None
    return RequiredFact(names=inline.codes, span=Span(document.source, inline.start, inline.end))

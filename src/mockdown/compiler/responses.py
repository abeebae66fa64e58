"""Builds responses from statuses, examples, fields and named types."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from mockdown.compiler.contents import JSON, is_stream, plain_content
from mockdown.compiler.evidence import Evidence
from mockdown.compiler.examples import example_schema, named_examples
from mockdown.compiler.field_trees import build_schema, with_enums
from mockdown.compiler.merge import declared_over_example, merge_declared
from mockdown.compiler.parameters import BODILESS
from mockdown.extractors.facts import (
    EnumFact,
    ExampleFact,
    FieldsFact,
    HeaderFact,
    MediaFact,
    SchemaFact,
    StatusFact,
)
from mockdown.extractors.fields import Field
from mockdown.model.api import Content, Header, Operation, Response
from mockdown.model.schema import Schema
from mockdown.source import Rank, Span
from mockdown.values import replace
from mockdown.vocabularies.error_titles import OTHERWISE
from mockdown.vocabularies.roles import Role


def build_responses(
    evidence: Evidence, examples: Sequence[ExampleFact], *, implied: bool
) -> tuple[Response, ...]:
    """The documented responses in order of status, with those that a server needs besides."""
    statuses: dict[str, Response] = {}
    typed: dict[str, Schema] = {}
    empty: set[str] = set()
    for fact in sorted(evidence.of(StatusFact), key=lambda fact: _RANKS[fact.rank]):
        if _is_foreign(fact, statuses):
            continue
        known = statuses.get(fact.status)
        if known is None:
            statuses[fact.status] = Response(
                status=fact.status, description=fact.description, rank=fact.rank, span=fact.span
            )
        elif not known.description:
            statuses[fact.status] = replace(known, description=fact.description)
        if fact.schema is not None:
            typed.setdefault(fact.status, fact.schema)
        if fact.no_content:
            empty.add(fact.status)
    shown = [fact for fact in examples if fact.role is Role.RESPONSE]
    fields = [fact for fact in evidence.of(FieldsFact) if _is_response(evidence, fact)]
    named = [fact for fact in evidence.of(SchemaFact) if fact.role is Role.RESPONSE]
    asked = {known.status for known in statuses.values() if _is_asked_for(known)}
    success = _success([*statuses.keys() - asked, *(fact.status for fact in shown if fact.status)])
    parts: list[ExampleFact | FieldsFact | SchemaFact] = [*shown, *fields, *named]
    for part in parts:
        status = part.status or success
        if status not in statuses:
            rank = Rank.CONVENTION if status == OTHERWISE else Rank.EXAMPLE
            statuses[status] = Response(status=status, rank=rank, span=part.span)
    if not any(status.startswith(("1", "2", "3")) for status in statuses.keys() - asked):
        statuses[success] = Response(
            status=success, implied=True, rank=Rank.CONVENTION, span=evidence.announcement.span
        )
    headers = evidence.of(HeaderFact)
    media = [fact for fact in evidence.of(MediaFact) if _is_answered(evidence, fact)]
    if media and not (shown or fields or named or typed):
        status = _bodied(media[0].status or success, success)
        known = statuses.setdefault(status, Response(status=status, rank=Rank.PROSE, span=media[0].span))
        plain = plain_content(media[0].media_type, media[0].span)
        statuses[status] = replace(known, contents=(plain,), implied=False)
    enums = evidence.of(EnumFact)
    built = [
        _with_content(
            response,
            _Told(
                typed=typed.get(response.status),
                shown=[fact for fact in shown if (fact.status or success) == response.status],
                fields=[fact for fact in fields if (fact.status or success) == response.status],
                named=[fact for fact in named if (fact.status or success) == response.status],
                headers=[fact for fact in headers if fact.status == response.status],
                media_type=next((fact.media_type for fact in media if is_stream(fact.media_type)), JSON),
                listed=[
                    item
                    for fact in evidence.of(FieldsFact)
                    if fact.role is Role.RESPONSE_HEADER and (fact.status or success) == response.status
                    for item in fact.fields
                ],
            ),
            enums,
        )
        for response in statuses.values()
    ]
    built.sort(key=lambda response: response.status)
    if implied and not any(response.status in ("4XX", "default") for response in built):
        built.append(Response(status="4XX", description="", implied=True, rank=Rank.CONVENTION))
    return tuple(built)


_RANKS = {Rank.DECLARED: 0, Rank.EXAMPLE: 1, Rank.PROSE: 2, Rank.CONVENTION: 3}


def _is_foreign(fact: StatusFact, statuses: dict[str, Response]) -> bool:
    """Whether prose names a status where a table already lists them all.

    A table of errors lists no success, so that prose may name it.
    """
    if fact.rank is not Rank.PROSE or fact.status in statuses:
        return False
    declared = [known.status for known in statuses.values() if known.rank is Rank.DECLARED]
    if fact.status.startswith("2"):
        return any(status.startswith(("1", "2", "3")) for status in declared)
    return bool(declared)


def _is_asked_for(response: Response) -> bool:
    """Whether a sentence names what only the headers of a request ask for, beside the usual answer."""
    return response.rank is Rank.PROSE and response.status in ("206", "304")


def _bodied(status: str, success: str) -> str:
    """The status that carries a body: what a protocol switches to is the answer without the switch."""
    return success if status.startswith("1") or status in ("204", "304") else status


def _is_response(evidence: Evidence, fact: FieldsFact) -> bool:
    if fact.role in (Role.RESPONSE, Role.STATUSES):
        return all(item.location is None for item in fact.fields)
    return fact.role is Role.FIELDS and evidence.method in BODILESS


def _is_answered(evidence: Evidence, fact: MediaFact) -> bool:
    return fact.role is Role.RESPONSE or (fact.role is Role.NONE and evidence.method in BODILESS)


def _success(statuses: Iterable[str]) -> str:
    """The status of what the page shows as the answer."""
    good = sorted(status for status in statuses if status.startswith("2"))
    for status in good:
        if status not in ("204", "205"):
            return status
    return "200" if not good else good[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """What the pages say of the body and the headers of one status."""

    typed: Schema | None
    shown: Sequence[ExampleFact]
    fields: Sequence[FieldsFact]
    named: Sequence[SchemaFact]
    headers: Sequence[HeaderFact]
    media_type: str
    """What carries JSON, unless an example says otherwise."""
    listed: Sequence[Field]
    """The headers that a table or list describes."""


def _with_content(response: Response, told: _Told, enums: Sequence[EnumFact]) -> Response:
    shown = told.shown
    declared = told.typed
    span: Span | None = None
    for fact in told.fields:
        schema = with_enums(build_schema(fact.fields), enums)
        span = span or fact.span
        declared = schema if declared is None else merge_declared(declared, schema)
    for said in told.named:
        span = span or said.span
        declared = declared or said.schema
    example = example_schema(shown)
    schema_ = declared
    if example is not None:
        schema_ = declared_over_example(declared, example) if declared is not None else example
        schema_ = with_enums(schema_, enums)
        span = span or shown[0].span
    shown_headers = headers_of(told.headers, told.listed)
    if (
        schema_ is None
        or response.contents
        or response.status in ("204", "205", "304")
        or response.status.startswith("1")
    ):
        return replace(response, headers=shown_headers)
    media_type = shown[0].media_type if shown and shown[0].media_type != JSON else told.media_type
    content = Content(
        media_type=media_type,
        schema=schema_,
        examples=named_examples(shown),
        span=span or response.span,
        rank=Rank.DECLARED if declared is not None else Rank.EXAMPLE,
    )
    return replace(response, contents=(content,), headers=shown_headers)


def headers_of(facts: Iterable[HeaderFact], listed: Iterable[Field] = ()) -> tuple[Header, ...]:
    """The headers of a response, one of each name: those that are described, then those that samples show."""
    found: dict[str, Header] = {}
    for item in listed:
        name = item.name.rstrip(":")
        if name.lower() not in _NO_HEADERS and _TOKEN.fullmatch(name):
            schema = (
                item.schema if item.schema.type in _PLAIN else Schema(type="string", rank=Rank.CONVENTION)
            )
            header = Header(name=name, schema=schema, description=item.description, span=item.span)
            found.setdefault(name.lower(), header)
    for fact in facts:
        kind = "integer" if fact.value.isdigit() else "string"
        found.setdefault(
            fact.name.lower(),
            Header(name=fact.name, schema=Schema(type=kind, rank=Rank.EXAMPLE), span=fact.span),
        )
    return tuple(found.values())


_NO_HEADERS = frozenset(("content-type", "content-length"))
"""What the content says already, and what the length of the body does (OpenAPI 3.0.4, 4.7.17.1)."""
_PLAIN = ("string", "integer", "number", "boolean")
_TEXT = Schema(type="string", rank=Rank.CONVENTION)
_TOKEN = re.compile(r"[\w!#$%&'*+.^|~-]+")


_ENVELOPES = frozenset("data items results records values entries content list rows objects elements".split())


def lists_items(operation: Operation, schemas: Mapping[str, Schema]) -> bool | None:
    """Whether the first success of an operation carries a list, plain or in an envelope; None if unknown."""
    noun = next((part for part in reversed(operation.path.split("/")) if part and "{" not in part), "")
    for response in operation.responses:
        if not response.status.startswith("2") or not response.contents:
            continue
        schema = response.contents[0].schema
        if schema.ref is not None:
            schema = schemas.get(schema.ref, schema)
        if schema.type == "array":
            return True
        if schema.properties:
            names = (*_ENVELOPES, noun.lower(), noun.lower().replace("-", "_"))
            return any(
                item.schema.type == "array" and item.name.lower() in names for item in schema.properties
            )
    return None

"""Builds request bodies and responses from fields, examples, statuses and named types."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from mockdown.compiler.evidence import Evidence
from mockdown.compiler.field_trees import build_schema, require, with_enums
from mockdown.compiler.merge import declared_over_example, merge_declared
from mockdown.compiler.parameters import BODILESS, Sorted
from mockdown.extractors.example_schemas import merge_examples
from mockdown.extractors.facts import (
    EnumFact,
    ExampleFact,
    FieldsFact,
    HeaderFact,
    MediaFact,
    RequiredFact,
    SchemaFact,
    StatusFact,
    WholeFact,
)
from mockdown.extractors.fields import Field
from mockdown.model.api import Content, Example, Header, Operation, RequestBody, Response
from mockdown.model.schema import Schema
from mockdown.source import Rank, Span
from mockdown.vocabularies.roles import Role

Json = Any
JSON = "application/json"
_URLENCODED = "application/x-www-form-urlencoded"
_MULTIPART = "multipart/form-data"


def assign_examples(evidence: Evidence) -> list[ExampleFact]:
    """Give a direction to the examples whose place does not say one.

    A method without a body only answers.  Otherwise the sample request decides: data from a file, or
    nothing else known of the body, makes the first example the request.
    """
    examples = evidence.of(ExampleFact)
    open_ones = [fact for fact in examples if fact.role not in (Role.BODY, Role.RESPONSE)]
    if not open_ones:
        return examples
    if evidence.method in BODILESS:
        decided = {id(fact): replace(fact, role=Role.RESPONSE) for fact in open_ones}
    else:
        has_body = any(fact.role is Role.BODY for fact in examples)
        has_response = any(fact.role is Role.RESPONSE for fact in examples)
        from_file = any((fact.request.body or "").startswith("@") for fact in evidence.samples())
        decided = {}
        for index, fact in enumerate(open_ones):
            alone = len(open_ones) == 1 and not has_response and not _is_answer(evidence, fact)
            is_request = (
                not has_body and index == 0 and (from_file or has_response or len(open_ones) > 1 or alone)
            )
            decided[id(fact)] = replace(fact, role=Role.BODY if is_request else Role.RESPONSE)
    return [decided.get(id(fact), fact) for fact in examples]


_BODY_ROLES = (Role.BODY, Role.PARAMETERS, Role.FORM, Role.FIELDS, Role.NONE, Role.REQUEST)
_SERVER_MADE = frozenset(
    "id _id uuid created created_at createdAt updated_at updatedAt message status success".split()
)


def _is_answer(evidence: Evidence, fact: ExampleFact) -> bool:
    """Whether a lone example is the answer: the body is known from elsewhere, or a server made its members."""
    for item in evidence.of(FieldsFact):
        names = {field.name for field in item.fields if field.location in (None, "body")}
        if item.role in _BODY_ROLES and not names <= set(evidence.template.parameters):
            return True
    if any(sample.request.body or sample.request.form for sample in evidence.samples()):
        return True
    return fact.schema is None or any(item.name in _SERVER_MADE for item in fact.schema.properties)


def build_request_body(
    evidence: Evidence, fields: Sorted, examples: Sequence[ExampleFact]
) -> RequestBody | None:
    """The request body, None when no page speaks of one."""
    if fields.form and evidence.method not in BODILESS:
        return _form_body(evidence, [*fields.form, *fields.body])
    shown = [fact for fact in examples if fact.role is Role.BODY]
    declared = _declared_body(fields.body)
    if declared is not None:
        declared = with_enums(declared, evidence.of(EnumFact))
    named_type = next((fact for fact in evidence.of(SchemaFact) if fact.role is Role.BODY), None)
    if declared is None and named_type is not None:
        declared = replace(named_type.schema, span=named_type.span)
    declared = _with_required(declared, evidence)
    encoded = _encoded_media_type(evidence)
    if declared is None and not shown:
        return _sample_form(evidence) if encoded else _plain_body(evidence)
    if encoded and not shown:
        content = Content(
            media_type=encoded, schema=declared or Schema(type="object"), span=_field_span(fields.body)
        )
        return RequestBody(contents=(content,), span=content.span)
    schema = _example_schema(shown)
    if declared is not None:
        schema = declared_over_example(declared, schema) if schema is not None else declared
    if schema is None:
        return None
    if evidence.of(WholeFact):
        schema = _all_required(schema)
    span = _field_span(fields.body) or schema.span or (shown[0].span if shown else None)
    media_type = shown[0].media_type if shown else JSON
    content = Content(media_type=media_type, schema=schema, examples=_examples(shown), span=span)
    named = next((item for item in fields.body if item.name.lower() == "body" and item.location), None)
    return RequestBody(
        contents=(content,),
        required=named.required is not False if named else True,
        description=named.description if named else "",
        span=span,
    )


def _plain_body(evidence: Evidence) -> RequestBody | None:
    """A body that is no JSON: by its media type in a sentence, or by the file that the sample sends."""
    if evidence.method in BODILESS:
        return None
    for fact in evidence.of(MediaFact):
        if fact.role is Role.BODY:
            return RequestBody(contents=(_plain_content(fact.media_type, fact.span),), span=fact.span)
    for sample in evidence.samples():
        body = sample.request.body or ""
        kind = (sample.request.header("Content-Type") or "").partition(";")[0].strip().lower()
        if kind and "json" not in kind and "form" not in kind and "/" in kind:
            return RequestBody(contents=(_plain_content(kind, sample.span),), span=sample.span)
        if sample.request.upload or (body.startswith("@") and not kind):
            return RequestBody(contents=(_plain_content(_BINARY, sample.span),), span=sample.span)
    return None


_BINARY = "application/octet-stream"


def _plain_content(media_type: str, span: Span | None) -> Content:
    keywords = {} if media_type.startswith("text/") else {"format": "binary"}
    return Content(media_type=media_type, schema=Schema(type="string", keywords=keywords), span=span)


def _with_required(schema: Schema | None, evidence: Evidence) -> Schema | None:
    names = {name for fact in evidence.of(RequiredFact) for name in fact.names}
    return require(schema, names) if schema is not None and names else schema


def _field_span(fields: Sequence[Field]) -> Span | None:
    return fields[0].span if fields else None


def _declared_body(fields: Sequence[Field]) -> Schema | None:
    """The schema of body fields; a row called `body` gives the whole, rows below it its members."""
    if not fields:
        return None
    if fields[0].name.lower() == "body" and fields[0].location is not None:
        own, members = fields[0].schema, fields[1:]
        if own.is_unknown and members:
            return build_schema(members)
        if members and own.ref is None:
            inner = build_schema(members)
            return replace(own, items=inner) if own.type == "array" else inner
        return replace(own, span=fields[0].span)
    return build_schema(fields)


def _encoded_media_type(evidence: Evidence) -> str | None:
    for fact in evidence.samples():
        request = fact.request
        if request.form:
            return _MULTIPART
        kind = (request.header("Content-Type") or "").lower()
        if request.urlencoded or _URLENCODED in kind:
            return _URLENCODED
        if _MULTIPART in kind:
            return _MULTIPART
        body = request.body or ""
        if fact.curl and "=" in body and not kind and not body.lstrip().startswith(("{", "[", "@", "<")):
            return _URLENCODED
    return None


def _form_body(evidence: Evidence, fields: Sequence[Field]) -> RequestBody:
    schema = build_schema(fields)
    has_file = any(item.schema.keywords.get("format") == "binary" for item in schema.properties)
    media_type = _encoded_media_type(evidence) or (_MULTIPART if has_file else _URLENCODED)
    content = Content(media_type=media_type, schema=schema, span=_field_span(fields))
    return RequestBody(contents=(content,), span=content.span)


def _sample_form(evidence: Evidence) -> RequestBody | None:
    """A form that only the sample request shows."""
    for fact in evidence.samples():
        request = fact.request
        pairs = request.form or request.urlencoded
        if not pairs and request.body and "=" in request.body:
            pairs = tuple(
                (name, value) for name, _, value in (part.partition("=") for part in request.body.split("&"))
            )
        if pairs:
            fields = [
                Field(
                    name=name,
                    schema=Schema(
                        type="string",
                        keywords={"format": "binary"} if value.startswith("@") else {},
                        rank=Rank.EXAMPLE,
                    ),
                    span=fact.span,
                )
                for name, value in pairs
                if name
            ]
            return _form_body(evidence, fields) if fields else None
    return None


def _all_required(schema: Schema) -> Schema:
    return replace(schema, properties=tuple(replace(item, required=True) for item in schema.properties))


def _example_schema(examples: Iterable[ExampleFact]) -> Schema | None:
    schema: Schema | None = None
    for fact in examples:
        if fact.schema is not None:
            schema = fact.schema if schema is None else merge_examples(schema, fact.schema)
    return schema


def _examples(facts: Sequence[ExampleFact]) -> tuple[Example, ...]:
    examples: list[Example] = []
    for fact in facts:
        if all(known.value != fact.value for known in examples):
            name = f"example{len(examples) + 1}" if examples else "example"
            examples.append(Example(name=name, value=fact.value, span=fact.span))
    return tuple(examples)


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
    success = _success(statuses)
    parts: list[ExampleFact | FieldsFact | SchemaFact] = [*shown, *fields, *named]
    for part in parts:
        status = part.status or success
        if status not in statuses:
            statuses[status] = Response(status=status, rank=Rank.EXAMPLE, span=part.span)
    if not any(status.startswith(("1", "2", "3")) for status in statuses):
        statuses[success] = Response(
            status=success, implied=True, rank=Rank.CONVENTION, span=evidence.announcement.span
        )
    headers = evidence.of(HeaderFact)
    media = [fact for fact in evidence.of(MediaFact) if fact.role is Role.RESPONSE]
    if media and not (shown or fields or named or typed):
        status = media[0].status or success
        known = statuses.setdefault(status, Response(status=status, rank=Rank.PROSE, span=media[0].span))
        plain = _plain_content(media[0].media_type, media[0].span)
        statuses[status] = replace(known, contents=(plain,), implied=False)
    built = [
        _with_content(
            response,
            typed.get(response.status),
            [fact for fact in shown if (fact.status or success) == response.status],
            [fact for fact in fields if (fact.status or success) == response.status],
            [fact for fact in named if (fact.status or success) == response.status],
            [fact for fact in headers if fact.status == response.status],
            evidence.of(EnumFact),
        )
        for response in statuses.values()
    ]
    built.sort(key=lambda response: response.status)
    if implied and not any(response.status in ("4XX", "default") for response in built):
        built.append(Response(status="4XX", description="", implied=True, rank=Rank.CONVENTION))
    return tuple(built)


_RANKS = {Rank.DECLARED: 0, Rank.EXAMPLE: 1, Rank.PROSE: 2, Rank.CONVENTION: 3}


def _is_foreign(fact: StatusFact, statuses: dict[str, Response]) -> bool:
    """Whether prose names a status where a table already lists them all."""
    return (
        fact.rank is Rank.PROSE
        and any(known.rank is Rank.DECLARED for known in statuses.values())
        and (fact.status not in statuses)
    )


def _is_response(evidence: Evidence, fact: FieldsFact) -> bool:
    if fact.role in (Role.RESPONSE, Role.STATUSES):
        return all(item.location is None for item in fact.fields)
    return fact.role is Role.FIELDS and evidence.method in BODILESS


def _success(statuses: Iterable[str]) -> str:
    """The status of what the page shows as the answer."""
    good = sorted(status for status in statuses if status.startswith("2"))
    for status in good:
        if status not in ("204", "205"):
            return status
    return "200" if not good else good[0]


def _with_content(
    response: Response,
    typed: Schema | None,
    shown: Sequence[ExampleFact],
    fields: Sequence[FieldsFact],
    named: Sequence[SchemaFact],
    headers: Sequence[HeaderFact],
    enums: Sequence[EnumFact],
) -> Response:
    declared = typed
    span: Span | None = None
    for fact in fields:
        schema = with_enums(build_schema(fact.fields), enums)
        span = span or fact.span
        declared = schema if declared is None else merge_declared(declared, schema)
    for said in named:
        span = span or said.span
        declared = declared or said.schema
    example = _example_schema(shown)
    schema_ = declared
    if example is not None:
        schema_ = declared_over_example(declared, example) if declared is not None else example
        span = span or shown[0].span
    shown_headers = _headers(headers)
    if (
        schema_ is None
        or response.contents
        or response.status in ("204", "205", "304")
        or response.status.startswith("1")
    ):
        return replace(response, headers=shown_headers)
    media_type = shown[0].media_type if shown else JSON
    content = Content(
        media_type=media_type,
        schema=schema_,
        examples=_examples(shown),
        span=span or response.span,
        rank=Rank.DECLARED if declared is not None else Rank.EXAMPLE,
    )
    return replace(response, contents=(content,), headers=shown_headers)


def _headers(facts: Iterable[HeaderFact]) -> tuple[Header, ...]:
    found: dict[str, Header] = {}
    for fact in facts:
        kind = "integer" if fact.value.isdigit() else "string"
        found.setdefault(
            fact.name.lower(),
            Header(name=fact.name, schema=Schema(type=kind, rank=Rank.EXAMPLE), span=fact.span),
        )
    return tuple(found.values())


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

"""Builds request bodies from fields, examples, forms and named types."""

from __future__ import annotations

from collections.abc import Sequence

from mockdown.compiler.contents import JSON, plain_content
from mockdown.compiler.evidence import Evidence
from mockdown.compiler.examples import example_schema, named_examples
from mockdown.compiler.field_trees import build_schema, require, with_enums
from mockdown.compiler.merge import declared_over_example
from mockdown.compiler.parameters import BODILESS
from mockdown.compiler.sorted_fields import Sorted
from mockdown.extractors.facts import EnumFact, ExampleFact, MediaFact, RequiredFact, SchemaFact, WholeFact
from mockdown.extractors.fields import Field
from mockdown.model.api import Content, ParameterLocation, RequestBody
from mockdown.model.schema import Schema
from mockdown.source import Rank, Span
from mockdown.values import replace
from mockdown.vocabularies.roles import Role

_URLENCODED = "application/x-www-form-urlencoded"
_MULTIPART = "multipart/form-data"
_BINARY = "application/octet-stream"
_SENT = (Role.BODY, Role.NONE)


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
    if declared is None and named_type is not None and evidence.method not in ("GET", "HEAD"):
        declared = replace(named_type.schema, span=named_type.span)
    declared = _with_required(declared, evidence)
    encoded = _encoded_media_type(evidence)
    if declared is None and not shown:
        if not encoded:
            return _plain_body(evidence)
        return _sample_form(evidence) or (None if _has_query(fields) else _bare_form(evidence))
    if encoded and not shown:
        content = Content(
            media_type=encoded, schema=declared or Schema(type="object"), span=_field_span(fields.body)
        )
        return RequestBody(contents=(content,), span=content.span)
    schema = example_schema(shown)
    if declared is not None:
        schema = declared_over_example(declared, schema) if schema is not None else declared
    if schema is None:
        return None
    schema = with_enums(schema, evidence.of(EnumFact))
    for whole in evidence.of(WholeFact)[:1]:
        schema = _all_required(schema, required=not whole.optional)
    span = _field_span(fields.body) or schema.span or (shown[0].span if shown else None)
    media_type = shown[0].media_type if shown else JSON
    content = Content(media_type=media_type, schema=schema, examples=named_examples(shown), span=span)
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
        if fact.role in _SENT:
            return RequestBody(contents=(plain_content(fact.media_type, fact.span),), span=fact.span)
    for sample in evidence.samples():
        body = sample.request.body or ""
        kind = (sample.request.header("Content-Type") or "").partition(";")[0].strip().lower()
        sent = sample.curl or body.strip()
        if sent and kind and "json" not in kind and "form" not in kind and "/" in kind:
            return RequestBody(contents=(plain_content(kind, sample.span),), span=sample.span)
        if sample.request.upload or (body.startswith("@") and not kind):
            return RequestBody(contents=(plain_content(_BINARY, sample.span),), span=sample.span)
    return None


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
    if evidence.method in ("GET", "HEAD"):
        return None
    for told in evidence.of(MediaFact):
        if told.role in _SENT and told.media_type in (_MULTIPART, _URLENCODED):
            return told.media_type
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


def _bare_form(evidence: Evidence) -> RequestBody | None:
    """A form of which no page says more than that it is one."""
    for told in evidence.of(MediaFact):
        if told.role in _SENT and told.media_type in (_MULTIPART, _URLENCODED):
            content = Content(media_type=told.media_type, schema=Schema(type="object"), span=told.span)
            return RequestBody(contents=(content,), span=told.span)
    return None


def _has_query(fields: Sorted) -> bool:
    """Whether there are parameters that a form may hold as well as the query."""
    return any(item.location is ParameterLocation.QUERY for item in fields.parameters.values())


def _all_required(schema: Schema, *, required: bool) -> Schema:
    return replace(schema, properties=tuple(replace(item, required=required) for item in schema.properties))

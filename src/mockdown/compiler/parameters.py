"""Builds the parameters of an operation, and sorts out which fields belong to the body."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from mockdown.compiler.evidence import Evidence
from mockdown.compiler.sample_parameters import (
    add_from_samples,
    add_from_template,
    add_sample_headers,
    type_by_name,
)
from mockdown.compiler.sorted_fields import Sorted
from mockdown.compiler.whole_bodies import as_whole
from mockdown.extractors.facts import EnumFact, ExampleFact, FieldsFact, QueryFact
from mockdown.extractors.fields import Field
from mockdown.extractors.security import is_credential_header
from mockdown.model.api import Parameter, ParameterLocation
from mockdown.model.schema import Schema
from mockdown.source import Rank
from mockdown.values import replace
from mockdown.vocabularies.roles import Role

BODILESS = frozenset(("GET", "HEAD", "DELETE", "OPTIONS", "TRACE"))
"""Methods whose requests have no defined body (RFC 9110, 9.3)."""
_IGNORED_HEADERS = frozenset(("accept", "content-type", "authorization", "host", "content-length"))
"""OpenAPI 3.0.4, 4.7.12.1: definitions of these are to be ignored; the last two every client sets itself."""
_LOCATIONS = {
    "path": Role.PATH,
    "url": Role.PATH,
    "uri": Role.PATH,
    "route": Role.PATH,
    "query": Role.QUERY,
    "querystring": Role.QUERY,
    "query string": Role.QUERY,
    "query param": Role.QUERY,
    "query parameter": Role.QUERY,
    "params": Role.QUERY,
    "header": Role.HEADER,
    "headers": Role.HEADER,
    "cookie": Role.COOKIE,
    "body": Role.BODY,
    "json": Role.BODY,
    "json body": Role.BODY,
    "request body": Role.BODY,
    "payload": Role.BODY,
    "form": Role.FORM,
    "formdata": Role.FORM,
    "form data": Role.FORM,
    "form-data": Role.FORM,
    "multipart": Role.FORM,
    "head": Role.HEADER,
    "url_param": Role.PATH,
    "path_param": Role.PATH,
    "query_param": Role.QUERY,
    "get": Role.QUERY,
    "delete": Role.QUERY,
    **dict.fromkeys(("post", "put", "patch"), Role.BODY),
}


def sort_fields(evidence: Evidence) -> Sorted:
    """Give each field of the operation its place: a parameter, the body, or a form."""
    found = Sorted()
    names = set(evidence.template.parameters)
    body_names = _names_in_bodies(evidence)
    query_names = {name for fact in evidence.samples() for name, _ in fact.request.target.query}
    query_names.update(name for name, _ in evidence.template.query)
    in_query = bool(evidence.of(QueryFact))
    found.seen_in_query, found.seen_in_body, found.in_query = query_names, body_names, in_query
    foreign = _of_other_ways(evidence, names)
    facts = evidence.of(FieldsFact)
    listed = {item.name for fact in facts if not fact.prose for item in fact.fields}
    for fact in sorted(facts, key=lambda fact: fact.prose):
        if fact.prose and (fact.fields[0].name in listed or _is_unfit(fact, evidence, body_names)):
            continue
        if fact.if_sent and fact.fields[0].name not in query_names:
            continue
        in_body = 0
        below: int | None = None
        for item in fact.fields:
            if below is not None and item.depth > below and item.location is None:
                continue  # it tells what the value of a parameter is made of
            below = None
            if item.location is None and _bare(item.name) in foreign and fact.role in _PLACELESS:
                continue
            role = _role(
                evidence,
                fact.role,
                item,
                names,
                body_names=body_names,
                query_names=query_names,
                in_query=in_query,
            )
            if in_body and item.depth >= in_body:
                role = Role.BODY  # rows nested below the row of the body
            elif role is Role.BODY and item.location is not None and item.name.lower() == "body":
                in_body = item.depth + 1
            elif item.depth < in_body:
                in_body = 0
            if not fact.prose and _is_homeless(role, fact.role, item, names):
                found.homeless.append(item)
            if role is Role.QUERY and not in_body:
                below = item.depth
            _put(found, role, item, names)
    found.body = as_whole(found.body, facts, body_names)
    add_from_template(evidence, found)
    add_from_samples(evidence, found)
    add_sample_headers(evidence, found)
    return found


_PLACELESS = frozenset((Role.PATH, Role.PARAMETERS, Role.NONE, Role.REQUEST))


def _of_other_ways(evidence: Evidence, names: set[str]) -> set[str]:
    """The path parameters of what is announced together with an operation, which it does not have."""
    return {
        name
        for scope in evidence.scopes
        if not scope.is_of_one
        for announcement in scope.announcements
        for name in announcement.template.parameters
    } - names


def _is_homeless(role: Role, told: Role, item: Field, names: set[str]) -> bool:
    """Whether a field is told to stand in the path, which has no parameter of that name."""
    if role is Role.PATH:
        name = _bare(item.name)
        return name not in names and _template_name(name, names) is None
    return role is Role.NONE and told is Role.PATH


def _is_unfit(fact: FieldsFact, evidence: Evidence, body_names: set[str]) -> bool:
    """Whether a sentence adds a body field where an example already shows the body."""
    item = fact.fields[0]
    if fact.role is Role.BODY and evidence.method in BODILESS:
        return True
    if item.name in evidence.template.parameters:
        return False
    is_body = fact.role is Role.BODY or (fact.role is Role.PARAMETERS and evidence.method not in BODILESS)
    if is_body and item.location is None:
        return bool(body_names) and item.name not in body_names
    return False


def _names_in_bodies(evidence: Evidence) -> set[str]:
    names: set[str] = set()
    for fact in evidence.of(ExampleFact):
        if fact.role is Role.BODY and fact.schema is not None:
            names.update(item.name for item in fact.schema.properties)
    return names


def _role(
    evidence: Evidence,
    role: Role,
    item: Field,
    names: set[str],
    *,
    body_names: set[str],
    query_names: set[str],
    in_query: bool,
) -> Role:
    if item.location is not None:
        known = _LOCATIONS.get(item.location.strip())
        if known is None:
            first = re.match(r"[a-z]+", item.location)
            known = _LOCATIONS.get(first[0]) if first else None
        if known is not None:
            return known
    bare = _bare(item.name)
    if role in (Role.QUERY, Role.PATH, Role.PARAMETERS, Role.FIELDS, Role.NONE, Role.REQUEST, Role.EXAMPLE):
        if bare in names:
            return Role.PATH
        if _template_name(bare, names) is not None and role in (Role.PATH, Role.PARAMETERS):
            return Role.PATH
    if role is Role.PATH:
        return Role.NONE
    if role in (Role.QUERY, Role.HEADER, Role.COOKIE, Role.BODY, Role.FORM, Role.RESPONSE, Role.STATUSES):
        return role
    if role in (Role.PARAMETERS, Role.FIELDS, Role.NONE, Role.REQUEST, Role.EXAMPLE):
        if role is Role.FIELDS and evidence.method in BODILESS:
            return Role.RESPONSE
        if bare in query_names or (in_query and bare not in body_names):
            return Role.QUERY
        if bare in body_names or evidence.method not in BODILESS:
            return Role.BODY
        return Role.QUERY
    return Role.NONE


def _bare(name: str) -> str:
    return name.strip("`:{}<>[]$/ ") if not name.endswith("[]") else name


def _template_name(name: str, names: Iterable[str]) -> str | None:
    """The template's name for a parameter that a table spells a little differently."""
    plain = re.sub(r"[\W_]", "", name).lower()
    for candidate in names:
        if re.sub(r"[\W_]", "", candidate).lower() == plain:
            return candidate
    return None


def _put(found: Sorted, role: Role, item: Field, names: set[str]) -> None:
    if role is Role.PATH:
        name = _bare(item.name)
        if name not in names:
            name = _template_name(name, names) or ""
        if name:
            found.add(parameter_of(item, ParameterLocation.PATH, name))
    elif role is Role.QUERY:
        if re.fullmatch(r"[\w.$@:-]+(\[\w*\])*", _bare(item.name)):
            found.add(parameter_of(item, ParameterLocation.QUERY, _bare(item.name)))
    elif role is Role.HEADER:
        name = item.name.rstrip(":")
        if is_credential_header(name):
            found.credentials.append(item)
        elif name.lower() not in _IGNORED_HEADERS and re.fullmatch(r"[\w!#$%&'*+.^|~-]+", name):
            found.add(parameter_of(item, ParameterLocation.HEADER, name))
    elif role is Role.COOKIE:
        found.add(parameter_of(item, ParameterLocation.COOKIE, item.name))
    elif role is Role.BODY:
        found.body.append(item)
    elif role is Role.FORM:
        found.form.append(item)


_AS_JSON = re.compile(
    r"\bjson[- ](?:encoded|formatted|serialized|stringified)\b|\b(?:as|in) (?:a )?json(?: string)?\b"
    r"|^\W*(?:an? )?json (?:map|object|array|string)\b",
    re.IGNORECASE,
)
"""Said of a parameter that carries JSON in its text."""


def parameter_of(item: Field, location: ParameterLocation, name: str) -> Parameter:
    """The parameter that a field describes."""
    schema = item.schema
    rank = Rank.DECLARED
    if schema.type in ("object", "array", None) and not schema.any_of and _AS_JSON.search(item.description):
        schema = Schema(type="string", nullable=schema.nullable)
    if schema.is_unknown:
        schema = replace(schema, type=type_by_name(name))
    if schema.keywords.get("format") == "binary":
        schema = replace(schema, keywords={k: v for k, v in schema.keywords.items() if k != "format"})
    if location is ParameterLocation.QUERY and (item.several or name.endswith("[]")):
        schema = _list_of(schema)
    style, explode = None, None
    if item.comma_separated and schema.type == "array":
        style, explode = ("form", False) if location is ParameterLocation.QUERY else (None, None)
    return Parameter(
        name=name,
        location=location,
        schema=_plain_schema(schema),
        required=location is ParameterLocation.PATH or bool(item.required),
        description=item.description,
        deprecated=item.deprecated,
        allow_empty_value=item.bare_flag and location is ParameterLocation.QUERY,
        style=style,
        explode=explode,
        rank=rank,
        span=item.span,
    )


def _list_of(schema: Schema) -> Schema:
    """The schema of a parameter that may be given more than once, from that of one value."""
    if schema.type not in ("string", "integer", "number", "boolean", None) or schema.ref or schema.any_of:
        return schema
    kept = {key: value for key, value in schema.keywords.items() if key not in ("default", "deprecated")}
    items = replace(schema, keywords=kept, nullable=False)
    return Schema(type="array", items=items, nullable=schema.nullable, rank=schema.rank, span=schema.span)


def _plain_schema(schema: Schema) -> Schema:
    """A parameter's schema: without what only properties have."""
    keywords = {key: value for key, value in schema.keywords.items() if key not in ("readOnly", "deprecated")}
    return replace(schema, keywords=keywords)


def finish(parameters: Iterable[Parameter], enums: Sequence[EnumFact]) -> tuple[Parameter, ...]:
    """Parameters in their final form: with their listed values; without a type they are strings."""
    listed = {fact.name: fact for fact in enums}
    finished = []
    for parameter in parameters:
        schema = parameter.schema
        if parameter.name in listed and schema.type in (None, "string"):
            values = list(listed[parameter.name].values)
            schema = replace(schema, type="string", keywords={**schema.keywords, "enum": values})
        if schema.is_unknown:
            schema = replace(schema, type="string", nullable=False)
        elif schema.type is None and not schema.ref and not schema.any_of:
            schema = replace(schema, type="string")
        elif schema.items is not None and schema.items.is_unknown:
            schema = replace(schema, items=replace(schema.items, type="string", nullable=False))
        finished.append(replace(parameter, schema=schema))
    return tuple(finished)

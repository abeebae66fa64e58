"""Faults in what an operation lets pass: it puts right what it should refuse."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from mockdown.contract.mutants.messages import Fault, Forward, Reply, Request
from mockdown.contract.mutants.mutant import Member, Mutant, Place
from mockdown.contract.pointers import parameter_pointer
from mockdown.contract.target import Credentials

Mend = Callable[[Request], Request]

BOUNDS = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "minLength", "maxLength", "pattern")


def before(mend: Mend) -> Callable[[], Fault]:
    """A fault that mends every request before it is looked at."""

    async def fault(request: Request, forward: Forward) -> Reply:
        return await forward(mend(request))

    return lambda: fault


def request_mutants(place: Place, credentials: Mapping[str, Credentials]) -> Iterator[Mutant]:
    """All faults of this kind that an operation can have."""
    requirements = place.description.security(place.operation)
    if requirements and all(requirements):
        own = f"{place.operation.pointer}/security"
        pointer = own if "security" in place.operation.definition else "/security"
        yield place.mutant("auth_ignored", pointer, before(lambda r: _let_in(r, credentials)))
    for parameter in place.description.parameters(place.operation):
        if parameter["in"] == "query":
            yield from _parameter_mutants(place, parameter)
    if place.body is not None:
        yield from _body_mutants(place, place.body)


def _let_in(request: Request, credentials: Mapping[str, Credentials]) -> Request:
    query = list(request.query)
    for each in credentials.values():
        for name, value in each.headers.items():
            request = request.with_header(name.lower().encode(), value.encode())
        query = [pair for pair in query if pair[0] not in each.query] + list(each.query.items())
    return replace(request, query=tuple(query))


def _parameter_mutants(place: Place, parameter: Mapping[str, Any]) -> Iterator[Mutant]:
    name = str(parameter["name"])
    schema = place.description.resolve(parameter.get("schema") or {})
    right = str(example_of(parameter, schema))
    pointer = parameter_pointer(place.description, place.operation, name, "query") or place.operation.pointer
    force = before(lambda request: _force(request, name, right))
    if parameter.get("required"):
        fill = before(lambda request: _fill(request, name, right))
        yield place.mutant("required_parameter_ignored", pointer, fill, name)
    if schema.get("type") in ("integer", "number", "boolean"):
        yield place.mutant("parameter_type_ignored", pointer, force, name)
    if schema.get("enum"):
        yield place.mutant("parameter_enum_ignored", pointer, force, name)
    if any(bound in schema for bound in BOUNDS):
        yield place.mutant("parameter_bound_ignored", pointer, force, name)


def _fill(request: Request, name: str, value: str) -> Request:
    if any(key == name for key, _ in request.query):
        return request
    return replace(request, query=(*request.query, (name, value)))


def _force(request: Request, name: str, value: str) -> Request:
    """Whatever came under that name is taken for a right value."""
    return replace(request, query=tuple((key, value if key == name else sent) for key, sent in request.query))


def _body_mutants(place: Place, body: str) -> Iterator[Mutant]:
    for member in place.members(place.shapes.at(body)):
        yield from _field_mutants(place, member)


def _field_mutants(place: Place, member: Member) -> Iterator[Mutant]:
    name, pointer, schema = member.name, member.pointer, member.schema
    right = example_of(schema, schema)
    force = before(lambda request: _set_field(request, name, right))
    if member.is_required:
        fill = before(lambda request: _set_field(request, name, right, only_missing=True))
        yield place.mutant("required_field_ignored", pointer, fill, name)
    if schema.get("type") is not None:
        yield place.mutant("field_type_ignored", pointer, force, name)
    if schema.get("enum") or any(bound in schema for bound in BOUNDS):
        yield place.mutant("field_bound_ignored", pointer, force, name)


def _set_field(request: Request, name: str, value: Any, *, only_missing: bool = False) -> Request:
    body = request.json()
    if not isinstance(body, dict) or (name in body) is only_missing:
        return request
    return request.with_json({**body, name: value})


def example_of(holder: Mapping[str, Any], schema: Mapping[str, Any]) -> Any:
    """A value that passes: the documented one, or the plainest of its type."""
    for node in (holder, schema):
        if "example" in node:
            return node["example"]
    if schema.get("enum"):
        return schema["enum"][0]
    if "default" in schema:
        return schema["default"]
    plain: dict[str, Any] = {
        "integer": schema.get("minimum", schema.get("maximum", 1)),
        "number": schema.get("minimum", schema.get("maximum", 1)),
        "boolean": True,
        "array": [],
        "object": {},
    }
    kind = schema.get("type")
    return plain.get(kind, "x" * max(1, schema.get("minLength", 1))) if isinstance(kind, str) else "x"

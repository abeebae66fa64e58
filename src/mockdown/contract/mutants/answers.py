"""Faults in what an operation answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from mockdown.contract.mutants.messages import Fault, Forward, Reply, Request
from mockdown.contract.mutants.mutant import Member, Mutant, Place
from mockdown.contract.pointers import child

Spoil = Callable[[Reply], Reply]


def after(spoil: Spoil) -> Callable[[], Fault]:
    """A fault that spoils every successful answer."""

    async def fault(request: Request, forward: Forward) -> Reply:
        reply = await forward(request)
        return spoil(reply) if reply.succeeded else reply

    return lambda: fault


def on_object(change: Callable[[dict[str, Any]], object]) -> Spoil:
    """Change the documented object of a JSON answer: the body, or every item of it."""

    def spoil(reply: Reply) -> Reply:
        body = reply.json()
        for node in body if isinstance(body, list) else [body]:
            if isinstance(node, dict):
                change(node)
        return reply if body is None else reply.with_json(body)

    return spoil


def answer_mutants(place: Place) -> Iterator[Mutant]:
    """All faults of this kind that an operation can have."""
    operation = place.operation
    listed = f"{operation.pointer}/responses"
    yield place.mutant("wrong_status", listed, after(lambda r: replace(r, status=299)))
    if edges := _edges(place):
        yield place.mutant("server_error_on_edge", operation.pointer, _edge(edges))
    status = place.success
    if status is None:
        return
    for header in place.description.at(child(place.description, status, "headers")):
        pointer = child(place.description, status, "headers", header)
        yield place.mutant("header_missing", pointer, after(lambda r, n=header: r.without_header(n.encode())))  # type: ignore[misc]
    if place.answer is None:
        return
    yield place.mutant("wrong_media_type", status, after(_as_html))
    yield place.mutant("body_is_cut", place.answer, after(lambda r: r.with_body(r.body[: len(r.body) // 2])))
    yield from _property_mutants(place, place.answer)


def _as_html(reply: Reply) -> Reply:
    return reply.without_header(b"content-type").with_header(b"content-type", b"text/html")


def _edge(edges: frozenset[str]) -> Callable[[], Fault]:
    """Breaks down on a valid value that stands at an edge."""

    async def fault(request: Request, forward: Forward) -> Reply:
        body = request.json()
        fields = body.values() if isinstance(body, Mapping) else ()
        values = [*fields, *(value for _, value in request.query)]
        is_edge = any(isinstance(value, str | int | float) and str(value) in edges for value in values)
        reply = await forward(request)
        return replace(reply, status=500) if is_edge and reply.succeeded else reply

    return lambda: fault


def _edges(place: Place) -> frozenset[str]:
    """The empty text, zero, and the bounds that the description names."""
    description = place.description
    parameters = [each for each in description.parameters(place.operation) if each["in"] == "query"]
    schemas = [description.resolve(parameter.get("schema") or {}) for parameter in parameters]
    if place.body is not None:
        schemas += [member.schema for member in place.members(place.shapes.at(place.body))]
    if not any(schema.get("type") in ("string", "integer", "number") for schema in schemas):
        return frozenset()
    bounds = [schema[name] for schema in schemas for name in ("minimum", "maximum") if name in schema]
    return frozenset({"", "0", *map(str, bounds)})


def _property_mutants(place: Place, answer: str) -> Iterator[Mutant]:
    shape = place.shapes.at(answer)
    if shape.items is not None and not shape.properties:
        shape = place.shapes.at(shape.items)
    if not shape.is_open:
        yield place.mutant(
            "undocumented_property", shape.pointer, after(on_object(lambda o: o.update(mutant_extra=1)))
        )
    for member in place.members(shape):
        yield from _one_property(place, member)


def _one_property(place: Place, member: Member) -> Iterator[Mutant]:
    name, schema = member.name, member.schema

    def mutant(kind: str, change: Callable[[dict[str, Any]], object]) -> Mutant:
        return place.mutant(kind, member.pointer, after(on_object(change)), name)

    if member.is_required:
        yield mutant("property_dropped", lambda node: node.pop(name, None))
    yield mutant("property_renamed", lambda node: _rename(node, name))
    kind = schema.get("type")
    if kind is not None:
        wrong: Any = 17 if kind in ("string", "array", "object", "boolean") else "seventeen"
        yield mutant("property_retyped", lambda node: _set(node, name, wrong))
        if not schema.get("nullable") and "null" not in kind:
            yield mutant("property_nulled", lambda node: _set(node, name, None))
    if schema.get("enum"):
        yield mutant("value_outside_enum", lambda node: _set(node, name, "no-such-value"))


def _rename(node: dict[str, Any], name: str) -> None:
    if name in node:
        node[f"{name}Renamed"] = node.pop(name)


def _set(node: dict[str, Any], name: str, value: Any) -> None:
    if name in node:
        node[name] = value

"""Resolves the names of schemas: to components where pages describe them, else to what examples show."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from mockdown.compiler.circles import break_circles, simplify
from mockdown.compiler.naming import component_name
from mockdown.compiler.schema_names import Home, SchemaNames
from mockdown.model.api import ApiDescription, Content, NamedSchema, Operation, Parameter, Response
from mockdown.model.schema import Property, Schema
from mockdown.source import Rank, Span
from mockdown.values import replace

Change = Callable[[Schema], Schema]
T = TypeVar("T")


def map_schema(schema: Schema, change: Change) -> Schema:
    """A schema with `change` applied to it and to all below it, bottom up; unchanged parts are shared."""
    if not (schema.properties or schema.any_of or schema.all_of or schema.items or schema.additional):
        return change(schema)
    properties = _map_properties(schema.properties, change)
    items = map_schema(schema.items, change) if schema.items is not None else None
    additional = map_schema(schema.additional, change) if schema.additional is not None else None
    any_of = tuple(map_schema(part, change) for part in schema.any_of) if schema.any_of else ()
    all_of = tuple(map_schema(part, change) for part in schema.all_of) if schema.all_of else ()
    if (
        properties is not schema.properties
        or items is not schema.items
        or additional is not schema.additional
        or any(new is not old for new, old in zip(any_of, schema.any_of, strict=True))
        or any(new is not old for new, old in zip(all_of, schema.all_of, strict=True))
    ):
        schema = replace(
            schema, properties=properties, items=items, additional=additional, any_of=any_of, all_of=all_of
        )
    return change(schema)


def _map_properties(properties: tuple[Property, ...], change: Change) -> tuple[Property, ...]:
    mapped = []
    changed = False
    for item in properties:
        schema = map_schema(item.schema, change)
        if schema is not item.schema:
            changed = True
            item = replace(item, schema=schema)  # noqa: PLW2901
        mapped.append(item)
    return tuple(mapped) if changed else properties


def map_operation(operation: Operation, change: Change) -> Operation:
    """An operation with `change` applied to every schema in it."""

    def content(part: Content) -> Content:
        schema = map_schema(part.schema, change)
        return part if schema is part.schema else replace(part, schema=schema)

    def parameter(part: Parameter) -> Parameter:
        schema = map_schema(part.schema, change)
        return part if schema is part.schema else replace(part, schema=schema)

    def response(part: Response) -> Response:
        contents = _mapped(part.contents, content)
        return part if contents is part.contents else replace(part, contents=contents)

    body = operation.request_body
    if body is not None:
        contents = _mapped(body.contents, content)
        body = body if contents is body.contents else replace(body, contents=contents)
    parameters = _mapped(operation.parameters, parameter)
    responses = _mapped(operation.responses, response)
    if (
        parameters is operation.parameters
        and body is operation.request_body
        and responses is operation.responses
    ):
        return operation
    return replace(operation, parameters=parameters, request_body=body, responses=responses)


def _mapped(parts: tuple[T, ...], change: Callable[[T], T]) -> tuple[T, ...]:
    """The parts, changed; the same tuple where none is."""
    mapped = tuple(map(change, parts))
    return parts if all(map(operator.is_, mapped, parts)) else mapped


def resolve_references(
    api: ApiDescription, names: SchemaNames, homes: Homes, shown: Mapping[str, NamedSchema]
) -> tuple[ApiDescription, tuple[tuple[str, Span | None], ...]]:
    """Turn the names that pages use into names of components; also give the names nobody describes.

    These come with the place of the first, where it is known.
    `shown` holds schemas that only examples show, by the name the pages give them.
    """
    resolver = _Resolver(names, shown, {named.name for named in api.schemas})
    operations = tuple(
        map_operation(operation, resolver.at(home))
        for operation, home in zip(api.operations, homes.operations, strict=True)
    )
    schemas = tuple(
        replace(named, schema=map_schema(named.schema, resolver.at(homes.schemas.get(named.name, _NOWHERE))))
        for named in api.schemas
    )
    described = break_circles((*schemas, *resolver.extra.values()))
    if not resolver.composed:
        return replace(api, operations=operations, schemas=described), tuple(resolver.missing.items())
    by_name = {named.name: named.schema for named in described}

    def tidy(schema: Schema) -> Schema:
        return simplify(schema, by_name)

    resolved = replace(
        api,
        operations=tuple(map_operation(operation, tidy) for operation in operations),
        schemas=tuple(replace(named, schema=map_schema(named.schema, tidy)) for named in described),
    )
    return resolved, tuple(resolver.missing.items())


@dataclass(frozen=True, slots=True)
class Homes:
    """Where references stand: those of each operation, in their order, and those of each component."""

    operations: tuple[Home, ...]
    schemas: Mapping[str, Home]


_NOWHERE = Home("")


class _Resolver:
    def __init__(self, names: SchemaNames, shown: Mapping[str, NamedSchema], known: set[str]) -> None:
        self.names = names
        self.shown = shown
        self.known = known
        self.extra: dict[str, NamedSchema] = {}
        self.missing: dict[str, Span | None] = {}
        self.composed = False
        """Whether any schema has alternatives or parts, which may be fewer than they seem."""

    def at(self, home: Home) -> Change:
        """What resolves the references that stand in one place."""

        def change(schema: Schema) -> Schema:
            if schema.any_of or schema.all_of:
                self.composed = True
            return schema if schema.ref is None else self._resolve(schema, schema.ref, home, 0)

        return change

    def _resolve(self, schema: Schema, reference: str, home: Home, depth: int) -> Schema:
        pointer = self.names.pointer(reference, home)
        if pointer is not None and depth < _DEPTH:
            inner = map_schema(
                pointer,
                lambda part: self._resolve(part, part.ref, home, depth + 1) if part.ref is not None else part,
            )
            return replace(
                inner, nullable=schema.nullable or inner.nullable, span=schema.span, rank=schema.rank
            )
        target = self.names.find(reference, home)
        if target is not None:
            return replace(schema, ref=target, type=None)
        text = reference.partition("#")[0]
        name = component_name(text)
        if name in self.known or name in self.extra:
            return replace(schema, ref=name)
        named = self.shown.get(reference) or self.shown.get(text)
        if named is not None:
            self.extra[name] = replace(named, name=name)
            self.extra[name] = replace(named, name=name, schema=map_schema(named.schema, self.at(home)))
            return replace(schema, ref=name)
        # "settings object" says what it is without a schema of that name
        if schema.type is None and schema.rank is not Rank.PROSE:
            self.missing[text] = self.missing.get(text) or schema.span
        return replace(schema, ref=None, rank=Rank.CONVENTION)


_DEPTH = 8


def drop_unused(api: ApiDescription) -> ApiDescription:
    """Leave out components that nothing refers to."""
    by_name = {named.name: named for named in api.schemas}
    used: set[str] = set()
    waiting: list[str] = []

    def note(schema: Schema) -> Schema:
        if schema.ref is not None and schema.ref not in used and schema.ref in by_name:
            used.add(schema.ref)
            waiting.append(schema.ref)
        return schema

    for operation in api.operations:
        map_operation(operation, note)
    while waiting:
        map_schema(by_name[waiting.pop()].schema, note)
    return replace(api, schemas=tuple(named for named in api.schemas if named.name in used))

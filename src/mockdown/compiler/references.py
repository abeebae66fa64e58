"""Resolves the names of schemas: to components where pages describe them, else to what examples show."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from mockdown.compiler.naming import component_name
from mockdown.model.api import ApiDescription, Content, NamedSchema, Operation
from mockdown.model.schema import Property, Schema
from mockdown.source import Rank

Change = Callable[[Schema], Schema]


def map_schema(schema: Schema, change: Change) -> Schema:
    """A schema with `change` applied to it and to all below it, bottom up; unchanged parts are shared."""
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

    body = operation.request_body
    if body is not None:
        body = replace(body, contents=tuple(content(part) for part in body.contents))
    return replace(
        operation,
        parameters=tuple(
            replace(parameter, schema=map_schema(parameter.schema, change))
            for parameter in operation.parameters
        ),
        request_body=body,
        responses=tuple(
            replace(response, contents=tuple(content(part) for part in response.contents))
            for response in operation.responses
        ),
    )


def resolve_references(
    api: ApiDescription, aliases: Mapping[str, str], shown: Mapping[str, NamedSchema]
) -> tuple[ApiDescription, tuple[str, ...]]:
    """Turn the names that pages use into names of components; also give the names nobody describes.

    `aliases` leads from names and anchors in lower case to components; `shown` holds schemas that only
    examples show, by the name the pages give them.
    """
    known = {named.name for named in api.schemas}
    extra: dict[str, NamedSchema] = {}
    missing: dict[str, None] = {}

    def change(schema: Schema) -> Schema:
        if schema.ref is None:
            return schema
        target = lookup(schema.ref, aliases)
        if target is not None:
            return schema if target == schema.ref else replace(schema, ref=target)
        text = schema.ref.partition("#")[0]
        name = component_name(text)
        if name in known or name in extra:
            return replace(schema, ref=name)
        named = shown.get(schema.ref) or shown.get(text)
        if named is not None:
            extra[name] = replace(named, name=name)
            extra[name] = replace(named, name=name, schema=map_schema(named.schema, change))
            return replace(schema, ref=name)
        missing[text] = None
        return replace(schema, ref=None, rank=Rank.CONVENTION)

    operations = tuple(map_operation(operation, change) for operation in api.operations)
    schemas = tuple(replace(named, schema=map_schema(named.schema, change)) for named in api.schemas)
    resolved = replace(api, operations=operations, schemas=(*schemas, *extra.values()))
    return resolved, tuple(missing)


def lookup(name: str, aliases: Mapping[str, str]) -> str | None:
    """The component that a name in the docs means: as written, without its kind, or in the singular."""
    text, _, anchor = name.partition("#")
    lowered = text.lower().strip()
    for candidate in (
        anchor.lower(),
        anchor.lower().removesuffix("-object"),
        lowered,
        lowered.removesuffix(" object").removesuffix(" schema").removesuffix(" model"),
        lowered.replace(" ", "-"),
        lowered.removesuffix("s"),
    ):
        if candidate and candidate in aliases:
            return aliases[candidate]
    return None


def drop_unused(api: ApiDescription) -> ApiDescription:
    """Leave out components that nothing refers to."""
    by_name = {named.name: named for named in api.schemas}
    used: set[str] = set()

    def note(schema: Schema) -> Schema:
        if schema.ref is not None and schema.ref not in used and schema.ref in by_name:
            used.add(schema.ref)
            map_schema(by_name[schema.ref].schema, note)
        return schema

    for operation in api.operations:
        map_operation(operation, note)
    return replace(api, schemas=tuple(named for named in api.schemas if named.name in used))

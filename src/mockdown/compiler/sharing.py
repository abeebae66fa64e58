"""Makes components of objects that several messages share, named by their resource."""

from __future__ import annotations

from collections.abc import Callable

from mockdown.compiler.naming import pascal, words_of
from mockdown.compiler.nouns import ENVELOPES
from mockdown.model.api import ApiDescription, Content, NamedSchema, Operation
from mockdown.model.schema import Schema
from mockdown.source import Span
from mockdown.values import replace
from mockdown.vocabularies.english import singular
from mockdown.vocabularies.free_names import free_name

Shape = tuple[object, ...]


def shape_of(schema: Schema) -> Shape:
    """A key that is equal for schemas which say the same of the same members; prose does not count."""
    keywords = tuple(
        (key, repr(value))
        for key, value in sorted(schema.keywords.items())
        if key not in ("description", "default")
    )
    return (
        schema.type,
        schema.ref,
        schema.nullable,
        keywords,
        tuple((item.name, item.required, shape_of(item.schema)) for item in schema.properties),
        shape_of(schema.items) if schema.items is not None else None,
        shape_of(schema.additional) if schema.additional is not None else None,
        tuple(shape_of(part) for part in schema.any_of),
    )


def share_schemas(api: ApiDescription) -> ApiDescription:
    """Replace equal objects in the bodies of different messages by one component."""
    seen: dict[Shape, list[str]] = {}
    first: dict[Shape, Schema] = {}
    members: dict[Shape, str] = {}
    for operation in api.operations:
        for schema in _bodies(operation):
            for found, member in _candidates(schema):
                key = shape_of(found)
                seen.setdefault(key, []).append(operation.path)
                first.setdefault(key, found)
                if members.setdefault(key, member) != member:
                    members[key] = ""
    taken = {named.name for named in api.schemas}
    names: dict[Shape, str] = {}
    shared: list[NamedSchema] = []
    for key, paths in seen.items():
        if len(paths) > 1:
            name = free_name(_noun(members[key]) or _resource(paths), taken)
            taken.add(name)
            names[key] = name
            schema = first[key]
            shared.append(NamedSchema(name=name, schema=schema, rank=schema.rank, span=_span(schema)))
    if not names:
        return api

    def change(content: Content) -> Schema:
        return _shared(content.schema, names)

    operations = tuple(map_contents(operation, change) for operation in api.operations)
    return replace(api, operations=operations, schemas=(*api.schemas, *shared))


def _span(schema: Schema) -> Span | None:
    return schema.span or (schema.properties[0].span if schema.properties else None)


def _bodies(operation: Operation) -> list[Schema]:
    contents: list[Content] = []
    if operation.request_body is not None:
        contents.extend(operation.request_body.contents)
    for response in operation.responses:
        contents.extend(response.contents)
    return [content.schema for content in contents]


def _candidates(schema: Schema) -> list[tuple[Schema, str]]:
    """The objects a message carries, with the member that holds them: itself, its items, what is inside."""
    found: list[tuple[Schema, str]] = []
    target = schema.items if schema.type == "array" and schema.items is not None else schema
    if len(target.properties) > 1:
        found.append((target, ""))
    for item in target.properties:
        inner = item.schema
        inner = inner.items if inner.type == "array" and inner.items is not None else inner
        if len(inner.properties) > 2:
            found.append((inner, item.name))
    return found


def _noun(member: str) -> str:
    """The name of what always stands under one member; a word for "what was asked for" names nothing."""
    return pascal(singular(words_of(member))) if member and member.lower() not in ENVELOPES else ""


def _shared(schema: Schema, names: dict[Shape, str]) -> Schema:
    if schema.type == "array" and schema.items is not None:
        return replace(schema, items=_shared(schema.items, names))
    if len(schema.properties) > 1:
        name = names.get(shape_of(schema))
        if name is not None:
            return Schema(ref=name, rank=schema.rank, span=schema.span)
    properties = []
    for item in schema.properties:
        inner = item.schema
        if inner.type == "array" and inner.items is not None and len(inner.items.properties) > 2:
            name = names.get(shape_of(inner.items))
            if name is not None:
                item = replace(item, schema=replace(inner, items=Schema(ref=name, rank=inner.rank)))  # noqa: PLW2901
        elif len(inner.properties) > 2:
            name = names.get(shape_of(inner))
            if name is not None:
                keywords = {key: value for key, value in inner.keywords.items() if key == "description"}
                item = replace(item, schema=Schema(ref=name, rank=inner.rank, keywords=keywords))  # noqa: PLW2901
        properties.append(item)
    return replace(schema, properties=tuple(properties))


def map_contents(operation: Operation, change: Callable[[Content], Schema]) -> Operation:
    """An operation with other schemas in its bodies; unchanged parts are shared."""
    body = operation.request_body
    if body is not None:
        contents = _changed(body.contents, change)
        body = body if contents is body.contents else replace(body, contents=contents)
    responses = []
    for response in operation.responses:
        contents = _changed(response.contents, change)
        responses.append(response if contents is response.contents else replace(response, contents=contents))
    same = all(new is old for new, old in zip(responses, operation.responses, strict=True))
    if body is operation.request_body and same:
        return operation
    return replace(operation, request_body=body, responses=tuple(responses))


def _changed(contents: tuple[Content, ...], change: Callable[[Content], Schema]) -> tuple[Content, ...]:
    schemas = [change(content) for content in contents]
    if all(schema is content.schema for schema, content in zip(schemas, contents, strict=True)):
        return contents
    return tuple(
        content if schema is content.schema else replace(content, schema=schema)
        for schema, content in zip(schemas, contents, strict=True)
    )


def _resource(paths: list[str]) -> str:
    """The noun of the shortest path that carries the object."""
    path = min(paths, key=lambda item: (item.count("/"), len(item)))
    nouns = [segment for segment in path.split("/") if segment and "{" not in segment]
    return pascal(singular(words_of(nouns[-1]))) if nouns else "Item"

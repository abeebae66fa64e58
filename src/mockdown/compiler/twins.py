"""Gives path parameters the type of their twin: the property of that name in what the path serves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from mockdown.compiler.naming import singular, words_of
from mockdown.model.api import Operation, Parameter, ParameterLocation
from mockdown.model.schema import Property, Schema
from mockdown.source import Rank

_PLAIN = ("string", "integer", "number")


def with_twin_types(operations: Sequence[Operation]) -> list[Operation]:
    """Operations whose untyped path parameters have the type that messages show for them."""
    return [
        replace(
            operation,
            parameters=tuple(_typed(parameter, operation, operations) for parameter in operation.parameters),
        )
        for operation in operations
    ]


def _typed(parameter: Parameter, operation: Operation, operations: Sequence[Operation]) -> Parameter:
    if parameter.location is not ParameterLocation.PATH or parameter.schema.rank is not Rank.CONVENTION:
        return parameter
    before, _, _ = operation.path.partition(f"{{{parameter.name}}}")
    noun = singular(words_of(before.rstrip("/").rpartition("/")[2]))
    collection = before.rstrip("/")
    own_paths = (collection, f"{collection}/{{{parameter.name}}}")
    for other in (operation, *operations):
        if not other.path.startswith(collection):
            continue
        names = [parameter.name]
        if other.path in own_paths:
            names.extend(_short_names(parameter.name, noun))
        for schema in _objects(other):
            for name in names:
                twin = schema.find(name)
                if twin is not None and twin.schema.type in _PLAIN:
                    return replace(parameter, schema=_as_parameter(twin))
    return parameter


def _short_names(name: str, noun: str) -> Iterator[str]:
    """Names the property may have: `id` for `{feed_id}` below `/feeds`, and for `{feed}`."""
    words = words_of(name)
    if words in (noun, f"{noun}_id", "id"):
        yield "id"
    yield f"{noun}_{words}"


def _as_parameter(twin: Property) -> Schema:
    keywords = {key: value for key, value in twin.schema.keywords.items() if key in ("format", "pattern")}
    return Schema(type=twin.schema.type, keywords=keywords, rank=Rank.EXAMPLE, span=twin.span)


def _objects(operation: Operation) -> Iterator[Schema]:
    """The objects that an operation answers with: plain, in a list, or one level inside an envelope."""
    for response in operation.responses:
        if not response.status.startswith("2"):
            continue
        for content in response.contents:
            schema = content.schema.items or content.schema
            yield schema
            for item in schema.properties:
                yield item.schema.items or item.schema

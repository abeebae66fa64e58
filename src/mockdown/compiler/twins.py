"""Gives path parameters the type of their twin: the property of that name in what the path serves."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence

from mockdown.compiler.naming import words_of
from mockdown.model.api import ApiDescription, Operation, Parameter, ParameterLocation
from mockdown.model.schema import Property, Schema
from mockdown.source import Rank
from mockdown.values import replace
from mockdown.vocabularies.english import singular

_PLAIN = ("string", "integer", "number")

_TEXT_KEYS = ("name", "username", "login", "slug", "uid", "handle", "code", "key")
"""Members by which a thing is named: `{member}` may stand for one of them, `{member_id}` may not."""


def with_twin_types(api: ApiDescription) -> ApiDescription:
    """An API whose untyped path parameters have the type that messages show for them."""
    operations = api.operations
    twins = _Twins(operations, {named.name: named.schema for named in api.schemas})
    typed = [
        replace(
            operation,
            parameters=tuple(twins.typed(parameter, operation) for parameter in operation.parameters),
        )
        for operation in operations
    ]
    return replace(api, operations=tuple(typed))


class _Twins:
    """The operations by their paths, and the twins that were found for parameters."""

    def __init__(self, operations: Sequence[Operation], schemas: Mapping[str, Schema]) -> None:
        self.schemas = schemas
        self.order = sorted(range(len(operations)), key=lambda index: operations[index].path)
        self.paths = [operations[index].path for index in self.order]
        self.operations = operations
        self.found: dict[tuple[str, str], Property | None] = {}
        self.told: dict[str, Schema] = {}
        """The types that operations give their own path parameters, by the path up to the parameter."""
        for operation in operations:
            for parameter in operation.parameters:
                known = parameter.schema.rank is not Rank.CONVENTION and parameter.schema.type in _PLAIN
                if known and parameter.location is ParameterLocation.PATH:
                    self.told.setdefault(_up_to(operation, parameter), parameter.schema)

    def typed(self, parameter: Parameter, operation: Operation) -> Parameter:
        """A parameter with the type of its twin: of its own operation, else of the first that has one.

        Digits in a sample path tell no type where the answer writes the same in quotes.
        """
        if parameter.location is not ParameterLocation.PATH:
            return parameter
        before, _, _ = operation.path.partition(f"{{{parameter.name}}}")
        collection = before.rstrip("/")
        if parameter.schema.rank is Rank.EXAMPLE and parameter.schema.type == "integer":
            text = _twin_in(operation, collection, parameter.name, self.schemas, nested=False)
            quoted = text is not None and text.schema.type == "string"
            return replace(parameter, schema=_as_parameter(text)) if text and quoted else parameter
        if parameter.schema.rank is not Rank.CONVENTION:
            return parameter
        twin = _twin_in(operation, collection, parameter.name, self.schemas)
        if twin is None:
            key = collection, parameter.name
            if key not in self.found:
                self.found[key] = next(filter(None, self._twins(*key)), None)
            twin = self.found[key]
        if twin is None:
            return replace(parameter, schema=self.told.get(_up_to(operation, parameter), parameter.schema))
        return replace(parameter, schema=_as_parameter(twin))

    def _twins(self, collection: str, name: str) -> Iterator[Property | None]:
        """What the operations below a collection show, in page order."""
        first = bisect_left(self.paths, collection)
        last = bisect_left(self.paths, f"{collection}\U0010ffff")
        for index in sorted(self.order[first:last]):
            yield _twin_in(self.operations[index], collection, name, self.schemas)


def _up_to(operation: Operation, parameter: Parameter) -> str:
    template = f"{{{parameter.name}}}"
    return operation.path.partition(template)[0] + template


def _twin_in(
    operation: Operation, collection: str, name: str, schemas: Mapping[str, Schema], *, nested: bool = True
) -> Property | None:
    names = [name]
    if operation.path in (collection, f"{collection}/{{{name}}}"):
        names.extend(_short_names(name, singular(words_of(collection.rpartition("/")[2]))))
    for schema in _objects(operation, schemas, nested=nested):
        for candidate in names:
            twin = schema.find(candidate)
            if twin is not None and twin.schema.type in _PLAIN:
                named_by_noun = candidate == "id" and "id" not in words_of(name).split("_")
                return None if named_by_noun and any(map(schema.find, _TEXT_KEYS)) else twin
    return None


def _short_names(name: str, noun: str) -> Iterator[str]:
    """Names the property may have: `id` for `{feed_id}` below `/feeds`, and for `{feed}`."""
    words = words_of(name)
    if words in (noun, f"{noun}_id", "id"):
        yield "id"
    yield f"{noun}_{words}"


def _as_parameter(twin: Property) -> Schema:
    keywords = {key: value for key, value in twin.schema.keywords.items() if key in ("format", "pattern")}
    return Schema(type=twin.schema.type, keywords=keywords, rank=Rank.EXAMPLE, span=twin.span)


def _objects(operation: Operation, schemas: Mapping[str, Schema], *, nested: bool) -> Iterator[Schema]:
    """The objects that an operation answers with: plain, in a list, or one level inside an envelope."""
    for response in operation.responses:
        if not response.status.startswith("2"):
            continue
        for content in response.contents:
            schema = _behind(content.schema, schemas)
            yield schema
            for item in schema.properties if nested else ():
                yield _behind(item.schema, schemas)


def _behind(schema: Schema, schemas: Mapping[str, Schema]) -> Schema:
    """What a list holds, and what a reference leads to."""
    for _ in range(2):
        schema = schema.items or schemas.get(schema.ref or "", schema)
    return schema

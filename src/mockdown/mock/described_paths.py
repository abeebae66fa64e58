"""The paths of a description: the operations at each, and the schemas of what stands there."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property

from mockdown.description import Description, Operation
from mockdown.mock.parts import Resource
from mockdown.mock.schemas import Json
from mockdown.mock.shapes import (
    Shape,
    entity_pointer,
    is_object,
    item_shape,
    list_shape,
    request_schema,
    success_schema,
)
from mockdown.mock.wire import properties_of

_PARAMETER = re.compile(r"\{[^{}/]*\}")


class DescribedPaths:
    """The operations of a description by path and method, and what their bodies hold."""

    def __init__(self, description: Description) -> None:
        self.description = description
        self.methods: dict[str, dict[str, Operation]] = {}
        for operation in description.operations:
            self.methods.setdefault(operation.path, {})[operation.method] = operation

    def at(self, path: str) -> Mapping[str, Operation]:
        """The operations at a path by method."""
        return self.methods.get(path, {})

    def has(self, path: str, *methods: str) -> bool:
        """Whether a path has one of the methods."""
        return any(method in self.at(path) for method in methods)

    @cached_property
    def items(self) -> frozenset[str]:
        """The paths that name one entity by their last parameter; not those that answer with a list."""
        return frozenset(
            path
            for path in self.methods
            if ends_in_parameter(path)
            and self.has(path, "get", "put", "patch", "delete")
            and (self.has(path, "put", "patch", "delete") or self.list_at(path) is None)
        )

    def parameter(self, path: str, name: str | None) -> Mapping[str, Json]:
        """The definition of a path parameter; empty when no operation defines it."""
        for operation in self.at(path).values():
            for node in self.description.parameters(operation):
                if node["name"] == name and node["in"] == "path":
                    return node
        return {}

    def list_at(self, path: str) -> Shape | None:
        """How the GET of a path holds a list; None when it does not, or there is none."""
        operation = self.at(path).get("get")
        return self.listed(operation) if operation is not None else None

    def entity_schema(self, path: str, collection: str) -> Json:
        """The schema of one entity: as it is read, listed, made, changed or sent, whichever is described."""
        items = self.at(path) if path != collection else {}
        if "get" in items:
            schema = self._item_schema(items["get"])
            if schema is not None:
                return schema
        shape = self.list_at(collection)
        if shape is not None:
            return shape.schema
        writers = [self.at(collection).get(method) for method in ("post", "put")]
        writers += [items.get(method) for method in ("put", "patch")]
        for operation in writers:
            schema = self._item_schema(operation) if operation is not None else None
            if schema is not None:
                return schema
        for operation in writers:
            schema = self.sent(operation) if operation is not None else None
            if schema is not None and is_object(self.description, schema):
                return schema
        return {}

    def kept(self, path: str) -> Shape | None:
        """How the one object that stands at a path is held: as it is read, else as it is written."""
        return item_shape(self.description, self._kept_schema(path), path)

    def _kept_schema(self, path: str) -> Json:
        methods = self.at(path)
        for method in ("get", "put", "patch"):
            if method in methods:
                schema = success_schema(self.description, methods[method])
                if schema is not None or method == "get":
                    return schema
                return self.sent(methods[method])
        return None

    def listed(self, operation: Operation) -> Shape | None:
        """How the success body of an operation holds a list; None when it does not."""
        return list_shape(self.description, success_schema(self.description, operation), operation.path)

    def shown(self, operation: Operation) -> Shape | None:
        """How the success body of an operation holds one object; None when it does not."""
        return item_shape(self.description, success_schema(self.description, operation), operation.path)

    def sent(self, operation: Operation) -> Json:
        """The schema of the request body of an operation; None when it has none."""
        return request_schema(self.description, operation)

    def _item_schema(self, operation: Operation) -> Json:
        shape = self.shown(operation)
        return shape.schema if shape is not None else None

    def shown_pointer(self, operation: Operation) -> str:
        """The pointer of the entity that an operation answers with; empty when it has no name."""
        shape = self.shown(operation)
        return (entity_pointer(self.description, shape.schema) if shape is not None else None) or ""

    def names_entity(self, operation: Operation) -> bool:
        """Whether the body of a PUT names the entity that it overwrites."""
        properties = properties_of(self.description, self.sent(operation))
        return bool({"id", "uuid", "_id", "uid"} & properties.keys())

    def holds(self, resource: Resource, listed: Shape | None) -> bool:
        """Whether the items of a list have anything of a resource, as far as both are described."""
        return listed is not None and self.overlap(listed.schema, resource.schema)

    def overlap(self, one: Json, other: Json) -> bool:
        """Whether two schemas have a property in common, as far as they name any."""
        ours, theirs = (properties_of(self.description, schema) for schema in (one, other))
        return not ours or not theirs or not ours.keys().isdisjoint(theirs)


def ends_in_parameter(path: str) -> bool:
    """Whether the last segment of a path is one parameter and nothing else."""
    last = path.rpartition("/")[2]
    return last.startswith("{") and last.endswith("}") and last.count("{") == 1


def unnamed(path: str) -> str:
    """A path without the names of its parameters: other operations may call the same ones otherwise."""
    return _PARAMETER.sub("{}", path)

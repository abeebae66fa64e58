"""What a description is about: the resources behind its paths, and the part each operation plays for them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from mockdown.description import Description, Operation
from mockdown.mock.documented_ids import documented_id
from mockdown.mock.identity import alias_names, identity_name, make_identity
from mockdown.mock.parts import Parents, Part, Resource, Role
from mockdown.mock.relations import Relations
from mockdown.mock.routing import parameter_names
from mockdown.mock.schemas import Json
from mockdown.mock.shapes import (
    Shape,
    entity_pointer,
    is_object,
    item_shape,
    last_literal,
    list_shape,
    request_schema,
    success_schema,
)
from mockdown.mock.styles import schema_of
from mockdown.mock.wire import admitted_types, properties_of


@dataclass(frozen=True, slots=True)
class _Paths:
    """The operations of the description by path and method."""

    methods: Mapping[str, Mapping[str, Operation]]

    def has(self, path: str, *methods: str) -> bool:
        return any(method in self.methods.get(path, ()) for method in methods)


class Resources:
    """Infers the resources of a description, once, and the part of each operation, when asked."""

    def __init__(self, description: Description) -> None:
        self._description = description
        methods: dict[str, dict[str, Operation]] = {}
        for operation in description.operations:
            methods.setdefault(operation.path, {})[operation.method] = operation
        self._paths = _Paths(methods)

    @cached_property
    def by_name(self) -> dict[str, Resource]:
        """The resources by the name of their table."""
        return {resource.name: resource for resource in self._by_path.values()}

    @cached_property
    def relations(self) -> Relations:
        """How the resources hang together."""
        return Relations(self._description, self.by_name)

    @cached_property
    def _items(self) -> frozenset[str]:
        """The paths that name one entity by their last parameter; not those that answer with a list."""
        return frozenset(
            path
            for path in self._paths.methods
            if _ends_in_parameter(path)
            and self._paths.has(path, "get", "put", "patch", "delete")
            and (self._paths.has(path, "put", "patch", "delete") or self._list_shape(path) is None)
        )

    @cached_property
    def _by_path(self) -> dict[str, Resource]:
        """Item path, or path of a collection that has no items → resource."""
        found: dict[str, Resource] = {}
        by_entity: dict[str, Resource] = {}
        for path in self._paths.methods:
            if path in self._items:
                self._add(path, path.rpartition("/")[0], found, by_entity)
        collections = {path.rpartition("/")[0] for path in found}
        for path in self._paths.methods:
            if path not in collections and path not in found and self._list_shape(path) is not None:
                self._add(path, path, found, by_entity)
        for path, methods in self._paths.methods.items():
            if (
                path not in found
                and "put" in methods
                and not {"get", "post"} & methods.keys()
                and self._has_id(methods["put"])
            ):
                self._add(path, path, found, by_entity)
        self._note_creations(by_entity)
        return found

    def _add(
        self, path: str, collection: str, found: dict[str, Resource], by_entity: dict[str, Resource]
    ) -> None:
        schema = self._entity_schema(path, collection)
        pointer = entity_pointer(self._description, schema)
        resource = by_entity.get(pointer) if pointer is not None else None
        if resource is None:
            name = pointer.rpartition("/")[2] if pointer is not None else _name_of(collection)
            if any(name == other.name for other in found.values()):
                name = path
            resource = self._make(name, schema, path, collection)
            if pointer is not None:
                by_entity[pointer] = resource
        found[path] = resource
        for place in (path, collection):
            resource.sources += [
                operation
                for operation in self._paths.methods.get(place, {}).values()
                if operation not in resource.sources
            ]
        resource.is_listed |= self._holds(resource, self._list_shape(collection))
        resource.is_created |= self._paths.has(collection, "post")
        if path != collection:
            resource.item_path = resource.item_path or path

    def _make(self, name: str, schema: Json, path: str, collection: str) -> Resource:
        description = self._description
        properties = properties_of(description, schema)
        parameter = parameter_names(path)[-1] if _ends_in_parameter(path) else None
        node = self._parameter(path, parameter)
        types = admitted_types(description, schema_of(node))
        key = identity_name(
            properties, parameter, last_literal(collection), description=description, types=types
        )
        example = node.get("example", description.resolve(schema_of(node)).get("example"))
        if example is None and key is not None:
            found = [
                one for place in (path, collection) for one in self._paths.methods.get(place, {}).values()
            ]
            example = documented_id(description, found, key)
        identity = make_identity(
            properties, key, description=description, example=example, parameter=schema_of(node)
        )
        return Resource(
            name=name,
            schema=schema,
            key_schema=schema_of(node),
            identity=identity,
            aliases=alias_names(properties, key),
        )

    def _note_creations(self, by_entity: Mapping[str, Resource]) -> None:
        """A POST elsewhere may create entities too, when it answers with one."""
        for operation in self._description.operations:
            if operation.method == "post":
                pointer = self._success_pointer(operation)
                if pointer in by_entity:
                    by_entity[pointer].is_created = True

    def _success_pointer(self, operation: Operation) -> str:
        shape = item_shape(self._description, success_schema(self._description, operation), operation.path)
        return (entity_pointer(self._description, shape.schema) if shape is not None else None) or ""

    def _parameter(self, path: str, name: str | None) -> Mapping[str, Json]:
        for operation in self._paths.methods.get(path, {}).values():
            for node in self._description.parameters(operation):
                if node["name"] == name and node["in"] == "path":
                    return node
        return {}

    def _list_shape(self, path: str) -> Shape | None:
        operation = self._paths.methods.get(path, {}).get("get")
        if operation is None:
            return None
        return list_shape(self._description, success_schema(self._description, operation), path)

    def _entity_schema(self, path: str, collection: str) -> Json:
        """The schema of one entity: as it is read, listed, made, changed or sent, whichever is described."""
        items = self._paths.methods.get(path, {}) if path != collection else {}
        if "get" in items:
            schema = self._item_schema(items["get"])
            if schema is not None:
                return schema
        shape = self._list_shape(collection)
        if shape is not None:
            return shape.schema
        writers = [self._paths.methods.get(collection, {}).get(method) for method in ("post", "put")]
        writers += [items.get(method) for method in ("put", "patch")]
        for operation in writers:
            schema = self._item_schema(operation) if operation is not None else None
            if schema is not None:
                return schema
        for operation in writers:
            schema = request_schema(self._description, operation) if operation is not None else None
            if schema is not None and is_object(self._description, schema):
                return schema
        return {}

    def _item_schema(self, operation: Operation) -> Json:
        shape = item_shape(self._description, success_schema(self._description, operation), operation.path)
        return shape.schema if shape is not None else None

    def _has_id(self, operation: Operation) -> bool:
        """Whether the body of a PUT names the entity that it overwrites."""
        properties = properties_of(self._description, request_schema(self._description, operation))
        return bool({"id", "uuid", "_id", "uid"} & properties.keys())

    def part(self, operation: Operation) -> Part:
        """The part that an operation plays."""
        path, method = operation.path, operation.method
        resource = self._by_path.get(path)
        parents = self._parents(path)
        if resource is not None and path in self._items and method != "head":
            return self._item_part(operation, resource, parents)
        collection = resource or self._by_collection.get(path)
        if collection is not None:
            part = self._collection_part(operation, collection, parents)
            if part is not None:
                return part
        return self._other_part(operation, parents, method)

    @cached_property
    def _by_collection(self) -> dict[str, Resource]:
        found: dict[str, Resource] = {}
        for path, resource in self._by_path.items():
            if path in self._items:
                found.setdefault(path.rpartition("/")[0], resource)
        return found

    @cached_property
    def _by_entity(self) -> dict[str, Resource]:
        found: dict[str, Resource] = {}
        for resource in self.by_name.values():
            pointer = entity_pointer(self._description, resource.schema)
            if pointer is not None:
                found[pointer] = resource
        return found

    def _parents(self, path: str) -> Parents:
        """The path parameters of the segments before the last, with what they name."""
        segments = path.split("/")
        found: list[tuple[str, Resource | None]] = []
        for index, segment in enumerate(segments[:-1], 1):
            names = parameter_names(segment)
            prefix = "/".join(segments[:index])
            found += [
                (name, self._by_path.get(prefix) if segment == f"{{{name}}}" else None) for name in names
            ]
        last = segments[-1]
        if "{" in last and path not in self._items:
            found += [(name, None) for name in parameter_names(last)]
        return tuple(found)

    def _item_part(self, operation: Operation, resource: Resource, parents: Parents) -> Part:
        roles = {
            "get": Role.READ,
            "put": Role.REPLACE,
            "patch": Role.MERGE,
            "delete": Role.DELETE,
            "post": Role.MERGE if request_schema(self._description, operation) is not None else Role.ACTION,
        }
        role = roles.get(operation.method, Role.STATIC)
        if operation.method == "post" and not self._paths.has(operation.path.rpartition("/")[0], "post"):
            role = Role.ENSURE
        return Part(
            role=role,
            reason=f"{operation.path} is an item of `{resource.name}`",
            resource=resource,
            shape=self._shape_for(operation, resource),
            key_parameter=parameter_names(operation.path)[-1],
            parents=parents,
        )

    def _collection_part(self, operation: Operation, resource: Resource, parents: Parents) -> Part | None:
        schema = success_schema(self._description, operation)
        listed = list_shape(self._description, schema, operation.path)
        if operation.method == "get":
            if not self._holds(resource, listed):
                return None
            reason, role = "answers with a list", Role.LIST
        elif operation.method == "post":
            if listed is not None and request_schema(self._description, operation) is None:
                return None
            reason, role, shape = (
                "is posted to a collection",
                Role.CREATE,
                self._shape_for(operation, resource),
            )
        elif operation.method == "put" and self._has_id(operation):
            reason, role, shape = (
                "names the entity in its body",
                Role.UPSERT,
                self._shape_for(operation, resource),
            )
        elif operation.method == "delete":
            reason, role = "deletes a whole collection", Role.CLEAR
        else:
            return None
        shape = listed if role is Role.LIST else self._shape_for(operation, resource)
        reason = f"{reason} of `{resource.name}`"
        return Part(role=role, reason=reason, resource=resource, shape=shape, parents=parents)

    def _other_part(self, operation: Operation, parents: Parents, method: str) -> Part:
        pointer = self._success_pointer(operation)
        made = self._by_entity.get(pointer)
        owner = parents[-1][1] if parents and _follows_parameter(operation.path) else None
        if owner is not None and (made is owner or method == "post"):
            if (
                made is not None
                and made is not owner
                and request_schema(self._description, operation) is not None
            ):
                return self._creation(operation, made, parents)
            return self._action(operation, owner, parents)
        if method == "post" and made is not None:
            return self._creation(operation, made, parents)
        return self._singleton_part(operation, parents)

    def _holds(self, resource: Resource, listed: Shape | None) -> bool:
        """Whether the items of a list have anything of a resource, as far as both are described."""
        if listed is None:
            return False
        return self._overlap(listed.schema, resource.schema)

    def _overlap(self, one: Json, other: Json) -> bool:
        """Whether two schemas have a property in common, as far as they name any."""
        ours, theirs = (properties_of(self._description, schema) for schema in (one, other))
        return not ours or not theirs or not ours.keys().isdisjoint(theirs)

    def _creation(self, operation: Operation, made: Resource, parents: Parents) -> Part:
        return Part(
            role=Role.CREATE,
            reason=f"a POST that answers with a `{made.name}`",
            resource=made,
            shape=self._shape_for(operation, made),
            parents=parents,
        )

    def _action(self, operation: Operation, owner: Resource, parents: Parents) -> Part:
        return Part(
            role=Role.READ if operation.method == "get" else Role.ACTION,
            reason=f"acts on an item of `{owner.name}`",
            resource=owner,
            shape=self._shape_for(operation, owner),
            key_parameter=parents[-1][0],
            parents=parents[:-1],
        )

    def _singleton_part(self, operation: Operation, parents: Parents) -> Part:
        methods = self._paths.methods[operation.path]
        readable = item_shape(self._description, self._read_schema(methods), operation.path)
        roles = {
            "get": Role.READ_SINGLETON,
            "put": Role.WRITE_SINGLETON,
            "patch": Role.MERGE_SINGLETON,
            "delete": Role.DELETE_SINGLETON,
        }
        role = roles.get(operation.method)
        if operation.method == "post" and "get" in methods and self._resembles(operation, readable):
            role = Role.WRITE_SINGLETON
        if readable is None or role is None:
            return Part(role=Role.STATIC, reason="answers as documented", parents=parents)
        shape = item_shape(self._description, success_schema(self._description, operation), operation.path)
        if shape is not None and not self._overlap(shape.schema, readable.schema):
            shape = None
        return Part(role=role, reason=f"{operation.path} holds one object", shape=shape, parents=parents)

    def _read_schema(self, methods: Mapping[str, Operation]) -> Json:
        for method in ("get", "put", "patch"):
            if method in methods:
                schema = success_schema(self._description, methods[method])
                if schema is not None or method == "get":
                    return schema
                return request_schema(self._description, methods[method])
        return None

    def _resembles(self, operation: Operation, readable: Shape | None) -> bool:
        """Whether the body of an operation is mostly made of the properties of an object."""
        sent = properties_of(self._description, request_schema(self._description, operation))
        kept = properties_of(self._description, readable.schema) if readable is not None else {}
        return bool(sent) and 2 * len(sent.keys() & kept.keys()) >= len(sent)

    def _shape_for(self, operation: Operation, resource: Resource) -> Shape | None:
        """How the success body holds the entity; None when it holds something else."""
        shape = item_shape(self._description, success_schema(self._description, operation), operation.path)
        if shape is None:
            return None
        pointer = entity_pointer(self._description, resource.schema)
        if pointer is not None and entity_pointer(self._description, shape.schema) == pointer:
            return shape
        own = properties_of(self._description, shape.schema)
        kept = properties_of(self._description, resource.schema)
        return shape if own and 2 * len(own.keys() & kept.keys()) >= len(own) else None


def _ends_in_parameter(path: str) -> bool:
    last = path.rpartition("/")[2]
    return last.startswith("{") and last.endswith("}") and last.count("{") == 1


def _follows_parameter(path: str) -> bool:
    return _ends_in_parameter(path.rpartition("/")[0])


def _name_of(collection: str) -> str:
    return "/".join(part for part in collection.split("/") if part and "{" not in part) or "items"

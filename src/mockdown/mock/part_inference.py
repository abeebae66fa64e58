"""The part of each operation: what it does with which resource."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from functools import cached_property

from mockdown.description import Operation
from mockdown.mock.actions import is_toggle
from mockdown.mock.chosen_sets import choosing_part, find_chosen
from mockdown.mock.content_paths import are_contents
from mockdown.mock.described_paths import DescribedPaths, ends_in_parameter, unnamed
from mockdown.mock.memberships import as_member, find_memberships
from mockdown.mock.parts import Membership, Parents, Part, Resource, Role
from mockdown.mock.routing import parameter_names
from mockdown.mock.selves import self_at
from mockdown.mock.shapes import Shape, entity_pointer, last_literal
from mockdown.mock.verb_paths import acted_on
from mockdown.mock.wire import properties_of

_CONTENT = {
    "get": Role.READ_CONTENT,
    "put": Role.WRITE_CONTENT,
    "post": Role.WRITE_CONTENT,
    "delete": Role.DELETE_CONTENT,
}


class PartInference:
    """Tells the part of an operation from its path, its method and the resources of the description."""

    def __init__(
        self, paths: DescribedPaths, by_path: Mapping[str, Resource], resources: Collection[Resource]
    ) -> None:
        self._paths = paths
        self._description = paths.description
        self._by_path = by_path
        self._resources = resources

    def part(self, operation: Operation) -> Part:
        """The part that an operation plays."""
        path, method = operation.path, operation.method
        resource = self._by_path.get(path)
        parents = self.parents(path)
        role = _CONTENT.get(method)
        if role is not None and are_contents(self._description, self._paths.at(path)):
            return Part(role=role, reason=f"text or bytes stand at {path}", parents=parents)
        own = choosing_part(operation, self.memberships, parents) or self._self_part(operation, parents)
        if own is not None:
            return own
        if resource is not None and path in self._paths.items and method != "head":
            part = self._item_part(operation, resource, parents)
            return as_member(part, operation, parents, self.memberships)
        collection = resource or self._by_collection.get(path)
        if collection is not None:
            listed = self._collection_part(operation, collection, parents)
            if listed is not None:
                return as_member(listed, operation, parents, self.memberships)
        return self._other_part(operation, parents, method)

    @cached_property
    def _by_collection(self) -> dict[str, Resource]:
        found: dict[str, Resource] = {}
        for path, resource in self._by_path.items():
            if path in self._paths.items:
                found.setdefault(path.rpartition("/")[0], resource)
        return found

    @cached_property
    def memberships(self) -> dict[str, Membership]:
        """Path of a collection → the membership that it lists."""
        return {
            **find_memberships(self._paths, self._by_path),
            **find_chosen(self._paths, self._by_path),
        }

    @cached_property
    def by_entity(self) -> dict[str, Resource]:
        """The resources by the pointer of their schema, those that have one."""
        found: dict[str, Resource] = {}
        for resource in self._resources:
            pointer = entity_pointer(self._description, resource.schema)
            if pointer is not None:
                found[pointer] = resource
        return found

    def parents(self, path: str) -> Parents:
        """The path parameters of the segments before the last, with what they name."""
        segments = path.split("/")
        found: list[tuple[str, Resource | None]] = []
        for index, segment in enumerate(segments[:-1], 1):
            names = parameter_names(segment)
            prefix = "/".join(segments[:index])
            found += [(name, self._at(prefix) if segment == f"{{{name}}}" else None) for name in names]
        last = segments[-1]
        if "{" in last and path not in self._paths.items:
            found += [(name, None) for name in parameter_names(last)]
        return tuple(found)

    def _at(self, path: str) -> Resource | None:
        """The resource of a path, whatever its parameters are called there."""
        resource = self._by_path.get(path) if path in self._paths.items else None
        return resource or self._by_unnamed_path.get(unnamed(path))

    @cached_property
    def _by_unnamed_path(self) -> dict[str, Resource]:
        found: dict[str, Resource] = {}
        for path, resource in self._by_path.items():
            if path in self._paths.items:
                found.setdefault(unnamed(path), resource)
        return found

    def _item_part(self, operation: Operation, resource: Resource, parents: Parents) -> Part:
        roles = {
            "get": Role.READ,
            "put": Role.REPLACE,
            "patch": Role.MERGE,
            "delete": Role.DELETE,
            "post": Role.MERGE if self._paths.sent(operation) is not None else Role.ACTION,
        }
        role = roles.get(operation.method, Role.STATIC)
        if operation.method == "post" and not self._paths.has(operation.path.rpartition("/")[0], "post"):
            role = Role.ENSURE
        return Part(
            role=role,
            reason=f"{operation.path} is an item of `{resource.name}`",
            resource=resource,
            shape=self.shape_for(operation, resource),
            key_parameter=parameter_names(operation.path)[-1],
            parents=parents,
        )

    def _self_part(self, operation: Operation, parents: Parents) -> Part | None:
        """The part of an operation on the caller, where the caller is one of a kind of entity."""
        shown = self.by_entity.get(self._paths.shown_pointer(operation))
        resource = self_at(operation, self._by_collection, shown)
        read = self._paths.at(operation.path).get("get", operation)
        if resource is None or self.shape_for(read, resource) is None:
            return None
        roles = {"put": Role.REPLACE, "patch": Role.MERGE, "delete": Role.DELETE}
        return Part(
            role=roles.get(operation.method, Role.READ),
            reason=f"{operation.path} is the first `{resource.name}`",
            resource=resource,
            shape=self.shape_for(operation, resource),
            parents=parents,
            is_self=True,
        )

    def _collection_part(self, operation: Operation, resource: Resource, parents: Parents) -> Part | None:
        listed = self._paths.listed(operation)
        if operation.method == "get":
            if not self._paths.holds(resource, listed):
                return None
            reason, role = "answers with a list", Role.LIST
        elif operation.method == "post":
            if listed is not None and self._paths.sent(operation) is None:
                return None
            reason, role = "is posted to a collection", Role.CREATE
        elif operation.method == "put" and self._paths.names_entity(operation):
            reason, role = "names the entity in its body", Role.UPSERT
        elif operation.method == "delete":
            reason, role = "deletes a whole collection", Role.CLEAR
        else:
            return None
        shape = listed if role is Role.LIST else self.shape_for(operation, resource)
        reason = f"{reason} of `{resource.name}`"
        return Part(role=role, reason=reason, resource=resource, shape=shape, parents=parents)

    def _other_part(self, operation: Operation, parents: Parents, method: str) -> Part:
        made = self.by_entity.get(self._paths.shown_pointer(operation))
        acted = acted_on(self._paths, operation, parents)
        if acted is not None and made in (acted, None):
            verb = parameter_names(operation.path)[-1]
            return replace(self._action(operation, acted, parents[:-1]), verb_parameter=verb)
        owner = parents[-1][1] if parents and _follows_parameter(operation.path) else None
        if owner is not None and (made is owner or method == "post" or self._toggles(operation, owner)):
            if made is not None and made is not owner and self._paths.sent(operation) is not None:
                return self._creation(operation, made, parents)
            return self._action(operation, owner, parents)
        if method == "post" and made is not None:
            return self._creation(operation, made, parents)
        return self._singleton_part(operation, parents)

    def _toggles(self, operation: Operation, owner: Resource) -> bool:
        """Whether PUT or DELETE sets a truth of an entity by the name of its path."""
        if operation.method not in ("put", "delete") or self._paths.shown(operation) is not None:
            return False
        properties = properties_of(self._description, owner.schema)
        return is_toggle(self._description, properties, last_literal(operation.path))

    def _creation(self, operation: Operation, made: Resource, parents: Parents) -> Part:
        return Part(
            role=Role.CREATE,
            reason=f"a POST that answers with a `{made.name}`",
            resource=made,
            shape=self.shape_for(operation, made),
            parents=parents,
        )

    def _action(self, operation: Operation, owner: Resource, parents: Parents) -> Part:
        return Part(
            role=Role.READ if operation.method == "get" else Role.ACTION,
            reason=f"acts on an item of `{owner.name}`",
            resource=owner,
            shape=self.shape_for(operation, owner),
            key_parameter=parents[-1][0],
            parents=parents[:-1],
        )

    def _singleton_part(self, operation: Operation, parents: Parents) -> Part:
        methods = self._paths.at(operation.path)
        readable = self._paths.kept(operation.path)
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
        shape = self._paths.shown(operation)
        if shape is not None and not self._paths.overlap(shape.schema, readable.schema):
            shape = None
        return Part(role=role, reason=f"{operation.path} holds one object", shape=shape, parents=parents)

    def _resembles(self, operation: Operation, readable: Shape | None) -> bool:
        """Whether the body of an operation is mostly made of the properties of an object."""
        sent = properties_of(self._description, self._paths.sent(operation))
        kept = properties_of(self._description, readable.schema) if readable is not None else {}
        return bool(sent) and 2 * len(sent.keys() & kept.keys()) >= len(sent)

    def shape_for(self, operation: Operation, resource: Resource) -> Shape | None:
        """How the success body holds the entity; None when it holds something else."""
        shape = self._paths.shown(operation)
        if shape is None:
            return None
        pointer = entity_pointer(self._description, resource.schema)
        if pointer is not None and entity_pointer(self._description, shape.schema) == pointer:
            return shape
        own = properties_of(self._description, shape.schema)
        kept = properties_of(self._description, resource.schema)
        return shape if own and 2 * len(own.keys() & kept.keys()) >= len(own) else None


def _follows_parameter(path: str) -> bool:
    return ends_in_parameter(path.rpartition("/")[0])

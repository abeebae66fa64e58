"""Inference with corrections: what `resources.yaml` says comes before what the description lets guess."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from mockdown.codes import MCK102, MCK103
from mockdown.description import Description, Operation
from mockdown.mock.identity import alias_names, make_identity
from mockdown.mock.parts import Part, Resource, Role
from mockdown.mock.resources import Resources
from mockdown.mock.resources_file import NAME, OperationOverride, Overrides, ResourceOverride, nearest
from mockdown.mock.routing import parameter_names
from mockdown.mock.shapes import entity_pointer
from mockdown.mock.wire import properties_of

_ITEMS = frozenset(
    {Role.READ, Role.REPLACE, Role.MERGE, Role.DELETE, Role.ENSURE, Role.ACTION, Role.JOIN, Role.LEAVE}
)
_FREE = frozenset({Role.STATIC, Role.READ_CONTENT, Role.WRITE_CONTENT, Role.DELETE_CONTENT})
"""The roles for which the docs need to describe no object."""
_MEMBERS = frozenset({Role.JOIN, Role.LEAVE})
_COLLECTIONS = frozenset({Role.LIST, Role.CREATE, Role.CLEAR, Role.UPSERT})


class OverriddenResources(Resources):
    """What is inferred of a description, and overridden; raises what does not fit the description."""

    def __init__(self, description: Description, overrides: Overrides) -> None:
        super().__init__(description)
        self._overrides = overrides
        self._declared: dict[str, Resource] = {}
        self._parts: dict[str, Part] = {}
        inferred = {resource.name: resource for resource in self._by_path.values()}
        for override in overrides.resources:
            self._override_resource(override, inferred)
        for told in overrides.operations:
            for operation in self._named(told):
                part = self._override_part(told, operation)
                if part is not None:
                    self._parts[operation.pointer] = part
        overrides.refuse()

    @cached_property
    def by_name(self) -> dict[str, Resource]:
        """The resources by the name of their table."""
        return {resource.name: resource for resource in (*self._by_path.values(), *self._declared.values())}

    def part(self, operation: Operation) -> Part:
        """The part that an operation plays."""
        return self._parts.get(operation.pointer) or super().part(operation)

    # Resources

    def _override_resource(self, override: ResourceOverride, inferred: Mapping[str, Resource]) -> None:
        resource = inferred.get(override.of)
        if override.schema is not None:
            resource = self._declare(override, is_inferred=resource is not None)
        elif resource is None:
            message = f"no resource was inferred that is called `{override.of}`"
            way_out = f"{nearest(override.of, inferred)}; or give it a `schema`"
            self._overrides.tell(MCK103, override.pointer, message, way_out)
        if resource is None:
            return
        self._identify(override, resource)
        self._rename(override, resource)
        resource.note = self._place(override.pointer)

    def _identify(self, override: ResourceOverride, resource: Resource) -> None:
        """Say by which properties its entities are found."""
        properties = properties_of(self._description, resource.schema)
        for key in (override.id, *(override.lookup or ())):
            if key is not None and key not in properties:
                message = f"a `{resource.name}` has no property `{key}`"
                self._overrides.tell(MCK103, override.pointer, message, nearest(key, properties))
        if override.id is not None and override.id in properties:
            resource.identity = make_identity(
                properties,
                override.id,
                description=self._description,
                example=None,
                parameter=resource.key_schema,
            )
            resource.aliases = alias_names(properties, override.id)
        if override.lookup is not None:
            resource.aliases = override.lookup

    def _declare(self, override: ResourceOverride, *, is_inferred: bool) -> Resource | None:
        """The resource of a schema that nothing else was taken for."""
        name, pointer = override.schema or "", f"{override.pointer}/schema"
        schemas = (self._description.document.get("components") or {}).get("schemas") or {}
        if is_inferred:
            message = f"`{override.of}` has a schema: it was inferred"
            self._overrides.tell(MCK103, pointer, message, "leave `schema` out")
            return None
        if name not in schemas:
            self._overrides.tell(MCK103, pointer, f"there is no schema `{name}`", nearest(name, schemas))
            return None
        schema = {"$ref": f"#/components/schemas/{name}"}
        properties = properties_of(self._description, schema)
        key = override.id or ("id" if "id" in properties else None)
        resource = Resource(
            name=override.of,
            schema=schema,
            key_schema={},
            identity=make_identity(
                properties,
                key if key in properties else None,
                description=self._description,
                example=None,
                parameter={},
            ),
            aliases=alias_names(properties, key),
        )
        self._declared[override.of] = resource
        return resource

    def _rename(self, override: ResourceOverride, resource: Resource) -> None:
        taken = {
            one.name for one in (*self._by_path.values(), *self._declared.values()) if one is not resource
        }
        if override.name is None or override.name == resource.name:
            return
        if override.name in taken:
            message = f"another resource is called `{override.name}`"
            self._overrides.tell(MCK102, f"{override.pointer}/name", message, "choose another name")
            return
        resource.name = override.name

    # Operations

    def _named(self, told: OperationOverride) -> list[Operation]:
        """The operation that is meant, in a list."""
        operations = self._description.operations
        found = [one for one in operations if told.of in (one.operation_id, one.label)]
        if not found:
            known = [name for one in operations for name in (one.operation_id, one.label) if name]
            message = f"no operation is called `{told.of}`"
            self._overrides.tell(MCK103, told.pointer, message, nearest(told.of, known))
        return found

    def _override_part(self, told: OperationOverride, operation: Operation) -> Part | None:
        inferred = super().part(operation)
        role = told.role or inferred.role
        if role not in _ITEMS | _COLLECTIONS:
            if told.resource is not None:
                message = f"`{told.of}` is {role}, which has no resource"
                self._overrides.tell(MCK102, told.pointer, message, "say its `role`")
                return None
            return self._alone(told, operation, role)
        resource = self._resource(told, operation, inferred)
        if resource is None:
            return None
        return self._with_resource(told, operation, role, resource)

    def _resource(self, told: OperationOverride, operation: Operation, inferred: Part) -> Resource | None:
        if told.resource is not None:
            resource = self.by_name.get(told.resource)
            if resource is None:
                message = f"there is no resource `{told.resource}`"
                self._overrides.tell(
                    MCK103, f"{told.pointer}/resource", message, nearest(told.resource, self.by_name)
                )
            return resource
        shape = self._paths.listed(operation) or self._paths.shown(operation)
        pointer = entity_pointer(self._description, shape.schema) if shape is not None else None
        resource = inferred.resource or self._inference.by_entity.get(pointer or "")
        if resource is None:
            message = f"nothing tells what `{told.of}` is about"
            self._overrides.tell(MCK102, told.pointer, message, "say its `resource`")
        return resource

    def _with_resource(
        self, told: OperationOverride, operation: Operation, role: Role, resource: Resource
    ) -> Part | None:
        names = parameter_names(operation.path)
        listed = self._paths.listed(operation) if role is Role.LIST else None
        if role is Role.LIST and listed is None:
            self._impossible(told, role, "its success body holds no list of objects")
            return None
        if role in _ITEMS and not names:
            self._impossible(told, role, "its path names no entity")
            return None
        membership = self._inference.memberships.get(operation.path.rpartition("/")[0])
        if role in _MEMBERS and membership is None:
            self._impossible(told, role, "its path names no member of things that stand elsewhere too")
            return None
        key = names[-1] if role in _ITEMS else None
        self._note_use(operation, role, resource, key)
        parents = self._inference.parents(operation.path)
        known = {name for name, _ in parents}
        parents += tuple((name, None) for name in names if name not in known)
        return Part(
            role=role,
            reason=f"overridden by {self._place(told.pointer)}",
            resource=resource,
            shape=listed or self._inference.shape_for(operation, resource),
            key_parameter=key,
            parents=tuple(parent for parent in parents if parent[0] != key),
            membership=membership if role in _MEMBERS else None,
        )

    def _note_use(self, operation: Operation, role: Role, resource: Resource, key: str | None) -> None:
        """Let a resource know what an operation does with it."""
        resource.is_listed |= role is Role.LIST
        resource.is_created |= role in (Role.CREATE, Role.UPSERT)
        if key is not None and operation.path.endswith(f"{{{key}}}"):
            resource.item_path = resource.item_path or operation.path
        if operation not in resource.sources and role is not Role.ACTION:
            resource.sources.append(operation)

    def _alone(self, told: OperationOverride, operation: Operation, role: Role) -> Part | None:
        """An operation on the object of its path, or one that answers as documented."""
        shape = self._paths.shown(operation)
        held = shape or self._paths.kept(operation.path)
        if role not in _FREE and held is None:
            self._impossible(told, role, "no body of its path holds an object")
            return None
        return Part(
            role=role,
            reason=f"overridden by {self._place(told.pointer)}",
            shape=shape,
            parents=self._inference.parents(operation.path),
        )

    def _impossible(self, told: OperationOverride, role: Role, reason: str) -> None:
        message = f"`{told.of}` cannot be `{role}`: {reason}"
        self._overrides.tell(MCK102, told.pointer, message, "choose another role, such as `static`")

    def _place(self, pointer: str) -> str:
        return f"{NAME}:{self._overrides.line(pointer)}"

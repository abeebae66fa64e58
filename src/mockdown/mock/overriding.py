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

_ITEMS = frozenset({Role.READ, Role.REPLACE, Role.MERGE, Role.DELETE, Role.ENSURE, Role.ACTION})
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
        tell, pointer = self._overrides.tell, override.pointer
        resource = inferred.get(override.of)
        if resource is None and override.schema is None:
            message = f"no resource was inferred that is called `{override.of}`"
            way_out = f"{nearest(override.of, inferred)}; or give it a `schema`"
            tell(MCK103, pointer, message, way_out)
            return
        if override.schema is not None:
            resource = self._declare(override, resource)
        if resource is None:
            return
        properties = properties_of(self._description, resource.schema)
        for key in (override.id, *(override.lookup or ())):
            if key is not None and key not in properties:
                message = f"a `{resource.name}` has no property `{key}`"
                tell(MCK103, pointer, message, nearest(key, properties))
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
        self._rename(override, resource)
        resource.note = self._place(pointer)

    def _declare(self, override: ResourceOverride, inferred: Resource | None) -> Resource | None:
        """The resource of a schema that nothing else was taken for."""
        name = override.schema or ""
        schemas = (self._description.document.get("components") or {}).get("schemas") or {}
        if inferred is not None or name not in schemas:
            message = (
                f"`{override.of}` has a schema: it was inferred"
                if inferred is not None
                else f"there is no schema `{name}`"
            )
            way_out = "leave `schema` out" if inferred is not None else nearest(name, schemas)
            self._overrides.tell(MCK103, f"{override.pointer}/schema", message, way_out)
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
        parents = self._inference.parents(operation.path)
        known = {name for name, _ in parents}
        parents += tuple((name, None) for name in names if name not in known)
        shape, key = self._inference.shape_for(operation, resource), None
        if role is Role.LIST:
            shape = self._paths.listed(operation)
            if shape is None:
                self._impossible(told, role, "its success body holds no list of objects")
                return None
            resource.is_listed = True
        if role in _ITEMS:
            if not names:
                self._impossible(told, role, "its path names no entity")
                return None
            key = names[-1]
            parents = tuple(parent for parent in parents if parent[0] != key)
            if operation.path.endswith(f"{{{key}}}"):
                resource.item_path = resource.item_path or operation.path
        resource.is_created |= role in (Role.CREATE, Role.UPSERT)
        if operation not in resource.sources and role is not Role.ACTION:
            resource.sources.append(operation)
        return Part(
            role=role,
            reason=f"overridden by {self._place(told.pointer)}",
            resource=resource,
            shape=shape,
            key_parameter=key,
            parents=parents,
        )

    def _alone(self, told: OperationOverride, operation: Operation, role: Role) -> Part | None:
        """An operation on the object of its path, or one that answers as documented."""
        shape = self._paths.shown(operation)
        held = shape or self._paths.kept(operation.path)
        if role is not Role.STATIC and held is None:
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

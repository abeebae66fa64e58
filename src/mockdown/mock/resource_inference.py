"""The resources behind the paths of a description: which paths are about one kind of entity."""

from __future__ import annotations

from mockdown.mock.alternatives import shared_properties
from mockdown.mock.described_paths import DescribedPaths, ends_in_parameter
from mockdown.mock.documented_ids import documented_id
from mockdown.mock.identity import alias_names, identity_name, make_identity
from mockdown.mock.parts import Resource
from mockdown.mock.routing import parameter_names
from mockdown.mock.schemas import Json
from mockdown.mock.shapes import entity_pointer, last_literal
from mockdown.mock.styles import schema_of
from mockdown.mock.wire import admitted_types


def infer_resources(paths: DescribedPaths) -> dict[str, Resource]:
    """Item path, or path of a collection that has no items → resource."""
    return _Inference(paths).run()


class _Inference:
    """The resources of one description, while they are found."""

    def __init__(self, paths: DescribedPaths) -> None:
        self._paths = paths
        self._by_path: dict[str, Resource] = {}
        self._by_entity: dict[str, Resource] = {}

    def run(self) -> dict[str, Resource]:
        paths, found = self._paths, self._by_path
        for path in paths.methods:
            if path in paths.items:
                self._add(path, path.rpartition("/")[0])
        collections = {path.rpartition("/")[0] for path in found}
        for path in paths.methods:
            if path not in collections and path not in found and paths.list_at(path) is not None:
                self._add(path, path)
        for path, methods in paths.methods.items():
            if (
                path not in found
                and "put" in methods
                and not {"get", "post"} & methods.keys()
                and paths.names_entity(methods["put"])
            ):
                self._add(path, path)
        self._note_creations()
        return found

    def _add(self, path: str, collection: str) -> None:
        """Note that a path, and the collection it stands in, are about a resource."""
        schema = self._paths.entity_schema(path, collection)
        pointer = entity_pointer(self._paths.description, schema)
        resource = self._by_entity.get(pointer) if pointer is not None else None
        if resource is None:
            name = pointer.rpartition("/")[2] if pointer is not None else _name_of(collection)
            if any(name == other.name for other in self._by_path.values()):
                name = path
            resource = self._make(name, schema, path, collection)
            if pointer is not None:
                self._by_entity[pointer] = resource
        self._by_path[path] = resource
        for place in (path, collection):
            resource.sources += [
                operation for operation in self._paths.at(place).values() if operation not in resource.sources
            ]
        resource.is_listed |= self._paths.holds(resource, self._paths.list_at(collection))
        resource.is_created |= self._paths.has(collection, "post")
        if path != collection:
            resource.item_path = resource.item_path or path

    def _make(self, name: str, schema: Json, path: str, collection: str) -> Resource:
        description = self._paths.description
        properties = shared_properties(description, schema)
        parameter = parameter_names(path)[-1] if ends_in_parameter(path) else None
        node = self._paths.parameter(path, parameter)
        types = admitted_types(description, schema_of(node))
        key = identity_name(
            properties, parameter, last_literal(collection), description=description, types=types
        )
        example = node.get("example", description.resolve(schema_of(node)).get("example"))
        if example is None and key is not None:
            found = [one for place in (path, collection) for one in self._paths.at(place).values()]
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

    def _note_creations(self) -> None:
        """A POST elsewhere may create entities too, when it answers with one."""
        for operation in self._paths.description.operations:
            if operation.method == "post":
                pointer = self._paths.shown_pointer(operation)
                if pointer in self._by_entity:
                    self._by_entity[pointer].is_created = True


def _name_of(collection: str) -> str:
    return "/".join(part for part in collection.split("/") if part and "{" not in part) or "items"

"""Operations that belong together: what creates, shows, lists, changes and deletes the same thing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from mockdown.contract.pointers import child, follow, media_type_pointer
from mockdown.contract.shapes import Shapes
from mockdown.description import Description, Json, Operation

PAGE_SIZES = frozenset(
    {"limit", "per_page", "perpage", "page_size", "pagesize", "max", "size", "first", "take"}
)
"""Names of parameters which say how many items may come at most."""

_LAST_PARAMETER = re.compile(r"/\{([^{}/]+)\}$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """The operations on a collection and on its items, as far as the description has them."""

    path: str
    """The path of one item."""
    key: str
    """The path parameter that names one item."""
    create: Operation | None = None
    list: Operation | None = None
    show: Operation | None = None
    replace: Operation | None = None
    delete: Operation | None = None


def find_families(description: Description) -> tuple[Family, ...]:
    """A family for each pair of paths `/things` and `/things/{key}`."""
    by_place = {(operation.method, operation.path): operation for operation in description.operations}
    found = []
    for path in dict.fromkeys(operation.path for operation in description.operations):
        match = _LAST_PARAMETER.search(path)
        if match is not None:
            above = path[: match.start()]
            found.append(
                Family(
                    path=path,
                    key=match[1],
                    create=by_place.get(("post", above)),
                    list=by_place.get(("get", above)),
                    show=by_place.get(("get", path)),
                    replace=by_place.get(("put", path)) or by_place.get(("patch", path)),
                    delete=by_place.get(("delete", path)),
                )
            )
    return tuple(found)


def lists_of_entities(description: Description, family: Family) -> Iterator[Operation]:
    """The lists whose items have the schema of a family's thing, those with the fewest parameters first."""
    shown = (_success_schema(description, one) for one in (family.show, family.replace) if one is not None)
    wanted = {schema for schema in shown if schema is not None and schema.startswith("/components/")}
    shapes = Shapes(description)
    readers = (one for one in description.operations if one.method == "get")
    for operation in sorted(readers, key=lambda one: one.path.count("{")) if wanted else ():
        schema = _success_schema(description, operation)
        outer = shapes.at(schema) if schema is not None else None
        inner = map(shapes.at, outer.properties.values()) if outer is not None else ()
        items = {shape.items for shape in (outer, *inner) if shape is not None and shape.items is not None}
        if not wanted.isdisjoint(shapes.at(one).pointer for one in items):
            yield operation


def lists_above(description: Description, family: Family) -> Iterator[Operation]:
    """The lists at the beginnings of a family's path, before its first parameter from behind."""
    readers = {one.path: one for one in description.operations if one.method == "get"}
    place = family.path.rpartition("/")[0]
    while "/" in place and not place.endswith("}"):
        place = place.rpartition("/")[0]
        if place in readers:
            yield readers[place]


def find_settings(description: Description) -> Iterator[tuple[Operation, Operation]]:
    """Pairs of an operation that writes and one that reads the same path."""
    readers = {operation.path: operation for operation in description.operations if operation.method == "get"}
    for operation in description.operations:
        if operation.method in ("put", "patch") and operation.path in readers:
            yield operation, readers[operation.path]


def page_sizes(description: Description, operation: Operation) -> tuple[str, ...]:
    """The query parameters of an operation that limit how many items come."""
    return tuple(
        str(parameter["name"])
        for parameter in description.parameters(operation)
        if parameter["in"] == "query"
        and str(parameter["name"]).lower() in PAGE_SIZES
        and description.resolve(parameter.get("schema") or {}).get("type") == "integer"
    )


def filters(description: Description, operation: Operation) -> tuple[str, ...]:
    """The query parameters of an operation that are named like a property of the items it lists."""
    shapes = Shapes(description)
    schema = _json_schema(description, child(description, operation.pointer, "responses", "200"))
    if schema is None or operation.method != "get":
        return ()
    outer = shapes.at(schema)
    arrays = [outer, *map(shapes.at, outer.properties.values())]
    names = {
        name for shape in arrays if shape.items is not None for name in shapes.at(shape.items).properties
    }
    return tuple(
        str(parameter["name"])
        for parameter in description.parameters(operation)
        if parameter["in"] == "query" and parameter["name"] in names and not _bounds(description, parameter)
    )


def _bounds(description: Description, parameter: Mapping[str, Json]) -> bool:
    """Whether a parameter holds bounds (`created[gte]=…`): what it lets through is not what it says."""
    schema = description.resolve(parameter.get("schema") or {})
    return parameter.get("style") == "deepObject" or schema.get("type") == "object"


def echoes_its_request(description: Description, operation: Operation) -> bool:
    """Whether an operation answers with the very schema it takes."""
    taken = _json_schema(description, child(description, operation.pointer, "requestBody"))
    given = _json_schema(description, child(description, operation.pointer, "responses", "200"))
    return taken is not None and taken == given and taken.startswith("/components/")


def read_only_names(description: Description, operation: Operation) -> set[str]:
    """The properties of a request body that the description says only the service sets."""
    schema = _json_schema(description, child(description, operation.pointer, "requestBody"))
    properties = description.at(schema).get("properties") if schema else None
    return {
        name for name, node in (properties or {}).items() if description.resolve(node).get("readOnly") is True
    }


def cannot_show(description: Description, read: Operation, name: str, value: Json) -> bool:
    """Whether an answer has a property in a form that a value of it has not."""
    given = _success_schema(description, read)
    if given is None:
        return False
    shapes = Shapes(description)
    outer = shapes.at(given)
    kinds: set[str | None] = set()
    for inner in (outer, *map(shapes.at, outer.properties.values())):
        if name in inner.properties:
            node = description.resolve(description.at(inner.properties[name]))
            kind = "object" if shapes.at(inner.properties[name]).properties else node.get("type")
            kinds.add(kind if isinstance(kind, str) else None)
    return bool(kinds) and None not in kinds and kinds.isdisjoint(_kinds_of(value))


def _kinds_of(value: Json) -> set[str]:
    """The types of JSON Schema that a value has."""
    if isinstance(value, float):
        return {"number", "integer"} if value.is_integer() else {"number"}
    if isinstance(value, int) and not isinstance(value, bool):
        return {"number", "integer"}
    named = {dict: "object", list: "array", str: "string", bool: "boolean"}
    return {named.get(type(value), "null")}


def shown_otherwise(description: Description, write: Operation, read: Operation) -> set[str]:
    """The properties of a request body that an answer has in another form: ids that it shows as objects."""
    taken = _json_schema(description, child(description, write.pointer, "requestBody"))
    given = _success_schema(description, read)
    if taken is None or given is None:
        return set()
    shapes = Shapes(description)
    sent, outer = shapes.at(taken).properties, shapes.at(given)
    shown = {
        name: pointer
        for inner in (*map(shapes.at, outer.properties.values()), outer)
        for name, pointer in inner.properties.items()
    }
    return {
        name
        for name, pointer in sent.items()
        if name in shown and _differ(shapes, description, pointer, shown[name])
    }


def _differ(shapes: Shapes, description: Description, one: str, other: str) -> bool:
    kinds = [_kind(shapes, description, pointer) for pointer in (one, other)]
    return None not in kinds and kinds[0] != kinds[1]


def _kind(shapes: Shapes, description: Description, pointer: str) -> tuple[str, ...] | None:
    """The type of a schema, with that of its items; None where it does not say."""
    kinds: list[str] = []
    here: str | None = pointer
    while here is not None and len(kinds) < 8:
        shape = shapes.at(here)
        node = description.at(shape.pointer)
        kind = "object" if shape.properties else node.get("type")
        if not isinstance(kind, str):
            return None
        kinds.append("number" if kind == "integer" else kind)
        here = shape.items if kind == "array" else None
    return tuple(kinds)


def _success_schema(description: Description, operation: Operation) -> str | None:
    for status in operation.definition.get("responses") or {}:
        if str(status).startswith("2"):
            return _json_schema(description, child(description, operation.pointer, "responses", str(status)))
    return None


def _json_schema(description: Description, holder: str) -> str | None:
    holder = follow(description, holder)
    pointer = media_type_pointer(description, holder, "application/json")
    if pointer is None or "schema" not in description.at(pointer):
        return None
    return follow(description, f"{pointer}/schema")


def unwrap(body: Json) -> Mapping[str, Any]:
    """The thing in an answer: the object itself, or the one object in its envelope."""
    if not isinstance(body, Mapping):
        return {}
    inner = [value for value in body.values() if isinstance(value, Mapping)]
    return inner[0] if len(inner) == 1 and not isinstance(body.get("id"), int | str) else body


def items_of(body: Json) -> list[Any] | None:
    """The items in an answer: the array itself, or the one array in its envelope."""
    if isinstance(body, list):
        return body
    arrays = (
        [value for value in body.values() if isinstance(value, list)] if isinstance(body, Mapping) else []
    )
    return arrays[0] if len(arrays) == 1 else None


def key_of(thing: Mapping[str, Any], key: str) -> Any:
    """The value by which a thing is found again: the property that is the twin of the path parameter."""
    wanted = (key, key.replace("_", ""), "id", key.rpartition("_")[2])
    lowered = {name.lower().replace("_", ""): value for name, value in thing.items()}
    for name in wanted:
        value = lowered.get(name.lower().replace("_", ""))
        if isinstance(value, int | str) and not isinstance(value, bool) and value != "":
            return value
    return None

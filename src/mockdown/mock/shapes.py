"""The shapes of schemas: which entity a body holds, alone or in a list, bare or in an envelope."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from mockdown.description import Description, Operation
from mockdown.mock.media import is_json
from mockdown.mock.schemas import Json
from mockdown.mock.wire import admitted_types, properties_of
from mockdown.vocabularies.english import singular

_LIST_KEYS = (
    "data",
    "items",
    "results",
    "result",
    "records",
    "rows",
    "entries",
    "content",
    "values",
    "list",
    "hits",
)
_ITEM_KEYS = ("data", "item", "result", "record", "entity", "object", "attributes")
_ENVELOPE_WORDS = frozenset(
    "message msg status success ok error errors code meta metadata links warnings detail count total type"
    " version timestamp pagination paging page request_id requestid".split()
)
_IDENTITIES = ("id", "uuid", "_id", "uid", "guid")
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """A body that holds entities: their schema, and the property of the envelope they stand in."""

    schema: Json
    key: str | None
    is_list: bool


def words(name: str) -> list[str]:
    """The words of an identifier in lower case: `userId` and `user-id` are `user`, `id`."""
    return [word.lower() for word in _WORD.findall(name)]


def success_schema(description: Description, operation: Operation) -> Json:
    """The JSON schema of the first documented success; None when it has no JSON content."""
    responses = operation.definition.get("responses") or {}
    for key, node in responses.items():
        if str(key)[:1] == "2":
            return _json_schema(description, description.resolve(node))
    return None


def request_schema(description: Description, operation: Operation) -> Json:
    """The JSON (or form) schema of the request body; None when there is none."""
    node = description.resolve(operation.definition.get("requestBody") or {})
    schema = _json_schema(description, node)
    if schema is None:
        schema = next(
            (media["schema"] for media in (node.get("content") or {}).values() if "schema" in media), None
        )
    return schema


def _json_schema(description: Description, node: Mapping[str, Json]) -> Json:
    for media_type, media in (node.get("content") or {}).items():
        if is_json(media_type) or "*" in media_type:
            return description.resolve(media).get("schema")
    return None


def entity_pointer(description: Description, schema: Json) -> str | None:
    """The pointer that names an entity's schema; None when it is written in place."""
    for _ in range(8):
        if not isinstance(schema, Mapping):
            return None
        reference = schema.get("$ref")
        if isinstance(reference, str):
            target = description.at(reference[1:]) if reference.startswith("#") else {}
            inner = (
                entity_pointer(description, target) if set(target) <= {"$ref", "allOf", "nullable"} else None
            )
            return inner or reference
        branches = schema.get("allOf") or schema.get("oneOf") or schema.get("anyOf") or []
        if len(branches) != 1 or schema.get("properties"):
            return None
        schema = branches[0]
    return None


def is_object(description: Description, schema: Json) -> bool:
    """Whether a schema is of an object."""
    return bool(properties_of(description, schema)) or admitted_types(description, schema) == {"object"}


def list_shape(description: Description, schema: Json, path: str) -> Shape | None:
    """How a body holds a list of objects; None when it does not."""
    node = description.resolve(schema)
    if not isinstance(node, Mapping):
        return None
    if "array" in admitted_types(description, node) and "items" in node:
        return (
            Shape(schema=node["items"], key=None, is_list=True)
            if is_object(description, node["items"])
            else None
        )
    properties = properties_of(description, node)
    lists = {
        name: items
        for name, value in properties.items()
        if (items := _object_items(description, value)) is not None
    }
    if not lists or any(name in properties for name in _IDENTITIES):
        return None
    key = _list_key(list(lists), properties, path)
    return Shape(schema=lists[key], key=key, is_list=True) if key is not None else None


def _object_items(description: Description, schema: Json) -> Json:
    node = description.resolve(schema)
    if "array" not in admitted_types(description, node) or "items" not in node:
        return None
    return node["items"] if is_object(description, node["items"]) else None


def _list_key(names: list[str], properties: Mapping[str, Json], path: str) -> str | None:
    literal = last_literal(path)
    for name in names:
        if name.lower() in _LIST_KEYS or singular(name.lower()) == singular(literal.lower()):
            return name
    others = [words(name) for name in properties if name not in names]
    is_framed = all(
        any(word in _ENVELOPE_WORDS or word in _PAGING_WORDS for word in other) for other in others
    )
    is_counted = not others or any(word in _PAGING_WORDS for other in others for word in other)
    return names[0] if len(names) == 1 and is_framed and is_counted else None


_PAGING_WORDS = frozenset(
    "count total limit offset page pages per size next previous prev first last cursor has more num".split()
)


def item_shape(description: Description, schema: Json, path: str) -> Shape | None:
    """How a body holds one object; None when it holds something else."""
    schema = _named_branch(description, schema)
    node = description.resolve(schema)
    if not isinstance(node, Mapping) or not is_object(description, node):
        return None
    properties = properties_of(description, node)
    if not any(name in properties for name in _IDENTITIES):
        wanted = (*_ITEM_KEYS, *(singular(part.lower()) for part in path.split("/") if part[:1] != "{"))
        for name, value in properties.items():
            if (
                name.lower() in wanted
                and is_object(description, value)
                and (
                    all(
                        words(other) and words(other)[0] in _ENVELOPE_WORDS
                        for other in properties
                        if other != name
                    )
                    or _is_entity_of(description, name, value, path)
                )
            ):
                return Shape(schema=value, key=name, is_list=False)
    return Shape(schema=schema, key=None, is_list=False)


def _is_entity_of(description: Description, name: str, schema: Json, path: str) -> bool:
    """Whether a property holds the entity that a path is about, whatever stands beside it."""
    return (
        name.lower() == singular(last_literal(path).lower())
        and entity_pointer(description, schema) is not None
        and any(identity in properties_of(description, schema) for identity in _IDENTITIES)
    )


def envelope_key(description: Description, sent: Json, entity: Json, path: str) -> str | None:
    """The property of a request body that the entity stands in; None when the body is the entity."""
    shape = item_shape(description, sent, path) if sent is not None else None
    if shape is None or shape.key is None or shape.key in properties_of(description, entity):
        return None
    inner = properties_of(description, shape.schema)
    return shape.key if inner.keys() & properties_of(description, entity).keys() else None


def _named_branch(description: Description, schema: Json) -> Json:
    """Of the alternatives that a body may be, the first that is an entity with a name; else the schema."""
    branches = (schema.get("anyOf") or schema.get("oneOf") or ()) if isinstance(schema, Mapping) else ()
    if len(branches) < 2:
        return schema
    named = (one for one in branches if entity_pointer(description, one) and is_object(description, one))
    return next(named, schema)


def last_literal(path: str) -> str:
    """The last segment of a path that is no expression."""
    return next((part for part in reversed(path.split("/")) if part and "{" not in part), "")

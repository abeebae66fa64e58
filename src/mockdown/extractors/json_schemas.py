"""Reads samples that are no examples but schemas: JSON Schema in a code block."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mockdown.model.schema import ANYTHING, Property, Schema

Json = Any

_TYPES = frozenset(("object", "array", "string", "integer", "number", "boolean"))
_KEPT = (
    "format",
    "enum",
    "default",
    "description",
    "minimum",
    "maximum",
    "minLength",
    "maxLength",
    "minItems",
    "maxItems",
    "pattern",
)
_TELLING = frozenset(("type", "$ref", "enum", "properties", "items", "anyOf", "oneOf", "allOf", "const"))
_DEPTH = 20


def is_json_schema(value: Json) -> bool:
    """Whether a JSON value describes objects: it names their properties, and a schema for each."""
    if not isinstance(value, dict):
        return False
    members = value.get("properties")
    if not isinstance(members, dict) or not members:
        return False
    stated = "$schema" in value or value.get("type") == "object"
    return stated and all(isinstance(one, dict) and not _TELLING.isdisjoint(one) for one in members.values())


def read_json_schema(value: Json, depth: int = 0) -> Schema:
    """The schema that such a value is; what OpenAPI has no word for is left out."""
    if not isinstance(value, Mapping) or depth > _DEPTH:
        return ANYTHING
    reference = value.get("$ref")
    if isinstance(reference, str):
        return Schema(ref=reference.rpartition("/")[2].lstrip("#") or reference)
    kinds = value.get("type")
    listed = kinds if isinstance(kinds, list) else [kinds]
    named = [kind for kind in listed if isinstance(kind, str) and kind in _TYPES]
    members = value.get("properties")
    required = value.get("required")
    must = frozenset(name for name in required if isinstance(name, str)) if isinstance(required, list) else ()
    properties = tuple(
        Property(name=name, schema=read_json_schema(one, depth + 1), required=name in must)
        for name, one in (members.items() if isinstance(members, dict) else ())
    )
    items = value.get("items")
    return Schema(
        type=named[0] if len(named) == 1 else "object" if properties else None,
        keywords={word: value[word] for word in _KEPT if word in value},
        properties=properties,
        items=read_json_schema(items, depth + 1) if isinstance(items, Mapping) else None,
        nullable="null" in listed,
    )

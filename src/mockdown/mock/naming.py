"""What things are called by: the properties that people write where they mean a whole thing."""

from __future__ import annotations

from mockdown.description import Description
from mockdown.mock.schemas import Json
from mockdown.mock.wire import admitted_types, properties_of

NAMES = ("login", "username", "name", "slug", "key", "title", "id")
"""The properties that name a thing, the first that it has before the others."""


def names_of(value: Json) -> set[str]:
    """All that a thing may be called."""
    found = [value.get(name) for name in NAMES] if isinstance(value, dict) else [value]
    return {str(one) for one in found if isinstance(one, (str, int)) and not isinstance(one, bool)}


def item_of(description: Description, schema: Json) -> Json:
    """The schema of the things in a property, of one or of each in a list; None where it holds none."""
    node = description.resolve(schema) or {}
    if "array" in admitted_types(description, schema) and isinstance(node, dict):
        schema = node.get("items")
    for keyword in ("anyOf", "oneOf"):
        branches = [one for one in node.get(keyword) or () if _is_thing(description, one)]
        schema = branches[0] if len(branches) == 1 else schema
    return schema if _is_thing(description, schema) else None


def _is_thing(description: Description, schema: Json) -> bool:
    return any(name in properties_of(description, schema) for name in NAMES)

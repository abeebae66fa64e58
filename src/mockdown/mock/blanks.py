"""What a new entity holds where nobody has said anything yet: empty lists, and nulls where they may stand."""

from __future__ import annotations

from mockdown.description import Description
from mockdown.mock.schemas import Json, SchemaView
from mockdown.mock.wire import admitted_types


def blank(description: Description, schema: Json, made_up: Json, view: SchemaView) -> Json:
    """A value of a schema that claims nothing: the documented default, null, [], or else the made-up one."""
    node = description.resolve(schema)
    if not isinstance(node, dict) or "default" in node or "const" in node:
        return made_up
    types = admitted_types(description, schema)
    empty: list[Json] = [None] if "null" in types else []
    empty += [[]] if isinstance(made_up, list) and "array" in types else []
    if not empty:
        return made_up
    is_valid = view.compile(schema).is_valid
    return next((value for value in empty if is_valid(value)), made_up)

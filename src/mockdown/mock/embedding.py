"""Entities that are asked for by what stands in them: a member by its user, who has an id."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from mockdown.description import Description
from mockdown.mock.parts import Resource
from mockdown.mock.relations import Relations
from mockdown.mock.schemas import Json
from mockdown.mock.shapes import words
from mockdown.mock.state import Table
from mockdown.mock.wire import admitted_types, properties_of

_KEYS = (["id"], ["uuid"], ["name"], ["key"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Embedded:
    """The property of an entity that holds what names it."""

    name: str
    key: str
    """The property inside it that the path parameter is the twin of."""
    owner: Resource | None
    """What stands in it, where that has a table."""

    def value(self, key: Json, table: Table | None, otherwise: Json) -> dict[str, Json]:
        """What the property holds for a key: the entity of that key, or one that was made up."""
        record = table.find(str(key), {}) if table is not None else None
        if record is not None and isinstance(record.value, dict):
            return record.value
        return {**(otherwise if isinstance(otherwise, dict) else {}), self.key: key}

    def key_of(self, entity: Mapping[str, Json]) -> Json:
        """The key of an entity; None where it has none."""
        inner = entity.get(self.name)
        return inner.get(self.key) if isinstance(inner, dict) else None


def find_embedded(
    description: Description, resource: Resource, parameter: str | None, relations: Relations
) -> Embedded | None:
    """The property `user` of what is asked for by its `user_id` and shows no such name itself."""
    parts = words(parameter or "")
    if resource.identity.name is not None or parts[-1:] not in _KEYS or len(parts) < 2:
        return None
    for name, schema in properties_of(description, resource.schema).items():
        if words(name) == parts[:-1] and "array" not in admitted_types(description, schema):
            inner = properties_of(description, schema)
            key = next((one for one in inner if words(one) in (parts, parts[-1:])), None)
            if key is not None:
                return Embedded(name=name, key=key, owner=relations.owner("_".join([*parts[:-1], "id"])))
    return None

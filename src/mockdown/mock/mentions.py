"""Names in a body where entities hold things: `labels: ["bug"]` of an issue whose labels are objects."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from mockdown.description import Description
from mockdown.mock.entities import EntityRules
from mockdown.mock.naming import NAMES, item_of, names_of
from mockdown.mock.parts import Resource
from mockdown.mock.relations import Relations
from mockdown.mock.schemas import Json
from mockdown.mock.shapes import words
from mockdown.mock.state import Record, State, fits
from mockdown.mock.synthesis import Synthesizer
from mockdown.mock.wire import admitted_types, may_hold, properties_of
from mockdown.vocabularies.english import singular

_SCALARS = frozenset({"string", "integer", "number", "null"})
_NUMBERS = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A property of a body that names what a property of the entity holds."""

    name: str
    property: str
    resource: Resource | None
    """Where the things that are named are kept; None where no path shows them."""
    naming: str
    """The property of a thing that its name is put in, where there is none of that name."""
    rules: EntityRules
    is_list: bool

    def read(self, state: State, value: Json, scope: Mapping[str, str]) -> Json:
        """What a value names."""
        if isinstance(value, list):
            return [self._thing(state, one, scope) for one in value]
        return self._thing(state, value, scope)

    def _thing(self, state: State, value: Json, scope: Mapping[str, str]) -> Json:
        if isinstance(value, bool) or not isinstance(value, (str, int)):
            return value
        record = self._find(state, str(value), scope)
        if record is not None and isinstance(record.value, dict):
            return record.value
        number = zlib.crc32(str(value).encode()) % _NUMBERS + 1
        return self.rules.make({self.naming: value}, number)

    def _find(self, state: State, name: str, scope: Mapping[str, str]) -> Record | None:
        if self.resource is None:
            return None
        table = state.table(self.resource.name)
        found = table.find(name, scope)
        if found is not None:
            return found
        return next(
            (one for one in table if name in names_of(one.value) and fits(one.scope, scope)),
            None,
        )


class Mentions:
    """What the bodies of one operation name."""

    def __init__(
        self,
        description: Description,
        schema: Json,
        sent: Json,
        *,
        relations: Relations,
        synthesizer: Synthesizer,
    ) -> None:
        self._description = description
        self._relations = relations
        self._synthesizer = synthesizer
        self._all = tuple(self._find(properties_of(description, schema), properties_of(description, sent)))

        self.properties = frozenset(one.property for one in self._all)
        """The properties of the entity that bodies name things of."""

    def __bool__(self) -> bool:
        return bool(self._all)

    def read(self, state: State, body: Mapping[str, Json], scope: Mapping[str, str]) -> dict[str, Json]:
        """The properties of the entity that a body names."""
        return {one.property: one.read(state, body[one.name], scope) for one in self._all if one.name in body}

    def _find(self, kept: Mapping[str, Json], sent: Mapping[str, Json]) -> Iterator[Mention]:
        for name, node in sent.items():
            target, suffix = self._target(name, node, kept, sent)
            item = item_of(self._description, kept[target]) if target is not None else None
            types = self._types(node)
            if target is None or item is None or not types or not types <= _SCALARS:
                continue
            is_list = "array" in admitted_types(self._description, kept[target])
            if is_list != ("array" in admitted_types(self._description, node)):
                continue
            things = properties_of(self._description, item)
            naming = self._naming(things, types, suffix)
            if naming is not None:
                yield Mention(
                    name=name,
                    property=target,
                    resource=self._relations.holding(item),
                    naming=naming,
                    rules=EntityRules(
                        self._description,
                        item,
                        {"type": "object", "properties": {naming: things[naming]}},
                        synthesizer=self._synthesizer,
                    ),
                    is_list=is_list,
                )

    def _target(
        self, name: str, node: Json, kept: Mapping[str, Json], sent: Mapping[str, Json]
    ) -> tuple[str | None, str]:
        """The property of the entity that a property of a body is about, and what its name ends in."""
        if name in kept and not may_hold(self._description, kept[name], node):
            return name, ""
        parts = words(name)
        suffix = singular(parts[-1]) if parts else ""
        if len(parts) < 2 or suffix not in NAMES:
            return None, ""
        is_list = "array" in admitted_types(self._description, node)
        for other in kept:
            own = words(other) if other not in sent else []
            one = [*own[:-1], singular(own[-1])] if own and is_list else own
            if one == parts[:-1]:
                return other, suffix
        return None, ""

    def _types(self, node: Json) -> frozenset[str]:
        """The types of what is sent, or of each item of it."""
        found = self._description.resolve(node)
        if "array" in admitted_types(self._description, node) and isinstance(found, Mapping):
            return admitted_types(self._description, found.get("items"))
        return admitted_types(self._description, node)

    def _naming(self, things: Mapping[str, Json], types: frozenset[str], suffix: str) -> str | None:
        """The property of a thing that can hold a name of these types."""
        for name in (suffix, *NAMES):
            if name in things and admitted_types(self._description, things[name]) & types - {"null"}:
                return name
        return None

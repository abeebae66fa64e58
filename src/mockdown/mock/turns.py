"""Moments that tell since when an entity is what its status says: `closed_at` of what is `closed`."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from mockdown.description import Description
from mockdown.mock.clock import Now, form_of, stamp
from mockdown.mock.schemas import Json
from mockdown.mock.shapes import words
from mockdown.mock.wire import admitted_types

_TIME_WORDS = ("at", "on", "date", "time")
_PREFIXES = ("is", "was")


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A moment, and the value of another property that it tells of."""

    moment: str
    form: str
    property: str
    value: Json
    start: Json
    """The value with which entities begin: what is so again has never been otherwise."""


@dataclass(frozen=True, slots=True)
class Turns:
    """The moments of one kind of entity that the server keeps."""

    all: tuple[Turn, ...]

    def told(self, old: Mapping[str, Json], new: Mapping[str, Json], now: Now) -> dict[str, Json]:
        """The moments that a change sets, and those that it empties."""
        found: dict[str, Json] = {}
        for turn in self.all:
            before, after = (one.get(turn.property) == turn.value for one in (old, new))
            if after and not before:
                found[turn.moment] = stamp(turn.form, now())
            elif before and new.get(turn.property) == turn.start:
                found[turn.moment] = None
        return found


def make_turns(description: Description, properties: Mapping[str, Json], sent: Collection[str]) -> Turns:
    """Find the moments that may be null, are called as a value of another property, and are not sent."""
    values = list(_values(description, properties))
    found = []
    for name, schema in properties.items():
        parts = words(name)
        form = form_of(description, schema) if len(parts) > 1 and parts[-1] in _TIME_WORDS else None
        if form is None or name in sent or "null" not in admitted_types(description, schema):
            continue
        found += [
            Turn(moment=name, form=form, property=other, value=value, start=start)
            for called, other, value, start in values
            if value != start and called == parts[:-1]
        ]
    return Turns(tuple(found))


def _values(
    description: Description, properties: Mapping[str, Json]
) -> Iterator[tuple[list[str], str, Json, Json]]:
    """What a property may say of an entity: in words, the property, its value, and the one at first."""
    for name, schema in properties.items():
        parts = words(name)
        if "boolean" in admitted_types(description, schema):
            yield parts[1:] if parts[:1] and parts[0] in _PREFIXES else parts, name, True, False
            continue
        node = description.resolve(schema)
        found = node.get("enum") if isinstance(node, Mapping) else None
        listed = found if isinstance(found, list) else []
        for value in listed:
            if isinstance(value, str):
                yield words(value), name, value, node.get("default", listed[0])

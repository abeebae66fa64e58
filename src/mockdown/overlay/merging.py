"""What `update` and `remove` do to JSON values (Overlay 1.0.0, 4.4.3), and to the pointers into them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping
from typing import Any, TypeVar

from mockdown.overlay.model import Json
from mockdown.overlay.selecting import Location, pointer_of, value_at

Value = TypeVar("Value")


def fresh(value: Json) -> Json:
    """A copy that shares nothing with its original, nor one part of it with another."""
    if isinstance(value, Mapping):
        return {key: fresh(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [fresh(inner) for inner in value]
    return value


def size(value: Json) -> int:
    """How many values there are in a value."""
    if isinstance(value, dict):
        return 1 + sum(map(size, value.values()))
    return 1 + sum(map(size, value)) if isinstance(value, list) else 1


def kind(value: Json) -> str:
    """What a value is to a merge."""
    if isinstance(value, dict):
        return "an object"
    return "an array" if isinstance(value, list) else "a plain value"


def find_clash(target: Json, update: Json, trail: Location = ()) -> tuple[Location, str] | None:
    """The first place at which an update does not fit its target, with a sentence."""
    if not trail and isinstance(target, list):
        return None
    if kind(target) != kind(update):
        return trail, f"{kind(update)} cannot be merged into {kind(target)}"
    if isinstance(target, dict):
        for key in update:
            clash = find_clash(target[key], update[key], (*trail, key)) if key in target else None
            if clash is not None:
                return clash
    return None


def merge(target: Json, update: Json, trail: Location = ()) -> Iterator[tuple[Location, Location]]:
    """Merge an update that fits into an object or array: what is set, and where the update says so.

    Both places are relative to the values given.  Objects are merged member by member, arrays grow, plain
    values are replaced.  An array takes an update that is no array as one more entry.
    """
    if isinstance(target, list):
        entries = update if isinstance(update, list) else [update]
        for index, entry in enumerate(entries):
            target.append(fresh(entry))
            yield (*trail, len(target) - 1), ((*trail, index) if isinstance(update, list) else trail)
        return
    for key, value in update.items():
        if key in target and isinstance(value, dict | list):
            yield from merge(target[key], value, (*trail, key))
        elif key not in target or not _is_same(target[key], value):
            target[key] = fresh(value)
            yield (*trail, key), (*trail, key)


def _is_same(one: Json, other: Json) -> bool:
    return type(one) is type(other) and bool(one == other)


def remove(document: Json, locations: Collection[Location]) -> None:
    """Remove what stands at some places, none of which is the document itself."""
    # Backwards: children go before their parents, and later entries of an array before earlier ones.
    for location in sorted(locations, reverse=True):
        del value_at(document, location[:-1])[location[-1]]


def remap(pointers: Mapping[str, Value], document: Json, removed: Collection[Location]) -> dict[str, Value]:
    """The pointers that are left when places are removed from a document; call it before `remove`."""
    gone = {pointer_of(location) for location in removed}
    indices: dict[str, list[int]] = {}
    for location in sorted(removed):
        if isinstance(value_at(document, location[:-1]), list):
            indices.setdefault(pointer_of(location[:-1]), []).append(int(location[-1]))
    moved = {pointer: _move(pointer, gone, indices) for pointer in pointers}
    return {new: pointers[old] for old, new in moved.items() if new is not None}


def _move(pointer: str, gone: Collection[str], indices: Mapping[str, list[int]]) -> str | None:
    """Where a pointer leads after the removal; None where it leads to nothing."""
    old, new = "", ""
    for token in pointer.split("/")[1:]:
        shifted = token
        if old in indices:
            shifted = str(int(token) - bisect_left(indices[old], int(token)))
        old, new = f"{old}/{token}", f"{new}/{shifted}"
        if old in gone:
            return None
    return new


def descendants(value: Any, trail: Location = ()) -> Iterator[Location]:
    """The place of a value, and those of all values in it."""
    yield trail
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, member in inner:
        yield from descendants(member, (*trail, key))

"""How often a validator looks at one value: schemas that refer to others many times over multiply."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

Json = Any

_MOST = 100_000
"""Schemas that may apply to one value."""
_LISTS = ("allOf", "anyOf", "oneOf")
_SINGLE = ("not", "if", "then", "else")


def is_too_wide(schema: Json) -> bool:
    """Whether a schema, or one of its definitions, applies more schemas to a value than can be tried.

    Ten references in each of nine schemas to the next are 90 lines, and a thousand million ways.
    """
    if not isinstance(schema, Mapping):
        return False
    definitions: Mapping[str, Json] = schema.get("$defs") or {}
    known: dict[str, int] = {}
    return any(_ways(one, definitions, known) > _MOST for one in (schema, *definitions.values()))


def _ways(schema: Json, definitions: Mapping[str, Json], known: dict[str, int]) -> int:
    """How many schemas are tried on a value of this one; a circle counts once."""
    if not isinstance(schema, Mapping):
        return 1
    total = 1 + sum(_ways(branch, definitions, known) for branch in _branches(schema))
    reference = schema.get("$ref")
    if isinstance(reference, str):
        name = reference.removeprefix("#/$defs/")
        if name not in known:
            known[name] = 1
            known[name] = _ways(definitions.get(name), definitions, known)
        total += known[name]
    return total


def _branches(schema: Mapping[str, Json]) -> Iterator[Json]:
    for keyword in _LISTS:
        yield from schema.get(keyword) or ()
    for keyword in _SINGLE:
        if keyword in schema:
            yield schema[keyword]

"""Keys of things that exist, so that a run does not drown in 404: taken from the lists of the target."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from schemathesis import Case

from mockdown.contract.families import (
    Family,
    find_families,
    items_of,
    key_of,
    lists_above,
    lists_of_entities,
)
from mockdown.contract.lifecycle import Client, read_json
from mockdown.description import Operation

ByPlace = Mapping[str, Any]
"""Path up to and with a parameter → the key of something that is there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Keys:
    """Keys of things that are there."""

    found: ByPlace = field(default_factory=dict)
    given: Mapping[str, Any] = field(default_factory=dict)
    """By the user, who may name a parameter alone; they stand above the examples of the docs."""


_PARAMETER = re.compile(r"\{([^{}/]+)\}")


def discover_keys(client: Client, operations: Iterable[Operation], given: ByPlace) -> dict[str, Any]:
    """For each path that names one thing, the key of the first that the list of its family shows.

    Without such a list, another one is taken whose items have the schema of the thing.
    Only lists that tell something of `operations` are asked; `given` keys lead to those of parents.
    """
    paths = [operation.path for operation in operations]
    names = {name for path in paths for name in _PARAMETER.findall(path)}
    places = {_unnamed(path[: match.end()]) for path in paths for match in _PARAMETER.finditer(path)}
    found: dict[str, Any] = {}
    for family in sorted(find_families(client.description), key=lambda one: one.path.count("/")):
        if _unnamed(family.path) not in places and family.key not in names:
            continue
        known = (
            _first_key(client, family, listing, keys_for(listing.path, {**given, **found}), is_own=is_own)
            for listing, is_own in _lists(client, family)
            if client.has(listing)
        )
        key = next((key for key in known if key is not None), None)
        if key is not None:
            found[family.path] = key
    return found


def _lists(client: Client, family: Family) -> Iterator[tuple[Operation, bool]]:
    """The lists that may tell a key, and whether they are of the family's things for certain."""
    if family.list is not None:
        yield family.list, True
        return
    for listing in lists_of_entities(client.description, family):
        yield listing, True
    for listing in lists_above(client.description, family):
        yield listing, False


def _unnamed(path: str) -> str:
    """A path without the names of its parameters, which operations below it may call otherwise."""
    return _PARAMETER.sub("{}", path)


def keys_for(path: str, keys: ByPlace) -> dict[str, Any]:
    """Values for the parameters of a path: those found at its own place, else those of the same name."""
    by_name: dict[str, Any] = {}
    for place, key in keys.items():
        by_name.setdefault((_PARAMETER.findall(place) or [place])[-1], key)
    by_place: dict[str, Any] = {}
    for place, key in keys.items():
        by_place.setdefault(_unnamed(place), key)
    values: dict[str, Any] = {}
    for match in _PARAMETER.finditer(path):
        name = match[1]
        place = path[: match.end()]
        key = keys.get(place, by_place.get(_unnamed(place), by_name.get(name)))
        if key is not None:
            values[name] = key
    return values


def _first_key(
    client: Client, family: Family, listing: Operation, known: Mapping[str, Any], *, is_own: bool
) -> Any:
    keys: list[Any] = []

    def look(case: Case[Any]) -> None:
        if not keys:
            _, response = client.follow(listing, case, **known)
            items = items_of(read_json(response)) or ()
            things = (item for item in items if isinstance(item, Mapping) and (is_own or family.key in item))
            keys.extend(key for thing in things if (key := key_of(thing, family.key)) is not None)

    client.each(listing, look)
    return keys[0] if keys else None


def suggest_keys(document: Mapping[str, Any], keys: Keys) -> None:
    """Make them the examples of path parameters: what is found, of those that have none of their own."""
    shared = (document.get("components") or {}).get("parameters") or {}
    for path, item in (document.get("paths") or {}).items():
        values, given = keys_for(path, keys.found), keys_for(path, keys.given)
        nodes = [item, *item.values()] if isinstance(item, dict) and (values or given) else []
        for node in nodes:
            parameters: list[Any] = (node.get("parameters") or []) if isinstance(node, dict) else []
            for index, parameter in enumerate(parameters):
                node_of_it = _resolved(parameter, shared)
                told = _with_given(node_of_it, given) or _with_example(node_of_it, values)
                if told is not None:
                    parameters[index] = told


def _resolved(parameter: Any, shared: Mapping[str, Any]) -> Any:
    """A parameter where it is described: one that many paths refer to has a key in each."""
    reference = parameter.get("$ref") if isinstance(parameter, dict) else None
    prefix = "#/components/parameters/"
    if isinstance(reference, str) and reference.startswith(prefix):
        return shared.get(reference.removeprefix(prefix))
    return parameter


def _with_given(parameter: Any, given: Mapping[str, Any]) -> dict[str, Any] | None:
    """A path parameter with the key that the user gives, and no other example."""
    if not isinstance(parameter, dict) or parameter.get("in") != "path" or parameter.get("name") not in given:
        return None
    key, schema = given[parameter["name"]], parameter.get("schema")
    plain = {name: value for name, value in parameter.items() if name != "examples"}
    if isinstance(schema, dict):
        plain["schema"] = {
            name: value for name, value in schema.items() if name not in ("example", "examples")
        }
    return {**plain, "example": str(key) if _kind(schema) == "string" else key}


def _with_example(parameter: Any, values: Mapping[str, Any]) -> dict[str, Any] | None:
    """A path parameter with a key that is there; None where it has its own example, or another form."""
    if not isinstance(parameter, dict) or parameter.get("in") != "path":
        return None
    schema = parameter.get("schema")
    has_own = any(
        name in node for node in (parameter, schema or {}) for name in ("example", "examples", "enum")
    )
    key = values.get(str(parameter.get("name")))
    if key is None or has_own or not _fits(key, schema):
        return None
    return {**parameter, "example": str(key) if _kind(schema) == "string" else key}


def _fits(key: Any, schema: Any) -> bool:
    kind = _kind(schema)
    return isinstance(key, int) if kind in ("integer", "number") else kind == "string"


def _kind(schema: Any) -> Any:
    return schema.get("type", "string") if isinstance(schema, dict) else "string"

"""Keys of things that exist, so that a run does not drown in 404: taken from the lists of the target."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from schemathesis import Case

from mockdown.contract.families import Family, find_families, items_of, key_of
from mockdown.contract.lifecycle import Client, read_json
from mockdown.description import Operation

_PARAMETER = re.compile(r"\{([^{}/]+)\}")


def discover_keys(client: Client, operations: Iterable[Operation]) -> dict[str, Any]:
    """Path parameter → the key of the first thing that the list of its family shows.

    Only lists that tell something of `operations` are asked.
    """
    wanted = {name for operation in operations for name in _PARAMETER.findall(operation.path)}
    found: dict[str, Any] = {}
    for family in find_families(client.description):
        listing = family.list
        if family.key not in wanted or family.key in found:
            continue
        if listing is not None and client.has(listing):
            key = _first_key(client, family, listing, found)
            if key is not None:
                found[family.key] = key
    return found


def _first_key(client: Client, family: Family, listing: Operation, known: Mapping[str, Any]) -> Any:
    keys: list[Any] = []

    def look(case: Case[Any]) -> None:
        if not keys:
            _, response = client.follow(listing, case, **known)
            items = items_of(read_json(response)) or ()
            things = (item for item in items if isinstance(item, Mapping))
            keys.extend(key for thing in things if (key := key_of(thing, family.key)) is not None)

    client.each(listing, look)
    return keys[0] if keys else None


def suggest_keys(document: Mapping[str, Any], keys: Mapping[str, Any]) -> None:
    """Make them the examples of the path parameters that have none."""
    for parameter in _path_parameters(document):
        schema = parameter.get("schema")
        has_own = any(
            name in node for node in (parameter, schema or {}) for name in ("example", "examples", "enum")
        )
        key = keys.get(str(parameter.get("name")))
        if key is not None and not has_own and _fits(key, schema):
            parameter["example"] = str(key) if _kind(schema) == "string" else key


def _path_parameters(document: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    holders: list[Any] = [(document.get("components") or {}).get("parameters") or {}]
    for item in (document.get("paths") or {}).values():
        nodes = [item, *item.values()] if isinstance(item, dict) else []
        holders += [dict(enumerate(node.get("parameters") or ())) for node in nodes if isinstance(node, dict)]
    for holder in holders:
        for parameter in holder.values():
            if isinstance(parameter, dict) and parameter.get("in") == "path":
                yield parameter


def _fits(key: Any, schema: Any) -> bool:
    kind = _kind(schema)
    return isinstance(key, int) if kind in ("integer", "number") else kind == "string"


def _kind(schema: Any) -> Any:
    return schema.get("type", "string") if isinstance(schema, dict) else "string"

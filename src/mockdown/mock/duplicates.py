"""Duplicates: what no two entities of a kind may have in common, where the description speaks of 409."""

from __future__ import annotations

from collections.abc import Mapping

from mockdown.mock.parts import Resource
from mockdown.mock.problems import CONFLICT, Problem
from mockdown.mock.schemas import Json
from mockdown.mock.state import Table

_UNIQUE = ("name", "username", "email", "slug", "login", "key")


def refuse_duplicate(
    resource: Resource,
    table: Table,
    sent: Mapping[str, Json],
    scope: Mapping[str, str],
    *,
    wanted: Json = None,
    own: str | None = None,
) -> None:
    """Raise a 409 problem when another entity has the id or the name; `own` is the key of the changed one."""
    unique = {name: sent[name] for name in _UNIQUE if name in table.names and isinstance(sent.get(name), str)}
    if wanted is not None:
        unique[resource.identity.name or ""] = wanted
    for name, value in unique.items():
        found = table.find(str(value), scope)
        if found is None or found.key == own or not isinstance(found.value, dict):
            continue
        if found.value.get(name) == value:
            raise Problem(CONFLICT, f"there is a `{resource.name}` with {name} {value!r} already")

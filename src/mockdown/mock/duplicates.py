"""Duplicates: what no two entities of a kind may have in common, where the description speaks of 409."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from mockdown.mock.parts import Resource
from mockdown.mock.problems import CONFLICT, Problem
from mockdown.mock.schemas import Json
from mockdown.mock.state import Table, fits

_UNIQUE = ("name", "username", "email", "slug", "login", "key")
_TAKEN = re.compile(r"\b(?:already|duplicate[sd]?|unique|taken|exists?|in use)\b", re.IGNORECASE)
_NAMED = re.compile(
    r"\b(?:same|this|that|given|duplicated?|unique)\s+[`'\"]?(?P<name>\w+)"
    r"|(?P<first>\w+)[`'\"]?\s+(?:is |has been )?(?:already|taken|in use|must be unique)\b",
    re.IGNORECASE,
)


def names_taken(text: str, properties: Collection[str]) -> frozenset[str]:
    """The properties of which the description of a 409 says that they are taken.

    >>> sorted(names_taken("A product with this sku already exists", {"sku", "price"}))
    ['sku']
    """
    if _TAKEN.search(text) is None:
        return frozenset()
    named = (found["name"] or found["first"] for found in _NAMED.finditer(text))
    return frozenset(properties).intersection(named)


_ELSE = re.compile(
    r"\b(?:idempoten\w*|version|revision|state|status|stale|concurren\w*|locked|running|in progress|edited"
    r"|in use|attached|not empty|has)\b",
    re.IGNORECASE,
)


def speaks_of_names(text: str) -> bool:
    """Whether the description of a 409 may be about two entities of one name."""
    return _TAKEN.search(text) is not None or _ELSE.search(text) is None


def refuse_duplicate(
    resource: Resource,
    table: Table,
    sent: Mapping[str, Json],
    scope: Mapping[str, str],
    *,
    wanted: Json = None,
    own: str | None = None,
    taken: Collection[str] = (),
) -> None:
    """Raise a 409 problem when another entity has the id or the name; `own` is the key of the changed one.

    `taken` names further properties of which no two entities have the same value.
    """
    for name in taken:
        value = sent.get(name)
        if value is not None and any(
            isinstance(one.value, dict) and one.value.get(name) == value and one.key != own
            for one in table
            if fits(one.scope, scope)
        ):
            raise Problem(CONFLICT, f"there is a `{resource.name}` with {name} {value!r} already")
    unique = {name: sent[name] for name in _UNIQUE if name in table.names and isinstance(sent.get(name), str)}
    if wanted is not None:
        unique[resource.identity.name or ""] = wanted
    for name, value in unique.items():
        found = table.find(str(value), scope)
        if found is None or found.key == own or not isinstance(found.value, dict):
            continue
        if found.value.get(name) == value:
            raise Problem(CONFLICT, f"there is a `{resource.name}` with {name} {value!r} already")

"""Paths that name the caller: `/users/me` is one of `/users/{user_id}`."""

from __future__ import annotations

from collections.abc import Mapping

from mockdown.description import Operation
from mockdown.mock.parts import Resource
from mockdown.mock.problems import UNKNOWN_ID, Problem
from mockdown.mock.state import Record, State

SELVES = frozenset({"me", "@me", "self"})
_METHODS = frozenset({"get", "put", "patch", "delete"})


def self_at(
    operation: Operation, by_collection: Mapping[str, Resource], shown: Resource | None
) -> Resource | None:
    """What the caller is one of, where a path names the caller: what stands beside it, or what it shows."""
    collection, _, last = operation.path.rpartition("/")
    if last not in SELVES or operation.method not in _METHODS:
        return None
    return by_collection.get(collection) or shown


def find_self(state: State, resource: Resource, docs: str | None) -> Record:
    """The entity that is the caller: the first, until that deletes itself."""
    table, gone = state.table(resource.name), state.values.get(_note(resource))
    record = next(iter(table), None) if gone is None else table.records.get(gone)
    if record is None:
        raise Problem(UNKNOWN_ID, f"the caller is no `{resource.name}`", docs=docs)
    return record


def end_self(state: State, resource: Resource, record: Record) -> None:
    """Remember that the caller is gone: no other is the caller then."""
    state.values[_note(resource)] = record.key


def _note(resource: Resource) -> str:
    return f"caller: {resource.name}"

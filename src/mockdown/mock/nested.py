"""What stands inside the properties of a body: defaults that complete it, and what only the server says."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import dataclass

from mockdown.description import Description
from mockdown.mock.schemas import Json, SchemaView
from mockdown.mock.wire import admitted_types, properties_of

_MAX_DEPTH = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Inner:
    """What is known of the objects in one property."""

    hidden: frozenset[str]
    """Read-only properties."""
    defaults: Mapping[str, Json]
    inner: Mapping[str, Inner]
    items: Inner | None = None
    """For a list: what is known of its items."""

    def clean(self, value: Json) -> Json:
        """What a client may say: nothing that is read-only."""
        if isinstance(value, list) and self.items is not None:
            return [self.items.clean(item) for item in value]
        if not isinstance(value, dict):
            return value
        return {
            name: self.inner[name].clean(item) if name in self.inner else item
            for name, item in value.items()
            if name not in self.hidden
        }

    def complete(self, value: Json) -> Json:
        """What was sent, with the defaults of what was left out."""
        if isinstance(value, list) and self.items is not None:
            return [self.items.complete(item) for item in value]
        if not isinstance(value, dict):
            return value
        sent = {
            name: self.inner[name].complete(item) if name in self.inner else item
            for name, item in value.items()
        }
        return {
            **sent,
            **{name: copy.deepcopy(self.defaults[name]) for name in self.defaults if name not in sent},
        }

    def keep(self, old: Json, new: Json) -> Json:
        """The new value, with what the old one holds and no client may say."""
        if not isinstance(old, dict) or not isinstance(new, dict):
            return new
        kept = {name: old[name] for name in self.hidden if name in old and name not in new}
        deeper = {
            name: inner.keep(old[name], new[name])
            for name, inner in self.inner.items()
            if name in old and name in new
        }
        return {**new, **deeper, **kept}


_Known = dict[tuple[int, int], Inner | None]
"""What is known of a schema at a depth: one that many refer to is looked at once."""


def make_inner(description: Description, schema: Json, view: SchemaView) -> Inner | None:
    """What is known of the insides of a schema's values; None where that is nothing."""
    return _inner(description, schema, view, 0, {})


def _inner(
    description: Description, schema: Json, view: SchemaView, depth: int, known: _Known
) -> Inner | None:
    node = description.resolve(schema)
    if not isinstance(node, Mapping) or depth > _MAX_DEPTH:
        return None
    place = (id(node), depth)
    if place not in known:
        known[place] = _make(description, node, view, depth, known)
    return known[place]


def _make(
    description: Description, node: Mapping[str, Json], view: SchemaView, depth: int, known: _Known
) -> Inner | None:
    if "array" in admitted_types(description, node) and "items" in node:
        items = _inner(description, node["items"], view, depth + 1, known)
        return Inner(hidden=frozenset(), defaults={}, inner={}, items=items) if items is not None else None
    hidden, defaults, inner = set(), {}, {}
    for name, value in properties_of(description, node).items():
        found = description.resolve(value)
        if found.get("readOnly") is True:
            hidden.add(name)
            continue
        if "default" in found and view.compile(value).is_valid(found["default"]):
            defaults[name] = found["default"]
        below = _inner(description, value, view, depth + 1, known)
        if below is not None:
            inner[name] = below
    if not hidden and not defaults and not inner:
        return None
    return Inner(hidden=frozenset(hidden), defaults=defaults, inner=inner)

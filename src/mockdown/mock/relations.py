"""How resources hang together: properties that hold the id of another entity, and those that count others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property

from mockdown.description import Description
from mockdown.mock.counting import Counter, entity_words, find_counters
from mockdown.mock.parts import Membership, Resource
from mockdown.mock.schemas import Json
from mockdown.mock.shapes import entity_pointer, words
from mockdown.mock.state import Record, State
from mockdown.mock.wire import properties_of


class Relations:
    """Knows which properties of the resources of a description speak of other resources."""

    def __init__(
        self,
        description: Description,
        resources: Mapping[str, Resource],
        memberships: Iterable[Membership] = (),
    ) -> None:
        self._description = description
        self._resources = resources
        self.members = {one.name: one.member.name for one in memberships}
        """Table of a membership → the table of its members."""
        self._owners: dict[str, Resource | None] = {}

    @cached_property
    def counters(self) -> tuple[Counter, ...]:
        """The properties that count entities of another resource."""
        return tuple(find_counters(self._description, self._resources))

    def owner(self, property_name: str) -> Resource | None:
        """The resource whose id a property such as `user_id` holds."""
        if property_name not in self._owners:
            parts = words(property_name)
            named = len(parts) > 1 and parts[-1] in ("id", "uuid")
            found = (one for one in self._resources.values() if named and entity_words(one) == parts[:-1])
            self._owners[property_name] = next(found, None)
        return self._owners[property_name]

    def holding(self, schema: Json) -> Resource | None:
        """The resource whose entities have a schema with a name; None for what no path shows."""
        pointer = entity_pointer(self._description, schema)
        found = (
            one
            for one in self._resources.values()
            if pointer is not None and entity_pointer(self._description, one.schema) == pointer
        )
        return next(found, None)

    def links(self, resource: Resource) -> tuple[tuple[str, Resource], ...]:
        """The properties of a resource that hold ids of others."""
        names = properties_of(self._description, resource.schema)
        found = ((name, self.owner(name)) for name in names)
        return tuple((name, owner) for name, owner in found if owner is not None and owner is not resource)


class Family:
    """What one resource's records have to do with those of others, as an operation changes them."""

    def __init__(self, relations: Relations, resource: Resource) -> None:
        self._links = relations.links(resource)
        self._counters: dict[str, list[Counter]] = {}
        for counter in relations.counters:
            for child in (
                counter.child,
                *(n for n, one in relations.members.items() if one == counter.child),
            ):
                self._counters.setdefault(child, []).append(counter)
        self.name = resource.name
        self.is_counted = resource.name in self._counters
        self.none_yet = {one.property: 0 for one in relations.counters if one.parent == resource.name}
        """What a new entity says of its children."""

    def scope(self, state: State, value: Mapping[str, Json], scope: Mapping[str, str]) -> Mapping[str, str]:
        """The parents of a new entity: those of its path, and those that its own properties name."""
        return {**self._named(state, value), **scope} if self._links else scope

    def moved(
        self, state: State, old: Mapping[str, Json], value: Mapping[str, Json], scope: Mapping[str, str]
    ) -> Mapping[str, str]:
        """The parents of a changed entity: those that are named anew take the place of the others."""
        changed = {name: value.get(name) for name, _ in self._links if value.get(name) != old.get(name)}
        return {**scope, **self._named(state, changed)} if changed else scope

    def _named(self, state: State, value: Mapping[str, Json]) -> dict[str, str]:
        found = {}
        for name, owner in self._links:
            item = value.get(name)
            if isinstance(item, (str, int)):
                parent = state.table(owner.name).find(str(item), {})
                if parent is not None:
                    found[owner.name] = parent.key
        return found

    def added(self, state: State, record: Record) -> None:
        """Count a record that was made."""
        if self._counters:
            self._count(state, self.name, record, 1)

    def removed(self, state: State, name: str, record: Record) -> None:
        """Count a record that was removed, of this resource or of another."""
        if self._counters:
            self._count(state, name, record, -1)

    def changed(self, state: State, old: Record, new: Record) -> None:
        """Count a record that was changed where it is counted now, and no longer where it was."""
        for counter in self._counters.get(self.name, ()):
            before, after = counter.place(old), counter.place(new)
            if before != after:
                _step(state, counter, before, -1)
                _step(state, counter, after, 1)

    def _count(self, state: State, name: str, record: Record, step: int) -> None:
        for counter in self._counters.get(name, ()):
            _step(state, counter, counter.place(record), step)


def _step(state: State, counter: Counter, key: str | None, step: int) -> None:
    """Let the parent of that key say that it has more children, or fewer."""
    table = state.table(counter.parent)
    parent = table.records.get(key or "")
    if parent is None or not isinstance(parent.value, dict):
        return
    count = parent.value.get(counter.property)
    if isinstance(count, int):
        value = {**parent.value, counter.property: max(count + step, 0)}
        table.put(Record(parent.key, value, parent.scope))

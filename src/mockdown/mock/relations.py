"""How resources hang together: properties that hold the id of another entity, and those that count others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from mockdown.description import Description
from mockdown.mock.parts import Membership, Resource
from mockdown.mock.schemas import Json
from mockdown.mock.shapes import last_literal, words
from mockdown.mock.state import Record, State
from mockdown.mock.wire import admitted_types, properties_of
from mockdown.vocabularies.english import singular


@dataclass(frozen=True, slots=True)
class Counter:
    """A property of a parent that says how many children it has."""

    parent: str
    child: str
    property: str


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
        return tuple(self._find_counters())

    def owner(self, property_name: str) -> Resource | None:
        """The resource whose id a property such as `user_id` holds."""
        if property_name not in self._owners:
            parts = words(property_name)
            named = len(parts) > 1 and parts[-1] in ("id", "uuid")
            found = (one for one in self._resources.values() if named and entity_words(one) == parts[:-1])
            self._owners[property_name] = next(found, None)
        return self._owners[property_name]

    def links(self, resource: Resource) -> tuple[tuple[str, Resource], ...]:
        """The properties of a resource that hold ids of others."""
        names = properties_of(self._description, resource.schema)
        found = ((name, self.owner(name)) for name in names)
        return tuple((name, owner) for name, owner in found if owner is not None and owner is not resource)

    def _find_counters(self) -> Iterator[Counter]:
        children = {name: list(_names_of(one)) for name, one in self._resources.items()}
        for parent, resource in self._resources.items():
            for name, schema in properties_of(self._description, resource.schema).items():
                counted = _counted(name)
                if counted is None or "integer" not in admitted_types(self._description, schema):
                    continue
                child = next((one for one, known in children.items() if counted in known), None)
                if child is not None and child != parent:
                    yield Counter(parent, child, name)


def entity_words(resource: Resource) -> list[str]:
    """The words of one entity's name."""
    return words(singular(resource.name.rpartition("/")[2].rpartition(".")[2]))


def _names_of(resource: Resource) -> Iterator[list[str]]:
    yield entity_words(resource)
    for operation in resource.sources:
        yield words(singular(last_literal(operation.path)))


def _counted(name: str) -> list[str] | None:
    """What a property counts: `comments_count`, `commentCount`, `num_comments`, `total_comments`."""
    parts = words(name)
    if len(parts) < 2:
        return None
    if parts[-1] in ("count", "counts", "total"):
        parts = parts[:-1]
    elif parts[0] in ("num", "total", "count", "number"):
        parts = parts[2:] if parts[1] == "of" else parts[1:]
    else:
        return None
    return [*parts[:-1], singular(parts[-1])] if parts else None


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

    def _count(self, state: State, name: str, record: Record, step: int) -> None:
        for counter in self._counters.get(name, ()):
            table = state.table(counter.parent)
            parent = table.records.get(record.scope.get(counter.parent, ""))
            if parent is None or not isinstance(parent.value, dict):
                continue
            count = parent.value.get(counter.property)
            if isinstance(count, int):
                value = {**parent.value, counter.property: max(count + step, 0)}
                table.put(Record(parent.key, value, parent.scope))

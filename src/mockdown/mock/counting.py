"""Which properties of one kind of entity count those of another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from mockdown.description import Description
from mockdown.mock.parts import Resource
from mockdown.mock.schemas import Json
from mockdown.mock.shapes import last_literal, words
from mockdown.mock.state import Record
from mockdown.mock.wire import admitted_types, properties_of
from mockdown.vocabularies.english import singular


@dataclass(frozen=True, slots=True)
class Counter:
    """A property of a parent that says how many children it has."""

    parent: str
    child: str
    property: str
    told_by: str | None = None
    """The property of the children that tells which of them count; None where all do."""
    value: Json = None

    def counts(self, record: Record) -> bool:
        """Whether a child is one of those that are counted."""
        if self.told_by is None:
            return True
        return isinstance(record.value, dict) and record.value.get(self.told_by) == self.value

    def place(self, record: Record) -> str | None:
        """The key of the parent that counts a child; None where it is not counted."""
        return record.scope.get(self.parent) if self.counts(record) else None


def find_counters(description: Description, resources: Mapping[str, Resource]) -> Iterator[Counter]:
    """The properties that count, by their names: `comments_count`, `comments`, `open_issues_count`."""
    children = {name: list(_names_of(one)) for name, one in resources.items()}
    for parent, resource in resources.items():
        for name, schema in properties_of(description, resource.schema).items():
            if "integer" not in admitted_types(description, schema):
                continue
            counted = _counted(name)
            if counted is None:
                child = _listed_below(resource, words(name), resources)
                found = Counter(parent, child, name) if child is not None else None
            else:
                child = next((one for one, known in children.items() if counted in known), None)
                found = (
                    Counter(parent, child, name)
                    if child is not None
                    else _of_some(description, resources, children, Counter(parent, "", name), counted)
                )
            if found is not None and found.child != parent:
                yield found


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


def _listed_below(parent: Resource, name: list[str], resources: Mapping[str, Resource]) -> str | None:
    """The resource whose collection stands below an entity under the very name of a property."""
    if not name or singular(name[-1]) == name[-1]:
        return None
    places = {operation.path for operation in parent.sources if operation.path.endswith("}")}
    for child, resource in resources.items():
        for operation in resource.sources:
            above, _, last = operation.path.rpartition("/")
            if above in places and words(last) == name:
                return child
    return None


def _of_some(
    description: Description,
    resources: Mapping[str, Resource],
    children: Mapping[str, list[list[str]]],
    counter: Counter,
    counted: list[str],
) -> Counter | None:
    """The counter of those with a value: `open_issues_count`, where issues may be `open`."""
    for size in range(1, len(counted)):
        child = next((one for one, known in children.items() if counted[size:] in known), None)
        if child is None:
            continue
        for name, schema in properties_of(description, resources[child].schema).items():
            for value in description.resolve(schema).get("enum") or ():
                if isinstance(value, str) and words(value) == counted[:size]:
                    return Counter(counter.parent, child, counter.property, name, value)
    return None

"""What narrows a list down: values of properties, ranges over them, and lists of identifiers."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from mockdown.description import Description, Operation
from mockdown.mock.naming import item_of, names_of
from mockdown.mock.schemas import Json
from mockdown.mock.shapes import last_literal, words
from mockdown.mock.state import Record
from mockdown.mock.styles import schema_of
from mockdown.mock.wire import admitted_types, properties_of
from mockdown.vocabularies.english import singular

Condition = Callable[[Record], bool]
Node = Mapping[str, Json]

_BOUNDS = {
    "min": ">=",
    "minimum": ">=",
    "gte": ">=",
    "ge": ">=",
    "from": ">=",
    "since": ">=",
    "max": "<=",
    "maximum": "<=",
    "lte": "<=",
    "le": "<=",
    "to": "<=",
    "until": "<=",
    "gt": ">",
    "after": ">",
    "above": ">",
    "lt": "<",
    "before": "<",
    "below": "<",
}
_SAME = frozenset({"eq", "equals", "in"})
_MOMENTS = {word: _BOUNDS[word] for word in ("since", "from", "after", "until", "to", "before")}
_ENDS = {"start": ">=", "end": "<="}
"""The ends of a span of time: `start_date`, `endTime`."""
_SUFFIXES = (["at"], ["on"], ["date"], ["time"])
_MADE = (["created", "at"], ["created"], ["created", "on"], ["creation", "date"], ["date"], ["timestamp"])
_CHANGED = (["updated", "at"], ["updated"], ["modified", "at"], ["modified"], ["last", "modified"])
_OF_CHANGE = re.compile(r"(?i)\b(?:updated|modified|changed|updates?|changes?)\b")
_SEPARATED = re.compile(r"(?i)\bcomma[- ]?(?:separated|delimited)|\bseparated (?:by|with) commas?\b")
_ALL = frozenset({"all", "any", "both", "every", "everything", "*"})
_MILLISECONDS = 10**11
"""Numbers above are moments in milliseconds; in seconds they would be far away."""


@dataclass(frozen=True, slots=True)
class Range:
    """A parameter that bounds a property: the property, and how its values compare."""

    property: str
    relation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrowing:
    """The query parameters of a list that leave some of its entities out."""

    equal: Mapping[str, str]
    """Parameter → property."""
    separated: frozenset[str]
    """Those of them whose text holds several values with commas between them."""
    ranges: Mapping[str, Range]
    things: frozenset[str]
    """The properties whose values are objects, which are known by their names."""
    all: Mapping[str, frozenset[str]]
    """Parameter → the values that leave nothing out."""

    def less(self, taken: Collection[str | None]) -> Narrowing:
        """What filters but for the parameters that mean something else."""
        equal = {name: other for name, other in self.equal.items() if name not in taken}
        return replace(self, equal=equal)

    def conditions(self, query: Mapping[str, Json]) -> list[Condition]:
        """What the records have to meet for a request."""
        found: list[Condition] = []
        for name, value in query.items():
            if name in self.equal and isinstance(value, dict):
                found += _bounds(self.equal[name], value)
            elif name in self.equal:
                target = self.equal[name]
                several = (name in self.separated or target in self.things) and isinstance(value, str)
                wanted = [one.strip() for one in value.split(",")] if several else value
                accepted = {_flat(item) for item in wanted} if isinstance(wanted, list) else {_flat(wanted)}
                if accepted.isdisjoint(self.all.get(name, ())):
                    found.append(
                        _named(target, accepted) if target in self.things else _equals(target, accepted)
                    )
            elif name in self.ranges:
                condition = _compares(self.ranges[name], value)
                if condition is not None:
                    found.append(condition)
        return found


def _bounds(name: str, wanted: Mapping[str, Json]) -> Iterator[Condition]:
    """The conditions of a parameter that holds bounds, or a value to be equal to: `price[gte]=3`."""
    for word, value in wanted.items():
        relation = _BOUNDS.get(word.lower())
        if relation is None:
            if word.lower() in _SAME:
                yield _equals(name, {_flat(value)})
            continue
        condition = _compares(Range(name, relation), value)
        if condition is not None:
            yield condition


def make_narrowing(
    description: Description, operation: Operation, schema: Json, nodes: Mapping[str, Node]
) -> Narrowing:
    """Read off names, formats and descriptions which parameters filter, and by what."""
    properties = properties_of(description, schema)
    literal = last_literal(operation.path)
    equal: dict[str, str] = {}
    separated: set[str] = set()
    ranges: dict[str, Range] = {}
    everything: dict[str, frozenset[str]] = {}
    for name, node in nodes.items():
        twin = _twin(words(name), name, properties) or _list_of(description, words(name), properties)
        several = None if twin is not None else _plural(name, literal, properties)
        if twin is not None or several is not None:
            equal[name] = target = twin or several or name
            everything[name] = _all(description, node, properties[target])
            if several is not None or _SEPARATED.search(str(node.get("description") or "")):
                separated.add(name)
            continue
        found = _range(description, name, node, properties)
        if found is not None:
            ranges[name] = found
    things = {name for name in equal.values() if item_of(description, properties[name]) is not None}
    return Narrowing(
        equal=equal,
        separated=frozenset(separated),
        ranges=ranges,
        things=frozenset(things),
        all={name: values for name, values in everything.items() if values},
    )


def _twin(parts: list[str], name: str, properties: Mapping[str, Json]) -> str | None:
    if name in properties:
        return name
    return next((other for other in properties if words(other) == parts), None)


def _list_of(description: Description, parts: list[str], properties: Mapping[str, Json]) -> str | None:
    """The list that holds what a parameter names: `labels` of `label`."""
    for name, schema in properties.items():
        own = words(name)
        is_list = own != parts and own and [*own[:-1], singular(own[-1])] == parts
        if is_list and "array" in admitted_types(description, schema):
            return name
    return None


def _plural(name: str, literal: str, properties: Mapping[str, Json]) -> str | None:
    """The property of which a parameter lists values: `ids`, `statuses`, and `user_ids` of users."""
    parts = words(name)
    if not parts or singular(parts[-1]) == parts[-1]:
        return None
    one = [*parts[:-1], singular(parts[-1])]
    entity = words(singular(literal.lower()))
    if one[: len(entity)] == entity and len(one) > len(entity):
        found = _twin(one[len(entity) :], "", properties)
        if found is not None:
            return found
    return _twin(one, "", properties)


def _range(description: Description, name: str, node: Node, properties: Mapping[str, Json]) -> Range | None:
    parts = words(name)
    is_moment = _is_moment(description, schema_of(node), node)
    if len(parts) == 1:
        relation = _MOMENTS.get(parts[0])
        target = _moment_property(description, node, properties) if relation and is_moment else None
        return Range(target, relation) if target is not None and relation is not None else None
    for word, rest in ((parts[0], parts[1:]), (parts[-1], parts[:-1])):
        relation = _BOUNDS.get(word)
        target = _bounded(rest, properties) if relation is not None else None
        if relation is not None and target is not None:
            return Range(target, relation) if _compare(description, properties[target]) else None
    relation = (_ENDS.get(parts[0]) or _MOMENTS.get(parts[0])) if parts[1:] in _SUFFIXES else None
    if relation is not None and is_moment:
        target = _moment_property(description, node, properties)
        return Range(target, relation) if target is not None else None
    return None


def _bounded(rest: list[str], properties: Mapping[str, Json]) -> str | None:
    """The property that is bounded: `price` of `min_price`, `created_at` of `created_after`."""
    for wanted in (rest, *([*rest, *suffix] for suffix in _SUFFIXES)):
        found = _twin(wanted, "", properties)
        if found is not None:
            return found
    return None


def _compare(description: Description, schema: Json) -> bool:
    """Whether one value of a schema may be greater than another."""
    types = admitted_types(description, schema)
    return bool(types & {"integer", "number"}) or (
        "string" in types and description.resolve(schema).get("format") in ("date-time", "date")
    )


def _is_moment(description: Description, schema: Json, node: Node) -> bool:
    """Whether a value tells a time: by its format, or as a number that is described as one."""
    resolved = description.resolve(schema) or {}
    text = f"{node.get('description') or ''} {resolved.get('description') or ''}".lower()
    is_told = any(word in text for word in ("timestamp", "iso 8601", "rfc 3339", "rfc3339", "unix", "epoch"))
    return resolved.get("format") in ("date-time", "date") or is_told


def _moment_property(description: Description, node: Node, properties: Mapping[str, Json]) -> str | None:
    """The property that a bare `since` is about: the one its description names, or a usual one."""
    text = str(node.get("description") or "")
    moments = [name for name, schema in properties.items() if _tells_time(description, name, schema)]
    for name in moments:
        if len(words(name)) > 1 and name in text:
            return name
    spoken = text.lower().split()
    for name in moments:
        stem = (words(name) or [""])[0]
        if len(stem) > 3 and any(word.startswith(stem) for word in spoken):
            return name
    order = (_CHANGED, _MADE) if _OF_CHANGE.search(text) else (_MADE, _CHANGED)
    for parts in (*order[0], *order[1]):
        found = next((name for name in moments if words(name) == parts), None)
        if found is not None:
            return found
    return moments[0] if len(moments) == 1 else None


def _tells_time(description: Description, name: str, schema: Json) -> bool:
    if description.resolve(schema).get("format") in ("date-time", "date"):
        return True
    is_number = bool(admitted_types(description, schema) & {"integer", "number"})
    return is_number and (words(name) in (*_MADE, *_CHANGED) or words(name)[-1:] in _SUFFIXES)


def _all(description: Description, node: Node, schema: Json) -> frozenset[str]:
    """What a parameter may say that no value of the property is: `all` beside `open` and `closed`."""
    known = _choices(description, schema)
    return (_choices(description, schema_of(node)) | _ALL) - known if known else frozenset()


def _choices(description: Description, schema: Json) -> frozenset[str]:
    """The values that a schema, or that of its items, lists."""
    found = description.resolve(schema)
    if not isinstance(found, Mapping):
        return frozenset()
    if "enum" not in found and "items" in found:
        return _choices(description, found["items"])
    if found.get("type") == "boolean":
        return frozenset({"true", "false"})
    return frozenset(_flat(one) for one in found.get("enum") or () if one is not None)


def _named(name: str, wanted: Collection[str]) -> Condition:
    """Whether an object in a property is called so; of a list, whether each name is that of one of them."""

    def matches(record: Record) -> bool:
        value = record.value.get(name) if isinstance(record.value, dict) else None
        if isinstance(value, list):
            return set(wanted) <= {called for item in value for called in names_of(item)}
        return not names_of(value).isdisjoint(wanted)

    return matches


def _equals(name: str, accepted: Collection[str]) -> Condition:
    def matches(record: Record) -> bool:
        value = record.value.get(name) if isinstance(record.value, dict) else None
        values = value if isinstance(value, list) else [value]
        return any(_flat(item) in accepted for item in values)

    return matches


def _flat(value: Json) -> str:
    """A value as filters compare it: booleans and numbers as they are written."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def _compares(bound: Range, wanted: Json) -> Condition | None:
    """The condition of a range; None for a bound that is no number and no moment."""
    limit = _number(wanted)
    if limit is None:
        return None
    if bound.relation in ("<=", ">") and _is_day(wanted):
        limit += timedelta(days=1).total_seconds()  # the day itself is not after it
        relation = "<" if bound.relation == "<=" else ">="
    else:
        relation = bound.relation
    is_moment = isinstance(wanted, str) and not _is_numeral(wanted)

    def matches(record: Record) -> bool:
        value = record.value.get(bound.property) if isinstance(record.value, dict) else None
        number = _number(value)
        if number is None:
            return False
        if is_moment and not isinstance(value, str) and abs(number) > _MILLISECONDS:
            number /= 1_000
        return _HOLDS[relation](number, limit)

    return matches


_HOLDS: Mapping[str, Callable[[float, float], bool]] = {
    ">=": lambda one, other: one >= other,
    "<=": lambda one, other: one <= other,
    ">": lambda one, other: one > other,
    "<": lambda one, other: one < other,
}


def _number(value: Json) -> float | None:
    """A number or a moment, as what can be compared; moments count in seconds."""
    if isinstance(value, bool):
        return None
    if isinstance(value, (int, float)):
        return float(min(max(value, -(2**63)), 2**63))
    if not isinstance(value, str):
        return None
    if _is_numeral(value):
        return float(value)
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return None
    moment = moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
    return (moment - datetime(1970, 1, 1, tzinfo=UTC)).total_seconds()


def _is_numeral(text: str) -> bool:
    return len(text) < 20 and re.fullmatch(r"-?[0-9]+(?:\.[0-9]+)?", text) is not None


def _is_day(value: Json) -> bool:
    try:
        return isinstance(value, str) and len(value) == 10 and bool(date.fromisoformat(value))
    except ValueError:
        return False

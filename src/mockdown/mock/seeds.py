"""What a mock knows at the start: documented examples, then `seed.yaml`, then synthesis."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from mockdown.codes import MCK101
from mockdown.description import Description, Operation
from mockdown.diagnostics import Diagnostic, MockdownError
from mockdown.mock.embedding import Embedded, find_embedded
from mockdown.mock.identity import new_key
from mockdown.mock.media import is_json
from mockdown.mock.memberships import seed_rows
from mockdown.mock.parts import Resource
from mockdown.mock.resources import Resources
from mockdown.mock.routing import parameter_names
from mockdown.mock.schemas import Json, SchemaView
from mockdown.mock.shapes import entity_pointer, item_shape, list_shape
from mockdown.mock.shown import ResponsesOf
from mockdown.mock.state import Record, State, Table, fits
from mockdown.mock.styles import schema_of
from mockdown.mock.synthesis import Synthesizer
from mockdown.mock.user_files import shown_name
from mockdown.mock.wire import properties_of

_MAX_MEMBERS = 1_000
"""Memberships of one kind at the start."""


class Seeds:
    """Makes the tables of fresh states; each kind of entity once, when it is first asked for."""

    def __init__(
        self,
        description: Description,
        resources: Resources,
        *,
        view: SchemaView,
        synthesizer: Synthesizer,
        responses_of: ResponsesOf,
        given: Mapping[str, Any],
        count: int,
    ) -> None:
        self._description = description
        self._resources = resources
        self._view = view
        self._synthesizer = synthesizer
        self._responses_of = responses_of
        self._given = given
        self._count = count
        self._tables: dict[str, Table] = {}
        self._invented: dict[str, set[str]] = {}
        """The keys of the entities that nobody wrote, by table."""
        self._path_rules: dict[str, Callable[[Json], bool]] = {}

    def state(self, *, max_records: int) -> State:
        """A fresh state."""
        state = State(seed=self.table, names=self._names, max_records=max_records)
        values = self._given.get("values")
        if isinstance(values, Mapping):
            state.values.update(values)
        return state

    def table(self, name: str) -> Table:
        """A fresh table."""
        if name not in self._tables:
            self._tables[name] = Table()  # what is asked for while it is made points nowhere yet
            self._tables[name] = self._make_table(name)
            self._count_children(name)
            self._tables[name].first = frozenset(self._tables[name].records)
        return self._tables[name].copy()

    @property
    def _names(self) -> tuple[str, ...]:
        """The tables of entities, and those of memberships."""
        return (*self._resources.by_name, *self._resources.memberships)

    def _make_table(self, name: str) -> Table:
        resource = self._resources.by_name.get(name)
        if resource is not None:
            return self._seed(resource)
        membership = self._resources.memberships.get(name)
        if membership is None:
            return self._singleton(name)
        table = Table()
        if membership.holder is not None and not membership.is_open:
            sides = [list(self.table(one.name)) for one in (membership.holder, membership.member)]
            for row in seed_rows(membership, *sides, most=_MAX_MEMBERS):
                table.put(row)
        return table

    def _count_children(self, name: str) -> None:
        """Let made-up entities say truly how many others there are below them."""
        for counter in self._resources.relations.counters:
            if name not in (counter.parent, counter.child):
                continue
            self.table(counter.child)
            parents, children = self._tables.get(counter.parent), self._tables[counter.child]
            rows = self._rows(counter.parent, counter.child)
            for record in list(parents or ()):
                if record.key in self._invented.get(counter.parent, ()) and isinstance(record.value, dict):
                    count = sum(
                        counter.counts(child) and fits(child.scope, {counter.parent: record.key})
                        for child in children
                    )
                    if rows is not None:
                        count = sum(row.scope.get(counter.parent) == record.key for row in rows)
                    value = {**record.value, counter.property: count}
                    self._tables[counter.parent].put(Record(record.key, value, record.scope))

    def _rows(self, holder: str, member: str) -> Table | None:
        """The memberships that are at the start of one kind of thing in another; None without any."""
        for name, one in self._resources.memberships.items():
            if (
                not one.is_open
                and not one.is_inside
                and (one.holder_name, one.member.name) == (holder, member)
            ):
                return self.table(name)
        return None

    def _singleton(self, name: str) -> Table:
        table = Table()
        value = self._given.get(name)
        if isinstance(value, Mapping):
            table.put(Record("-", dict(value)))
        elif isinstance(value, list):
            for number, row in enumerate(value, 1):
                table.put(Record(str(number), row))
        return table

    def _seed(self, resource: Resource) -> Table:
        table = Table(
            resource.aliases
            if resource.identity.name is None
            else (resource.identity.name, *resource.aliases)
        )
        is_valid = self._view.compile(resource.schema).is_valid
        for value in self._examples(resource):
            if isinstance(value, dict) and is_valid(value) and self._resembles(resource, value):
                self._put(resource, table, value)
        for value in self._given_rows(resource):
            self._put(resource, table, value)
        if not table.records:
            for number in range(1, self._count + 1):
                self._put(resource, table, self._synthetic(resource, number))
        for key in self._documented_keys(resource):
            if table.find(str(key), {}) is None:
                self._put(resource, table, self._synthetic(resource, len(table) + 1, key))
        return table

    def _resembles(self, resource: Resource, value: Mapping[str, Json]) -> bool:
        """Whether an example has anything of an entity: a body may be one of several things."""
        properties = properties_of(self._description, resource.schema)
        return not properties or not value or not properties.keys().isdisjoint(value)

    def _put(self, resource: Resource, table: Table, value: dict[str, Json]) -> None:
        identity = resource.identity
        key = value.get(identity.name) if identity.name is not None else self._inner_key(resource, value)
        if key is None:
            key = next(iter(self._documented_keys(resource)), None) if not table.records else None
        if key is None or not self._fits_path(resource, key):
            key = new_key(identity, len(table) + 1, salt=resource.name)
            if identity.name is not None:
                value = {**value, identity.name: key}
        if str(key) not in table.records:
            table.put(Record(str(key), value, self._scope(resource, value)))
        elif value != table.records[str(key)].value:
            table.put(
                Record(str(key), {**table.records[str(key)].value, **value}, self._scope(resource, value))
            )
        table.counter = max(table.counter, len(table))

    def _inner_key(self, resource: Resource, value: Mapping[str, Json]) -> Json:
        """The key of an entity that shows it in something else: a member in its user."""
        embedded = self._embedded(resource)
        return embedded.key_of(value) if embedded is not None else None

    def _embedded(self, resource: Resource) -> Embedded | None:
        parameter = parameter_names(resource.item_path)[-1] if resource.item_path is not None else None
        return find_embedded(self._description, resource, parameter, self._resources.relations)

    def _fits_path(self, resource: Resource, key: Json) -> bool:
        """Whether a client could ask for an id: an example may break the rule of the path parameter."""
        if resource.name not in self._path_rules:
            self._path_rules[resource.name] = self._view.compile(resource.key_schema).is_valid
        is_valid = self._path_rules[resource.name]
        return is_valid(key) or is_valid(str(key))

    def _scope(self, resource: Resource, value: Mapping[str, Json]) -> dict[str, str]:
        """The parents that an entity's own properties name; an example that points nowhere is under any."""
        scope: dict[str, str] = {}
        for name, item in value.items():
            owner = self._resources.relations.owner(name)
            if owner is not None and owner is not resource and isinstance(item, (str, int)):
                parent = self.table(owner.name).find(str(item), {})
                if parent is not None:
                    scope[owner.name] = parent.key
        return scope

    def _synthetic(self, resource: Resource, number: int, key: Json = None) -> dict[str, Json]:
        value = self._synthesizer.value(
            resource.schema, number=number, is_valid=self._view.compile(resource.schema).is_valid
        )
        value = dict(value) if isinstance(value, dict) else {}
        for name, item in value.items():
            owner = self._resources.relations.owner(name)
            if owner is not None and owner is not resource:
                value[name] = self._reference(owner, item)
        embedded = self._embedded(resource)
        if embedded is not None:
            value[embedded.name] = self._inner(embedded, value.get(embedded.name), number, key)
        if resource.identity.name is not None:
            value[resource.identity.name] = (
                new_key(resource.identity, number, salt=resource.name) if key is None else key
            )
            self._invented.setdefault(resource.name, set()).add(str(value[resource.identity.name]))
        return value

    def _inner(self, embedded: Embedded, made_up: Json, number: int, key: Json) -> Json:
        """What names an entity that shows no name itself: one that is there, if there are any."""
        table = self.table(embedded.owner.name) if embedded.owner is not None else None
        if key is not None:
            return embedded.value(key, table, made_up)
        others = list(table) if table is not None else []
        return others[(number - 1) % len(others)].value if others else made_up

    def _reference(self, owner: Resource, item: Json) -> Json:
        """The id of an entity that exists."""
        first = next(iter(self.table(owner.name)), None)
        if first is None or owner.identity.name is None or not isinstance(first.value, dict):
            return item
        value = first.value.get(owner.identity.name)
        return value if type(value) is type(item) else item

    def _given_rows(self, resource: Resource) -> Iterator[dict[str, Json]]:
        names = {resource.name, resource.item_path or "", *(operation.path for operation in resource.sources)}
        for name in names:
            rows = self._given.get(name)
            for row in rows if isinstance(rows, list) else [rows]:
                if isinstance(row, Mapping):
                    yield dict(row)

    def _documented_keys(self, resource: Resource) -> Iterator[Json]:
        """The ids that the documentation uses for an item."""
        seen = set()
        for operation in resource.sources:
            if resource.item_path is None or operation.path != resource.item_path:
                continue
            for node in self._description.parameters(operation):
                if node["in"] == "path" and operation.path.endswith(f"{{{node['name']}}}"):
                    example = _parameter_example(self._description, node)
                    if example is not None and str(example) not in seen:
                        seen.add(str(example))
                        yield example

    def _examples(self, resource: Resource) -> Iterator[Json]:
        """Every entity that the documentation shows, in its responses first."""
        for operation in sorted(
            resource.sources,
            key=lambda one: (
                ("get", "put", "patch", "post").index(one.method)
                if one.method in ("get", "put", "patch", "post")
                else 9
            ),
        ):
            yield from self._shown(resource, operation)
        node = self._description.resolve(resource.schema)
        if isinstance(node, Mapping) and "example" in node:
            yield node["example"]

    def _shown(self, resource: Resource, operation: Operation) -> Iterator[Json]:
        responses = self._responses_of(operation)
        plan = responses.plan(responses.success)
        for variant in plan.variants if plan is not None else ():
            if not is_json(variant.media_type):
                continue
            listed = list_shape(self._description, variant.schema, operation.path)
            shape = listed or item_shape(self._description, variant.schema, operation.path)
            if shape is None or not self._is_of(resource, shape.schema):
                continue
            schema_example = self._description.resolve(variant.schema).get("example")
            bodies = [*variant.examples.values(), *([schema_example] if schema_example is not None else [])]
            for body in bodies:
                inner = body.get(shape.key) if isinstance(body, dict) and shape.key is not None else body
                yield from inner if isinstance(inner, list) else [inner]

    def _is_of(self, resource: Resource, schema: Json) -> bool:
        pointer = entity_pointer(self._description, resource.schema)
        if pointer is not None or entity_pointer(self._description, schema) is not None:
            return pointer == entity_pointer(self._description, schema)
        return (
            properties_of(self._description, schema).keys()
            == properties_of(self._description, resource.schema).keys()
        )


def _parameter_example(description: Description, node: Mapping[str, Json]) -> Json:
    if "example" in node:
        return node["example"]
    for example in (node.get("examples") or {}).values():
        return description.resolve(example).get("value")
    return description.resolve(schema_of(node)).get("example")


def read_yaml(path: Path | None) -> dict[str, Any]:
    """A YAML mapping beside the handlers; {} when the file is not there."""
    if path is None or not path.is_file():
        return {}
    try:
        value = yaml.safe_load(path.read_text("utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError, OSError) as error:
        raise MockdownError(_broken(path, str(error).splitlines()[0])) from None
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise MockdownError(_broken(path, "it holds no mapping"))
    return {str(name): _jsonable(item) for name, item in value.items()}


def _broken(path: Path, reason: str) -> Diagnostic:
    return Diagnostic(
        code=MCK101,
        message=f"{shown_name(path)} cannot be read: {reason}",
        page=shown_name(path),
        help="write a YAML mapping",
    )


def _jsonable(value: Any) -> Any:
    """YAML's dates as JSON would write them, and every key a text."""
    if isinstance(value, dict):
        return {str(name): _jsonable(item) for name, item in value.items()}
    if isinstance(value, list):
        return [_jsonable(item) for item in value]
    return value.isoformat() if hasattr(value, "isoformat") else value

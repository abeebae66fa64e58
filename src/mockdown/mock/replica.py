"""A state that follows one kept elsewhere: it notes each change, can take it back, and takes over others'.

A change is a JSON array: `["put", table, key, value, scope]`, `["remove", table, key]`,
`["count", table, counter]`, `["set", name, value]`, `["unset", name]`, or `["load", dump]` where all was
replaced.  A replica starts from the seeds, which are the same in every process.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from mockdown.mock.schemas import Json
from mockdown.mock.state import Record, State, Table

Change = list[Any]


@dataclass(frozen=True, slots=True)
class _Step:
    """What one change of a table did away with."""

    key: str
    is_put: bool
    record: Record | None
    """The record that stood there before."""
    was_removed: bool


class _Table(Table):
    """A table that notes what is done to it."""

    __slots__ = ("first_counter", "order", "steps")

    def __init__(self, names: tuple[str, ...] = ()) -> None:
        super().__init__(names)
        self.steps: list[_Step] = []
        self.first_counter = 0
        self.order: list[str] | None = None
        """The keys before the first record was removed."""

    @classmethod
    def of(cls, table: Table) -> _Table:
        """A copy of a table, with nothing to tell of it."""
        made = cls()
        made.take(table)
        made.settle()
        return made

    @property
    def is_touched(self) -> bool:
        """Whether there is something to tell."""
        return bool(self.steps) or self.counter != self.first_counter

    def put(self, record: Record) -> None:
        """Make or replace a record."""
        self._note(record.key, is_put=True)
        super().put(record)

    def remove(self, key: str) -> None:
        """Forget a record, and remember that it is gone."""
        if self.order is None and key in self.records:
            self.order = list(self.records)
        self._note(key, is_put=False)
        super().remove(key)

    def settle(self) -> None:
        """Regard what was done as known everywhere."""
        self.steps = []
        self.order = None
        self.first_counter = self.counter

    def changes(self, name: str) -> Iterator[Change]:
        """What was done since the table was settled, each record as it stands now."""
        told: set[str] = set()
        for step in self.steps:
            record = self.records.get(step.key)
            if not step.is_put:
                told.discard(step.key)
                yield ["remove", name, step.key]
            elif record is not None and step.key not in told:
                told.add(step.key)
                yield ["put", name, step.key, record.value, dict(record.scope)]
        yield ["count", name, self.counter]  # last: to put a record counts by itself

    def undo(self) -> None:
        """Take back what was done."""
        for step in reversed(self.steps):
            if step.record is None:
                super().remove(step.key)
            else:
                super().put(step.record)
            self.removed.pop(step.key, None)
            if step.was_removed:
                self.removed[step.key] = None
        if self.order is not None:
            self.records = {key: self.records[key] for key in self.order if key in self.records}
        self.counter = self.first_counter
        self.settle()

    def _note(self, key: str, *, is_put: bool) -> None:
        self.steps.append(_Step(key, is_put, self.records.get(key), key in self.removed))


class Replica(State):
    """A state that notes what is done to it."""

    __slots__ = ("_before_load", "_settled_values", "_tracked")

    def __init__(self, fresh: State) -> None:
        super().__init__(seed=fresh.table, names=fresh.names, max_records=fresh.max_records)
        self.values = dict(fresh.values)
        self._settled_values = dict(fresh.values)
        self._tracked: dict[str, _Table] = {}
        self._before_load: dict[str, Any] | None = None
        """The settled state, when all of it has been replaced since."""

    def table(self, name: str) -> Table:
        """The table of that name, seeded when it is first asked for."""
        table = self._tracked.get(name)
        if table is None:
            table = _Table.of(super().table(name))
            self.tables[name] = self._tracked[name] = table
        return table

    def changes(self) -> list[Change]:
        """What was done since the replica was settled, for others to take over."""
        if self._before_load is not None:
            return [["load", self.dump()]]
        touched = [(name, table) for name, table in self._tracked.items() if table.is_touched]
        found = [change for name, table in touched for change in table.changes(name)]
        if self.values != self._settled_values:
            before = self._settled_values
            found += [["unset", name] for name in before if name not in self.values]
            found += [
                ["set", name, value]
                for name, value in self.values.items()
                if name not in before or before[name] != value
            ]
        return found

    def settle(self) -> None:
        """Regard what was done as known everywhere."""
        self._before_load = None
        for table in self._tracked.values():
            if table.is_touched:
                table.settle()
        if self.values != self._settled_values:
            self._settled_values = dict(self.values)

    def undo(self) -> None:
        """Take back what was done since the replica was settled."""
        if self._before_load is not None:
            self.load(self._before_load)
            return
        self.values = dict(self._settled_values)
        for table in self._tracked.values():
            if table.is_touched:
                table.undo()

    def apply(self, changes: Iterable[Change]) -> None:
        """Take over what was done elsewhere."""
        acts: Mapping[str, Callable[..., None]] = {
            "put": self._put,
            "remove": lambda name, key: self.table(name).remove(key),
            "count": self._count,
            "set": lambda name, value: self.values.update({name: value}),
            "unset": lambda name: self.values.pop(name, None),
            "load": self.load,
        }
        for kind, *arguments in changes:
            acts[kind](*arguments)
        self.settle()

    def dump(self) -> dict[str, Any]:
        """All that is remembered, for `load`."""
        return {
            "values": dict(self.values),
            "tables": {
                name: {
                    "names": table.names,
                    "counter": table.counter,
                    "removed": sorted(table.removed),
                    "records": [[one.key, one.value, dict(one.scope)] for one in table],
                }
                for name, table in self._tracked.items()
            },
        }

    def load_json(self, value: Mapping[str, Any]) -> None:
        """Replace what is remembered by what `to_json` gave."""
        before = self._before_load
        if before is None:
            self.undo()
            before = self.dump()
        super().load_json(value)
        self._tracked = {name: _Table.of(table) for name, table in self.tables.items()}
        self.tables = dict(self._tracked)
        self._before_load = before

    def load(self, value: Mapping[str, Any]) -> None:
        """Become what `dump` gave."""
        self.values = dict(value["values"])
        self.tables.clear()
        self._tracked.clear()
        self._before_load = None
        for name, told in value["tables"].items():
            table = _Table(tuple(told["names"]))
            for key, content, scope in told["records"]:
                table.put(Record(key, content, scope))
            table.removed, table.counter = dict.fromkeys(told["removed"]), told["counter"]
            table.settle()
            self.tables[name] = self._tracked[name] = table
        self._settled_values = dict(self.values)

    def _put(self, name: str, key: str, value: Json, scope: Mapping[str, str]) -> None:
        self.table(name).put(Record(key, value, scope))

    def _count(self, name: str, counter: int) -> None:
        self.table(name).counter = counter

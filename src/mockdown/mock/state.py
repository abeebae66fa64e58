"""What a mock remembers: records of entities, and values that stand alone.

Values are never changed in place: whoever changes one puts a new one, so states may share them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from mockdown.mock.problems import STATE_FULL, Problem
from mockdown.mock.schemas import Json

_MAX_REMOVED = 1_000
"""Removed records that a table remembers: what comes and goes for days is not to fill the memory."""


@dataclass(frozen=True, slots=True)
class Record:
    """One entity as it stands: its key in the table, its value, and what its path binds it to."""

    key: str
    value: Json
    scope: Mapping[str, str] = field(default_factory=dict)
    """Parent → its key, for a record made under parents; one without is under any that was there first."""


class Table:
    """The records of one entity, by key, in the order they were made."""

    __slots__ = ("_index", "counter", "first", "names", "records", "removed")

    def __init__(self, names: tuple[str, ...] = ()) -> None:
        self.names = names
        """The properties by which a record may be looked up, besides its key."""
        self.records: dict[str, Record] = {}
        self.removed: dict[str, None] = {}
        """The keys of the last records that were removed, the first removed first."""
        self.counter = 0
        """The highest number ever used in a key, or how often one without a number was given."""
        self.first: frozenset[str] | None = None
        """The keys of the records that were there at the start; None for all that are there."""
        self._index: dict[str, list[str]] = {}

    def was_made(self, key: str) -> bool:
        """Whether a record was not there at the start."""
        return self.first is not None and key not in self.first

    def find(self, value: str, scope: Mapping[str, str]) -> Record | None:
        """The record that `value` names, by its key or another unique property, within a scope."""
        record = self.records.get(value)
        if record is not None and (not scope or fits(record.scope, scope)):
            return record
        keys = self._index.get(value, ())
        if len(keys) > 1:  # several of one name: the first that was made, whatever was done to them since
            several = set(keys)
            keys = [key for key in self.records if key in several]
        for key in keys:
            record = self.records[key]
            if fits(record.scope, scope):
                return record
        return None

    def put(self, record: Record) -> None:
        """Make or replace a record."""
        old = self.records.get(record.key)
        if old is not None:
            self._forget(old)
        self.records[record.key] = record
        self.removed.pop(record.key, None)
        if record.key.isascii() and record.key.isdigit():
            self.counter = max(self.counter, int(record.key[:18]))
        elif old is None:
            self.counter += 1
        for name in self._named(record):
            self._index.setdefault(name, []).append(record.key)

    def free_key(self, wanted: str) -> str:
        """The key for a new record: another one where a record of another scope has the wanted one."""
        key, number = wanted, 1
        while key in self.records:
            number += 1
            key = f"{wanted}~{number}"
        return key

    def remove(self, key: str) -> None:
        """Forget a record, and remember that it is gone."""
        record = self.records.pop(key, None)
        if record is not None:
            self._forget(record)
        self.removed.pop(key, None)
        self.removed[key] = None
        if len(self.removed) > _MAX_REMOVED:
            del self.removed[next(iter(self.removed))]

    def copy(self) -> Table:
        """A table that goes its own way from here."""
        table = Table()
        table.take(self)
        return table

    def take(self, other: Table) -> None:
        """Become what another table is."""
        self.names, self.counter, self.first = other.names, other.counter, other.first
        self.records, self.removed = dict(other.records), dict(other.removed)
        self._index = {name: list(keys) for name, keys in other._index.items()}

    def _forget(self, record: Record) -> None:
        for name in self._named(record):
            keys = self._index.get(name, [])
            if record.key in keys:
                keys.remove(record.key)
            if not keys:
                self._index.pop(name, None)

    def _named(self, record: Record) -> Iterator[str]:
        if isinstance(record.value, dict):
            for name in self.names:
                value = record.value.get(name)
                if isinstance(value, (str, int)) and str(value) != record.key:
                    yield str(value)
        if "~" in record.key:  # a key that another scope had: its own path has the bare one
            bare, _, number = record.key.rpartition("~")
            if number.isdigit():
                yield bare

    def __len__(self) -> int:
        return len(self.records)

    def __iter__(self) -> Iterator[Record]:
        return iter(self.records.values())


class Below(dict[str, str]):
    """The parents that a path names, by name."""

    __slots__ = ("made",)

    def __init__(self) -> None:
        super().__init__()
        self.made: set[str] = set()
        """Those that were made since the start: only what was made under them is there."""


def fits(scope: Mapping[str, str], wanted: Mapping[str, str]) -> bool:
    """Whether a record of that scope is there under the wanted parents."""
    if isinstance(wanted, Below) and not wanted.made <= scope.keys():
        return False
    return all(scope.get(name, value) == value for name, value in wanted.items())


class State:
    """All that one session remembers.  Handlers keep what they like in `values`."""

    __slots__ = ("_seed", "max_records", "names", "tables", "values")

    def __init__(
        self,
        *,
        seed: Callable[[str], Table] | None = None,
        names: Collection[str] = (),
        max_records: int = 100_000,
    ) -> None:
        self._seed = seed
        self.names = names
        """The tables that entities have, seeded or not."""
        self.tables: dict[str, Table] = {}
        self.values: dict[str, Json] = {}
        self.max_records = max_records

    def table(self, name: str) -> Table:
        """The table of that name, seeded when it is first asked for."""
        table = self.tables.get(name)
        if table is None:
            table = self.tables[name] = Table() if self._seed is None else self._seed(name)
        return table

    def adopt(self, fresh: State) -> None:
        """Seed the tables that are not there yet as another state does."""
        self._seed, self.names, self.max_records = fresh._seed, fresh.names, fresh.max_records

    def make_room(self) -> None:
        """Raise a 507 problem when one more record would be too many."""
        if sum(len(table) for table in self.tables.values()) + len(self.values) >= self.max_records:
            raise Problem(
                STATE_FULL, f"the session holds {self.max_records} records; reset it or remove some"
            )

    def seed_all(self) -> None:
        """Make the tables that nobody has asked for yet."""
        for name in self.names:
            self.table(name)

    def cascade(self, name: str, key: str, told: Callable[[str, Record], None] | None = None) -> None:
        """Remove what was made below an entity; `told` gets each record and the name of its table."""
        self.seed_all()
        self._remove_below(name, key, told)

    def _remove_below(self, name: str, key: str, told: Callable[[str, Record], None] | None) -> None:
        for child_name, table in list(self.tables.items()):
            for child in [record for record in table if record.scope.get(name) == key]:
                table.remove(child.key)
                if told is not None:
                    told(child_name, child)
                self._remove_below(child_name, child.key, told)

    def copy(self) -> State:
        """A state that goes its own way from here."""
        state = State(seed=self._seed, names=self.names, max_records=self.max_records)
        state.tables = {name: table.copy() for name, table in self.tables.items()}
        state.values = dict(self.values)
        return state

    def to_json(self) -> dict[str, Any]:
        """The state as the control API shows it, what nobody has asked for yet included."""
        self.seed_all()
        tables = {
            name: [
                {
                    "key": record.key,
                    "value": record.value,
                    **({"scope": dict(record.scope)} if record.scope else {}),
                }
                for record in table
            ]
            for name, table in self.tables.items()
        }
        return {"tables": tables, "values": self.values}

    def load_json(self, value: Mapping[str, Any]) -> None:
        """Replace what is remembered by what `to_json` gave; a table that it does not give is empty."""
        self.seed_all()
        for name, rows in (value.get("tables") or {}).items():
            table = Table(self.table(name).names)
            table.first = self.table(name).first
            for row in rows:
                table.put(Record(str(row["key"]), row["value"], dict(row.get("scope") or {})))
            self.tables[name] = table
        for name in self.tables.keys() - (value.get("tables") or {}).keys():
            self.tables[name] = Table(self.tables[name].names)
        self.values = dict(value.get("values") or {})

"""What a mock remembers: records of entities, and values that stand alone.

Values are never changed in place: whoever changes one puts a new one, so states may share them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from mockdown.mock.problems import STATE_FULL, Problem
from mockdown.mock.schemas import Json


@dataclass(frozen=True, slots=True)
class Record:
    """One entity as it stands: its key in the table, its value, and what its path binds it to."""

    key: str
    value: Json
    scope: Mapping[str, str] = field(default_factory=dict)
    """Parent parameter → value, for a record made under a parent; empty means under any."""


class Table:
    """The records of one entity, by key, in the order they were made."""

    __slots__ = ("_aliases", "alias_names", "counter", "records", "removed")

    def __init__(self, alias_names: tuple[str, ...] = ()) -> None:
        self.alias_names = alias_names
        """Properties by which a record may be looked up too."""
        self.records: dict[str, Record] = {}
        self.removed: set[str] = set()
        self.counter = 0
        """The highest number ever used as a key."""
        self._aliases: dict[str, str] = {}

    def get(self, key: str) -> Record | None:
        """The record of that key, or the one which another unique property names so."""
        record = self.records.get(key)
        if record is None and self._aliases:
            found = self._aliases.get(key)
            record = self.records.get(found) if found is not None else None
        return record

    def put(self, record: Record) -> None:
        """Make or replace a record."""
        old = self.records.get(record.key)
        if old is not None:
            self._forget(old)
        self.records[record.key] = record
        self.removed.discard(record.key)
        if record.key.isdigit():
            self.counter = max(self.counter, int(record.key[:18]))
        for alias in self._aliases_of(record):
            self._aliases.setdefault(alias, record.key)

    def remove(self, key: str) -> None:
        """Forget a record, and remember that it is gone."""
        record = self.records.pop(key, None)
        if record is not None:
            self._forget(record)
        self.removed.add(key)

    def copy(self) -> Table:
        """A table that goes its own way from here."""
        table = Table(self.alias_names)
        table.records, table.removed = dict(self.records), set(self.removed)
        table.counter, table._aliases = self.counter, dict(self._aliases)
        return table

    def _forget(self, record: Record) -> None:
        for alias in self._aliases_of(record):
            if self._aliases.get(alias) == record.key:
                del self._aliases[alias]

    def _aliases_of(self, record: Record) -> Iterator[str]:
        if self.alias_names and isinstance(record.value, dict):
            for name in self.alias_names:
                value = record.value.get(name)
                if isinstance(value, (str, int)) and str(value) != record.key:
                    yield str(value)

    def __len__(self) -> int:
        return len(self.records)

    def __iter__(self) -> Iterator[Record]:
        return iter(self.records.values())


class State:
    """All that one session remembers.  Handlers keep what they like in `values`."""

    __slots__ = ("max_records", "tables", "values")

    def __init__(self, *, max_records: int = 100_000) -> None:
        self.tables: dict[str, Table] = {}
        self.values: dict[str, Json] = {}
        self.max_records = max_records

    def table(self, name: str) -> Table:
        """The table of that name, made when it is not there yet."""
        table = self.tables.get(name)
        if table is None:
            table = self.tables[name] = Table()
        return table

    def make_room(self) -> None:
        """Raise a 507 problem when one more record would be too many."""
        if sum(len(table) for table in self.tables.values()) + len(self.values) >= self.max_records:
            raise Problem(
                STATE_FULL, f"the session holds {self.max_records} records; reset it or remove some"
            )

    def copy(self) -> State:
        """A state that goes its own way from here."""
        state = State(max_records=self.max_records)
        state.tables = {name: table.copy() for name, table in self.tables.items()}
        state.values = dict(self.values)
        return state

    def to_json(self) -> dict[str, Any]:
        """The state as the control API shows it."""
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
        """Replace what is remembered by what `to_json` gave."""
        for name, rows in (value.get("tables") or {}).items():
            table = Table(self.table(name).alias_names)
            for row in rows:
                table.put(Record(str(row["key"]), row["value"], dict(row.get("scope") or {})))
            self.tables[name] = table
        for name in self.tables.keys() - (value.get("tables") or {}).keys():
            self.tables[name] = Table(self.tables[name].alias_names)
        self.values = dict(value.get("values") or {})

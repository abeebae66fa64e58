"""Reads lists of allowed values: a table with a column of values, perhaps beside the field's name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mockdown.extractors.facts import EnumFact
from mockdown.readers.blocks import Document, Table
from mockdown.source import Span
from mockdown.vocabularies.columns import Column
from mockdown.vocabularies.roles import Role

_LIMIT = 80


def is_enum_table(columns: Sequence[Column], role: Role) -> bool:
    """Whether a table lists values: under a heading that says so, or with no columns but name and value."""
    if role is Role.ENUM:
        return Column.VALUE in columns or Column.ENUM in columns
    return (
        len(columns) == 2 and columns[0] is Column.NAME and columns[1] is Column.VALUE and role is Role.NONE
    )


def read_enum_table(document: Document, table: Table, columns: Sequence[Column]) -> Iterator[EnumFact]:
    """One fact per field, with its values in the order of the rows."""
    value_at = columns.index(Column.VALUE if Column.VALUE in columns else Column.ENUM)
    name_at = columns.index(Column.NAME) if Column.NAME in columns else None
    found: dict[str, list[str]] = {}
    starts: dict[str, Span] = {}
    for row in table.rows:
        if value_at >= len(row.cells):
            continue
        cell = row.cells[value_at]
        name = row.cells[name_at].text.strip() if name_at is not None else ""
        values = list(cell.codes) or [cell.text.strip()]
        found.setdefault(name, []).extend(value.strip("\"'") for value in values if 0 < len(value) <= _LIMIT)
        starts.setdefault(name, Span(document.source, row.start, row.end))
    for name, listed in found.items():
        if listed:
            yield EnumFact(name=name, values=tuple(dict.fromkeys(listed)), span=starts[name])

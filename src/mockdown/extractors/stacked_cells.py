"""Reads rows that stack several fields in their cells: names, types and texts with line breaks between."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mockdown.readers.blocks import Inline, Table
from mockdown.values import replace
from mockdown.vocabularies.columns import Column

_PLACES = frozenset(
    "head header url_param url path path_param query query_param get post put patch delete body form".split()
)
"""What a column called "Type" holds where it says how a parameter is sent."""


def types_are_places(table: Table, columns: tuple[Column, ...]) -> bool:
    """Whether the types of a table are places, so that the values beside them are the types."""
    if Column.TYPE not in columns or Column.VALUE not in columns or Column.LOCATION in columns:
        return False
    index = columns.index(Column.TYPE)
    cells = [row.cells[index].text.strip().lower() for row in table.rows if index < len(row.cells)]
    return bool(cells) and all(text in _PLACES for text in cells)


def unstacked(cells: Mapping[Column, Inline]) -> Iterator[dict[Column, Inline]]:
    """The cells of each field of a row.

    Where the name cell holds several names, each cell with as many lines is shared out among them.
    """
    name = cells.get(Column.NAME)
    lines = _lines(name) if name is not None else []
    others = [column for column, cell in cells.items() if column is not Column.NAME and "\n" in cell.text]
    if len(lines) < 2 or not any(len(_lines(cells[column])) == len(lines) for column in others):
        yield dict(cells)
        return
    parts = {column: _parts(cell, len(lines)) for column, cell in cells.items()}
    for index in range(len(lines)):
        yield {column: listed[index] for column, listed in parts.items()}


def _lines(cell: Inline) -> list[str]:
    return [line.strip() for line in cell.text.split("\n") if line.strip()]


def _parts(cell: Inline, count: int) -> list[Inline]:
    lines = _lines(cell)
    if len(lines) != count:
        return [cell] * count
    return [
        replace(
            cell,
            text=line,
            codes=tuple(code for code in cell.codes if code in line),
            links=tuple(link for link in cell.links if link.text in line),
            strong=(),
        )
        for line in lines
    ]

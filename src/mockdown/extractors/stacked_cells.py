"""Reads rows that stack several fields in their cells: names, types and texts with line breaks between."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from mockdown.extractors.types import parse_type
from mockdown.readers.blocks import Document, Inline, Table
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


def unstacked(cells: Mapping[Column, Inline]) -> Iterable[Mapping[Column, Inline]]:
    """The cells of each field of a row.

    Where the name cell holds several names, each cell with as many lines is shared out among them.
    """
    name = cells.get(Column.NAME)
    if name is None or "\n" not in name.text:
        return (cells,)
    lines = _lines(name)
    others = [column for column, cell in cells.items() if column is not Column.NAME and "\n" in cell.text]
    if len(lines) < 2 or not any(len(_lines(cells[column])) == len(lines) for column in others):
        return (cells,)
    parts = {column: _parts(cell, len(lines)) for column, cell in cells.items()}
    return [{column: listed[index] for column, listed in parts.items()} for index in range(len(lines))]


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


_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)


def with_type_apart(document: Document, cells: Mapping[Column, Inline]) -> Mapping[Column, Inline]:
    """The cells of a row whose description starts with a line for the type: `string <br> Required. …`."""
    told = cells.get(Column.DESCRIPTION)
    if told is None or Column.TYPE in cells or "\n" not in told.text:
        return cells
    first, _, rest = told.text.partition("\n")
    written = document.source.slice(told.start, told.end)
    found = _BREAK.search(written)
    named = tuple(link for link in told.links if link.text in first)
    if found is None or (parse_type(first).is_unknown and not named) or "." in first:
        return cells
    at = told.start + len(written[: found.end()].encode())
    typed = replace(told, text=first.strip(), end=at, links=named, strong=())
    codes = tuple(code for code in told.codes if code in rest)
    links = tuple(link for link in told.links if link not in named)
    text = replace(told, text=rest.strip(), start=at, codes=codes, links=links)
    return {**cells, Column.TYPE: typed, Column.DESCRIPTION: text}

"""Reads rows of tables that announce operations: method and path in one cell, or in two."""

from __future__ import annotations

import re

from mockdown.extractors.announced_lines import METHOD_LIST, AnnouncedLine, announced, parse_line
from mockdown.model.paths import METHODS
from mockdown.readers.blocks import Document, Inline, Table
from mockdown.vocabularies.columns import Column, column_of

_RELATIVE = re.compile(r"^[a-z][\w.-]*(?:/\S*)?$")
_METHOD_CELL = re.compile(rf"^{METHOD_LIST}$")
_METHOD_STARTS = frozenset(method[0] for method in METHODS)


def may_name_paths(document: Document, block: Table) -> bool:
    """Whether a table has what each notation of a path needs; most tables of fields have none of it."""
    data = document.source.data
    if any(data.find(mark, block.start, block.end) >= 0 for mark in (b"/", b":", b"&", b"localhost")):
        return True
    return any(column_of(cell.text) is Column.PATH for cell in block.header)


def read_rows(block: Table) -> list[tuple[Inline, AnnouncedLine, str]]:
    """The operations that rows name, each with its place and what the other cells say of it."""
    rows = [block.header, *(row.cells for row in block.rows)]
    columns = tuple(column_of(cell.text) for cell in block.header)
    found: list[tuple[Inline, AnnouncedLine, str]] = []
    for index, cells in enumerate(rows):
        if index == 0 and _is_grid(cells):
            continue
        several = _in_cell(cells, columns)
        found.extend(several)
        hit = None if several else _in_row(cells, columns)
        if hit is not None:
            found.append(hit)
    return found


def _is_grid(header: tuple[Inline, ...]) -> bool:
    """Whether operations head the columns of a table, which says something of each, such as who may ask."""
    return sum(parse_line(cell.text.strip()) is not None for cell in header) > 1


def _in_cell(
    cells: tuple[Inline, ...], columns: tuple[Column, ...]
) -> list[tuple[Inline, AnnouncedLine, str]]:
    """The operations of a cell that holds several, each in code of its own."""
    for index, cell in enumerate(cells):
        lines = [parse_line(code) for code in cell.codes] if len(cell.codes) > 1 else []
        if lines and None not in lines:
            told = other_cells(cells, columns, (index,))
            return [(cell, line, told) for line in lines if line is not None]
    return []


def _in_row(
    cells: tuple[Inline, ...], columns: tuple[Column, ...]
) -> tuple[Inline, AnnouncedLine, str] | None:
    method: str | None = None
    for index, cell in enumerate(cells):
        text = cell.text.strip()
        line = parse_line(text)
        if line is not None:
            return cell, line, other_cells(cells, columns, (index,))
        if method is None and text[:1] in _METHOD_STARTS and _METHOD_CELL.match(text):
            method, place = text, index
    if method is None:
        return None
    for index, cell in enumerate(cells):
        text = cell.text.strip()
        if (
            index != place
            and index < len(columns)
            and columns[index] is Column.PATH
            and _RELATIVE.match(text)
        ):
            text = f"/{text}"
        if index != place and (text.startswith(("/", "http", "{", "<")) or "/" in text) and " " not in text:
            line = announced(method, text)
            if line is not None:
                return cells[min(index, place)], line, other_cells(cells, columns, (index, place))
    return None


_MEDIA = re.compile(r"^(?:application|text|image|multipart|audio|video|\*)/[\w.+*-]+$")
_SAID_OF_ANSWER = (Column.STATUS, Column.SCHEMA, Column.SCOPE, Column.SINCE)


def other_cells(cells: tuple[Inline, ...], columns: tuple[Column, ...], taken: tuple[int, ...]) -> str:
    """What a row says of its operation: the cell of a description, else the longest of the others."""
    texts = [
        (columns[index] if index < len(columns) else Column.NONE, cell.text)
        for index, cell in enumerate(cells)
        if index not in taken and cell.text
    ]
    for column, text in texts:
        if column is Column.DESCRIPTION:
            return text
    words = [text for column, text in texts if column not in _SAID_OF_ANSWER and not _MEDIA.match(text)]
    return max(words, key=len, default="")

"""Finds tables that were copied with every cell on a line of its own, column by column."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

from mockdown.readers.rendered_cells import main_text
from mockdown.readers.rendered_patterns import CLAIMING, PATTERNS, flags_of
from mockdown.readers.rendered_words import is_structure
from mockdown.vocabularies.columns import Column, column_of

Row = list[list[int]]
"""For each column, the lines that its cell stands on."""

_COMPILED = {column: re.compile(pattern, flags_of(column)) for column, pattern in PATTERNS.items()}
_LONGEST_TITLE = 40
_MOST_COLUMNS = 12


def find_stack(texts: Sequence[str], start: int) -> tuple[int, list[str]] | None:
    """The line after a stacked table, and the HTML that each of its lines becomes."""
    columns = _columns(texts, start)
    if not columns:
        return None
    index = start + len(columns)
    rows: list[Row] = []
    while index < len(texts) and _starts_row(texts, index, columns):
        end = index + 1
        while end < len(texts) and end - index < len(columns) and _goes_on(texts, index, end, columns):
            end += 1
        rows.append(_assign(texts, index, end, columns))
        index = end
    return (index, _write(texts, start, len(columns), rows)) if rows else None


def _columns(texts: Sequence[str], start: int) -> list[Column]:
    """The columns that the titles on the lines from `start` stand for."""
    columns: list[Column] = []
    for text in texts[start : start + _MOST_COLUMNS]:
        column = column_of(text) if text and len(text) < _LONGEST_TITLE else Column.NONE
        if column is Column.NONE or column in columns:
            break
        columns.append(column)
    if not columns or columns[0] not in (Column.STATUS, Column.NAME):
        return []
    # The first cells under the titles may read like titles, too.
    for width in range(len(columns), 1, -1):
        titles = columns[:width]
        if (titles[0] is Column.STATUS or titles[1] in CLAIMING) and _starts_row(
            texts, start + width, titles
        ):
            return titles
    return []


def _matches(text: str, column: Column) -> bool:
    return len(text) < 200 and _COMPILED[column].fullmatch(text) is not None


def _starts_row(texts: Sequence[str], index: int, columns: list[Column]) -> bool:
    """Whether the first cells of a row stand here: those that can be told from others."""
    if index >= len(texts):
        return False
    if columns[0] is Column.STATUS:
        return _matches(texts[index], Column.STATUS)
    below = texts[index + 1] if index + 1 < len(texts) else ""
    return bool(texts[index]) and len(texts[index].split()) <= 4 and _matches(below, columns[1])


def _goes_on(texts: Sequence[str], start: int, index: int, columns: list[Column]) -> bool:
    if not texts[index] or _starts_row(texts, index, columns):
        return False
    return index - start <= main_text(tuple(columns)) or not is_structure(texts[index])


def _assign(texts: Sequence[str], start: int, end: int, columns: list[Column]) -> Row:
    """Give each line of a row to a column; the main text gets what no other column claims."""
    row: Row = [[] for _ in columns]
    main = main_text(tuple(columns))
    for at, column in enumerate(columns[:main]):
        if start < end and (at == 0 or column not in PATTERNS or _matches(texts[start], column)):
            row[at].append(start)
            start += 1
    for at in range(len(columns) - 1, main, -1):
        if end - start > 1 and (columns[at] not in PATTERNS or _matches(texts[end - 1], columns[at])):
            end -= 1
            row[at].append(end)
    row[main].extend(range(start, end))
    return row


def _write(texts: Sequence[str], start: int, width: int, rows: list[Row]) -> list[str]:
    """HTML, since its cells may stand on lines of their own as well."""
    written = [f"<th>{escape(texts[index])}</th>" for index in range(start, start + width)]
    written[0] = "<table><tr>" + written[0]
    written[-1] += "</tr>"
    for row in rows:
        written.extend(_write_row(texts, row))
    written[-1] += "</table>"
    return written


def _write_row(texts: Sequence[str], row: Row) -> list[str]:
    written: list[str] = []
    pending = "<tr>"
    for cell in row:
        if not cell:
            pending += "<td></td>"
            continue
        lines = [escape(texts[index]) for index in cell]
        lines[0] = f"{pending}<td>{lines[0]}"
        lines[-1] += "</td>"
        written.extend(lines)
        pending = ""
    written[-1] += pending + "</tr>"
    return written

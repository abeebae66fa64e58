"""Parts a joined row into its cells, each by what its column holds."""

from __future__ import annotations

import re

from mockdown.readers.rendered_glued import Names, split_glued
from mockdown.readers.rendered_patterns import CLAIMING, NESTING, PATTERNS, TYPE, end_of_phrase, flags_of
from mockdown.readers.rendered_tables import Header, Joint
from mockdown.readers.rendered_words import is_title
from mockdown.vocabularies.columns import Column

LONGEST_ROW = 4000
_WORDS_IN_A_NAME = 6
_TAIL = 120
_SPACED = {
    column: re.compile(rf"(?:{pattern})(?=\s|$)", flags_of(column)) for column, pattern in PATTERNS.items()
} | {Column.SCHEMA: re.compile(rf"(?:{TYPE}|[A-Z]\w+)(?=\s|$)")}
_TRAILING = {
    column: re.compile(rf"(?:^|(?<=\s))(?:{pattern})$", flags_of(column))
    for column, pattern in PATTERNS.items()
}
_SPACES = re.compile(r"(?: {2,}|\t)\s*")
_STATUS = re.compile(rf"\s*(?:{PATTERNS[Column.STATUS]})", re.IGNORECASE)
_ARTICLE = re.compile(r"(?:^|\s)(?:a|an|the|of|as|is|in|valid|to|for)$", re.IGNORECASE)


def split_row(text: str, header: Header, names: Names) -> tuple[str, ...]:
    """The cells of a row; as many as the header has, empty ones included."""
    text = text.strip(" \r\n")
    columns, count = header.columns, len(header.columns)
    if header.joint is Joint.TAB or "\t" in text:
        # A line without a tab goes on in the last cell of the row above.
        cells = [cell.strip() for cell in text.split("\t")] if "\t" in text else [""] * (count - 1) + [text]
    elif header.joint is Joint.SPACES and len(_SPACES.split(text)) == count:
        cells = _SPACES.split(text)
    elif len(text) > LONGEST_ROW:
        cells = [text]
    elif header.joint is Joint.NOTHING:
        cells = split_glued(text, columns, main_text(columns), names)
    else:
        cells = _split_spaced(text, columns)
    return (*cells[: count - 1], " ".join(cells[count - 1 :]), *[""] * (count - len(cells)))[:count]


def fits(text: str, header: Header, names: Names) -> bool:
    """Whether a line is a row of the table, by a cell that cannot be anything else."""
    if header.joint is Joint.TAB:
        return "\t" in text.strip()
    if header.columns[0] is Column.STATUS:
        return _STATUS.match(text) is not None
    claims = [index for index, column in enumerate(header.columns) if column in CLAIMING]
    if claims:
        cells = split_row(text, header, names)
        return any(cells[index] for index in claims)
    return text[:1].islower() and not is_title(text)


def main_text(columns: tuple[Column, ...]) -> int:
    """The column that takes the words which no other one claims."""
    for wanted in (Column.DESCRIPTION, Column.NONE):
        if wanted in columns:
            return columns.index(wanted)
    free = [
        index for index, column in enumerate(columns) if column not in PATTERNS and column is not Column.NAME
    ]
    return free[-1] if free else len(columns) - 1


def _split_spaced(text: str, columns: tuple[Column, ...]) -> list[str]:
    """What is left of the text column is read forwards, what is right of it backwards."""
    cells = [""] * len(columns)
    main = main_text(columns)
    status = 0
    for index, column in enumerate(columns[:main]):
        end = _end_of_cell(text, columns, index, status)
        cells[index], text = text[:end].strip(), text[end:].strip()
        if column is Column.STATUS and cells[index].isdecimal():
            status = int(cells[index])
    for index in range(len(columns) - 1, main, -1):
        cells[index], text = _take_last(text, columns[index])
    cells[main] = text
    return cells


def _end_of_cell(text: str, columns: tuple[Column, ...], index: int, status: int) -> int:
    column = columns[index]
    if column is Column.NAME:
        return _end_of_name(text, columns[index + 1 :])
    if column is Column.MEANING:
        return end_of_phrase(text, status)
    if column not in _SPACED:
        return _end_of_word(text, 0) if index == 0 else 0
    found = _SPACED[column].match(text)
    return found.end() if found else 0


def _end_of_name(text: str, following: tuple[Column, ...]) -> int:
    """A name ends before the first word that the next column claims, else with its first word."""
    nesting = NESTING.match(text)
    start = end = nesting.end() if nesting else 0
    claim = next((_SPACED[column] for column in following if column in CLAIMING), None)
    for _ in range(_WORDS_IN_A_NAME if claim else 0):
        end = _end_of_word(text, end + 1)
        if end == len(text):
            break
        if claim and claim.match(text, end + 1):
            return end
    return _end_of_word(text, start)


def _end_of_word(text: str, start: int) -> int:
    end = text.find(" ", start)
    return end if end >= 0 else len(text)


def _take_last(text: str, column: Column) -> tuple[str, str]:
    """The last cell of what is left of a row, and the rest."""
    pattern = _TRAILING.get(column)
    found = pattern.search(text, max(len(text) - _TAIL, 0)) if pattern else None
    if not found or found.start() == found.end():
        return "", text
    rest = text[: found.start()].rstrip()
    if column in (Column.TYPE, Column.SCHEMA) and _ARTICLE.search(rest[-20:]):
        return "", text
    return found[0], rest

"""Finds tables in text copied out of a rendered page, where a row's cells are joined to one line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache

from mockdown.vocabularies.columns import WORDS, Column, column_of
from mockdown.vocabularies.roles import Role, role_of


class Joint(Enum):
    """What stands between the cells of a row."""

    TAB = auto()
    SPACES = auto()
    SPACE = auto()
    NOTHING = auto()


@dataclass(frozen=True, slots=True)
class Header:
    """The columns of a table, and how its cells are joined."""

    titles: tuple[str, ...]
    columns: tuple[Column, ...]
    joint: Joint


LONGEST_HEADER = 200
_WORDS_IN_A_TITLE = 4
_FIRST = frozenset(
    {Column.NAME, Column.STATUS, Column.METHOD, Column.PATH, Column.VALUE, Column.ENUM, Column.OPERATION}
    | {Column.SCOPE, Column.TYPE, Column.REQUIRED, Column.EXAMPLE}
)
_LATER = frozenset(Column) - {Column.NONE, Column.NAME}
_SPACES = re.compile(r"(?: {2,}|\t)\s*")
_SEAM = re.compile(r"(?<=[a-z?.)])(?=[A-Z])")


def find_header(lines: Sequence[str]) -> Header | None:
    """The header row at the first line; `lines` may be just the two lines from there."""
    text = lines[0].strip("\n")
    if not text.strip() or len(text) > LONGEST_HEADER:
        return None
    below = lines[1] if len(lines) > 1 else ""
    if "\t" in text.strip():
        return _tabbed(text, below)
    header = _known(text.strip())
    return header if header and below.strip() else None


def find_values(lines: Sequence[str]) -> Header | None:
    """The header of a table that has one column, of values; only where values are listed."""
    title = lines[0].strip()
    column = column_of(title)
    if column in (Column.VALUE, Column.ENUM) and len(lines) > 1 and lines[1].strip():
        return Header((title,), (column,), Joint.SPACE)
    return None


def _tabbed(text: str, below: str) -> Header | None:
    titles = tuple(cell.strip() for cell in text.rstrip("\r\n").split("\t"))
    columns = tuple(column_of(title) for title in titles)
    known = sum(column is not Column.NONE for column in columns)
    if known == len(columns) or (known and "\t" in below) or below.count("\t") == len(titles) - 1:
        return Header(titles, columns, Joint.TAB)
    return None


@lru_cache(maxsize=1024)
def _known(text: str) -> Header | None:
    """The header row that a line is, when it consists of the titles of columns and nothing else."""
    for joint, titles in (
        (Joint.SPACES, _SPACES.split(text)),
        (Joint.SPACE, _split_words(text)),
        (Joint.NOTHING, _SEAM.split(text)),
    ):
        header = _header(tuple(titles), joint)
        if header and (joint is not Joint.SPACE or len(titles) > 2 or role_of(text) is Role.NONE):
            return header
    return None


def _header(titles: tuple[str, ...], joint: Joint) -> Header | None:
    columns = _distinct(tuple(column_of(title) for title in titles))
    if len(titles) < 2 or Column.NONE in columns or columns[0] not in _FIRST:
        return None
    if not any(column in _LATER and column is not columns[0] for column in columns[1:]):
        return None
    return Header(titles, columns, joint)


def _distinct(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """Of two columns of statuses, the second has their reason phrases."""
    if columns[:2] == (Column.STATUS, Column.STATUS):
        return (Column.STATUS, Column.MEANING, *columns[2:])
    return columns


def _split_words(text: str) -> list[str]:
    """Part a line into titles that are known, of as many words each as can be; empty when that fails."""
    words = text.split()
    if not 2 <= len(words) <= 16:
        return []
    # From the end: how the rest of the words can be parted.
    parted: list[list[str] | None] = [None] * len(words) + [[]]
    for start in range(len(words) - 1, -1, -1):
        for size in range(min(_WORDS_IN_A_TITLE, len(words) - start), 0, -1):
            title, rest = " ".join(words[start : start + size]), parted[start + size]
            if rest is not None and title.lower() in WORDS and (start or WORDS[title.lower()] in _FIRST):
                parted[start] = [title, *rest]
                break
    return parted[0] or []

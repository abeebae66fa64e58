"""The account of every line of every page, as the compiler gives it and commands print it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class LineClass(StrEnum):
    """What became of a line."""

    COMPILED = "compiled"
    PROSE = "prose"
    UNREAD = "unread"


@dataclass(frozen=True, slots=True)
class PageLedger:
    """The account of one page."""

    page: str
    lines: tuple[LineClass, ...]
    """The class of each line of the file."""

    def count(self, kind: LineClass) -> int:
        """How many lines are of a class."""
        return self.lines.count(kind)

    @property
    def unread(self) -> Iterator[int]:
        """The numbers, from 1, of the lines that no extractor claimed."""
        return (number for number, kind in enumerate(self.lines, start=1) if kind is LineClass.UNREAD)


@dataclass(frozen=True, slots=True)
class Ledger:
    """The account of all pages of a build."""

    pages: tuple[PageLedger, ...]

    def count(self, kind: LineClass) -> int:
        """How many lines are of a class."""
        return sum(page.count(kind) for page in self.pages)

    @property
    def total(self) -> int:
        return sum(len(page.lines) for page in self.pages)

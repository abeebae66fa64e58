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
    """The class of each line that was read."""
    left: int = 0
    """How many lines follow that were not read, because the page is too long: they are unread."""

    @property
    def total(self) -> int:
        return len(self.lines) + self.left

    def count(self, kind: LineClass) -> int:
        """How many lines are of a class."""
        return self.lines.count(kind) + (self.left if kind is LineClass.UNREAD else 0)

    @property
    def unread(self) -> Iterator[int]:
        """The numbers, from 1, of the lines that were read and that no extractor claimed."""
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
        return sum(page.total for page in self.pages)

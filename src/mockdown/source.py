"""What a user wrote, and where: files, the text that was read from them, and spans into it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import field
from enum import StrEnum
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple, overload

from mockdown.values import dataclass


@dataclass(frozen=True, slots=True)
class Location:
    """A place as people count it: both `line` and `column` start at 1."""

    page: str
    line: int
    column: int = 1

    def __str__(self) -> str:
        return f"{self.page}:{self.line}"


@dataclass(frozen=True)
class SourceFile:
    """One file as it stands on disk, with `name` as shown to the user (POSIX separators)."""

    name: str
    data: bytes = field(repr=False)
    left: int = 0
    """How many lines stand in the file after `data`, and are not read because it is too long."""

    @cached_property
    def text(self) -> str:
        """What it says; undecodable bytes become U+FFFD, and lines that end in CR alone end in LF."""
        data = self.data if b"\n" in self.data else self.data.replace(b"\r", b"\n")
        return data.decode("utf-8", "replace")

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The lines without their ends."""
        return tuple(self.text.split("\n"))


class Line(NamedTuple):
    """One line of Markdown, with the place in a file it came from (`number` starts at 1)."""

    text: str
    file: SourceFile
    number: int


class FileLines(Sequence[Line]):
    """The lines of a file, each made when it is asked for: of most pages only the first few are."""

    def __init__(self, file: SourceFile) -> None:
        self.file = file
        self.text = file.text
        """All lines joined."""
        self.texts = file.lines
        if b"\r" in file.data:
            self.texts = tuple(text.rstrip("\r") for text in file.lines)
            self.text = "\n".join(self.texts)

    def __len__(self) -> int:
        return len(self.texts)

    @overload
    def __getitem__(self, index: int) -> Line: ...

    @overload
    def __getitem__(self, index: slice) -> list[Line]: ...

    def __getitem__(self, index: int | slice) -> Line | list[Line]:
        if isinstance(index, int):
            return Line(self.texts[index], self.file, range(len(self))[index] + 1)
        return [self[at] for at in range(len(self))[index]]

    def __iter__(self) -> Iterator[Line]:
        return (Line(text, self.file, number) for number, text in enumerate(self.texts, start=1))


def joined(lines: Sequence[Line]) -> str:
    """The text of lines."""
    return lines.text if isinstance(lines, FileLines) else "\n".join([line.text for line in lines])


@dataclass(frozen=True)
class SourceText:
    """The Markdown that is read: a file's text, or lines rebuilt from one or more files.

    Offsets into it are in bytes of its UTF-8 form, as CommonMark parsers give them.
    `origins` names the file and line each line came from; None means "line n is line n of `file`".
    """

    file: SourceFile
    text: str = field(repr=False)
    origins: tuple[tuple[SourceFile, int], ...] | None = field(default=None, repr=False)

    @classmethod
    def of_lines(cls, file: SourceFile, lines: Sequence[Line]) -> SourceText:
        """Join lines to one text which remembers where each came from."""
        text = "\n".join(line.text for line in lines)
        return cls(file, text, tuple((line.file, line.number) for line in lines))

    @cached_property
    def data(self) -> bytes:
        return self.text.encode("utf-8", "surrogatepass")

    @cached_property
    def line_starts(self) -> list[int]:
        """The byte offset at which each line starts."""
        lengths = map(len, self.data.split(b"\n"))
        return [start + number for number, start in enumerate(accumulate(lengths, initial=0))][:-1]

    def slice(self, start: int, end: int) -> str:
        """The text between two byte offsets."""
        return self.data[start:end].decode("utf-8", "replace")

    def line_index(self, offset: int) -> int:
        """The line of this text, from 0, in which a byte offset lies."""
        return max(bisect_right(self.line_starts, offset) - 1, 0)

    def locate(self, offset: int) -> Location:
        """The place in a file that a byte offset came from."""
        index = self.line_index(offset)
        column = len(self.slice(self.line_starts[index], offset)) + 1
        if self.origins is None:
            return Location(self.file.name, index + 1, column)
        file, number = self.origins[min(index, len(self.origins) - 1)]
        return Location(file.name, number, column)


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open range of bytes of a text."""

    text: SourceText = field(repr=False)
    start: int
    end: int

    @property
    def location(self) -> Location:
        """Where the span starts."""
        return self.text.locate(self.start)

    @property
    def end_line(self) -> int:
        """The line of the file in which the span ends."""
        return self.text.locate(max(self.start, self.end - 1)).line

    def __str__(self) -> str:
        return str(self.location)

    @classmethod
    def of_line(cls, file: SourceFile, number: int) -> Span | None:
        """The words of a line of a file, from 1; None where the file has no such line."""
        if not 1 <= number <= len(file.lines):
            return None
        line = file.lines[number - 1]
        text = SourceText(file, "\n".join(file.lines))
        start = text.line_starts[number - 1] + len(line[: len(line) - len(line.lstrip())].encode())
        return cls(text, start, start + max(len(line.strip().encode()), 1))


class Rank(StrEnum):
    """How a fact was come by, strongest first."""

    OVERLAY = "overlay"
    """An overlay file says so, against or beside the pages."""
    DECLARED = "declared"
    EXAMPLE = "example"
    PROSE = "prose"
    CONVENTION = "convention"


@dataclass(frozen=True, slots=True)
class Origin:
    """The line of the docs (from 1) that an element of the description came from."""

    page: str
    line: int
    rank: Rank = Rank.DECLARED

    def __str__(self) -> str:
        return f"{self.page}:{self.line}"

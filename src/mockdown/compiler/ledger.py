"""The ledger: every line of every page is compiled, prose, or unread."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from mockdown.extractors.scopes import Scope
from mockdown.readers.blocks import (
    Block,
    CodeBlock,
    Component,
    DefinitionList,
    Document,
    HtmlBlock,
    ListBlock,
    Quote,
    Table,
)
from mockdown.vocabularies.components import is_known


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


def build_ledger(
    documents: Iterable[Document],
    claims: Mapping[str, Iterable[tuple[int, int]]],
    scopes: Iterable[Scope],
) -> Ledger:
    """Give each line its class.  `claims` are the bytes of the blocks that facts came of, by page."""
    by_page: dict[str, list[Scope]] = {}
    for scope in scopes:
        by_page.setdefault(scope.document.name, []).append(scope)
    return Ledger(
        tuple(
            _page(document, claims.get(document.name, ()), by_page.get(document.name, ()))
            for document in documents
        )
    )


def _page(document: Document, claims: Iterable[tuple[int, int]], scopes: Iterable[Scope]) -> PageLedger:
    source = document.source
    lines = [LineClass.PROSE] * len(source.file.lines)

    def mark(start: int, end: int, kind: LineClass) -> None:
        first, last = source.line_index(start), source.line_index(max(start, end - 1))
        if source.origins is None:
            last = min(last, len(lines) - 1)
            lines[first : last + 1] = [kind] * (last + 1 - first)
            return
        for index in range(first, last + 1):
            file, number = source.origins[index]
            if file is source.file and number <= len(lines):  # an included page has an account of its own
                lines[number - 1] = kind

    for scope in scopes:
        for passage in scope.passages:
            for block in _readable(passage.block):
                mark(block.start, block.end, LineClass.UNREAD)
    for start, end in claims:
        mark(start, end, LineClass.COMPILED)
    for scope in scopes:
        for announcement in scope.announcements:
            mark(announcement.span.start, announcement.span.end, LineClass.COMPILED)
    return PageLedger(document.name, tuple(lines))


def _readable(block: Block) -> Iterator[Block]:
    """The blocks that an extractor should have claimed."""
    if isinstance(block, Table | CodeBlock | ListBlock | DefinitionList | HtmlBlock):
        yield block
    elif isinstance(block, Component):
        if not is_known(block.name, block.attributes):
            yield block
    elif isinstance(block, Quote):
        for child in block.blocks:
            yield from _readable(child)

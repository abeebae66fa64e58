"""The ledger: every line of every page is compiled, prose, or unread."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence

from mockdown.compiler.owned import by_page
from mockdown.compiler.unclaimed import is_field_text, templates_of, unclaimed
from mockdown.extractors.announcements import Announcement
from mockdown.extractors.scopes import Scope
from mockdown.model.ledger import Ledger, LineClass, PageLedger
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
from mockdown.source import SourceFile
from mockdown.vocabularies.components import is_known


def build_ledger(
    documents: Sequence[Document],
    claims: Mapping[str, Iterable[tuple[int, int]]],
    scopes: Iterable[Scope],
) -> Ledger:
    """Give each line its class.  `claims` are the bytes that facts came of, by page.

    What an including page makes of an included one counts for the lines of the latter.
    """
    book = _Book(documents)
    scopes = list(scopes)
    for scope in scopes:
        for passage in scope.passages:
            for block in _readable(passage.block):
                book.mark(scope.document, block.start, block.end, LineClass.UNREAD)
    pages, known = by_page(scopes), templates_of(scopes)
    for document in documents:
        for block in unclaimed(document, pages.get(document.name, ()), known):
            book.mark(document, block.start, block.end, LineClass.UNREAD)
    for document in documents:
        for start, end in claims.get(document.name, ()):
            book.mark(document, start, end, LineClass.COMPILED)
    for scope in scopes:
        for announcement in scope.announcements:
            for start, end in _announcing(announcement):
                book.mark(scope.document, start, end, LineClass.COMPILED)
    return Ledger(tuple(PageLedger(file.name, book.classes(file), file.left) for file in book.files))


class _Book:
    """The class of each line while blocks are gone through."""

    def __init__(self, documents: Sequence[Document]) -> None:
        pages = {document.name: document.source.file for document in documents}
        partials = {file.name: file for document in documents for file in included_files(document)}
        self.files = tuple((partials | pages)[name] for name in dict.fromkeys((*pages, *partials)))
        self._pages = {file.name: [LineClass.PROSE] * len(file.lines) for file in self.files}

    def mark(self, document: Document, start: int, end: int, kind: LineClass) -> None:
        """Give the lines between two offsets a class; each line of the text knows its file."""
        source = document.source
        starts = source.line_starts
        first = bisect_right(starts, start) - 1
        last = bisect_right(starts, max(start, end - 1), first) - 1
        if source.origins is None:
            lines = self._pages[document.name]
            last = min(last, len(lines) - 1)
            lines[first : last + 1] = [kind] * (last + 1 - first)
            return
        for file, number in source.origins[first : last + 1]:
            lines = self._pages.get(file.name, [])
            if number <= len(lines):
                lines[number - 1] = kind

    def classes(self, file: SourceFile) -> tuple[LineClass, ...]:
        """The account of a file: on an empty line there is nothing to be read."""
        lines = self._pages[file.name]
        texts = file.lines
        for index, kind in enumerate(lines):
            if kind is LineClass.UNREAD and not texts[index].strip():
                lines[index] = LineClass.PROSE
        return tuple(lines)


def included_files(document: Document) -> tuple[SourceFile, ...]:
    """The files other than its own that lines of a page came from."""
    files = {file.name: file for file, _ in document.source.origins or ()}
    return tuple(file for name, file in files.items() if name != document.name)


def _announcing(announcement: Announcement) -> Iterator[tuple[int, int]]:
    """The bytes of an announcement, with the marks of the fence it stands in."""
    yield announcement.span.start, announcement.span.end
    block = announcement.block
    if isinstance(block, CodeBlock) and block.content > block.start:
        yield block.start, block.content
        yield block.end - 1, block.end


_READABLE = (Table, CodeBlock, ListBlock, DefinitionList, HtmlBlock)


def _readable(block: Block) -> Iterator[Block]:
    """The blocks that an extractor should have claimed."""
    if isinstance(block, _READABLE) or is_field_text(block):
        yield block
    elif isinstance(block, Component):
        if not is_known(block.name, block.attributes):
            yield block
    elif isinstance(block, Quote):
        for child in block.blocks:
            yield from _readable(child)

"""Reads operations whose method and path stand behind labels: `URL: /users`, `Method: GET`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from mockdown.extractors.announced_lines import METHOD_LIST, AnnouncedLine, announced
from mockdown.readers.blocks import (
    Block,
    CodeBlock,
    DefinitionList,
    Document,
    Heading,
    Inline,
    ListBlock,
    Paragraph,
    Quote,
    Section,
    Table,
)
from mockdown.source import Span
from mockdown.values import dataclass
from mockdown.vocabularies.columns import Column, column_of
from mockdown.vocabularies.symbols import without_symbols

_LABELLED = re.compile(r"^(?P<label>[^:：/`]{2,40}?)\s*[:：]\s*(?P<value>.*)$")
_BOLD = re.compile(r"^(?:\*\*|__)(?P<label>[^*_:：]{2,40})[:：]?(?:\*\*|__)\s*[:：]?\s*(?P<value>.*)$")
_PATH = re.compile(r"^(?:https?://|/|\{{1,2}[\w.-]+\}{1,2}/)\S*$")
_METHODS = re.compile(rf"^{METHOD_LIST}$")
_MARKS = " \t*_`#>-+"


@dataclass(frozen=True, slots=True)
class _Said:
    """A label with what stands behind it."""

    column: Column
    value: str
    span: Span


def read_pairs(document: Document, section: Section) -> Iterator[tuple[AnnouncedLine, Span]]:
    """The operations of a section, each where its path stands, whichever of the two comes first."""
    methods = path = ""
    place: Span | None = None
    for said in _all_said(document, section):
        if not _fits(said.column, said.value):
            continue
        if said.column is Column.METHOD:
            methods = said.value.upper()
        else:
            path, place = said.value, said.span
        if methods and path and place is not None:
            line = announced(methods, path)
            if line is not None:
                yield line, place
            methods = path = ""


def is_pair(document: Document, inline: Inline, trail: Sequence[str]) -> bool:
    """Whether a paragraph is the method or the path of an operation, behind or below its label."""
    if trail and _column(trail[-1]) is not None:
        return len(inline.text) < 200 and "\n" not in inline.text.strip()
    return all(_fits(*_split(line)) for line, _ in _lines(document, inline))


def _fits(column: Column | None, value: str) -> bool:
    """Whether a value is what its label says: methods, or a path."""
    if column is Column.METHOD:
        return _METHODS.match(value.upper()) is not None
    return column is Column.PATH and _PATH.match(value) is not None


def _all_said(document: Document, section: Section) -> Iterator[_Said]:
    yield from _said(document, section.blocks)
    for child in section.sections:
        column = _column(child.title)
        if column is not None and child.blocks:
            yield from _value(document, column, child.blocks[0])
        elif child.heading is not None and child.blocks:
            yield from _method_above(document, child.heading, child.blocks[0])


def _method_above(document: Document, heading: Heading, block: Block) -> Iterator[_Said]:
    """A heading such as `Method: GET`, whose path stands alone right below it."""
    column, value = _split(heading.text)
    if column is not Column.METHOD or not _METHODS.match(value.upper()):
        return
    inner = block.blocks[0] if isinstance(block, Quote) and len(block.blocks) == 1 else block
    if isinstance(inner, Paragraph | CodeBlock) and len(inner.text.split()) == 1:
        yield _Said(column, value, Span(document.source, heading.start, heading.end))
        yield from _value(document, Column.PATH, inner)


def _column(label: str) -> Column | None:
    found = column_of(without_symbols(label).strip(_MARKS))
    return found if found in (Column.METHOD, Column.PATH) else None


def _said(document: Document, blocks: Iterable[Block]) -> Iterator[_Said]:
    """The labels among blocks; one that stands alone speaks of the block behind it."""
    pending: Column | None = None
    for block in blocks:
        lone = _lone_item(block)
        if pending is not None and isinstance(lone, Paragraph | CodeBlock):
            values = list(_value(document, pending, lone))
            pending = None
            if values and _split(values[0].value)[0] is None:
                yield from values
                continue
        if isinstance(block, Paragraph):
            for line, span in _lines(document, block.inline):
                column, value = _split(line)
                if column is not None and value:
                    yield _Said(column, value, span)
                pending = column if column is not None and not value else None
        elif isinstance(block, CodeBlock):
            yield from _in_code(document, block)
        elif isinstance(block, ListBlock):
            for item in block.items:
                yield from _said(document, item.blocks)
        elif isinstance(block, Quote):
            yield from _said(document, block.blocks)
        elif isinstance(block, Table):
            yield from _in_rows(document, block)
        elif isinstance(block, DefinitionList):
            for entry in block.entries:
                column = _column(entry.term.text)
                if column is not None and entry.blocks:
                    yield from _value(document, column, entry.blocks[0])


def _lone_item(block: Block) -> Block:
    """What the only item of a list holds, as the value nested below a label; else the block itself."""
    if isinstance(block, ListBlock) and len(block.items) == 1 and len(block.items[0].blocks) == 1:
        return block.items[0].blocks[0]
    return block


def _split(line: str) -> tuple[Column | None, str]:
    line = line.strip().lstrip("-+> ")
    found = _BOLD.match(line) or _LABELLED.match(line)
    if found is None:
        return _column(line), ""
    return _column(found["label"]), _bare(found["value"])


def _bare(value: str) -> str:
    """A value without marks around it; the bracket that closes a parameter at its end is none of them."""
    plain = value.strip(_MARKS)
    return plain + ">" if plain.count("<") > plain.count(">") else plain


def _lines(document: Document, inline: Inline) -> Iterator[tuple[str, Span]]:
    offset = inline.start
    for line in document.source.slice(inline.start, inline.end).split("\n"):
        size = len(line.encode())
        yield line, Span(document.source, offset, offset + size)
        offset += size + 1


def _in_rows(document: Document, table: Table) -> Iterator[_Said]:
    """A table of two columns whose rows are labels and values; the header may be one of them."""
    if column_of(table.header[0].text) not in (Column.NONE, Column.METHOD, Column.PATH):
        return
    for cells in (table.header, *(row.cells for row in table.rows)):
        column = _column(cells[0].text) if len(cells) == 2 else None
        if column is not None:
            span = Span(document.source, cells[1].start, cells[1].end)
            yield _Said(column, _bare(cells[1].text), span)


def _in_code(document: Document, block: CodeBlock) -> Iterator[_Said]:
    """The labelled lines of a short block of code."""
    if (
        len(block.text) > _SHORT
        or block.language in _SETTINGS
        or not any(word in block.text for word in _WORDS)
    ):
        return
    for line in block.text.split("\n"):
        column, value = _split(line)
        if column is not None and value:
            yield _Said(column, value, Span(document.source, block.start, block.end))


_SHORT = 400
_SETTINGS = frozenset("yaml yml toml ini json properties hcl conf".split())
"""Languages of files that configure a probe or a hook with a method and a URL."""
_WORDS = ("ethod", "METHOD", "erb:", "VERB", "方法")
"""One of these stands in every label for a method."""


def _value(document: Document, column: Column, block: Block) -> Iterator[_Said]:
    if isinstance(block, Paragraph | CodeBlock):
        text = _bare(block.text.strip().partition("\n")[0])
        yield _Said(column, text, Span(document.source, block.start, block.end))

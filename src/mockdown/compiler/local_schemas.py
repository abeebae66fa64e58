"""Takes out of the operations the sections that describe a schema which the operation names.

### Parameters
| `pot` | [New Pot](#new-pot) Object |
#### New Pot
| `width` | Number |          <- a member of the pot, not of the body
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from operator import itemgetter

from mockdown.compiler.naming import words_of
from mockdown.compiler.schema_names import key_of, keys_of, split_reference
from mockdown.extractors.fields import table_columns
from mockdown.extractors.scopes import Scope
from mockdown.extractors.statuses import status_column
from mockdown.extractors.type_links import is_local, read_type, reference_to
from mockdown.extractors.types import parse_type
from mockdown.model.schema import Schema
from mockdown.readers.blocks import (
    Block,
    Document,
    Inline,
    ListBlock,
    Paragraph,
    Quote,
    Section,
    Table,
)
from mockdown.values import replace
from mockdown.vocabularies.columns import Column
from mockdown.vocabularies.composition import find_base
from mockdown.vocabularies.english import singular
from mockdown.vocabularies.roles import Role, role_of

Reads = Callable[[Document, Section], bool]
"""Whether a section can be read as a schema."""

_ASIDE = re.compile(r"^[^()\n]{1,80}?\(([^()]{2,80})\)")
_POINTER = re.compile(
    r"(?:\b(?:see|cf\.?|refer to|via|using|use|under|in|by|from|at|about)(?: the| also| our)?"
    r"|\b(?:documentation|docs|section)(?: on| for)?)\W*$",
    re.IGNORECASE,
)
_GROUP = re.compile(
    r"^(?:(?:data|common|shared|api|json) )?(?:schemas?|models?|objects?|definitions|types"
    r"|structures|entities|data structures)$",
    re.IGNORECASE,
)
"""Titles of sections that hold schemas, also on a page with one operation."""
_KEPT = frozenset((Role.NONE, Role.DECOY, Role.PARAMETERS, Role.ENUM))
"""Roles of titles that may still be names, where a type links to them: `Options`, `Permissions`."""


def take_out_schemas(scopes: Sequence[Scope], reads: Reads) -> list[Scope]:
    """The scopes without the sections that describe schemas."""
    return [_take_out(scope, reads) for scope in scopes]


def _take_out(scope: Scope, reads: Reads) -> Scope:
    below = scope.section.sections
    if not below or all(end <= below[0].start for _, end in scope.ranges):
        return scope  # one of several operations in the blocks of one section
    inner = [
        section
        for section in scope.section.walk()
        if section is not scope.section and section.heading is not None and scope.owns(section.start)
    ]
    strong: dict[str, set[int]] = {}
    weak: dict[str, set[int]] = {}
    for section in (scope.section, *inner):
        for key in _typed(section.blocks):
            strong.setdefault(key, set()).add(id(section))
        for key in (*_linked(section.blocks), *_extended(scope.document, section.blocks)):
            weak.setdefault(key, set()).add(id(section))

    def is_schema(section: Section) -> bool:
        return not _announces(scope, section) and reads(scope.document, section)

    taken: list[tuple[int, int]] = []
    for section in inner:
        if _hold(taken, section.start) or _announces(scope, section):
            continue
        named = _is_named(section, strong, weak) and is_schema(section)
        variants = any(_is_named(child, strong, weak) and is_schema(child) for child in section.sections)
        grouped = _GROUP.match(section.title.strip(" :#*`")) and any(map(is_schema, section.sections))
        if named or grouped or (variants and role_of(section.title) is Role.NONE and is_schema(section)):
            taken.append((section.start, section.end))
    if not taken:
        return replace(scope, title=_title(scope, taken))
    return replace(
        scope,
        title=_title(scope, taken),
        passages=tuple(passage for passage in scope.passages if not _hold(taken, passage.block.start)),
        ranges=tuple(_less(scope.ranges, taken)),
    )


def _hold(taken: Sequence[tuple[int, int]], offset: int) -> bool:
    """Whether sections that were taken out, in the order of the page, hold the byte at an offset."""
    index = bisect_right(taken, offset, key=itemgetter(0)) - 1
    return index >= 0 and offset < taken[index][1]


def _title(scope: Scope, taken: Sequence[tuple[int, int]]) -> str:
    """The title of what is left: of the one section in it, where nothing else stands beside."""
    section, title = scope.section, scope.title
    while not section.blocks:
        left = [
            child
            for child in section.sections
            if scope.owns(child.start) and (child.start, child.end) not in taken
        ]
        if len(left) != 1 or not _announces(scope, left[0]) or role_of(left[0].title) is not Role.NONE:
            break
        section, title = left[0], left[0].title
    return title


def _announces(scope: Scope, section: Section) -> bool:
    return any(section.start <= found.span.start < section.end for found in scope.announcements)


def _is_named(section: Section, strong: dict[str, set[int]], weak: dict[str, set[int]]) -> bool:
    role = role_of(section.title)
    if role not in _KEPT:
        return False
    anchor = section.heading.anchor if section.heading is not None else None
    keys = keys_of(section.title, anchor)
    named = any(strong.get(key, set()) - {id(section)} for key in keys)
    return named or (role is Role.NONE and any(weak.get(key, set()) - {id(section)} for key in keys))


def _less(ranges: Iterable[tuple[int, int]], taken: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    for start, end in ranges:
        at = start
        for first, last in taken:
            if at <= first < end:
                yield at, first
                at = min(last, end)
        yield at, end


def _typed(blocks: Sequence[Block]) -> Iterator[str]:
    """The keys of the schemas that columns and brackets for types name."""
    for block in blocks:
        if isinstance(block, Table):
            columns = table_columns(block)
            for cell in _typed_cells(block, columns):
                yield from _keys(read_type(cell)) if cell.links else _keys_of_type(cell.text)
        elif isinstance(block, ListBlock):
            for inline in _items(block):
                found = _ASIDE.match(inline.text)
                if found is not None:
                    for part in found[1].split(","):
                        yield from _keys(parse_type(part))
                    for link in inline.links:
                        if is_local(link) and link.text in found[1]:
                            yield from _reference_keys(reference_to(link.text, link.target))
        elif isinstance(block, Paragraph):
            yield from _keys(read_type(block.inline)) if len(block.text) < 80 and block.inline.links else ()


def _typed_cells(table: Table, columns: Sequence[Column]) -> Iterator[Inline]:
    """The cells that hold types: those of columns for types, and links beside a status."""
    typed = [index for index, column in enumerate(columns) if column in (Column.TYPE, Column.SCHEMA)]
    linked = status_column(table, columns) is not None
    for row in table.rows:
        if linked:
            for index, cell in enumerate(row.cells[: len(columns)]):
                if index in typed or cell.links:
                    yield cell
        else:
            yield from [row.cells[index] for index in typed if index < len(row.cells)]


def _linked(blocks: Sequence[Block]) -> Iterator[str]:
    """The keys of what sentences link to, unless they only point there: "see [Filters](#filters)"."""
    for inline in _inlines(blocks):
        at = 0
        for link in inline.links:
            found = inline.text.find(link.text, at)
            if found < 0 or not is_local(link):
                continue
            at = found + len(link.text)
            if _POINTER.search(inline.text[max(0, found - 40) : found]) is None:
                yield from _reference_keys(reference_to(link.text, link.target))


def _extended(document: Document, blocks: Sequence[Block]) -> Iterator[str]:
    """The keys of the schemas that others start from: "extends `Trail`"."""
    for block in blocks:
        if isinstance(block, Paragraph):
            found = find_base(document.source.slice(block.start, block.end))
            if found is not None:
                yield key_of(found["name"].partition("](")[0])


def _inlines(blocks: Sequence[Block]) -> Iterator[Inline]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block.inline
        elif isinstance(block, ListBlock):
            yield from _items(block)
        elif isinstance(block, Quote):
            yield from _inlines(block.blocks)
        elif isinstance(block, Table):
            for row in block.rows:
                yield from row.cells


def _items(block: ListBlock, depth: int = 0) -> Iterator[Inline]:
    for item in block.items:
        for inner in item.blocks:
            if isinstance(inner, Paragraph):
                yield inner.inline
            elif isinstance(inner, ListBlock) and depth < 8:
                yield from _items(inner, depth + 1)


def _keys(schema: Schema) -> Iterator[str]:
    if schema.ref is not None:
        yield from _reference_keys(schema.ref)
    for part in (schema.items, schema.additional, *schema.any_of, *schema.all_of):
        if part is not None:
            yield from _keys(part)


@lru_cache(maxsize=4096)
def _keys_of_type(written: str) -> tuple[str, ...]:
    """The keys that a type without links names; tables repeat a few of them."""
    return tuple(_keys(parse_type(written.partition("\n")[0])))


@lru_cache(maxsize=4096)
def _reference_keys(reference: str) -> tuple[str, ...]:
    text, page, anchor = split_reference(reference)
    if page:
        return ()
    named = (key_of(text), key_of(singular(words_of(text))))
    return (key_of(anchor), *named) if anchor else named

"""Gives operations that an index announces the sections to which its rows link."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from mockdown.compiler.page_paths import PagePaths
from mockdown.compiler.schema_names import key_of
from mockdown.extractors.announcements import Announcement, Strength
from mockdown.extractors.claims import Claim
from mockdown.extractors.fields import table_columns
from mockdown.readers.blocks import (
    Block,
    Document,
    Inline,
    Item,
    Link,
    ListBlock,
    Paragraph,
    Row,
    Section,
    Table,
)
from mockdown.source import Span
from mockdown.values import dataclass, replace
from mockdown.vocabularies.columns import Column
from mockdown.vocabularies.roles import Role, role_of

_OF_MESSAGES = frozenset((Column.SCHEMA, Column.TYPE, Column.STATUS, Column.SCOPE, Column.SINCE))
"""Columns whose links lead to schemas and the like, not to operations."""


@dataclass(frozen=True, slots=True)
class _Target:
    """The section that a row links to, and the row."""

    document: Document
    section: Section
    row: Row | Item
    blocks: tuple[Block, ...]
    """What the row says besides, where it is on the same page."""


def follow_links(
    documents: Sequence[Document],
    announced: Sequence[Sequence[Announcement]],
    claims: Mapping[str, Claim],
) -> list[list[Announcement]]:
    """The announcements of each page, those of an index moved to the sections that describe them.

    A section that announces an operation itself, that several operations link to, or that says
    nothing, is left alone.
    """
    finder = _Sections(documents, announced)
    targets: dict[int, _Target] = {}
    for document, found in zip(documents, announced, strict=True):
        for announcement in found:
            target = finder.target_of(document, announcement)
            if target is not None:
                targets[id(announcement)] = target
    users = _users(announced, targets)
    moved: dict[str, list[Announcement]] = {document.name: [] for document in documents}
    placed: set[tuple[tuple[str, str], int]] = set()
    for document, found in zip(documents, announced, strict=True):
        for announcement in found:
            target = targets.get(id(announcement))
            if target is None or users[id(target.section)] > 1:
                moved[document.name].append(announcement)
                continue
            claims[document.name](target.row.start, target.row.end)
            if (announcement.key, id(target.section)) not in placed:
                placed.add((announcement.key, id(target.section)))
                moved[target.document.name].append(_at(announcement, target))
    return [
        sorted(moved[document.name], key=lambda announcement: announcement.span.start)
        for document in documents
    ]


def _users(announced: Sequence[Sequence[Announcement]], targets: Mapping[int, _Target]) -> Counter[int]:
    """How many operations link to each section."""
    pairs = {
        (announcement.key, id(targets[id(announcement)].section))
        for found in announced
        for announcement in found
        if id(announcement) in targets
    }
    return Counter(section for _, section in pairs)


def _at(announcement: Announcement, target: _Target) -> Announcement:
    place = target.section.heading or target.section
    span = Span(target.document.source, place.start, place.end)
    return replace(announcement, span=span, block=None, section=target.section, row=target.blocks)


class _Sections:
    """The sections of all pages by the anchors that lead to them."""

    def __init__(self, documents: Sequence[Document], announced: Sequence[Sequence[Announcement]]) -> None:
        self._documents = {document.name: document for document in documents}
        self._paths = PagePaths(self._documents)
        self._announcing = {id(item.section) for found in announced for item in found}
        self._anchors: dict[str, dict[str, Section]] = {}

    def target_of(self, document: Document, announcement: Announcement) -> _Target | None:
        """The section that describes what a row announces, if its first fitting link leads to one."""
        if announcement.strength is not Strength.INDEX or announcement.block is None:
            return None
        for links, row in _places(announcement):
            for link in links:
                found = self._find(document, link)
                if found is not None and self._describes(found[1], announcement):
                    here = found[0] is document
                    return _Target(*found, row, _said(row, announcement.block) if here else ())
        return None

    def _find(self, document: Document, link: Link) -> tuple[Document, Section] | None:
        page, _, anchor = link.target.partition("#")
        if page.startswith(("http:", "https:", "mailto:")) or not (page or anchor):
            return None
        pages = self._paths.matching(page) if page else [document.name]
        for name in pages[:1]:
            target = self._documents[name]
            if anchor:
                section = self._of(target).get(key_of(anchor))
            else:
                section = _only(target.root) if target is not document else None
            if section is not None:
                return target, section
        return None

    def _of(self, document: Document) -> dict[str, Section]:
        known = self._anchors.get(document.name)
        if known is None:
            known = self._anchors[document.name] = {}
            for section in document.root.walk():
                if section.heading is not None:
                    known.setdefault(key_of(section.heading.anchor or section.title), section)
            for section in document.root.walk():
                if section.heading is not None:
                    known.setdefault(key_of(section.title), section)
        return known

    def _describes(self, section: Section, announcement: Announcement) -> bool:
        """Whether a section may be that of one operation: it announces none, and tells something."""
        if section is announcement.section or role_of(section.title) is not Role.NONE:
            return False
        return bool(section.blocks or section.sections) and not any(
            id(inner) in self._announcing for inner in section.walk()
        )


def _only(root: Section) -> Section:
    """The one section of a page below its title, or the page."""
    return root.sections[0] if len(root.sections) == 1 and not root.blocks else root


def _places(announcement: Announcement) -> Iterator[tuple[Sequence[Link], Row | Item]]:
    """The links of the row or item of an announcement that may lead to its description."""
    block, at = announcement.block, announcement.span.start
    if isinstance(block, Table):
        columns = table_columns(block)
        for row in block.rows:
            if row.start <= at < row.end:
                for index, cell in enumerate(row.cells):
                    if index >= len(columns) or columns[index] not in _OF_MESSAGES:
                        yield _leading(cell), row
    elif isinstance(block, ListBlock):
        for item in block.items:
            first = item.blocks[0] if item.blocks else None
            if item.start <= at < item.end and isinstance(first, Paragraph):
                yield _leading(first.inline), item


def _said(row: Row | Item, block: Block) -> tuple[Block, ...]:
    if isinstance(row, Item):
        return row.blocks[1:]
    return (Table(block.header, (row,), row.start, row.end),) if isinstance(block, Table) else ()


_BEFORE = 60


def _leading(inline: Inline) -> Sequence[Link]:
    """The first link of a text, unless a sentence stands before it."""
    if not inline.links or inline.text.find(inline.links[0].text) > _BEFORE:
        return ()
    return inline.links[:1]

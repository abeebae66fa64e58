"""Divides the blocks of a section among the operations that it announces."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter

from mockdown.extractors.announcements import Announcement
from mockdown.extractors.placed import Placed
from mockdown.extractors.titles import is_pseudo_heading
from mockdown.readers.blocks import Block, ListBlock, Paragraph, Section, Table
from mockdown.vocabularies.roles import Role, role_of

_SHARING = 100
"""So many operations, announced one after the other, may share what follows them."""


def regions_of(
    section: Section, own: Sequence[Announcement]
) -> Iterator[tuple[list[Announcement], list[Block]]]:
    from_heading = [announcement for announcement in own if announcement.block is None]
    current: list[Announcement] = from_heading
    blocks: list[Block] = []
    shared = True
    placed = Placed(
        [(found.block.start, found) for found in own if found.block is not None], start=itemgetter(0)
    )
    for block in section.blocks:
        announced = [found for _, found in placed.between(block.start, block.end)]
        items = _own_items(block, announced)
        if items:
            if current:
                yield current, blocks
            yield from items
            current, blocks = [], []
        elif announced:
            title = [blocks.pop()] if blocks and _is_title(blocks[-1]) and not shared else []
            if current and shared and len(current) < _SHARING:
                current, blocks = [*current, *announced], [*blocks, block]
                continue
            if current:
                yield current, blocks
            current, blocks, shared = announced, [*title, block], True
        else:
            shared = shared and (not current or _is_title(block) or _is_or(block))
            blocks.append(block)
    if current:
        yield current, blocks


def are_alternatives(regions: Sequence[tuple[list[Announcement], list[Block]]]) -> bool:
    """Whether bare announcements are ways to ask for the same: one method, and one noun at the end."""
    asked = {
        (announcement.method, last_noun(announcement))
        for announced, _ in regions
        for announcement in announced
    }
    announcing = {id(announcement.block) for announced, _ in regions for announcement in announced}
    return len(asked) == 1 and all(
        isinstance(block, Paragraph) or id(block) in announcing for _, blocks in regions for block in blocks
    )


def last_noun(announcement: Announcement) -> tuple[str, bool]:
    segments = announcement.template.segments
    nouns = [segment for segment in segments if "{" not in segment]
    return (nouns[-1] if nouns else ""), bool(segments) and "{" in segments[-1]


def _own_items(
    block: Block, announced: Sequence[Announcement]
) -> list[tuple[list[Announcement], list[Block]]]:
    """List items which announce an operation each and say something of it."""
    if len(announced) < 2:
        return []
    announced = sorted(announced, key=lambda found: found.span.start)
    if isinstance(block, Table):
        return _own_rows(block, announced)
    if not isinstance(block, ListBlock):
        return []
    regions: list[tuple[list[Announcement], list[Block]]] = []
    placed = Placed(announced, start=lambda found: found.span.start)
    for item in block.items:
        first = placed.between(item.start, item.end)[:1]
        if first:
            regions.append((first, list(item.blocks)))
    return regions if len(regions) > 1 else []


def _own_rows(
    block: Table, announced: Sequence[Announcement]
) -> list[tuple[list[Announcement], list[Block]]]:
    """Rows which announce operations each: a table of one row for each."""
    regions: list[tuple[list[Announcement], list[Block]]] = []
    placed = Placed(announced, start=lambda found: found.span.start)
    for row in block.rows:
        inside = placed.between(row.start, row.end)
        if inside:
            regions.append((inside, [Table(block.header, (row,), row.start, row.end)]))
    return regions


_OR = frozenset(("or", "or alternatively", "alternatively", "or else", "or also"))


def _is_or(block: Block) -> bool:
    """Whether a paragraph only joins two announcements: "or:"."""
    return isinstance(block, Paragraph) and block.text.strip(" :,.…*_").lower() in _OR


def _is_title(block: Block) -> bool:
    if not isinstance(block, Paragraph):
        return False
    text = block.text
    label, colon, value = text.partition(":")
    if colon and value.strip() and role_of(label) is not Role.NONE:
        return False  # it says something of what stands before it: "Responses: 200, 404"
    return is_pseudo_heading(block) or (len(text) < 60 and not text.rstrip().endswith((".", ":", "!", "?")))


def region_title(blocks: Iterable[Block], announced: Sequence[Announcement]) -> str:
    for block in blocks:
        if block is announced[0].block:
            break
        if isinstance(block, Paragraph) and _is_title(block):
            return block.text.strip(" :")
    said = {found.summary for found in announced}
    return announced[0].summary if len(said) == 1 else ""

"""Nests list items that the page indents, but by too little for CommonMark.

-   **filters** – which ones
  -   `status`        <- two spaces where CommonMark 5.2 asks for four: an item beside, not below
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from mockdown.readers.blocks import Block, Item, ListBlock, Quote
from mockdown.values import replace

_STEP = 2
"""The least indentation that is meant; one space more or less is chance."""

_BULLETS = (b"-", b"*", b"+")


def nest_items(blocks: Iterable[Block], data: bytes) -> list[Block]:
    """The blocks with the items of each list below the items they are indented under."""
    return [_nest(block, data) for block in blocks]


def _nest(block: Block, data: bytes) -> Block:
    if isinstance(block, Quote):
        inner = nest_items(block.blocks, data)
        return block if all(map(_same, inner, block.blocks)) else replace(block, blocks=tuple(inner))
    if not isinstance(block, ListBlock):
        return block
    items = tuple(_inside(item, data) for item in block.items)
    columns = [_column(item.start, data) for item in items]
    if all(column - columns[0] < _STEP for column in columns):
        return block if all(map(_same, items, block.items)) else replace(block, items=items)
    return replace(block, items=tuple(_grouped(items, columns)))


def _column(start: int, data: bytes) -> int:
    """Where the bullet stands, which the start of an item may be before; 0 for items of HTML."""
    while data[start : start + 1] == b" ":
        start += 1
    return start - data.rfind(b"\n", 0, start) if data[start : start + 1] in _BULLETS else 0


def _same(first: object, second: object) -> bool:
    return first is second


def _inside(item: Item, data: bytes) -> Item:
    blocks = nest_items(item.blocks, data)
    return item if all(map(_same, blocks, item.blocks)) else replace(item, blocks=tuple(blocks))


def _grouped(items: Sequence[Item], columns: Sequence[int]) -> list[Item]:
    """Items of one column, each with those that are indented more as a list in it."""
    found: list[Item] = []
    index = 0
    while index < len(items):
        end = index + 1
        while end < len(items) and columns[end] - columns[index] >= _STEP:
            end += 1
        item = items[index]
        if end > index + 1:
            below = _grouped(items[index + 1 : end], columns[index + 1 : end])
            nested = ListBlock(tuple(below), below[0].start, below[-1].end)
            item = replace(item, blocks=(*item.blocks, nested), end=nested.end)
        found.append(item)
        index = end
    return found

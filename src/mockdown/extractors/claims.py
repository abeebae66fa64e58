"""Tells the ledger which lines of a block facts came of: rows and items that gave none stay unread."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence

from mockdown.extractors.facts import EnumFact, Fact, FieldsFact, TextFact
from mockdown.readers.blocks import Block, Definition, DefinitionList, Item, ListBlock, Row, Table

Claim = Callable[[int, int], None]
"""Told the bytes that a fact came of."""


def claim_block(block: Block, facts: Sequence[Fact], claim: Claim) -> None:
    """Claim what the facts of a block came of: its rows or items, or all of it where they tell no finer."""
    parts = _parts(block)
    starts = sorted(_starts(facts))
    whole = any(isinstance(fact, EnumFact) for fact in facts)  # one value stands for its whole group
    if whole or not parts or not all(parts[0].start <= start < block.end for start in starts):
        claim(block.start, block.end)
        return
    claim(block.start, parts[0].start)
    for part in parts:
        index = bisect_left(starts, part.start)
        if index < len(starts) and starts[index] < part.end:
            claim(part.start, part.end)


def claim_paragraph(block: Block, facts: Iterable[Fact], claim: Claim) -> Iterator[Fact]:
    """Pass the facts of a paragraph on, and claim it where they are more than its words."""
    claimed = False
    for fact in facts:
        if not claimed and not isinstance(fact, TextFact):
            claimed = True
            claim(block.start, block.end)
        yield fact


def _parts(block: Block) -> tuple[Row, ...] | tuple[Item, ...] | tuple[Definition, ...]:
    if isinstance(block, Table):
        return block.rows
    if isinstance(block, ListBlock):
        return block.items
    return block.entries if isinstance(block, DefinitionList) else ()


def _starts(facts: Iterable[Fact]) -> Iterator[int]:
    for fact in facts:
        if isinstance(fact, FieldsFact):
            for field in fact.fields:
                yield field.span.start
        else:
            yield fact.span.start

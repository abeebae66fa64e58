"""Groups a flat run of blocks into sections by the levels of their headings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from mockdown.readers.blocks import Block, Heading, Section


@dataclass(slots=True)
class _Open:
    """A section that is still being filled."""

    heading: Heading | None
    start: int
    blocks: list[Block] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)

    @property
    def level(self) -> int:
        return self.heading.level if self.heading else 0

    def close(self, end: int) -> Section:
        return Section(self.heading, tuple(self.blocks), tuple(self.sections), self.start, end)


def build_sections(blocks: Sequence[Block], end: int) -> Section:
    """Build the root section of a page from its blocks; `end` is the length of the page in bytes."""
    stack = [_Open(None, 0)]
    for block in blocks:
        if isinstance(block, Heading):
            while stack[-1].level >= block.level:
                closed = stack.pop().close(block.start)
                stack[-1].sections.append(closed)
            stack.append(_Open(block, block.start))
        else:
            stack[-1].blocks.append(block)
    while len(stack) > 1:
        closed = stack.pop().close(end)
        stack[-1].sections.append(closed)
    return stack[0].close(end)

"""Tells whether an operation is deprecated, by its title, its announcement and what is said of it."""

from __future__ import annotations

import re
from itertools import zip_longest

from mockdown.compiler.evidence import Evidence
from mockdown.extractors.facts import TextFact
from mockdown.extractors.scopes import Scope
from mockdown.readers.blocks import Block, ListBlock, Paragraph, Table

_DEPRECATED = re.compile(
    r"^[\s>*_!\[\]`:-]*(?:(?:warning|caution|note|important|danger)\W+)?deprecated\b"
    r"|^\W*`[^`\n]+`[\s*_:(\[–—-]*deprecated\b"
    r"|\bthis (?:\w+ )?(?:endpoint|operation|method|api|route|call|resource|request|function)"
    r" (?:is|was|has been) (?:now )?deprecated\b",
    re.IGNORECASE,
)
"""A paragraph that says of the operation as a whole that it is deprecated."""
_MARK = re.compile(r"^\W*deprecated\W*$", re.IGNORECASE)
"""A paragraph that is nothing but the mark."""


def is_deprecated(item: Evidence) -> bool:
    """Whether the pages say that an operation is deprecated."""
    titles = (item.scopes[0].title, item.announcement.summary)
    if any("deprecated" in text.lower() for text in titles):
        return True
    if any(_DEPRECATED.search(fact.text[:300]) is not None for fact in item.of(TextFact)):
        return True
    return any(_is_marked(scope) for scope in item.scopes)


def _is_marked(scope: Scope) -> bool:
    """Whether a mark stands by itself, and neither in a part nor above a list of fields."""
    if not scope.is_of_one:
        return False
    announcing = [found.block for found in scope.announcements]
    before: Block | None = None
    for passage, following in zip_longest(scope.passages, scope.passages[1:]):
        block = passage.block
        if isinstance(block, Paragraph) and _MARK.match(block.text) and passage.trail in ((), (block.text,)):
            heads = following is not None and isinstance(following.block, Table | ListBlock)
            if not heads or before is None or before in announcing:
                return True
        before = block
    return False

"""Tells the request that announces the operation of its section from one that is an example."""

from __future__ import annotations

import re
from collections.abc import Iterable

from mockdown.readers.blocks import CodeBlock, Paragraph, Section
from mockdown.vocabularies.roles import Role, role_of

_VERSION = re.compile(r"^[^\n]*\bHTTP/\d")
_EXAMPLE = re.compile(
    r"\b(?:examples?|samples?|for instance|e\.g|try|tutorial|walk-?through|quick-?start|getting started"
    r"|scenario|workflow|guide|how to|usage)\b",
    re.IGNORECASE,
)


def opening_request(section: Section, above: Iterable[Section]) -> CodeBlock | None:
    """The first code of a section, where only prose stands before it and nothing speaks of an example.

    With headers or a body below its first line it may be all that announces an operation.
    """
    if section.heading is None or role_of(section.title) is not Role.NONE:
        return None
    if any(_EXAMPLE.search(outer.title) for outer in (section, *above)):
        return None
    for block in section.blocks:
        if isinstance(block, CodeBlock):
            return None if _VERSION.match(block.text.lstrip()) else block
        if not isinstance(block, Paragraph) or _EXAMPLE.search(block.text):
            return None
    return None

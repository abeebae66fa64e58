"""Mends the outline of pages on which announcements stand below the headings of the operation before.

    ## Beds
    **GET /beds/:bed**
    ##### 404: Not found
    **POST /beds/:bed/water**        <- CommonMark puts this under "404: Not found"

Such announcements become headings themselves, one level above the headings that belong to operations.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from mockdown.extractors.announced_lines import parse_line
from mockdown.readers.blocks import Block, Document, Heading, Paragraph, Section
from mockdown.readers.sections import build_sections
from mockdown.vocabularies.roles import Role, role_of, status_in

_OF_OPERATIONS = frozenset(
    (Role.STATUSES, Role.RESPONSE, Role.PARAMETERS, Role.QUERY, Role.BODY, Role.PATH, Role.HEADER, Role.FORM)
)
"""Roles of headings that belong to an operation, and so cannot hold the next."""


def mend_outline(document: Document) -> Document:
    """The document with announcements as headings where the outline puts them under another operation."""
    if not any(_misplaced(section) for section in document.root.walk()):
        return document
    blocks = list(_flat(document.root))
    levels = [block.level for block in blocks if isinstance(block, Heading) and _belongs(block.text)]
    level = min(levels)
    mended: list[Block] = []
    for block in blocks:
        if isinstance(block, Heading):
            # Make room for one level between those of operations and those below.
            mended.append(replace(block, level=block.level + 1) if block.level >= level else block)
        elif isinstance(block, Paragraph) and _announces(block):
            mended.append(Heading(level, block.inline, block.start, block.end))
        else:
            mended.append(block)
    return replace(document, root=build_sections(mended, document.root.end))


def _misplaced(section: Section) -> bool:
    return (
        section.heading is not None
        and _belongs(section.title)
        and any(isinstance(block, Paragraph) and _announces(block) for block in section.blocks[1:])
    )


def _belongs(title: str) -> bool:
    return role_of(title) in _OF_OPERATIONS or (title[:1].isdigit() and status_in(title[:12]) is not None)


def _announces(block: Paragraph) -> bool:
    line = parse_line(block.text)
    return line is not None and "\n" not in block.text


def _flat(section: Section) -> Iterator[Block]:
    if section.heading is not None:
        yield section.heading
    yield from section.blocks
    for child in section.sections:
        yield from _flat(child)

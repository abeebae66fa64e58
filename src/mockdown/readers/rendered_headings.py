"""Gives the headings of a rendered page their levels back: page, operation, part of an operation."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from mockdown.readers.rendered_pieces import Kind, Piece
from mockdown.readers.rendered_words import STATUS_TITLE, is_structure
from mockdown.vocabularies.roles import Role, role_of

NAVIGATION = 6
"""So many titles in a row with nothing under them are a site's navigation."""
_DEEPEST = 6
_SECTIONS = re.compile(
    r"(?:.*\b(?:object|model|schema|resource|type|entity|objects|models|schemas|types)|(?:\w+\.)+\w+|auth\w*"
    r"|errors?|pagination|rate limit\w*|introduction|overview|getting started|versioning|webhooks?"
    r"|conventions"
    r"|changelog|appendix)",
    re.IGNORECASE,
)
"""Titles of sections that belong to no operation."""


def level_headings(pieces: Sequence[Piece]) -> list[Piece]:
    """Give each title its level, so that all of an operation stands under the operation's title."""
    pieces = _without_navigation(pieces)
    titles = [index for index, piece in enumerate(pieces) if piece.kind is Kind.TITLE]
    names = _names_of_sections(pieces, titles)
    operations = {start for start, end in pairwise([*names, len(pieces)]) if _announces(pieces[start:end])}
    levels = _levels(pieces, names, operations)
    return [replace(piece, level=levels.get(index, 0)) for index, piece in enumerate(pieces)]


def _without_navigation(pieces: Sequence[Piece]) -> list[Piece]:
    """Titles in a long row are links to elsewhere: all but the last are plain text."""
    kept = list(pieces)
    start = 0
    while start < len(kept):
        end = start
        while end < len(kept) and kept[end].kind is Kind.TITLE:
            end += 1
        if end - start >= NAVIGATION:
            last = end if end == len(kept) else end - 1
            for index in range(start, last):
                kept[index] = replace(kept[index], kind=Kind.PROSE)
        start = end + 1
    return kept


def _announces(pieces: Sequence[Piece]) -> bool:
    return any(
        piece.kind is Kind.ANNOUNCEMENT or (piece.kind is Kind.CODE and piece.info == "shell")
        for piece in pieces
    )


def _names_of_sections(pieces: Sequence[Piece], titles: list[int]) -> list[int]:
    """The titles that are names of pages, operations or objects, not of parts of these."""
    names: list[int] = []
    announced = False
    at = 0
    for index in titles:
        announced = announced or _announces(pieces[at:index])
        at = index
        if not _is_part(pieces, index, first=not names, announced=announced):
            names.append(index)
            announced = False
    return names


def _is_part(pieces: Sequence[Piece], index: int, *, first: bool, announced: bool) -> bool:
    text = pieces[index].text
    if STATUS_TITLE.fullmatch(text):
        return True
    if not is_structure(text):
        return False
    # "Events" and "Roles" name resources as often as they name parts.
    if role_of(text) is Role.DECOY:
        follows = index + 1 < len(pieces) and pieces[index + 1].kind is Kind.ANNOUNCEMENT
        return announced and not follows
    return not first or index > 0 or len(pieces) < 2


def _levels(pieces: Sequence[Piece], names: list[int], operations: set[int]) -> dict[int, int]:
    single = len(operations) == 1 and bool(names) and names[0] in operations
    paged = bool(names) and (single or names[0] not in operations)
    levels: dict[int, int] = {}
    base, nested = (1 if paged else 2), False
    position = {index: at for at, index in enumerate(names)}
    for index, piece in enumerate(pieces):
        if piece.kind is not Kind.TITLE:
            continue
        if index in position:
            level = _level_of_name(pieces, names, position[index], operations, paged=paged)
            levels[index] = level
            base, nested = (base if level > 2 else level), False
            continue
        inner = nested and _is_message(piece.text)
        levels[index] = min(base + 1 + inner + bool(STATUS_TITLE.fullmatch(piece.text)), _DEEPEST)
        nested = inner or (
            role_of(piece.text) is Role.EXAMPLE and piece.text.lower() not in ("file", "snippet")
        )
    return levels


def _is_message(text: str) -> bool:
    return text.lower() == "file" or role_of(text) in (Role.REQUEST, Role.RESPONSE, Role.BODY)


def _level_of_name(
    pieces: Sequence[Piece], names: list[int], at: int, operations: set[int], *, paged: bool
) -> int:
    index = names[at]
    if at == 0 and paged:
        return 1
    if index in operations:
        return 2
    following = names[at + 1] if at + 1 < len(names) else len(pieces)
    if following == index + 1 and following in operations:
        return 1
    earlier = any(name in operations for name in names[:at])
    if not earlier or _SECTIONS.fullmatch(pieces[index].text):
        return 2
    single = len(operations) == 1 and names[0] in operations
    return 2 if single else 3

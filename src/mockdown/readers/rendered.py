"""Rebuilds Markdown from text copied out of a rendered page, which has no marks left."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from mockdown.readers.rendered_cells import fits
from mockdown.readers.rendered_code import find_code
from mockdown.readers.rendered_escapes import escape
from mockdown.readers.rendered_fields import ROLES as FIELD_ROLES
from mockdown.readers.rendered_fields import find_field
from mockdown.readers.rendered_headings import level_headings
from mockdown.readers.rendered_output import table_piece, write
from mockdown.readers.rendered_pieces import Kind, Piece
from mockdown.readers.rendered_stacks import find_stack
from mockdown.readers.rendered_tables import Header, find_header, find_values
from mockdown.readers.rendered_words import (
    ADMONITIONS,
    ANNOUNCEMENT,
    BARE_METHOD,
    BARE_PATH,
    CHROME,
    LABEL,
    LANGUAGES,
    STATUS_ITEM,
    STATUS_TITLE,
    has_permalink,
    is_structure,
    is_title,
    without_permalink,
)  # fmt: skip
from mockdown.source import Line
from mockdown.vocabularies.roles import Role, role_of

_NAME = re.compile(
    r"[:{<]([A-Za-z][\w.-]{0,60})[}>]?|\"([A-Za-z_][\w.-]{0,60})\"\s*:|[?&]([A-Za-z_][\w.\[\]-]{0,60})"
)
LONGEST_TITLE = 80
LONGEST_LABEL = 500
"""What is longer is no heading, label or announcement."""


def _is_status(text: str) -> bool:
    return STATUS_ITEM.match(text) is not None or (
        STATUS_TITLE.fullmatch(text) is not None and not text.isdecimal()
    )


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """Markdown lines, and those that the site had put around them."""

    lines: list[Line]
    chrome: tuple[Line, ...]


def rebuild(lines: Sequence[Line]) -> Rebuilt:
    """Find the pieces of a rendered page, and write them as Markdown."""
    pieces = Splitter(lines).split()
    chrome = tuple(line for piece in pieces if piece.kind is Kind.CHROME for line in piece.lines)
    kept = [piece for piece in pieces if piece.kind is not Kind.CHROME]
    return Rebuilt(write(level_headings(kept)), chrome)


@dataclass(frozen=True)
class Splitter:
    """Parts the lines of a page into pieces."""

    lines: Sequence[Line]
    texts: list[str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "texts", [line.text.strip() for line in self.lines])

    @cached_property
    def spaced(self) -> bool:
        """Whether empty lines stand between the blocks of the page: above most of its headings."""
        parts = [
            index for index, text in enumerate(self.texts) if len(text) < LONGEST_TITLE and is_structure(text)
        ]
        if not parts:
            return sum(not text for text in self.texts) * 8 >= len(self.texts)
        return sum(index == 0 or not self.texts[index - 1] for index in parts) * 2 >= len(parts)

    @cached_property
    def names(self) -> frozenset[str]:
        """The names that paths, queries and JSON of the page use."""
        found = _NAME.findall("\n".join(self.texts))
        return frozenset(name for groups in found for name in groups if name)

    def split(self) -> list[Piece]:
        """The pieces in the order of the page."""
        pieces: list[Piece] = []
        index, role = 0, Role.NONE
        while index < len(self.texts):
            if self.texts[index]:
                piece, index = self._piece(index, pieces[-1] if pieces else None, role)
                pieces.append(piece)
                role = role_of(piece.text) if piece.kind is Kind.TITLE else role
            else:
                index += 1
        return pieces

    def _piece(self, index: int, before: Piece | None, role: Role) -> tuple[Piece, int]:
        """The piece that starts on a line, and the line after it."""
        text = self.texts[index]
        if len(text) > LONGEST_LABEL:
            return self._code(index) or self._take(Kind.PROSE, index)
        if CHROME.fullmatch(text) or self._labels_code(index):
            return self._take(Kind.CHROME, index)
        return (
            self._code(index)
            or self._announcement(index)
            or self._table(index, role)
            or self._stack(index)
            or self._field(index, role)
            or self._label(index)
            or self._admonition(index)
            or self._title(index, before)
            or self._take(Kind.PROSE, index)
        )

    def _take(self, kind: Kind, start: int, end: int = 0, info: str = "") -> tuple[Piece, int]:
        end = end or start + 1
        glued = start > 0 and bool(self.texts[start - 1])
        return Piece(kind=kind, lines=tuple(self.lines[start:end]), info=info, glued=glued), end

    def _next(self, index: int) -> int:
        """The next line that is not empty, or the end."""
        index += 1
        while index < len(self.texts) and not self.texts[index]:
            index += 1
        return index

    def _labels_code(self, index: int) -> bool:
        """Whether a line is the name of a language, on a tab or over its code."""
        if self.texts[index].lower() not in LANGUAGES:
            return False
        following = self._next(index)
        if following == len(self.texts):
            return False
        return self.texts[following].lower() in LANGUAGES or find_code(self.lines, following) is not None

    def _announcement(self, index: int) -> tuple[Piece, int] | None:
        text = self.texts[index]
        if ANNOUNCEMENT.fullmatch(text):
            return self._take(Kind.ANNOUNCEMENT, index)
        following = self._next(index)
        if BARE_METHOD.fullmatch(text) and following < len(self.texts):
            path = self.texts[following]
            if len(path) < LONGEST_LABEL and BARE_PATH.fullmatch(path):
                lines = (self.lines[index], self.lines[following])
                return Piece(kind=Kind.ANNOUNCEMENT, lines=lines), following + 1
        return None

    def _code(self, index: int) -> tuple[Piece, int] | None:
        found = find_code(self.lines, index)
        return self._take(Kind.CODE, index, found[0], found[1]) if found else None

    def _table(self, index: int, role: Role) -> tuple[Piece, int] | None:
        below = self._next(index)
        apart = below > index + 1
        head = [line.text for line in (self.lines[index], *self.lines[below : below + 1])]
        header = find_header(head)
        if header is None and role is Role.ENUM:
            header = find_values(head)
        if header is None:
            return None
        rows = [self.lines[index]]
        end = index + 1
        # Rows that stand apart must look like rows, for text may follow as well.
        while below < len(self.texts) and (
            self._fits(below, header) if apart else self._is_row(below, header)
        ):
            rows.append(self.lines[below])
            end = below + 1
            below = self._next(below) if apart else end
        return (table_piece(header, rows, lambda: self.names), end) if len(rows) > 1 else None

    def _stack(self, index: int) -> tuple[Piece, int] | None:
        found = find_stack(self.texts, index)
        if found is None:
            return None
        end, texts = found
        return Piece(kind=Kind.TABLE, lines=tuple(self.lines[index:end]), texts=tuple(texts)), end

    def _field(self, index: int, role: Role) -> tuple[Piece, int] | None:
        """A field, and the sentence under it."""
        texts = find_field(self.texts, index) if role in FIELD_ROLES else None
        if texts is None:
            return None
        named = end = index + len(texts)
        while end < len(self.texts) and not find_field(self.texts, end):
            if not (self._is_sentence(end) or (end == named and self._is_text(end))):
                break
            # A hyphen would open a list of its own.
            texts.append(("– " if end == named else "") + escape(self.texts[end]))
            end += 1
        return Piece(kind=Kind.ITEM, lines=tuple(self.lines[index:end]), texts=tuple(texts)), end

    def _is_row(self, index: int, header: Header) -> bool:
        text = self.texts[index]
        if not text:
            return False
        if self._fits(index, header):
            return True
        if not self.spaced:
            return False
        if len(text) < LONGEST_LABEL and (
            ANNOUNCEMENT.fullmatch(text) or is_structure(text) or has_permalink(text)
        ):
            return False
        return find_code(self.lines, index) is None

    def _fits(self, index: int, header: Header) -> bool:
        return fits(self.lines[index].text, header, lambda: self.names)

    def _label(self, index: int) -> tuple[Piece, int] | None:
        following = self._next(index)
        if LABEL.fullmatch(self.texts[index]) and following < len(self.texts):
            return self._take(Kind.QUOTE, index) if find_code(self.lines, following) else None
        return None

    def _admonition(self, index: int) -> tuple[Piece, int] | None:
        """The kind on a line of its own, and the paragraph under it."""
        kind = self.texts[index].lower()
        start = self._next(index)
        if kind not in ADMONITIONS or start == len(self.texts) or not self._is_sentence(start):
            return None
        end = start + 1
        while self.spaced and end < len(self.texts) and self._is_sentence(end):
            end += 1
        lines = (self.lines[index], *self.lines[start:end])
        return Piece(kind=Kind.ADMONITION, lines=lines, info=kind), end

    def _is_sentence(self, index: int) -> bool:
        return self._is_text(index) and not is_title(self.texts[index])

    def _is_text(self, index: int) -> bool:
        """Whether a line may be text: it is no code, and no known part of a page."""
        text = self.texts[index]
        if len(text) < LONGEST_LABEL and (
            not text or ANNOUNCEMENT.fullmatch(text) or is_structure(text) or _is_status(text)
        ):
            return False
        return find_code(self.lines, index) is None and not self._labels_code(index)

    def _title(self, index: int, before: Piece | None) -> tuple[Piece, int] | None:
        text = self.texts[index]
        title = without_permalink(text)
        if not title:
            return None
        if _is_status(title) and not self._has_code_under(index):
            texts = (escape(title),)
            return Piece(kind=Kind.ITEM, lines=(self.lines[index],), texts=texts), index + 1
        if not (
            has_permalink(text) or (self._stands_alone(index, before) and self._reads_as_title(index, title))
        ):
            return None
        return Piece(kind=Kind.TITLE, lines=(self.lines[index],), texts=(title,)), index + 1

    def _reads_as_title(self, index: int, text: str) -> bool:
        if STATUS_TITLE.fullmatch(text):
            return self._has_code_under(index)
        return is_structure(text) or is_title(text)

    def _has_code_under(self, index: int) -> bool:
        following = self._next(index)
        return following < len(self.texts) and find_code(self.lines, following) is not None

    def _stands_alone(self, index: int, before: Piece | None) -> bool:
        """Whether no sentence runs into the line, or out of it."""
        if not self.spaced:
            return True
        if index > 0 and self.texts[index - 1] and before is not None and before.kind is Kind.PROSE:
            return False
        after = index + 1
        if after >= len(self.texts) or not self.texts[after] or is_structure(self.texts[index]):
            return True
        return not self._is_sentence(after)

"""Writes the pieces of a rendered page as Markdown, each line with the place that it came from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from mockdown.readers.rendered_cells import split_row
from mockdown.readers.rendered_escapes import escape, escape_marks
from mockdown.readers.rendered_glued import Names
from mockdown.readers.rendered_pieces import Kind, Piece
from mockdown.readers.rendered_tables import Header
from mockdown.readers.rendered_words import ADMONITIONS, ANNOUNCEMENT
from mockdown.source import Line
from mockdown.vocabularies.columns import Column

_BULLET = re.compile(r"[•◦‣⁃▪●○·]\s*")
_TICKS = re.compile(r"`+")
_IDENTIFIER = re.compile(r"[\w.\[\]{}$@:/-]+")


def write(pieces: Sequence[Piece]) -> list[Line]:
    """The Markdown of the pieces, with an empty line between blocks."""
    lines: list[Line] = []
    before: Piece | None = None
    for piece in pieces:
        written = list(_WRITERS[piece.kind](piece))
        joined = before is not None and before.kind is piece.kind and (
            piece.kind is Kind.ITEM or (piece.kind is Kind.PROSE and piece.glued)
        )  # fmt: skip
        if lines and written and not joined:
            lines.append(written[0]._replace(text=""))
        lines.extend(written)
        before = piece
    return lines


def _write_title(piece: Piece) -> Iterator[Line]:
    yield piece.lines[0]._replace(text=f"{'#' * max(piece.level, 1)} {escape(piece.text)}")


def _write_prose(piece: Piece) -> Iterator[Line]:
    for line in piece.lines:
        text = line.text.strip()
        bullet = _BULLET.match(text)
        yield line._replace(text=f"- {escape(text[bullet.end() :])}" if bullet else escape(text))


def _write_code(piece: Piece) -> Iterator[Line]:
    ticks = max((len(run) for line in piece.lines for run in _TICKS.findall(line.text)), default=0)
    fence = "`" * max(3, ticks + 1)
    yield piece.lines[0]._replace(text=fence + piece.info)
    yield from piece.lines
    yield piece.lines[-1]._replace(text=fence)


def _write_announcement(piece: Piece) -> Iterator[Line]:
    """A code span; a method and a path on two lines stay on two, so that each keeps its place."""
    if len(piece.lines) > 1:
        yield piece.lines[0]._replace(text=f"`{piece.lines[0].text.strip().upper()}")
        yield piece.lines[-1]._replace(text=f"{piece.lines[-1].text.strip()}`")
        return
    found = ANNOUNCEMENT.fullmatch(piece.text)
    if found is None:
        yield from _write_prose(piece)
        return
    rest = f" {escape(found['rest'])}" if found["rest"] else ""
    yield piece.lines[0]._replace(text=f"`{found['methods']} {found['path']}`{rest}")


def _write_quote(piece: Piece) -> Iterator[Line]:
    for line in piece.lines:
        yield line._replace(text=f"> {escape(line.text)}")


def _write_admonition(piece: Piece) -> Iterator[Line]:
    yield piece.lines[0]._replace(text=f"> [!{ADMONITIONS[piece.info]}]")
    yield from _write_quote(replace(piece, lines=piece.lines[1:]))


def _write_item(piece: Piece) -> Iterator[Line]:
    for at, (line, text) in enumerate(zip(piece.lines, piece.texts, strict=True)):
        yield line._replace(text=("  " if at else "- ") + text)


def _write_table(piece: Piece) -> Iterator[Line]:
    for line, text in zip(piece.lines, piece.texts, strict=True):
        yield line._replace(text=text)


_WRITERS = {
    Kind.TITLE: _write_title,
    Kind.PROSE: _write_prose,
    Kind.CODE: _write_code,
    Kind.TABLE: _write_table,
    Kind.ANNOUNCEMENT: _write_announcement,
    Kind.QUOTE: _write_quote,
    Kind.ADMONITION: _write_admonition,
    Kind.ITEM: _write_item,
}


def table_piece(header: Header, lines: Sequence[Line], names: Names) -> Piece:
    """The table that a header row and the rows under it are."""
    texts = [_row(header.titles), "|" + " --- |" * len(header.titles)]
    texts += [_row(_cells(header, split_row(line.text, header, names))) for line in lines[1:]]
    return Piece(kind=Kind.TABLE, lines=(lines[0], *lines), texts=tuple(texts))


def _cells(header: Header, cells: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(
        f"`{cell}`" if column is Column.NAME and _IDENTIFIER.fullmatch(cell) else escape_marks(cell)
        for column, cell in zip(header.columns, cells, strict=True)
    )


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"

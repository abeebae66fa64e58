"""Undoes a code host's page copy: what stood around the document, beside its lines, between its blocks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mockdown.readers.scraped_blocks import lost_its_empty_lines, separate_blocks
from mockdown.readers.scraped_chrome import find_end, find_mark, find_start
from mockdown.readers.scraped_gutter import has_pipe_gutter, without_numbers, without_pipes
from mockdown.source import Line


@dataclass(frozen=True, slots=True)
class PageCopy:
    """A document freed from the page it was copied with."""

    lines: list[Line]
    chrome: tuple[Line, ...] = ()
    gutter: bool = False
    parted: bool = False


def undo_page_copy(lines: Sequence[Line], text: str) -> PageCopy | None:
    """The document in a code host's page; None when nothing was done to the lines (`text` joined)."""
    start = find_start(lines)
    copied = start > 0
    body: Sequence[Line] = lines[start:] if copied else lines
    unnumbered = without_numbers(body, 0, find_mark(body))
    if unnumbered is not None:
        body, copied = unnumbered, True
    pipes = has_pipe_gutter(lines, text)
    if pipes:
        body, copied = without_pipes(body), True
    if copied:
        body = body[: find_end(body, 0)]
    parted = ("\n\n" not in text or copied) and lost_its_empty_lines(body, copied=copied)
    if parted:
        body = separate_blocks(body)
    if not copied and not parted:
        return None
    kept = {(line.file.name, line.number) for line in body}
    chrome = tuple(line for line in lines if (line.file.name, line.number) not in kept)
    return PageCopy(list(body), chrome, unnumbered is not None or pipes, parted)

"""Why an element of a description is as it is: the lines behind it, and what was said against them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from mockdown.diagnostics import Diagnostic
from mockdown.source import Origin, Rank
from mockdown.targets.compiling import Compiled

KINDS = ("2", "3")
"""Guesses and contradictions, by the hundreds of their codes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceLine:
    """A line of the docs with the elements it is behind."""

    page: str
    line: int
    rank: Rank
    """The strongest of its elements'."""
    text: str
    pointers: tuple[str, ...]
    """Relative to the element that is explained; empty for that itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """An element with all that is known of how it was come by."""

    api: str
    pointer: str
    element: Any = field(repr=False)
    origin: Origin | None
    """The line behind the element, or behind the nearest one around it."""
    around: str | None
    """The pointer of that nearest one, where the element has no line of its own."""
    lines: tuple[SourceLine, ...]
    findings: tuple[Diagnostic, ...]
    """Guesses and contradictions about these lines or about the operation."""


def explain(compiled: Compiled, pointer: str) -> Explanation:
    """Gather what is behind an element."""
    description = compiled.description
    mapped = _mapped(compiled, pointer)
    lines = tuple(_lines(compiled, pointer))
    places = {(line.page, line.line) for line in lines}
    owner = "/".join(pointer.split("/")[:4])
    if owner.startswith("/paths/") and owner.count("/") == 3:
        places |= {(line.page, line.line) for line in _lines(compiled, owner)}
    if mapped is not None:
        origin = description.source_map.pointers[mapped]
        places.add((origin.page, origin.line))
    return Explanation(
        api=description.name,
        pointer=pointer,
        element=description.at(pointer) if pointer else description.document,
        origin=None if mapped is None else description.source_map.pointers[mapped],
        around=mapped if mapped != pointer else None,
        lines=lines,
        findings=tuple(one for one in compiled.diagnostics if _is_about(one, places)),
    )


def _mapped(compiled: Compiled, pointer: str) -> str | None:
    """The pointer itself or the nearest around it that has a line."""
    pointers = compiled.description.source_map.pointers
    while pointer and pointer not in pointers:
        pointer = pointer.rpartition("/")[0]
    return pointer if pointer in pointers else None


def _lines(compiled: Compiled, pointer: str) -> Iterator[SourceLine]:
    """The lines behind an element and all below it, in the order in which the description has them."""
    found: dict[tuple[str, int], list[tuple[str, Origin]]] = {}
    for place, origin in compiled.description.source_map.pointers.items():
        if place == pointer or place.startswith(f"{pointer}/"):
            found.setdefault((origin.page, origin.line), []).append((place[len(pointer) :], origin))
    ranks = list(Rank)
    texts = _Texts(compiled)
    for (page, line), members in sorted(found.items(), key=lambda item: item[1][0][0] != ""):
        yield SourceLine(
            page=page,
            line=line,
            rank=min((origin.rank for _, origin in members), key=ranks.index),
            text=texts.line(page, line),
            pointers=tuple(place for place, _ in members),
        )


class _Texts:
    """The lines of the pages, and of what is read beside them: overlays, partials, the pages of a map."""

    def __init__(self, compiled: Compiled) -> None:
        self._root = compiled.target.root
        self._lines: dict[str, tuple[str, ...]] = {page.name: page.lines for page in compiled.pages}

    def line(self, page: str, number: int) -> str:
        if page not in self._lines:
            self._lines[page] = self._read(page)
        lines = self._lines[page]
        return lines[number - 1].rstrip("\r") if 0 < number <= len(lines) else ""

    def _read(self, page: str) -> tuple[str, ...]:
        path = (self._root / page).resolve()
        if not path.is_relative_to(self._root.resolve()):
            return ()
        try:
            return tuple(path.read_bytes().decode("utf-8", "replace").split("\n"))
        except OSError:
            return ()


def _is_about(diagnostic: Diagnostic, places: set[tuple[str, int]]) -> bool:
    if diagnostic.code.id[3] not in KINDS:
        return False
    labels = [label for label in (diagnostic.primary, *diagnostic.secondary) if label is not None]
    for label in labels:
        start = label.span.location
        if any((start.page, line) in places for line in range(start.line, label.span.end_line + 1)):
            return True
    return False

"""The form for people: the sentence, the lines it is about with marks under them, the way out."""

from __future__ import annotations

from collections.abc import Iterator
from io import StringIO
from itertools import groupby

from rich.console import Console
from rich.text import Text

from mockdown.diagnostics import Diagnostic, Severity
from mockdown.reporting.excerpts import Excerpt
from mockdown.reporting.glyphs import columns, visible

STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow", Severity.INFO: "bold cyan"}
FRAME, SECONDARY = "blue", "blue"
LEAST_WIDTH = 40
MOST_PLACES = 4
"""So many labels are shown; the others are counted."""


def render_full(diagnostic: Diagnostic, width: int) -> Text:
    """Write one diagnostic over several lines."""
    severity = diagnostic.code.severity
    found = Text()
    found.append(f"{severity}[{diagnostic.code.id}]", STYLES[severity])
    found.append(f": {visible(diagnostic.message)}\n", "bold")
    excerpts = _excerpts(diagnostic)
    hidden = max(len(diagnostic.secondary) + 1 - MOST_PLACES, 0)
    gutter = max((len(str(excerpt.line)) for excerpt in excerpts), default=1)
    if excerpts:
        for line in _frames(excerpts, gutter, width, STYLES[severity]):
            found.append_text(line).append("\n")
    elif diagnostic.page:
        found.append(f"{' ' * gutter}--> ", FRAME).append(f"{visible(diagnostic.page)}\n")
    if hidden and excerpts:
        places = "1 more place" if hidden == 1 else f"{hidden} more places"
        found.append(f"{' ' * gutter} = ", FRAME).append("and ").append(f"{places}\n")
    if diagnostic.help:
        found.append(f"{' ' * gutter} = ", FRAME).append("help", "bold").append(
            f": {visible(diagnostic.help)}\n"
        )
    return found


def paint(text: Text, *, color: bool) -> str:
    """The text with the terminal's colour sequences, or without any."""
    if not color:
        return text.plain
    buffer = StringIO()
    # A console wide enough never folds: the lines are cut to the terminal's width already.
    console = Console(
        file=buffer, force_terminal=True, color_system="standard", width=100_000, no_color=False
    )
    console.print(text, end="", soft_wrap=True, highlight=False, markup=False, emoji=False)
    return buffer.getvalue()


def _excerpts(diagnostic: Diagnostic) -> list[Excerpt]:
    if diagnostic.primary is None:
        return []
    first = Excerpt.of(diagnostic.primary)
    return [first, *(Excerpt.of(label, primary=False) for label in diagnostic.secondary[: MOST_PLACES - 1])]


def _frames(excerpts: list[Excerpt], gutter: int, width: int, style: str) -> Iterator[Text]:
    """A frame for each page, that of the primary label first."""
    pages = list(dict.fromkeys(excerpt.page for excerpt in excerpts))
    for page in pages:
        here = [excerpt for excerpt in excerpts if excerpt.page == page]
        arrow = "-->" if page == excerpts[0].page else ":::"
        place = f"{visible(page)}:{here[0].line}:{here[0].column}"
        yield Text().append(f"{' ' * gutter}{arrow} ", FRAME).append(place)
        yield _margin("", gutter)
        last = None
        for number, group in groupby(sorted(here, key=lambda e: (e.line, e.start)), key=lambda e: e.line):
            if last is not None and number > last + 1:
                yield Text("...", FRAME)
            last = number
            yield from _marked_line(list(group), gutter, width, style)


def _margin(number: str, gutter: int) -> Text:
    return Text().append(f"{number:>{gutter}} |", FRAME)


def _marked_line(excerpts: list[Excerpt], gutter: int, width: int, style: str) -> Iterator[Text]:
    line = excerpts[0].text
    start, end = _window(line, excerpts, max(width - gutter - 3, LEAST_WIDTH))
    before = "…" if start else ""
    shown = before + visible(line[start:end]) + ("…" if end < len(line) else "")
    yield _margin(str(excerpts[0].line), gutter).append(f" {shown}".rstrip())
    at = columns(line[start:end])

    def column(index: int) -> int:
        return len(before) + at[min(max(index - start, 0), len(at) - 1)]

    yield _marks(excerpts, [(column(e.start), column(e.end)) for e in excerpts], gutter, style)
    for excerpt in reversed(excerpts[:-1]):
        if excerpt.note:
            indent = " " * (column(excerpt.start) + 1)
            yield _margin("", gutter).append(indent + visible(excerpt.note), _style(excerpt, style))


def _marks(excerpts: list[Excerpt], ranges: list[tuple[int, int]], gutter: int, style: str) -> Text:
    """The line of `^^^` and `---`, with the note of the last label behind it."""
    marks = _margin("", gutter).append(" ")
    at = 0
    for excerpt, (start, end) in zip(excerpts, ranges, strict=True):
        start = max(start, at)  # noqa: PLW2901 - labels may overlap: the first wins
        end = max(end, start + 1)  # noqa: PLW2901
        marks.append(" " * (start - at))
        marks.append(("^" if excerpt.primary else "-") * (end - start), _style(excerpt, style))
        at = end
    if excerpts[-1].note:
        marks.append(f" {visible(excerpts[-1].note)}", _style(excerpts[-1], style))
    return marks


def _style(excerpt: Excerpt, style: str) -> str:
    return style if excerpt.primary else SECONDARY


def _window(line: str, excerpts: list[Excerpt], room: int) -> tuple[int, int]:
    """The part of a long line that is shown: as much as fits, the first label near its start."""
    if len(line) <= room and columns(line)[-1] <= room:
        return 0, len(line)
    start = max(min(excerpts[0].start - room // 4, len(line) - room), 0)
    at = columns(line[start : start + room])
    fits = sum(1 for column in at[1:] if column <= room - 2)
    return start, start + fits

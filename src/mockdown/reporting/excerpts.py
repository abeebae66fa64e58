"""The line of a file that a label is about, and where on it the label stands."""

from __future__ import annotations

from dataclasses import dataclass

from mockdown.diagnostics import Label
from mockdown.source import SourceFile, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Excerpt:
    """A line as it stands on disk, with the half-open range of characters that is labelled."""

    page: str
    line: int
    text: str
    start: int
    end: int
    note: str
    primary: bool = True

    @property
    def column(self) -> int:
        """Where the label starts, as people count."""
        return self.start + 1

    @classmethod
    def of(cls, label: Label, *, primary: bool = True) -> Excerpt:
        """Find the labelled text on its line of the file, which may differ from the line that was read."""
        location = label.span.location
        lines = _file(label.span).lines
        text = lines[location.line - 1].rstrip("\r") if location.line <= len(lines) else ""
        start, end = _place(text, _first_line(label.span), location.column - 1)
        return cls(
            page=location.page,
            line=location.line,
            text=text,
            start=start,
            end=end,
            note=label.note,
            primary=primary,
        )


def _file(span: Span) -> SourceFile:
    origins = span.text.origins
    if not origins:
        return span.text.file
    return origins[min(span.text.line_index(span.start), len(origins) - 1)][0]


def _first_line(span: Span) -> str:
    return span.text.slice(span.start, span.end).split("\n", 1)[0].rstrip("\r")


def _place(line: str, wanted: str, column: int) -> tuple[int, int]:
    if not wanted.strip():
        return min(column, len(line)), min(column, len(line)) + 1
    if line.startswith(wanted, column):
        return column, column + len(wanted)
    found = line.find(wanted.strip())
    if found >= 0:
        return found, found + len(wanted.strip())
    return len(line) - len(line.lstrip()), max(len(line.rstrip()), 1)

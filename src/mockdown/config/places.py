"""Where a key stands in a TOML text: `tomllib` gives values without their lines."""

from __future__ import annotations

import re

from mockdown.diagnostics import Label
from mockdown.source import SourceFile, Span

_HEADER = re.compile(r"\s*\[\[?([^\]]+)\]\]?")
_KEY = re.compile(r"\s*([\w.\"'-]+)\s*=")


def _parts(dotted: str) -> tuple[str, ...]:
    return tuple(part.strip().strip("\"'") for part in dotted.split("."))


def find_key(source: SourceFile, path: tuple[str, ...]) -> Label | None:
    """The line on which a key, or the table of that name, is written; None where it is not found."""
    table: tuple[str, ...] = ()
    for number, line in enumerate(source.lines, start=1):
        if header := _HEADER.match(line):
            table = _parts(header[1])
            if table[: len(path)] == path:
                return label_line(source, number)
        elif (key := _KEY.match(line)) and (*table, *_parts(key[1]))[: len(path)] == path:
            return label_line(source, number)
    return None


def label_line(source: SourceFile, number: int) -> Label | None:
    """A label under the words of a line."""
    span = Span.of_line(source, number)
    return Label(span) if span else None

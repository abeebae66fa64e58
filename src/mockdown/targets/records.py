"""A build with its diagnostics as JSON values, and back: what the cache keeps.

Whatever does not come back exactly as it was is not kept; whatever is not of this form is not taken.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import groupby
from typing import Any

from mockdown import codes
from mockdown.diagnostics import Code, Diagnostic, Label
from mockdown.emit import BuildResult
from mockdown.model.ledger import Ledger, LineClass, PageLedger
from mockdown.source import Origin, Rank, SourceFile, SourceText, Span

Json = Any

LONGEST_LABEL = 50_000
"""A label over more bytes than this is not kept, nor the build it belongs to."""

_CODES: Mapping[str, Code] = {code.id: code for code in codes.ALL}


class NotKeptError(Exception):
    """A build cannot be written down, or a record is not of this form."""


def write_build(result: BuildResult, diagnostics: Sequence[Diagnostic]) -> Json:
    """A build as JSON values."""
    return {
        "document": result.document,
        "pointers": [
            [pointer, origin.page, origin.line, origin.rank] for pointer, origin in result.pointers.items()
        ],
        "ledger": [[page.page, _runs(page.lines), page.left] for page in result.ledger.pages],
        "diagnostics": [_write_diagnostic(one) for one in diagnostics],
    }


def read_build(record: Json, file: Callable[[str], SourceFile]) -> tuple[BuildResult, list[Diagnostic]]:
    """The build that a record tells of; `file` gives the files that labels stand in, by name."""
    pointers = {pointer: Origin(page, line, Rank(rank)) for pointer, page, line, rank in record["pointers"]}
    pages = tuple(PageLedger(page, _lines(runs), left) for page, runs, left in record["ledger"])
    diagnostics = [_read_diagnostic(one, file) for one in record["diagnostics"]]
    return BuildResult(record["document"], pointers, Ledger(pages)), diagnostics


def _runs(lines: Sequence[LineClass]) -> Json:
    return [[kind.value, len(list(members))] for kind, members in groupby(lines)]


def _lines(runs: Json) -> tuple[LineClass, ...]:
    lines: list[LineClass] = []
    for kind, count in runs:
        lines += [LineClass(kind)] * count
    return tuple(lines)


def _write_diagnostic(one: Diagnostic) -> Json:
    return {
        "code": one.code.id,
        "message": one.message,
        "help": one.help,
        "page": one.page,
        "labels": [_write_label(label) for label in (one.primary, *one.secondary) if label is not None],
        "primary": one.primary is not None,
    }


def _read_diagnostic(record: Json, file: Callable[[str], SourceFile]) -> Diagnostic:
    labels = [_read_label(label, file) for label in record["labels"]]
    primary = labels.pop(0) if record["primary"] else None
    return Diagnostic(
        code=_CODES[record["code"]],
        message=record["message"],
        primary=primary,
        secondary=tuple(labels),
        help=record["help"],
        page=record["page"],
    )


def _write_label(label: Label) -> Json:
    """The lines of the text that was read, where each came from, and the range in them."""
    span, text = label.span, label.span.text
    first = text.line_index(span.start)
    start = text.line_starts[first]
    end = max(span.end, span.start)
    newline = text.data.find(b"\n", end)
    chunk = text.data[start : newline if newline >= 0 else len(text.data)]
    if len(chunk) > LONGEST_LABEL:
        raise NotKeptError("a label is too long")
    lines = chunk.decode("utf-8", "surrogatepass").split("\n")
    places = [(text.file, first + index + 1) for index in range(len(lines))]
    if text.origins is not None:
        places = [text.origins[min(first + index, len(text.origins) - 1)] for index in range(len(lines))]
    return {
        "note": label.note,
        "page": text.file.name,
        "lines": lines,
        "places": [[place.name, number] for place, number in places],
        "range": [span.start - start, span.end - start],
    }


def _read_label(record: Json, file: Callable[[str], SourceFile]) -> Label:
    places = tuple((file(name), number) for name, number in record["places"])
    text = SourceText(file(record["page"]), "\n".join(record["lines"]), places)
    start, end = record["range"]
    if not 0 <= start <= len(text.data) or len(places) != len(record["lines"]):
        raise NotKeptError("a label lies outside its text")
    return Label(Span(text, start, end), record["note"])

"""Pages on disk → `SourceFile`s.  A page that cannot be read is reported, and the others are read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from mockdown import codes
from mockdown.diagnostics import Diagnostic, Label, MockdownError, Report
from mockdown.source import SourceFile, SourceText, Span
from mockdown.targets.pages import shown_name

LONGEST_PAGE = 4_000_000
"""Bytes of a page that are read: more than twice the longest page known.  What follows is left out."""
_PIECE = 1 << 20
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


def read_sources(paths: Iterable[Path], root: Path, report: Report) -> list[SourceFile]:
    """Read pages as bytes; what is not text at all is left out, with a diagnostic.

    Raises MockdownError, with all of them, when pages are text in another encoding than UTF-8: what they
    say would be read wrongly without anybody noticing.
    """
    sources = []
    foreign: list[Diagnostic] = []
    for path in paths:
        name = shown_name(path, root)
        try:
            with path.open("rb") as stream:
                source = _read_page(name, stream)
        except OSError as error:
            message = f"the page cannot be read: {(error.strerror or str(error)).lower()}"
            help_ = "check what it is and its permissions"
            report(Diagnostic(code=codes.SRC105, message=message, page=name, help=help_))
            continue
        if b"\0" in source.data:
            report(_binary(source))
            continue
        if source.left:
            report(_cut(source))
        foreign.extend(_foreign_encoding(source))
        sources.append(source)
    if foreign:
        raise MockdownError(*foreign)
    return sources


def _read_page(name: str, stream: BinaryIO) -> SourceFile:
    """The whole lines of a page that are not past the bound; what follows them is only counted."""
    data = stream.read(LONGEST_PAGE + 1)
    if len(data) <= LONGEST_PAGE:
        return SourceFile(name, data)
    newline = b"\n" if b"\n" in data else b"\r"
    head, _, rest = data.rpartition(newline)
    left = 1 + rest.count(newline)
    while piece := stream.read(_PIECE):
        left += piece.count(newline)
    return SourceFile(name, head, left)


def _cut(source: SourceFile) -> Diagnostic:
    lines = f"{source.left:,} lines" if source.left > 1 else "1 line"
    return Diagnostic(
        code=codes.SRC108,
        message=f"the page is longer than {LONGEST_PAGE:,} bytes, and its end is not read: {lines}",
        primary=Label(_last_read(source), "the last line that is read") if source.data else None,
        page=source.name,
        help="split it into several pages",
    )


def _last_read(source: SourceFile) -> Span:
    text = SourceText(source, "\n".join(source.lines))
    return Span(text, text.line_starts[-1], max(len(text.data), text.line_starts[-1] + 1))


def _binary(source: SourceFile) -> Diagnostic:
    kind = "UTF-16 text" if source.data.startswith(_UTF16_MARKS) else "binary data"
    way_out = "save it as UTF-8" if kind == "UTF-16 text" else "move it out of the folder of pages"
    message = f"the page holds {kind}, and is passed over"
    return Diagnostic(code=codes.SRC102, message=message, page=source.name, help=way_out)


def _foreign_encoding(source: SourceFile) -> Iterator[Diagnostic]:
    try:
        source.data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = source.data.count(b"\n" if b"\n" in source.data else b"\r", 0, error.start)
        yield Diagnostic(
            code=codes.SRC101,
            message="the page is not UTF-8 text",
            primary=Label(_first_bad(source, line), "the first byte that cannot be decoded"),
            help="save it as UTF-8",
        )


def _first_bad(source: SourceFile, line: int) -> Span:
    text = SourceText(source, "\n".join(source.lines))
    start = text.line_starts[line]
    at = start + len(source.lines[line].partition("\ufffd")[0].encode())
    return Span(text, at, at + len("\ufffd".encode()))

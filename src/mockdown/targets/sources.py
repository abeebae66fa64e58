"""Pages on disk → `SourceFile`s.  A page that cannot be read is reported, and the others are read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from mockdown import codes
from mockdown.diagnostics import Diagnostic, Label, MockdownError, Report
from mockdown.source import SourceFile, SourceText, Span
from mockdown.targets.pages import shown_name

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
            data = path.read_bytes()
        except OSError as error:
            message = f"the page cannot be read: {(error.strerror or str(error)).lower()}"
            help_ = "check what it is and its permissions"
            report(Diagnostic(code=codes.SRC105, message=message, page=name, help=help_))
            continue
        source = SourceFile(name, data)
        if b"\0" in data:
            report(_binary(source))
            continue
        foreign.extend(_foreign_encoding(source))
        sources.append(source)
    if foreign:
        raise MockdownError(*foreign)
    return sources


def _binary(source: SourceFile) -> Diagnostic:
    kind = "UTF-16 text" if source.data.startswith(_UTF16_MARKS) else "binary data"
    way_out = "save it as UTF-8" if kind == "UTF-16 text" else "move it out of the folder of pages"
    message = f"the page holds {kind}, and is passed over"
    return Diagnostic(code=codes.SRC102, message=message, page=source.name, help=way_out)


def _foreign_encoding(source: SourceFile) -> Iterator[Diagnostic]:
    try:
        source.data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = source.data.count(b"\n", 0, error.start)
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

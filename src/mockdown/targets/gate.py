"""The gate of the ledger: how many lines of the pages may stay unread."""

from __future__ import annotations

from collections.abc import Iterator

from mockdown import codes
from mockdown.diagnostics import Diagnostic, Label
from mockdown.model.ledger import LineClass, PageLedger
from mockdown.reporting.summary import count
from mockdown.source import SourceFile, SourceText, Span
from mockdown.targets.compiling import Compiled

_NAMED = 5
"""So many pages are named: those with most unread lines come first."""


def check_unread(compiled: Compiled, limit: float | None) -> Iterator[Diagnostic]:
    """Say that more than `limit` percent of the lines are unread, and on which pages they stand."""
    if compiled.result is None or limit is None:
        return
    ledger = compiled.result.ledger
    unread = ledger.count(LineClass.UNREAD)
    if unread * 100 <= limit * ledger.total:
        return
    pairs = zip(ledger.pages, compiled.pages, strict=True)
    guilty = sorted((pair for pair in pairs if _unread(pair[0])), key=lambda pair: -_unread(pair[0]))
    first, *others = (_label(page, file) for page, file in guilty[:_NAMED])
    share = f"{100 * unread / ledger.total:.2f} %"
    yield Diagnostic(
        code=codes.SRC107,
        message=(
            f"{unread} of {ledger.total} lines of {compiled.target.name} are unread ({share}, on "
            f"{count(len(guilty), 'page')}), and no more than {limit:g} % may be"
        ),
        primary=first,
        secondary=tuple(others),
        help=f"`mockdown build {compiled.target.given} --ledger` lists them all",
    )


def _unread(page: PageLedger) -> int:
    return page.count(LineClass.UNREAD)


def _label(page: PageLedger, file: SourceFile) -> Label:
    """The first unread line of a page, with their number."""
    number = next(page.unread, len(file.lines))  # or what follows is left out, and this is the last
    text = SourceText(file, "\n".join(file.lines))
    start = text.line_starts[number - 1]
    line = file.lines[number - 1].rstrip("\r").encode()
    note = f"the first of {count(_unread(page), 'unread line')}"
    if next(page.unread, None) is None:
        note = f"{count(page.left, 'line')} after this {'is' if page.left == 1 else 'are'} not read"
    return Label(Span(text, start, start + max(len(line), 1)), note)

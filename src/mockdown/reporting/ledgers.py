"""The ledger as text: shares per page and the unread lines, for people and for machines."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from rich.cells import cell_len
from rich.text import Text

from mockdown.model.ledger import Ledger, LineClass, PageLedger
from mockdown.reporting.full import FRAME, paint
from mockdown.reporting.glyphs import visible
from mockdown.reporting.summary import count
from mockdown.source import SourceFile


class LedgerFormat(StrEnum):
    """How ledgers are written."""

    FULL = "full"
    JSON = "json"


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerReport:
    """The ledger of one API with the pages it speaks of."""

    name: str
    ledger: Ledger
    pages: Sequence[SourceFile] = field(repr=False)


def render_ledgers(
    reports: Sequence[LedgerReport], form: LedgerFormat = LedgerFormat.FULL, *, color: bool = False
) -> str:
    """Write the ledgers of all APIs: a table for each with its unread lines, or one JSON document."""
    if form is LedgerFormat.JSON:
        return (
            json.dumps({"apis": [_plain(report) for report in reports]}, indent=2, ensure_ascii=False) + "\n"
        )
    return "\n".join(paint(_full(report), color=color) for report in reports)


def unread_ranges(page: PageLedger, file: SourceFile) -> Iterator[tuple[int, int]]:
    """The unread lines of a page as ranges, first and last line; empty lines between do not part them."""
    first = last = 0
    for number in page.unread:
        between = file.lines[last : number - 1]
        if first and not any(line.strip() for line in between):
            last = number
            continue
        if first:
            yield first, last
        first = last = number
    if first:
        yield first, last


def share(part: int, whole: int) -> float:
    """A share in percent; nothing is no share of nothing."""
    return 100 * part / whole if whole else 0.0


def _full(report: LedgerReport) -> Text:
    ledger = report.ledger
    found = Text()
    found.append(report.name, "bold")
    size = f"{count(ledger.total, 'line')} on {count(len(ledger.pages), 'page')}"
    shares = (f"{share(ledger.count(kind), ledger.total):.1f} % {kind}" for kind in LineClass)
    found.append(f": {size}: {', '.join(shares)}\n\n")
    for line in _table(ledger):
        found.append_text(line).append("\n")
    for page, file in zip(ledger.pages, report.pages, strict=True):
        for first, last in unread_ranges(page, file):
            found.append_text(_excerpt(page.page, file, first, last))
        if page.left:
            place = f"{visible(page.page)}:{len(page.lines) + 1}-{page.total}"
            found.append(f"\n{place}", "bold").append("\nnot read: the page is too long\n")
    return found


def _table(ledger: Ledger) -> Iterator[Text]:
    names = [visible(page.page) for page in ledger.pages]
    width = max(map(cell_len, (*names, "all pages")))
    yield Text(f"{'page'.ljust(width)}  {'lines':>7}  {'compiled':>9}  {'prose':>9}  {'unread':>9}", "bold")
    rows: list[tuple[str, Ledger | PageLedger, int]] = [
        (name, page, page.total) for name, page in zip(names, ledger.pages, strict=True)
    ]
    rows.append(("all pages", ledger, ledger.total))
    for name, account, total in rows:
        row = Text(name + " " * (width - cell_len(name))).append(f"  {total:>7}")
        for kind in LineClass:
            number = account.count(kind)
            style = "yellow" if number and kind is LineClass.UNREAD else ""
            row.append(f"  {share(number, total):>7.1f} %", style)
        yield row


def _excerpt(page: str, file: SourceFile, first: int, last: int) -> Text:
    place = f"{visible(page)}:{first}" + (f"-{last}" if last > first else "")
    found = Text("\n").append(place, "bold").append("\n")
    for number in range(first, last + 1):
        line = visible(file.lines[number - 1].rstrip("\r"))
        found.append(f"{number:>6} |", FRAME).append(f" {line}".rstrip() + "\n")
    return found


def _plain(report: LedgerReport) -> dict[str, object]:
    pages = zip(report.ledger.pages, report.pages, strict=True)
    return {
        "name": report.name,
        **_counts(report.ledger, report.ledger.total),
        "pages": [_plain_page(page, file) for page, file in pages],
    }


def _plain_page(page: PageLedger, file: SourceFile) -> dict[str, object]:
    return {
        "page": page.page,
        **_counts(page, page.total),
        "unread_lines": [
            {"first": first, "last": last, "text": _text(file.lines[first - 1 : last])}
            for first, last in unread_ranges(page, file)
        ]
        + [{"first": len(page.lines) + 1, "last": page.total, "text": ""}] * bool(page.left),
    }


def _counts(account: Ledger | PageLedger, total: int) -> dict[str, int]:
    return {"lines": total, **{kind.value: account.count(kind) for kind in LineClass}}


def _text(lines: Iterable[str]) -> str:
    return "\n".join(line.rstrip("\r") for line in lines)

"""The ledger as people and programs read it, and its gate."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mockdown.emit import build
from mockdown.reporting.ledgers import LedgerFormat, LedgerReport, render_ledgers, share, unread_ranges
from mockdown.source import SourceFile
from mockdown.targets import check_unread, load_targets

PAGE = "# A\n\n`GET /a`\n\n```\nnobody\n\nreads\n```\n\nWords.\n\n| Sky | Sea |\n|---|---|\n| red | green |\n"


def report_on(**pages: str) -> LedgerReport:
    files = [SourceFile(f"{name}.md", text.encode()) for name, text in pages.items()]
    return LedgerReport(name="shop", ledger=build(files, name="shop").ledger, pages=files)


def test_people_see_shares_and_lines() -> None:
    """Each page has a row; unread lines follow in ranges, with their numbers."""
    assert (
        render_ledgers([report_on(a=PAGE, b="# B\n\nWords.\n")])
        == """\
shop: 20 lines on 2 pages: 5.0 % compiled, 60.0 % prose, 35.0 % unread

page         lines   compiled      prose     unread
a.md            16      6.2 %     50.0 %     43.8 %
b.md             4      0.0 %    100.0 %      0.0 %
all pages       20      5.0 %     60.0 %     35.0 %

a.md:5-9
     5 | ```
     6 | nobody
     7 |
     8 | reads
     9 | ```

a.md:13-15
    13 | | Sky | Sea |
    14 | |---|---|
    15 | | red | green |
"""
    )


def test_programs_get_counts_and_texts() -> None:
    """The JSON form has numbers of lines, and the lines themselves."""
    found = json.loads(render_ledgers([report_on(a=PAGE)], LedgerFormat.JSON))
    (api,) = found["apis"]
    assert {key: api[key] for key in ("name", "lines", "compiled", "prose", "unread")} == {
        "name": "shop",
        "lines": 16,
        "compiled": 1,
        "prose": 8,
        "unread": 7,
    }
    assert api["pages"][0]["unread_lines"] == [
        {"first": 5, "last": 9, "text": "```\nnobody\n\nreads\n```"},
        {"first": 13, "last": 15, "text": "| Sky | Sea |\n|---|---|\n| red | green |"},
    ]


def test_nothing_steers_the_terminal() -> None:
    """Lines of strangers are shown with what steers a terminal made visible."""
    assert "\x1b" not in render_ledgers([report_on(a="`GET /a`\n\n```\n\x1b[31m\n```\n")])
    assert "\x1b[" in render_ledgers([report_on(a=PAGE)], color=True)


def test_unread_pages_without_unread_lines_have_no_ranges() -> None:
    """A page on which all was read has nothing to list."""
    report = report_on(a="`GET /a`\n")
    assert list(unread_ranges(report.ledger.pages[0], report.pages[0])) == []
    assert share(0, 0) == 0


@pytest.mark.parametrize(
    ("limit", "passes"), [(None, True), (100, True), (43.75, True), (43, False), (0, False)]
)
def test_the_gate(tmp_path: Path, limit: float | None, passes: bool) -> None:  # noqa: FBT001
    """As much as is allowed passes, a line more does not."""
    (tmp_path / "a.md").write_text(PAGE)
    (compiled,) = load_targets(["a.md"], cwd=tmp_path)
    found = list(check_unread(compiled, limit))
    assert (not found) is passes
    for diagnostic in found:
        assert "7 of 16 lines" in diagnostic.message
        assert str(diagnostic.location) == "a.md:5"


def test_an_openapi_file_has_no_ledger(tmp_path: Path) -> None:
    """What was not compiled cannot fail the gate."""
    (tmp_path / "a.json").write_text('{"openapi":"3.0.3","info":{"title":"A","version":"1"},"paths":{}}')
    (compiled,) = load_targets(["a.json"], cwd=tmp_path)
    assert list(check_unread(compiled, 0)) == []

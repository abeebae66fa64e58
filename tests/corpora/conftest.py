"""`--full` tests all operations of the corpora; a table at the end says how each description fared."""

from __future__ import annotations

import pytest


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Print one line per description."""
    from test_conformance import REPORTS

    reports = config.stash.get(REPORTS, [])
    if not reports:
        return
    terminalreporter.section("conformance")
    row = "{:<16}{:>11}{:>10}{:>9}{:>10}{:>10}"
    terminalreporter.line(row.format("description", "operations", "with 2xx", "cases", "failures", "seconds"))
    for report in reports:
        figures = (len(report.tested), len(report.succeeded), report.cases, len(report.failures))
        terminalreporter.line(row.format(report.name, *figures, round(report.seconds)))

"""Reports rows of tables of operations whose method OpenAPI cannot describe, such as `LIST`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from mockdown import codes
from mockdown.compiler.checks.case import Case
from mockdown.diagnostics import Diagnostic, Label, Report
from mockdown.extractors.announcements import Announcement
from mockdown.model.paths import METHODS
from mockdown.readers.blocks import Row, Table
from mockdown.source import Span

_METHOD = re.compile(r"^[A-Z]{3,12}$")


def check_foreign_methods(case: Case, report: Report) -> None:
    """A row beside that of an operation has a method that the description can have."""
    for method, (span, path) in foreign_methods(case).items():
        report(
            Diagnostic(
                code=codes.OPN101,
                message=f"OpenAPI has no method {method}: {method} {path} is left out",
                primary=Label(span, "not described"),
                help="where another method does the same, announce that one, too",
            )
        )


def foreign_methods(case: Case) -> Mapping[str, tuple[Span, str]]:
    """The methods that the tables of an operation announce and OpenAPI has not, with places and paths."""
    found: dict[str, tuple[Span, str]] = {}
    for scope in case.evidence.scopes:
        for announcement in scope.announcements:
            for row, method, path in _rows(announcement):
                span = Span(scope.document.source, row.start, row.end)
                found.setdefault(method, (span, path))
    return found


def _rows(announcement: Announcement) -> Iterator[tuple[Row, str, str]]:
    table = announcement.block
    if not isinstance(table, Table):
        return
    columns = {
        index
        for row in table.rows
        for index, cell in enumerate(row.cells)
        if cell.text.strip() == announcement.method
    }
    for row in table.rows:
        cells = [cell.text.strip() for cell in row.cells]
        path = next((cell for cell in cells if cell.startswith("/")), None)
        for index in sorted(columns):
            method = cells[index] if index < len(cells) else ""
            if path is not None and _METHOD.match(method) and method not in METHODS:
                yield row, method, path

"""Reports rows of tables of operations whose method OpenAPI cannot describe, such as `LIST`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from mockdown import codes
from mockdown.compiler.checks.case import Case
from mockdown.diagnostics import Diagnostic, Label, Report
from mockdown.extractors.scopes import Scope
from mockdown.model.paths import METHODS
from mockdown.readers.blocks import Row, Table
from mockdown.source import Span

_METHOD = re.compile(r"^[A-Z]{3,12}$")


def check_foreign_methods(cases: Sequence[Case], report: Report) -> None:
    """A row beside that of an operation has a method that the description can have; each table once."""
    seen: set[int] = set()
    for case in cases:
        for scope, table in _tables(case):
            if id(table) in seen:
                continue
            seen.add(id(table))
            told: set[str] = set()
            for row, method, path in _rows(table):
                if method in told:
                    continue
                told.add(method)
                report(
                    Diagnostic(
                        code=codes.OPN101,
                        message=f"OpenAPI has no method {method}: {method} {path} is left out",
                        primary=Label(Span(scope.document.source, row.start, row.end), "not described"),
                        help="where another method does the same, announce that one, too",
                    )
                )


def is_foreign(method: str, case: Case) -> bool:
    """Whether the tables of an operation announce a method that OpenAPI has not."""
    return method not in METHODS and any(
        method == other for _, table in _tables(case) for _, other, _ in _rows(table)
    )


def _tables(case: Case) -> Iterator[tuple[Scope, Table]]:
    for scope in case.evidence.scopes:
        for announcement in scope.announcements:
            if isinstance(announcement.block, Table):
                yield scope, announcement.block


def _rows(table: Table) -> Iterator[tuple[Row, str, str]]:
    """The rows with such a method, which stands where other rows have one that is known, and a path."""
    columns = sorted(
        {index for row in table.rows for index, cell in enumerate(row.cells) if cell.text.strip() in METHODS}
    )
    for row in table.rows:
        cells = [cell.text.strip() for cell in row.cells]
        path = next((cell for cell in cells if cell.startswith("/")), None)
        for index in columns:
            method = cells[index] if index < len(cells) else ""
            if path is not None and _METHOD.match(method) and method not in METHODS:
                yield row, method, path

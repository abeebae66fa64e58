"""What a page leaves to guess of many operations alike, told once for the page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mockdown import codes
from mockdown.compiler.checks.case import MANY, Case, labels, listed, word_in
from mockdown.compiler.checks.tables import typeless_in_path, undescribed, untyped_in_path
from mockdown.diagnostics import Diagnostic, Label, Report
from mockdown.extractors.facts import StatusFact
from mockdown.model.api import Operation
from mockdown.source import Span


def by_page(cases: Sequence[Case]) -> Iterator[list[Case]]:
    """The operations by the page that announces them first."""
    pages: dict[str, list[Case]] = {}
    for case in cases:
        pages.setdefault(case.evidence.scopes[0].document.name, []).append(case)
    yield from pages.values()


def check_path_descriptions(cases: Sequence[Case], report: Report) -> None:
    """The parameters in a path are described, with a type; told once for each page.

    Docs that describe hardly any leave them to their names, and are left alone.
    """
    lacking = sum(any(True for _ in undescribed(case)) for case in cases)
    usual = lacking * 2 <= sum(bool(case.evidence.template.parameters) for case in cases)
    for page in by_page(cases):
        untyped = [found for case in page for found in untyped_in_path(case)]
        if untyped:
            report(typeless_in_path(untyped))
        names: list[str] = []
        places: list[tuple[Span | None, str]] = []
        for case in page if usual else ():
            for parameter in undescribed(case):
                names.append(parameter.name)
                if parameter.span is not None:
                    places.append((word_in(parameter.span, parameter.name), "not described"))
        found = labels(places, most=MANY)
        if found:
            report(
                Diagnostic(
                    code=codes.PAR401,
                    message=f"no table or list describes {listed(names)} in the path",
                    primary=found[0],
                    secondary=found[1:],
                    help='describe it below a heading "Path parameters": name, type, meaning',
                )
            )


def _announced(case: Case) -> Span:
    """Where an operation is announced; in a block of code, the line that does."""
    return word_in(case.evidence.announcement.span, "curl")


def check_success(cases: Sequence[Case], operations: Sequence[Operation], report: Report) -> None:
    """Operations say which status a success has; told once for each page."""
    implied = {
        id(operation.span): response.status
        for operation in operations
        for response in operation.responses
        if response.implied and response.status.startswith("2")
    }
    for page in by_page(cases):
        silent = [case for case in page if id(case.evidence.announcement.span) in implied]
        if not silent:
            continue
        errors = any(case.evidence.of(StatusFact) for case in silent)
        statuses = [implied[id(case.evidence.announcement.span)] for case in silent]
        first = _announced(silent[0])
        one = len(silent) == 1
        report(
            Diagnostic(
                code=codes.RSP201,
                message=f"{silent[0].name if one else f'{len(silent)} operations'} "
                f"{'shows' if one else 'show'} {'errors, but ' if one and errors else ''}"
                f"neither status nor answer of a success; {listed(statuses)} is assumed",
                primary=Label(first, "no success"),
                secondary=labels(((_announced(case), "no success") for case in silent[1:]), most=MANY),
                help="add a table of statuses, or show an answer with its status line",
            )
        )

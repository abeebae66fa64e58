"""Holds an operation's page against itself: samples against announcements, examples against tables."""

from __future__ import annotations

from mockdown import codes
from mockdown.compiler.evidence import Evidence
from mockdown.compiler.examples import contradicting
from mockdown.diagnostics import Diagnostic, Label, Report
from mockdown.extractors.facts import RequestFact


def check_evidence(evidence: Evidence, report: Report) -> None:
    """Report where what is said of an operation does not agree."""
    if evidence.scopes[0].is_of_one:
        for fact in evidence.of(RequestFact):
            _check_sample(evidence, fact, report)
    for example in contradicting(evidence):
        report(
            Diagnostic(
                code=codes.SCH310,
                message="titled as a request, but the block begins with a status line; it is left out",
                primary=Label(example.span, f"titled {example.title.strip()!r}"),
                help="begin the block with the request line, or call it a response",
            )
        )


def _check_sample(evidence: Evidence, fact: RequestFact, report: Report) -> None:
    request = fact.request
    if request.method == evidence.method or evidence.path_of(fact) is None:
        return
    announced = f"{evidence.method} {evidence.template.path}"
    if request.stated:
        message = f"the sample sends {request.method}, but the page announces {announced}"
        way_out = f"make the sample send {evidence.method}, or mend the announcement"
    else:
        message = f"the sample names no method, so it sends {request.method}; the page announces {announced}"
        way_out = f"add `-X {evidence.method}` to the command"
    report(
        Diagnostic(
            code=codes.OPN301,
            message=message,
            primary=Label(fact.span, f"sends {request.method}"),
            secondary=(Label(evidence.announcement.span, f"announces {evidence.method}"),),
            help=way_out,
        )
    )

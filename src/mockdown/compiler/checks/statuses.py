"""Holds the statuses of samples and sentences against those that a table or list documents."""

from __future__ import annotations

from mockdown import codes
from mockdown.compiler.checks.case import Case, listed, word_after, word_in
from mockdown.diagnostics import Diagnostic, Label, Report
from mockdown.extractors.facts import StatusFact
from mockdown.source import Rank


def check_statuses(case: Case, report: Report) -> None:
    """Samples show, and sentences name, statuses that are listed."""
    if not case.is_alone:
        return
    facts = case.evidence.of(StatusFact)
    told = [fact for fact in facts if fact.rank is Rank.DECLARED]
    for fact in facts:
        if fact.rank is Rank.DECLARED or any(_covers(other.status, fact.status) for other in told):
            continue
        alike = [other for other in told if _kind(other.status) == _kind(fact.status)]
        if not alike:
            continue
        statuses = listed(other.status for other in alike)
        shown = fact.rank is Rank.EXAMPLE
        report(
            Diagnostic(
                code=codes.RSP301 if shown else codes.RSP302,
                message=f"{'a sample' if shown else 'a sentence'} of {case.name} "
                f"{'shows' if shown else 'names'} {fact.status}, but the documented "
                f"{'successes' if _kind(fact.status) else 'errors'} are {statuses}",
                primary=Label(
                    word_after(fact.span, fact.status) if shown else word_in(fact.span, fact.status),
                    "added to the description" if shown else "not taken",
                ),
                secondary=(Label(word_in(alike[0].span, alike[0].status), "documented here"),),
                help=f"add {fact.status} to what is documented, or mend the {'sample' if shown else 'text'}",
            )
        )


def _kind(status: str) -> bool:
    return status.startswith(("1", "2", "3"))


def _covers(documented: str, status: str) -> bool:
    return documented == status or (documented[1:] == "XX" and documented[0] == status[0])

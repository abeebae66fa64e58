"""Holds what operations say of credentials against what their samples send."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import get_close_matches

from mockdown import codes
from mockdown.compiler.checks.case import Case, labels, word_after
from mockdown.compiler.security import Note
from mockdown.diagnostics import Diagnostic, Label, Report
from mockdown.extractors.announcements import Strength
from mockdown.extractors.facts import RequestFact, SecurityFact
from mockdown.source import Rank, Span

_LIKE_NAME = 0.8
"""How much the name of a header must be like another to be taken for a slip."""


def check_credentials(case: Case, report: Report) -> None:
    """An operation that needs no credentials has samples without them, and the reverse."""
    facts = case.evidence.of(SecurityFact)
    open_ = next((fact for fact in facts if not fact.needed), None)
    sent = next((fact for fact in facts if fact.type and fact.rank is Rank.EXAMPLE), None)
    declared = case.evidence.announcement.strength is Strength.DECLARED
    if not declared or not case.is_alone or open_ is None or sent is None:
        return
    report(
        Diagnostic(
            code=codes.SEC301,
            message=f"the page says that {case.name} needs no credentials, but its sample sends some",
            primary=Label(open_.span, "not taken"),
            secondary=(Label(word_after(sent.span, sent.parameter or "Authorization"), "sent here"),),
            help="leave the credentials out of the sample, or say that they are needed",
        )
    )


def check_bare_samples(cases: Sequence[Case], report: Report) -> None:
    """Where samples carry credentials, those of an operation that says it needs some do so too."""
    sending = any(
        fact.type and fact.rank is Rank.EXAMPLE for case in cases for fact in case.evidence.of(SecurityFact)
    )
    if not sending:
        return
    told = (fact for case in cases for fact in case.evidence.of(SecurityFact) if fact.type)
    names = [name for fact in told if (name := fact.parameter or "Authorization")]
    for case in cases:
        facts = case.evidence.of(SecurityFact)
        needed = next((fact for fact in facts if fact.needed and not fact.type), None)
        samples = [fact for fact in case.evidence.samples() if fact.curl]
        if needed is None or not samples or any(fact.type for fact in facts) or not case.is_alone:
            continue
        slip = _misspelt(samples, names)
        report(
            Diagnostic(
                code=codes.SEC302,
                message=f"{case.name} is said to need credentials, but its sample sends none",
                primary=Label(_curl(samples[0]), "sends none"),
                secondary=(Label(needed.span, "said here"),),
                help="add the credentials to the sample, as other samples have them",
            )
            if slip is None
            else Diagnostic(
                code=codes.SEC302,
                message=f"{case.name} is said to need credentials, but its sample sends `{slip[1]}`, "
                f"which is not `{slip[2]}`",
                primary=Label(word_after(slip[0].span, slip[1]), "sent here"),
                secondary=(Label(needed.span, "said here"),),
                help=f"write `{slip[2]}` in the sample, or mend the description of the credentials",
            )
        )


def _misspelt(samples: Sequence[RequestFact], names: Iterable[str]) -> tuple[RequestFact, str, str] | None:
    """A header of a sample that is almost the one that carries credentials, with the name it should have."""
    known = {name.lower(): name for name in names}
    for fact in samples:
        for name in (header.name for header in fact.request.headers):
            near = get_close_matches(name.lower(), known, n=1, cutoff=_LIKE_NAME)
            if near and name.lower() not in known:
                return fact, name, known[near[0]]
    return None


def _curl(fact: RequestFact) -> Span:
    return word_after(fact.span, "curl")


def check_schemes(cases: Sequence[Case], notes: Sequence[Note], report: Report) -> None:
    """The way to send credentials is described, where operations need some."""
    facts = [fact for case in cases for fact in case.evidence.of(SecurityFact)]
    everything = [*facts, *(note.fact for note in notes)]
    needed = [fact for fact in everything if fact.needed and not fact.type]
    if needed and not any(fact.type for fact in everything):
        report(
            Diagnostic(
                code=codes.SEC101,
                message="credentials are said to be needed, but no page says how they are sent",
                primary=Label(needed[0].span, "needed here"),
                secondary=labels((fact.span, "and here") for fact in needed[1:3]),
                help="say it once, for example: send `Authorization: Bearer TOKEN` with every request",
            )
        )
    said = {_key(fact) for fact in everything if fact.type and fact.rank is not Rank.EXAMPLE}
    shown: dict[tuple[str, ...], list[SecurityFact]] = {}
    for fact in everything:
        if fact.type and fact.rank is Rank.EXAMPLE and _key(fact) not in said:
            shown.setdefault(_key(fact), []).append(fact)
    for found in shown.values():
        name = found[0].parameter or f"Authorization: {found[0].scheme.title()}"
        report(
            Diagnostic(
                code=codes.SEC201,
                message=f"`{name}` is taken for the credentials; only samples show it ({len(found)})",
                primary=Label(word_after(found[0].span, name), "sent here"),
                help="describe it once, in a section on authentication",
            )
        )


def _key(fact: SecurityFact) -> tuple[str, ...]:
    return fact.type, fact.scheme, fact.location, fact.parameter.lower()

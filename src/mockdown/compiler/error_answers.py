"""Finds the status of errors that are shown below a title which names none."""

from __future__ import annotations

from mockdown.compiler.evidence import Evidence
from mockdown.extractors.facts import ExampleFact, Fact, FieldsFact, SchemaFact, StatusFact
from mockdown.values import replace
from mockdown.vocabularies.error_titles import OTHERWISE


def with_error_statuses(evidence: Evidence) -> Evidence:
    """The evidence in which an error without a status is that of the only error that is documented.

    Where several are documented, or none, or that one shows a body of its own, it is the `default`.
    """
    shown = [fact for fact in evidence.facts if isinstance(fact, ExampleFact | FieldsFact | SchemaFact)]
    if not any(fact.status == OTHERWISE for fact in shown):
        return evidence
    listed = {fact.status for fact in evidence.of(StatusFact)}
    failing = [status for status in listed if status.startswith("4")]
    only = failing or [status for status in listed if status.startswith("5")]
    if len(only) != 1 or any(fact.status == only[0] for fact in shown):
        return evidence
    return replace(evidence, facts=tuple(_of(fact, only[0]) for fact in evidence.facts))


def _of(fact: Fact, status: str) -> Fact:
    if isinstance(fact, ExampleFact | FieldsFact | SchemaFact) and fact.status == OTHERWISE:
        return replace(fact, status=status)
    return fact

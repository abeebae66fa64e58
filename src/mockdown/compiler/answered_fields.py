"""Gives lists that no heading places to the answer, where its example has members of these names."""

from __future__ import annotations

from collections.abc import Iterator

from mockdown.compiler.evidence import Evidence
from mockdown.compiler.parameters import BODILESS
from mockdown.extractors.facts import ExampleFact, Fact, FieldsFact
from mockdown.model.schema import Schema
from mockdown.values import replace
from mockdown.vocabularies.roles import Role

_OPEN = (Role.NONE, Role.EXAMPLE)
_MOST = 0.6
"""Docs describe members that an example leaves out; most of them it shows."""
_DEEPEST = 6


def with_answered_fields(evidence: Evidence) -> Evidence:
    """The evidence of an operation without a body, with the fields of its answer told as such."""
    if evidence.method not in BODILESS:
        return evidence
    shown = {
        name
        for fact in evidence.of(ExampleFact)
        if fact.role is not Role.BODY and fact.schema is not None
        for name in _names(fact.schema, 0)
    }
    if not shown:
        return evidence
    asked = {name for sample in evidence.samples() for name, _ in sample.request.target.query}
    asked.update(evidence.template.parameters)
    facts: list[Fact] = [
        replace(fact, role=Role.RESPONSE)
        if isinstance(fact, FieldsFact) and _is_answered(fact, shown, asked)
        else fact
        for fact in evidence.facts
    ]
    return replace(evidence, facts=tuple(facts)) if facts != list(evidence.facts) else evidence


def _is_answered(fact: FieldsFact, shown: set[str], asked: set[str]) -> bool:
    names = [item.name for item in fact.fields]
    if fact.role not in _OPEN or fact.prose or len(names) < 2 or any(name in asked for name in names):
        return False
    if any(item.location is not None for item in fact.fields):
        return False
    return sum(name.rpartition(".")[2] in shown for name in names) >= _MOST * len(names)


def _names(schema: Schema, depth: int) -> Iterator[str]:
    if depth > _DEEPEST:
        return
    for item in schema.properties:
        yield item.name
        yield from _names(item.schema, depth + 1)
    for inner in (schema.items, schema.additional):
        if inner is not None:
            yield from _names(inner, depth + 1)

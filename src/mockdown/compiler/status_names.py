"""Reads what stands beside a status as the name of a schema, where pages describe one of that name."""

from __future__ import annotations

import re

from mockdown.compiler.evidence import Evidence
from mockdown.compiler.schema_names import Home, SchemaNames
from mockdown.extractors.facts import StatusFact
from mockdown.model.schema import Schema
from mockdown.values import replace

_NAME = re.compile(r"^(?P<name>[A-Z]\w{2,60})(?P<list>\[\])?$")


def with_status_schemas(evidence: Evidence, names: SchemaNames) -> Evidence:
    """The evidence in which `200 - Trail` says that the body is a Trail.

    A word that names no described schema stays the description of its status.
    """
    scope = evidence.scopes[0]
    home = Home(scope.document.name, scope.section.start, scope.section.end)
    facts = tuple(
        _named(fact, names, home) if isinstance(fact, StatusFact) else fact for fact in evidence.facts
    )
    return evidence if facts == evidence.facts else replace(evidence, facts=facts)


def _named(fact: StatusFact, names: SchemaNames, home: Home) -> StatusFact:
    found = _NAME.match(fact.description) if fact.schema is None else None
    if found is None or names.find(found["name"], home) is None:
        return fact
    schema = Schema(ref=found["name"], span=fact.span)
    return replace(
        fact, schema=Schema(type="array", items=schema, span=fact.span) if found["list"] else schema
    )

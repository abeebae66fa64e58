"""Splits a run by a plan that every machine works out for itself and that all agree on."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from mockdown import codes
from mockdown.contract.claims import Claim, extract_claims
from mockdown.description import Description, Operation
from mockdown.diagnostics import Diagnostic, MockdownError

SEQUENCES = "sequences"
"""What the stateful phase is called, which belongs to no single operation."""

IN_ANOTHER_SHARD = "in another shard"
"""Why a shard leaves out an operation."""

CASES_PER_OPERATION = 40
"""What an operation costs before anything is known of its parameters, in cases."""
CASES_PER_CLAIM = 2
CASES_OF_SEQUENCES = 600
"""What the stateful phase costs: it grows with its own settings, not with the number of operations."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shard:
    """One part of a run: `index` counts from 1."""

    index: int
    count: int
    plan: str = ""
    """Hash of the plan it belongs to; parts of different plans cannot be put together."""

    def __str__(self) -> str:
        return f"{self.index}/{self.count}"


def parse_shard(text: str) -> Shard:
    """Read `2/5`."""
    match = re.fullmatch(r"([1-9][0-9]{0,3})/([1-9][0-9]{0,3})", text)
    if match is None or int(match[1]) > int(match[2]):
        raise MockdownError(
            Diagnostic(
                code=codes.CON105, message=f"`{text}` is no shard", help="write 2/5 for the second of five"
            )
        )
    return Shard(index=int(match[1]), count=int(match[2]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Which shard does what."""

    parts: tuple[tuple[str, ...], ...]
    """Labels of operations, and `sequences` for the stateful phase, by shard."""
    hash: str


def make_plan(
    description: Description, operations: Iterable[Operation], count: int, *, sequences: bool
) -> Plan:
    """Give the dearest work to the least loaded shard, until all is given."""
    weights = _weights(description, operations)
    if sequences:
        weights[SEQUENCES] = CASES_OF_SEQUENCES
    order = {label: position for position, label in enumerate(weights)}
    parts: list[list[str]] = [[] for _ in range(count)]
    loads = [0] * count
    for label in sorted(weights, key=lambda each: (-weights[each], order[each])):
        lightest = loads.index(min(loads))
        parts[lightest].append(label)
        loads[lightest] += weights[label]
    shares = tuple(tuple(sorted(part, key=order.__getitem__)) for part in parts)
    text = "\n".join(" | ".join(share) for share in shares)
    return Plan(parts=shares, hash=hashlib.sha256(text.encode()).hexdigest()[:16])


def _weights(description: Description, operations: Iterable[Operation]) -> dict[str, int]:
    claims: Mapping[str, int] = _count(extract_claims(description))
    return {
        operation.label: CASES_PER_OPERATION + CASES_PER_CLAIM * claims.get(operation.label, 0)
        for operation in operations
    }


def _count(claims: Iterable[Claim]) -> dict[str, int]:
    found: dict[str, int] = {}
    for claim in claims:
        found[claim.operation] = found.get(claim.operation, 0) + 1
    return found

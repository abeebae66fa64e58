"""Faults on purpose: latency, errors, broken connections, by rules that can change while serving."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from fnmatch import fnmatchcase
from typing import Any

from mockdown.mock.problems import INJECTED_FAULT, Kind, Problem

_PASSING = (429, 503)
"""Statuses that say when to try again."""
_RETRY = ((b"retry-after", b"1"),)


class FaultKind(StrEnum):
    """What goes wrong."""

    NONE = "none"
    """Nothing but the latency."""
    ERROR = "error"
    TRUNCATE = "truncate"
    """Half of the body, then the connection is closed."""
    DROP = "drop"
    """The connection is closed, and nothing is answered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultRule:
    """When an operation goes wrong, and how."""

    operations: tuple[str, ...] = ("*",)
    """Operation ids, or patterns of labels such as `GET /items/*`."""
    kind: FaultKind = FaultKind.NONE
    rate: float = 1.0
    """The share of requests that are hit."""
    status: int = 503
    """For errors."""
    latency: int = 0
    """Milliseconds that every hit request waits."""
    jitter: int = 0
    """Milliseconds by which the latency differs at most, either way; normally distributed."""

    def matches(self, names: Collection[str]) -> bool:
        """Whether the rule is about an operation of these names."""
        return any(fnmatchcase(name, pattern) for pattern in self.operations for name in names)

    def to_json(self) -> dict[str, Any]:
        return {**asdict(self), "operations": list(self.operations)}


class Faults:
    """The rules in force; the same seed gives the same hits."""

    def __init__(self, rules: Sequence[FaultRule] = (), *, seed: int = 0) -> None:
        self._seed = seed
        self.rules: tuple[FaultRule, ...] = ()
        self.rows: list[dict[str, Any]] = []
        self.replace(rules)

    def replace(self, rules: Sequence[FaultRule], rows: Sequence[dict[str, Any]] | None = None) -> None:
        """Put other rules in force, and begin the hits anew; `rows` is how somebody wrote them."""
        self.rules = tuple(rules)
        self.rows = [rule.to_json() for rule in rules] if rows is None else list(rows)
        self._random = random.Random(self._seed)  # noqa: S311 - chance, not secrecy

    async def strike(self, names: Collection[str]) -> FaultKind:
        """Wait and fail as the rules say; gives how the answer is to be broken."""
        broken = FaultKind.NONE
        for rule in self.rules:
            if not rule.matches(names) or self._random.random() >= rule.rate:
                continue
            if rule.latency or rule.jitter:
                spread = max(-2.0, min(2.0, self._random.gauss(0, 1))) / 2
                await asyncio.sleep(max(0.0, rule.latency + rule.jitter * spread) / 1_000)
            if rule.kind is FaultKind.ERROR:
                headers = _RETRY if rule.status in _PASSING else ()
                raise Problem(Kind(INJECTED_FAULT.name, rule.status), "a fault rule says so", headers=headers)
            if rule.kind is not FaultKind.NONE:
                broken = rule.kind
        return broken


def parse_rules(rows: Sequence[dict[str, Any]]) -> tuple[FaultRule, ...]:
    """The rules of the control API's JSON, which its schema has let through."""
    return tuple(
        FaultRule(
            **{
                **row,
                "operations": tuple(row.get("operations", ("*",))),
                "kind": FaultKind(row.get("kind", "none")),
            }
        )
        for row in rows
    )

"""What a contract run is asked to do, checked before anything is sent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from fnmatch import fnmatchcase

from mockdown import codes
from mockdown.contract.shards import Shard
from mockdown.description import Description, Operation
from mockdown.diagnostics import Diagnostic, MockdownError

ENGINE_PHASES = ("examples", "coverage", "fuzzing", "stateful")
"""The phases of Schemathesis, in the order in which they run."""

CROSSING_PHASES = ("stateful", "lifecycle")
"""The phases that send one operation after another, and so belong to no single one."""

PHASES = (*ENGINE_PHASES, "lifecycle")
"""All phases: those of Schemathesis, then ours."""

NOT_SELECTED = "not selected"
"""Why an operation is left out that `include` does not name."""

SAFE_METHODS = frozenset({"get", "head", "options", "trace"})
"""The methods that ask for no change (RFC 9110, 9.2.1)."""

DEFAULT_SEED = 20_250_101
"""Any number will do, as long as it stays the same: the same seed gives the same cases."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractOptions:
    """How a contract run is done.  An operation is named `GET /pets`, by its operationId, or by a pattern."""

    phases: tuple[str, ...] = PHASES
    checks: tuple[str, ...] = ()
    """The checks to run; none named means all of them."""
    max_examples: int | None = None
    """Cases per operation in the fuzzing phase; the engine's own default when None."""
    seed: int = DEFAULT_SEED
    include: tuple[str, ...] = ()
    """The operations to test; none named means all of them."""
    exclude: Mapping[str, str] = field(default_factory=dict)
    """Operations to leave out, each with the reason, which the report repeats."""
    read_only: bool = False
    """Send only safe methods."""
    headers: Mapping[str, str] = field(default_factory=dict)
    credentials: Mapping[str, str] = field(default_factory=dict)
    """Security scheme → token, key, or `user:password`."""
    rate_limit: str | None = None
    """As Schemathesis writes it: `100/m`."""
    request_timeout: float | None = None
    """Seconds to wait for an answer."""
    tls_verify: bool = True
    max_failures: int | None = None
    """End the run after so many failures."""
    shard: Shard | None = None
    """The part of a split run to do."""
    ids: Mapping[str, str | int] = field(default_factory=dict)
    """Name of a path parameter, or a path up to and with it → the key of something that is there."""
    today: date | None = None
    """The day by which broken promises are no longer accepted; the clock's when None."""
    undocumented: bool = True
    """Fail on response properties that the docs do not mention."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """The operations of a run, and those left out with the reason."""

    chosen: tuple[Operation, ...]
    left_out: Mapping[str, str]


def select_operations(description: Description, options: ContractOptions) -> Selection:
    """Apply include, exclude and read_only; raise `MockdownError` for a name that fits no operation."""
    _check_names(description, [*options.include, *options.exclude])
    chosen, left_out = [], {}
    for operation in description.operations:
        reason = _reason_to_leave_out(operation, options)
        if reason is None:
            chosen.append(operation)
        else:
            left_out[operation.label] = reason
    return Selection(chosen=tuple(chosen), left_out=left_out)


def _reason_to_leave_out(operation: Operation, options: ContractOptions) -> str | None:
    for pattern, reason in options.exclude.items():
        if matches(operation, pattern):
            return reason or "excluded"
    if options.read_only and operation.method not in SAFE_METHODS:
        return "only safe methods are sent"
    if options.include and not any(matches(operation, pattern) for pattern in options.include):
        return NOT_SELECTED
    return None


def matches(operation: Operation, pattern: str) -> bool:
    """Whether a pattern names an operation, by label or by operationId."""
    return any(
        name == pattern or fnmatchcase(name, pattern) for name in (operation.label, operation.operation_id)
    )


def check_options(options: ContractOptions, checks: Iterable[str]) -> None:
    """Raise `MockdownError` for phases and checks that do not exist; `checks` are those there are."""
    known_checks = tuple(checks)
    found = [
        *(_unknown("phase", name, PHASES) for name in options.phases if name not in PHASES),
        *(_unknown("check", name, known_checks) for name in options.checks if name not in known_checks),
    ]
    if found:
        raise MockdownError(*found)


def _check_names(description: Description, patterns: Iterable[str]) -> None:
    known = [
        name for operation in description.operations for name in (operation.label, operation.operation_id)
    ]
    found = [
        _unknown("operation", pattern, known)
        for pattern in patterns
        if not any(matches(operation, pattern) for operation in description.operations)
    ]
    if found:
        raise MockdownError(*found)


def _unknown(kind: str, name: str, known: Iterable[str]) -> Diagnostic:
    known = list(known)
    close = get_close_matches(name, known, n=1)
    way_out = f"did you mean `{close[0]}`?" if close else f"there is: {', '.join(sorted(known))}"
    return Diagnostic(code=codes.CON101, message=f"there is no {kind} `{name}`", help=way_out)

"""Sends a case once more that broke a promise, to tell a failure from a whim."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from requests import RequestException
from schemathesis import Case
from schemathesis.checks import CHECKS
from schemathesis.errors import FailureGroup


def happens_again(case: Case[Any], check: str, reset: Callable[[], None] | None) -> bool:
    """Whether the same request breaks the same check again; no answer at all counts as yes."""
    if reset is not None:
        reset()
    try:
        response = case.call()
        case.validate_response(response, checks=[CHECKS.get_one(check)])  # type: ignore[list-item]
    except (FailureGroup, RequestException):
        return True
    return False


def can_be_repeated(case: Case[Any], check: str, phase: str, *, resets: bool) -> bool:
    """Whether sending it again is the same experiment: nothing before it counts, or nothing changes by it."""
    is_alone = phase in ("examples", "coverage", "fuzzing")
    return is_alone and check in CHECKS.get_all_names() and (resets or case.method.upper() in ("GET", "HEAD"))

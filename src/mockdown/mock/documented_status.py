"""The status of a problem as the description of the operation has it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from mockdown.mock.problems import (
    INVALID_BODY,
    INVALID_PARAMETER,
    MALFORMED_BODY,
    MISSING_BODY,
    PRECONDITION_REQUIRED,
    Kind,
    Problem,
)

_UNFIT = frozenset({INVALID_BODY, INVALID_PARAMETER, MALFORMED_BODY, MISSING_BODY})
_CONDITIONS = frozenset({"if-match", "if-unmodified-since"})


def documented_kind(problem: Problem, documents: Callable[[int], bool]) -> Kind:
    """The kind of a problem, with the status that is documented for it.

    What is sent as described and means nothing is a 422 (RFC 9110, 15.5.21) where the description has one;
    where it has no 400 besides, all that is wrong with a request is.  A condition that is missing is a 428
    (RFC 6585, 3).
    """
    kind = problem.kind
    if kind not in _UNFIT:
        return kind
    if kind == INVALID_PARAMETER and documents(428) and _lacks_condition(problem):
        return PRECONDITION_REQUIRED
    if documents(422) and (kind == INVALID_BODY or not documents(400)):
        return replace(kind, status=422)
    return kind


def _lacks_condition(problem: Problem) -> bool:
    return bool(problem.faults) and all(
        fault.location == "header" and str(fault.name).lower() in _CONDITIONS for fault in problem.faults
    )

"""Errors in the form that a description documents: an example, filled with what went wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from mockdown.mock.error_members import silenced
from mockdown.mock.problems import Fault, Problem
from mockdown.mock.schemas import Json

_TITLES = ("title", "error", "name", "reason")
_DETAILS = ("message", "detail", "details", "description", "msg", "error_description", "error_message")
_PLACES = ("field", "name", "path", "param", "parameter", "property", "attribute", "key", "source")
_CULPRITS = frozenset({"field", "param", "parameter", "property", "attribute"})
"""Those of them that tell it of a whole error too."""
_STATUSES = ("status", "code", "statusCode", "status_code", "httpStatus")


def error_body(
    example: Json, is_valid: Callable[[Json], bool], problem: Problem, *, is_made_up: bool = False
) -> Json:
    """The example of an error response with this problem's words, as far as its schema lets them in.

    Where the example is made up, what the problem says nothing of is left out.
    """
    found = next((one for one in _candidates(example, problem) if is_valid(one)), example)
    return silenced(found, example, is_valid, _is_said) if is_made_up else found


def _is_said(key: str, value: Json) -> bool:
    if isinstance(value, str):
        return key in (*_DETAILS, *_TITLES)
    return isinstance(value, int) and not isinstance(value, bool) and key in _STATUSES


def _candidates(example: Json, problem: Problem) -> Iterator[Json]:
    if isinstance(example, str):
        yield problem.detail or problem.kind.title
    if not isinstance(example, dict):
        return
    filled = _fill(example, problem)
    listed = _with_faults(filled, problem)
    if listed is not None:
        yield listed
    yield {key: value for key, value in filled.items() if not isinstance(value, list)}
    yield {key: [] if isinstance(value, list) else value for key, value in filled.items()}
    yield filled


def _with_faults(filled: dict[str, Json], problem: Problem) -> dict[str, Json] | None:
    """A form with each fault in its list of them; None where it has no such list, or there are none."""
    name = next((key for key, value in filled.items() if isinstance(value, list) and value), None)
    if name is None or not problem.faults:
        return None
    kind = filled[name][0]
    rows = [_fault(kind, fault) for fault in problem.faults]
    others = {key: [] if isinstance(value, list) else value for key, value in filled.items()}
    return {**others, name: rows}


def _place(fault: Fault) -> str:
    """The name of what is wrong."""
    return fault.name or (fault.pointer or "").removeprefix("#").removeprefix("/").replace("/", ".")


def _fault(kind: Json, fault: Fault) -> Json:
    """One fault in the form of an example of it."""
    if not isinstance(kind, dict):
        return fault.detail
    place = _place(fault)
    said = {
        **dict.fromkeys(_PLACES, place),
        **dict.fromkeys(_TITLES, fault.detail),
        **dict.fromkeys(_DETAILS, fault.detail),
        "in": fault.location or "body",
        "location": fault.location or "body",
        "pointer": fault.pointer or "",
    }
    return {key: said.get(key, value) if isinstance(value, str) else value for key, value in kind.items()}


def _fill(example: dict[str, Json], problem: Problem) -> dict[str, Json]:
    title, detail = problem.kind.title, problem.detail or problem.kind.title
    has_detail = any(isinstance(example.get(name), str) for name in _DETAILS)
    filled = dict(example)
    for key, value in example.items():
        if isinstance(value, dict) and key in ("error", "errors"):
            filled[key] = _fill(value, problem)
        elif isinstance(value, str) and key in _DETAILS:
            filled[key] = detail
        elif isinstance(value, str) and key in _TITLES:
            filled[key] = title if has_detail else detail
        elif isinstance(value, str) and key in _CULPRITS and problem.faults:
            filled[key] = _place(problem.faults[0])
        elif isinstance(value, int) and not isinstance(value, bool) and key in _STATUSES:
            filled[key] = problem.status
    return filled

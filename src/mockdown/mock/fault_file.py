"""`faults.yaml`: the fault rules that are in force from the start, as the control API takes them.

rules:
  - {operations: ["GET /items/*", createItem], kind: error, status: 503, rate: 0.1}
  - {latency: 200, jitter: 100}
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from mockdown.codes import MCK101
from mockdown.diagnostics import Diagnostic, MockdownError
from mockdown.mock.faults import FaultKind, FaultRule, parse_rules
from mockdown.mock.seeds import read_yaml
from mockdown.mock.user_files import shown_name

NAME = "faults.yaml"
_NUMBERS = {"status": (400, 599), "latency": (0, 60_000), "jitter": (0, 60_000), "rate": (0, 1)}


def read_faults(path: Path | None) -> tuple[FaultRule, ...]:
    """The rules of a file, none where it is not there."""
    if path is None or not path.is_file():
        return ()
    value = read_yaml(path)
    rows = value.get("rules", [])
    if not isinstance(rows, list) or set(value) - {"rules"}:
        raise _broken(path, "it holds `rules`, a list, and nothing else")
    for number, row in enumerate(rows, 1):
        wrong = _wrong(row)
        if wrong:
            raise _broken(path, f"rule {number}: {wrong}")
    return parse_rules(rows)


def _wrong(row: Any) -> str:
    """What is wrong with a rule; nothing when it can be used."""
    if not isinstance(row, dict):
        return "it is no mapping"
    kinds = [kind.value for kind in FaultKind]
    operations = row.get("operations", [])
    if not isinstance(operations, list) or not all(isinstance(one, str) for one in operations):
        return "`operations` is no list of texts"
    if row.get("kind", "none") not in kinds:
        return f"`kind` is one of {', '.join(kinds)}"
    for name, value in row.items():
        low, high = _NUMBERS.get(name, (0, 0))
        if name in _NUMBERS and (isinstance(value, bool) or not isinstance(value, int | float)):
            return f"`{name}` is no number"
        if name in _NUMBERS and not low <= value <= high:
            return f"`{name}` is not from {low} to {high}"
        if name not in (*_NUMBERS, "operations", "kind"):
            return f"`{name}` is not known"
    return ""


def _broken(path: Path, reason: str) -> MockdownError:
    name = shown_name(path)
    return MockdownError(
        Diagnostic(
            code=MCK101, message=f"{name} cannot be read: {reason}", page=name, help="see the guide on mocks"
        )
    )

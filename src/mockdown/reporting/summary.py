"""How many diagnostics there are, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from mockdown.diagnostics import Diagnostic, Severity

_WORDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def count(number: int, noun: str) -> str:
    """A number with its noun: `1 page`, `2 pages`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def summarise(diagnostics: Iterable[Diagnostic]) -> str:
    """Say how many there are of each severity, such as `1 error, 3 warnings`."""
    found = Counter(diagnostic.code.severity for diagnostic in diagnostics)
    parts = [count(found[severity], word) for severity, word in _WORDS.items() if found[severity]]
    return ", ".join(parts) or "no findings"

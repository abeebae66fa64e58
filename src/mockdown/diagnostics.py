"""Diagnostics: what mockdown has to say about what the user wrote."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from mockdown.source import Location, Span
from mockdown.values import dataclass


class Severity(StrEnum):
    """How much a diagnostic weighs: only an `error` makes a command fail."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Code:
    """A stable name for one kind of diagnostic, such as `PAR201` `parameter-without-type`.

    The letters say what it is about; the hundreds say its kind: 1 not understood, 2 inferred,
    3 contradiction, 4 advice.  `name` reads after "allow".
    """

    id: str
    name: str
    severity: Severity
    summary: str


@dataclass(frozen=True, slots=True)
class Label:
    """A span with a short note that stands under it."""

    span: Span
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostic:
    """One finding.  `message` is one sentence in lower case without a full stop."""

    code: Code
    message: str
    primary: Label | None = None
    secondary: tuple[Label, ...] = ()
    help: str | None = None
    """The way out: what to write instead."""
    page: str | None = None
    """The file or folder it is about, where there is no span (a missing file, say)."""

    @property
    def location(self) -> Location | None:
        """Where it is shown: the start of the primary label, or line 1 of the page."""
        if self.primary is not None:
            return self.primary.span.location
        return Location(self.page, 1) if self.page else None


Report = Callable[[Diagnostic], None]
"""Takes diagnostics as they arise; a test passes `found.append`."""


class MockdownError(Exception):
    """Root of the errors for wrong use: each carries the diagnostics that explain it."""

    def __init__(self, *diagnostics: Diagnostic) -> None:
        super().__init__("; ".join(diagnostic.message for diagnostic in diagnostics))
        self.diagnostics = diagnostics

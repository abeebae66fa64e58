"""An overlay as it is read: its actions in order, and the line on which each part stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from mockdown.diagnostics import Code, Diagnostic, Label
from mockdown.source import SourceFile, Span

if TYPE_CHECKING:
    from jsonpath_rfc9535 import JSONPathQuery

Json = Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """One Action Object (Overlay 1.0.0, 4.4.3)."""

    pointer: str
    """Where it stands in the overlay, such as `/actions/0`."""
    target: str
    query: JSONPathQuery = field(repr=False, compare=False)
    update: Json = None
    updates: bool = False
    """Whether there is an `update`: its value may be null."""
    remove: bool = False
    reason: str | None = None
    owner: str | None = None
    expires: date | None = None
    """The last day on which the action is meant to be needed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlay:
    """One Overlay Object (Overlay 1.0.0, 4.4.1)."""

    file: SourceFile
    lines: Mapping[str, int] = field(repr=False)
    """JSON pointer into the overlay → line of its file."""
    actions: tuple[Action, ...] = ()
    extends: str | None = None

    def line(self, pointer: str) -> int:
        """The line of a value, or that of the nearest value around it which has one."""
        return line_of(self.lines, pointer)


@dataclass(frozen=True, slots=True)
class Step:
    """One action, with the overlay it stands in."""

    overlay: Overlay
    action: Action

    def complain(self, code: Code, message: str, help_: str, *, at: str = "/target") -> Diagnostic:
        """A diagnostic about a part of the action."""
        return complain(self.overlay.file, self.overlay.line(self.action.pointer + at), code, message, help_)


def line_of(lines: Mapping[str, int], pointer: str) -> int:
    """The line of the value at a pointer, or of its nearest parent."""
    while pointer and pointer not in lines:
        pointer = pointer.rpartition("/")[0]
    return lines.get(pointer, 1)


def complain(file: SourceFile, line: int, code: Code, message: str, help_: str) -> Diagnostic:
    """A diagnostic about a line of an overlay."""
    span = Span.of_line(file, line)
    label = Label(span) if span else None
    return Diagnostic(code=code, message=message, primary=label, page=file.name, help=help_)

"""One function per format, and the choice between them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from rich.text import Text

from mockdown.diagnostics import Diagnostic, Label, Severity
from mockdown.reporting.excerpts import Excerpt
from mockdown.reporting.full import paint, render_full
from mockdown.reporting.glyphs import visible


class Format(StrEnum):
    """How diagnostics are written."""

    FULL = "full"
    CONCISE = "concise"
    JSON = "json"
    GITHUB = "github"


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What the place that is written to can show."""

    color: bool = False
    width: int = 100


Renderer = Callable[[list[Diagnostic], Look], str]
"""Writes diagnostics in one format."""


def render(
    diagnostics: Iterable[Diagnostic],
    form: Format | str = Format.FULL,
    *,
    color: bool = False,
    width: int = 100,
) -> str:
    """Write diagnostics in a format; no diagnostics give an empty text (`[]` in JSON)."""
    return FORMATS[Format(form)](list(diagnostics), Look(color=color, width=width))


def _full(diagnostics: list[Diagnostic], look: Look) -> str:
    texts = (render_full(diagnostic, look.width) for diagnostic in diagnostics)
    return "\n".join(paint(text, color=look.color) for text in texts)


def _concise(diagnostics: list[Diagnostic], look: Look) -> str:
    return "".join(paint(_one_line(diagnostic), color=look.color) for diagnostic in diagnostics)


def _one_line(diagnostic: Diagnostic) -> Text:
    line = Text()
    if diagnostic.primary is not None:
        excerpt = Excerpt.of(diagnostic.primary)
        line.append(f"{visible(excerpt.page)}:{excerpt.line}:{excerpt.column}: ", "bold")
    elif diagnostic.page:
        line.append(f"{visible(diagnostic.page)}: ", "bold")
    return line.append(diagnostic.code.id, "cyan").append(f" {visible(diagnostic.message)}\n")


def _json(diagnostics: list[Diagnostic], look: Look) -> str:
    del look
    return json.dumps([plain(diagnostic) for diagnostic in diagnostics], indent=2, ensure_ascii=False) + "\n"


def plain(diagnostic: Diagnostic) -> dict[str, object]:
    """A diagnostic as its JSON has it."""
    primary = diagnostic.primary
    place = (
        _place(primary) if primary else {"page": diagnostic.page, "line": None, "column": None, "note": None}
    )
    return {
        "code": diagnostic.code.id,
        "name": diagnostic.code.name,
        "severity": diagnostic.code.severity.value,
        "message": diagnostic.message,
        "help": diagnostic.help,
        **place,
        "end_line": primary.span.end_line if primary else None,
        "related": [_place(label) for label in diagnostic.secondary],
    }


def _place(label: Label) -> dict[str, object]:
    excerpt = Excerpt.of(label)
    return {
        "page": excerpt.page,
        "line": excerpt.line,
        "column": excerpt.column,
        "note": excerpt.note or None,
    }


_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def _github(diagnostics: list[Diagnostic], look: Look) -> str:
    del look
    return "".join(map(_annotation, diagnostics))


def _annotation(diagnostic: Diagnostic) -> str:
    """A workflow command of GitHub Actions, which shows as a note beside the line."""
    properties: dict[str, object] = {}
    if diagnostic.primary is not None:
        excerpt = Excerpt.of(diagnostic.primary)
        properties = {
            "file": excerpt.page,
            "line": excerpt.line,
            "endLine": diagnostic.primary.span.end_line,
            "col": excerpt.column,
        }
    elif diagnostic.page:
        properties = {"file": diagnostic.page}
    properties["title"] = f"{diagnostic.code.id} {diagnostic.code.name}"
    listed = ",".join(f"{key}={_escape_property(str(value))}" for key, value in properties.items())
    message = f"{diagnostic.message}\n{diagnostic.help}" if diagnostic.help else diagnostic.message
    return f"::{_LEVELS[diagnostic.code.severity]} {listed}::{_escape_data(message)}\n"


def _escape_data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escape_property(text: str) -> str:
    return _escape_data(text).replace(":", "%3A").replace(",", "%2C")


FORMATS: dict[Format, Renderer] = {
    Format.FULL: _full,
    Format.CONCISE: _concise,
    Format.JSON: _json,
    Format.GITHUB: _github,
}

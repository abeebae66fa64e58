"""Reads directives that include a file: a fence with the info string `{include} part.md`, as MyST has it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from mockdown.source import Line

_OPENING = re.compile(
    r"^(?P<indent>\s*)(?P<fence>`{3,}|~{3,}|:{3,})\{(?P<kind>include|literalinclude)\}\s+(?P<name>\S.{0,300}?)\s*$"
)
_LANGUAGE = re.compile(r"^\s*:(?:language|code):\s*(\S+)\s*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Directive:
    """One directive that includes a file."""

    name: str
    end: int
    """The index of the line that closes it."""
    literal: bool
    """Whether the file is shown as code."""
    opening: str
    """The fence that then stands before it."""


def read_directive(lines: Sequence[Line], index: int) -> Directive | None:
    """The directive that a line opens; None where it opens none, or nothing closes it."""
    found = _OPENING.match(lines[index].text) if "include}" in lines[index].text else None
    if found is None:
        return None
    fence, language = found["fence"], ""
    for end in range(index + 1, min(len(lines), index + 40)):
        text = lines[end].text.strip()
        if len(text) >= len(fence) and set(text) == {fence[0]}:
            opening = f"{found['indent']}{fence}{language}"
            literal = found["kind"] == "literalinclude"
            return Directive(name=found["name"], end=end, literal=literal, opening=opening)
        said = _LANGUAGE.match(lines[end].text)
        language = said[1] if said else language
    return None

"""Reads the notes of generated docs: `[optional]`, `[default to 10]`, `[enum: U, B, V]`, `[readonly]`."""

from __future__ import annotations

import re

from mockdown.extractors.constraints import Constraints
from mockdown.values import replace

_NOTE = re.compile(
    r"\[(?P<word>optional|required|read-?only|nullable|deprecated)\]"
    r"|\[(?:default|defaults) to (?P<default>[^\[\]]{1,80})\]"
    r"|\[enum:\s*(?P<values>[^\[\]]{1,1000})\]",
    re.IGNORECASE,
)
_QUOTES = "'\"`“”"


def without_notes(text: str) -> str:
    """A text without the notes in it."""
    return _NOTE.sub("", text).strip() if "[" in text else text


def read_notes(text: str, said: Constraints) -> Constraints:
    """What is said of a value, with what the notes in a text add to it.

    >>> read_notes("[optional] [default to 10]", Constraints()).default
    '10'
    """
    if "[" not in text:
        return said
    for found in _NOTE.finditer(text):
        if found["default"]:
            said = replace(said, default=found["default"].strip().strip(_QUOTES))
        elif found["values"]:
            values = (value.strip().strip(_QUOTES) for value in found["values"].split(","))
            said = replace(said, enum=tuple(dict.fromkeys(value for value in values if value)))
        else:
            said = _with_word(found["word"].lower(), said)
    return said


def _with_word(word: str, said: Constraints) -> Constraints:
    if word in ("optional", "required"):
        return replace(said, required=word == "required")
    if word == "nullable":
        return replace(said, nullable=True)
    if word == "deprecated":
        return replace(said, deprecated=True)
    return replace(said, read_only=True)


def says_optional(text: str) -> bool:
    """Whether a note marks a value as optional, so that those beside it without the mark are required."""
    return "[" in text and any(
        found["word"] and found["word"].lower() == "optional" for found in _NOTE.finditer(text)
    )

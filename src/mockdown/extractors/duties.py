"""Reads whether a row of a table describes a field that is needed."""

from __future__ import annotations

import re
from collections.abc import Mapping

from mockdown.extractors.constraints import Constraints
from mockdown.readers.blocks import Inline
from mockdown.vocabularies.columns import Column
from mockdown.vocabularies.translated_titles import OPTIONAL_WORDS, REQUIRED_WORDS

_ANSWERS = {
    **dict.fromkeys(
        ("true", "yes", "y", "required", "mandatory", "✓", "✔", "✅", "x", "1", "always", "*", "must"), True
    ),
    **dict.fromkeys(
        ("false", "no", "n", "optional", "-", "–", "—", "✗", "✘", "❌", "0", "never", "conditional"), False
    ),
    **dict.fromkeys(("是", "はい", "да", "sí", "si", "sim", "oui", "ja", "예", "○", "◯"), True),
    **dict.fromkeys(("否", "いいえ", "нет", "não", "nao", "non", "nein", "아니오", "×"), False),
    **dict.fromkeys(REQUIRED_WORDS.split(), True),
    **dict.fromkeys(OPTIONAL_WORDS.split(), False),
}


def cell_text(cells: Mapping[Column, Inline], column: Column) -> str:
    """The text of a cell, nothing where a row has none."""
    cell = cells.get(column)
    return cell.text.strip() if cell is not None else ""


_UNLESS = re.compile(r"\b(?:can't|cannot|can not|unless|one of|either|if|when|only for|in case)\b")
"""In a column for requiredness it makes a condition of a "yes"."""


def requiredness(cells: Mapping[Column, Inline], said: Constraints, mark: str) -> bool | None:
    """Whether the field of a row is needed, by its cells, its description and a mark behind its name."""
    answered = _in_columns(cells)
    if answered is not None:
        return answered
    default = cell_text(cells, Column.DEFAULT).lower().strip("*` .")
    if default in ("required", "mandatory"):
        return True
    if mark:
        return "?" not in mark
    if said.required is not None:
        return said.required
    if Column.REQUIRED in cells or (default and default not in ("none", "n/a", "-", "–", "—")):
        return False
    return None


def _in_columns(cells: Mapping[Column, Inline]) -> bool | None:
    """What the columns that are about nothing else say; an asterisk alone is a mark."""
    written = cell_text(cells, Column.REQUIRED)
    text = written.lower().strip(" .*`()")
    if text:
        answer = _answer(text)
        if answer is not None:
            return answer
    elif written == "*":
        return True
    optional = _ANSWERS.get(cell_text(cells, Column.OPTIONAL).lower())
    return None if optional is None else not optional


def _answer(text: str) -> bool | None:
    """What a cell of a column for requiredness says, by all of its words or the first."""
    known = _ANSWERS.get(text)
    if known is None:
        first = re.match(r"[\w✓✔✅✗✘❌]+", text)
        known = _ANSWERS.get(first[0]) if first else None
    if known is None:
        return False if re.match(r"(only )?(if|when|for|unless)\b", text) else None
    return known and _UNLESS.search(text) is None

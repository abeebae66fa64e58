"""Reads values and bounds where a type is expected: `` `red`, `green`, `blue` ``, `string (max 20)`."""

from __future__ import annotations

import re
from collections.abc import Mapping

from mockdown.extractors.bounds import read_bounds
from mockdown.extractors.choices import introduced, opposites
from mockdown.model.schema import Schema
from mockdown.vocabularies.types import FORMATS, TYPES

_QUOTED = re.compile(
    r"^(?:\"[^\"\n|]{1,40}\"|'[^'\n|]{1,40}')(?:\s*(?:,|\||/|\bor\b)\s*(?:\"[^\"\n|]{1,40}\"|'[^'\n|]{1,40}'))+$"
)
_BETWEEN = re.compile(r"(?:\s|,|;|\||/|\bor\b|\band\b)*")
_VALUE = re.compile(r"^[\w.+/:-]{1,40}$")
_CLASS = re.compile(r"^[A-Z]\w*[a-z]")


def listed_values(text: str, codes: tuple[str, ...]) -> Schema | None:
    """The string whose values a cell lists instead of naming a type; None for a choice between types.

    `text` is that of the cell, `codes` are the spans of code in it.

    Two words may be two schemas: they are values in quotes, or where they are opposites.
    """
    text = text.strip()
    values = introduced(text) or opposites(text) or _quoted(text) or _coded(text, codes)
    if len(values) < 2 or any(_is_type(value) for value in values):
        return None
    return Schema(type="string", keywords={"enum": list(dict.fromkeys(values))})


def _quoted(text: str) -> tuple[str, ...]:
    return (
        tuple(value[1:-1] for value in re.findall(r"\"[^\"]+\"|'[^']+'", text)) if _QUOTED.match(text) else ()
    )


def _coded(text: str, codes: tuple[str, ...]) -> tuple[str, ...]:
    if len(codes) < 3:
        return ()
    for code in codes:
        text = text.replace(code, "", 1)
    return codes if _BETWEEN.fullmatch(text) else ()


def _is_type(value: str) -> bool:
    lowered = value.lower()
    known = lowered in TYPES or lowered.removesuffix("s") in TYPES or lowered in FORMATS
    return known or _VALUE.match(value) is None or _CLASS.match(value) is not None


def type_bounds(text: str, schema: Schema) -> Mapping[str, float]:
    """The bounds that stand behind a type; for a text they count its characters.

    >>> type_bounds("string (max 20)", Schema(type="string"))
    {'maxLength': 20}
    """
    bounds = read_bounds(text)
    if schema.type != "string" or not bounds:
        return bounds
    return {_LENGTHS.get(name, name): value for name, value in bounds.items()}


_LENGTHS = {"minimum": "minLength", "maximum": "maxLength"}

"""Reads samples whose values are words for types: `{"age": "number (optional)", "name": "string"}`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from mockdown.extractors.applied_constraints import apply_constraints
from mockdown.extractors.constraints import read_constraints
from mockdown.extractors.field_words import read_aside
from mockdown.extractors.types import parse_type
from mockdown.model.schema import Schema
from mockdown.readers.json_samples import JsonSample, Placeholder
from mockdown.values import replace

Json = Any

_WORDS = (
    r"(?:string|str|text|integer|int|int32|int64|long|number|float|double|decimal|boolean|bool|uuid|object"
    r"|datetime|date-time|timestamp|date|array|list)"
)
_MAY_BE = re.compile(rf'"{_WORDS}\b', re.IGNORECASE)
_DESCRIBED = re.compile(
    rf"^(?P<type>{_WORDS}(?:\[\])?)(?P<null> ?\| ?null| or null)?"
    r"(?:\s*\((?P<aside>[^()]{1,120}(?:\([^()]*\)[^()]{0,80})?)\)|,\s*(?P<rest>[^\n]{1,120}))?$",
    re.IGNORECASE,
)
_NAMES_OF_TYPES = re.compile(r"(?:type|kind|format|class|widget|datatype)$", re.IGNORECASE)
"""Members whose value may well be such a word."""


def as_described(sample: JsonSample, text: str) -> JsonSample:
    """A sample with placeholders for the words that say what its values are.

    They are taken for such where they make up half of the values or more.
    """
    if _MAY_BE.search(text) is None:
        return sample
    leaves = list(_leaves(sample.value))
    words = [found for found in map(_in_words, leaves) if found is not None]
    told = any(found["aside"] or found["rest"] for found in words)
    if not words or len(words) * 2 < len(leaves) or (len(words) == 1 and not told):
        return sample
    return replace(sample, value=_replaced("", sample.value), is_strict=False)


@lru_cache(maxsize=4096)
def described_schema(text: str) -> tuple[Schema, bool | None] | None:
    """The schema and the duty that a placeholder of this kind tells; None for others."""
    found = _DESCRIBED.match(text)
    if found is None:
        return None
    words = found["aside"] or found["rest"] or ""
    typed = parse_type(found["type"])
    aside = read_aside(words)
    schema = apply_constraints(typed, aside.over(read_constraints(words))) if words else typed
    nullable = bool(found["null"]) or schema.nullable
    return replace(schema, nullable=nullable), aside.required


def _in_words(leaf: tuple[str, Json]) -> re.Match[str] | None:
    name, value = leaf
    if not isinstance(value, str):
        return None
    found = _DESCRIBED.match(value)
    return None if found is None or _NAMES_OF_TYPES.search(name) else found


def _leaves(value: Json) -> Iterator[tuple[str, Json]]:
    """The values that hold no others, in any order, each with the name of its member."""
    waiting = [("", value)]
    while waiting:
        name, one = waiting.pop()
        if isinstance(one, dict):
            waiting.extend(one.items())
        elif isinstance(one, list):
            waiting.extend((name, member) for member in one)
        else:
            yield name, one


def _replaced(name: str, value: Json) -> Json:
    if isinstance(value, dict):
        return {key: _replaced(key, member) for key, member in value.items()}
    if isinstance(value, list):
        return [_replaced(name, member) for member in value]
    return Placeholder(value) if _in_words((name, value)) is not None else value

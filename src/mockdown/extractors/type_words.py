"""Reads the type that a description says in words: "Integer, …", "A list of …", "specified as a boolean"."""

from __future__ import annotations

import re

from mockdown.extractors.types import parse_type
from mockdown.model.schema import ANYTHING, Schema
from mockdown.source import Rank
from mockdown.vocabularies.types import TYPES

_FIRM = frozenset(
    "string str integer int int32 int64 uint32 uint64 boolean bool number float double uuid datetime "
    "date-time".split()
)
"""Words that stand for a type wherever a description starts with them: "String value to look for"."""
_LEADING = re.compile(
    r"\s*\(?[*_]{0,2}`?(?:an? |the )?(?:json )?(?P<type>[a-z][a-z0-9-]*(?:\[\]|\([\w-]+\))?)`?[*_]{0,2}\)?"
    r"(?! of\b)(?P<end>[,.;:)–—]|\s+-\s|\s*$|\s)"
)
_LIST = re.compile(
    r"\s*\(?[*_]{0,2}(?:an? |the |adds an? )?(?:(?:json|comma[- ]separated|ordered|optional|new) )?"
    r"(?P<kind>array|list|set|map|mapping|dictionary|dict|hash)\s+of\s+(?P<items>[\w-]+)"
)
_MAPPING = re.compile(r"\s*(?:an? |the )?(?:json )?object (?:that maps|mapping)\b")
_LIKE_TYPE = frozenset("that which with containing holding describing representing value".split())
_MAPS = frozenset(("map", "mapping", "dictionary", "dict", "hash"))
_SAID_AS = re.compile(
    r"\b(?:specified|given|passed|expressed|represented|encoded|formatted|supplied|returned) as an? "
    r"(?:json )?(?P<type>boolean|string|integer|number|float|object|array|list|map)\b(?! or\b)",
    re.IGNORECASE,
)
_NAMED = {"list": "array", "map": "object", "float": "number"}


def leading_type(description: str) -> Schema:
    """The type that a description starts with.

    Words that are types only in a column — set, list, time, image — need a comma or the like behind them:
    "Set the name" tells what to do.
    """
    lowered = description.lower()
    listed = _LIST.match(lowered)
    if listed is not None:
        return _container(listed["kind"], listed["items"])
    if _MAPPING.match(lowered):
        return Schema(type="object", additional=ANYTHING)
    leading = _LEADING.match(lowered)
    if leading is None or leading["type"].partition("[")[0].partition("(")[0] not in TYPES:
        return ANYTHING
    if leading["end"].isspace() and not leading["type"].endswith("]"):
        behind = lowered[leading.end() :].split(maxsplit=1)[:1]
        if leading["type"] not in _FIRM and not (behind and behind[0] in _LIKE_TYPE):
            return ANYTHING
    candidate = parse_type(leading["type"])
    return candidate if candidate.ref is None else ANYTHING


def _container(kind: str, items: str) -> Schema:
    """A list or map; its items have a type where the word for them is one: "a list of strings"."""
    word = items if items in _FIRM else items.removesuffix("s")
    inner = parse_type(word) if word in _FIRM or word in ("object", "map") else ANYTHING
    if kind in _MAPS:
        return Schema(type="object", additional=inner, rank=Rank.PROSE)
    return Schema(type="array", items=inner, rank=Rank.PROSE)


def said_type(description: str) -> str | None:
    """The type that a clause gives: "specified as a boolean value"."""
    found = _SAID_AS.search(description)
    if found is None:
        return None
    name = found["type"].lower()
    return _NAMED.get(name, name)

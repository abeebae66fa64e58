"""Which keywords can be written at all, and which values the keywords beside them allow."""

from __future__ import annotations

import ipaddress
import math
import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date, datetime
from typing import Any

Json = Any

_LARGEST = 2**64
"""Whole numbers of more than 64 bits cannot be read by most programs (RFC 8259, 6)."""


def is_number(value: Json) -> bool:
    """Whether a value is a number that JSON can hold: no truth value, no infinity."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return math.isfinite(value) if isinstance(value, float) else -_LARGEST < value < _LARGEST


def _is_count(value: Json) -> bool:
    return is_number(value) and isinstance(value, int) and value >= 0


def _is_pattern(value: Json) -> bool:
    with suppress(re.error, RecursionError, OverflowError):
        return isinstance(value, str) and re.compile(value) is not None
    return False


_SOUND: Mapping[str, Callable[[Json], bool]] = {
    "minimum": is_number,
    "maximum": is_number,
    "multipleOf": lambda value: is_number(value) and value > 0,
    "minLength": _is_count,
    "maxLength": _is_count,
    "minItems": _is_count,
    "maxItems": _is_count,
    "minProperties": _is_count,
    "maxProperties": _is_count,
    "pattern": _is_pattern,
}
_PAIRS = (
    ("minimum", "maximum"),
    ("minLength", "maxLength"),
    ("minItems", "maxItems"),
    ("minProperties", "maxProperties"),
)


def drop_unsound(keywords: dict[str, Json]) -> None:
    """Leave out bounds and patterns that no schema may hold, and bounds that allow nothing."""
    for name, is_sound in _SOUND.items():
        if name in keywords and not is_sound(keywords[name]):
            del keywords[name]
    for low, high in _PAIRS:
        if low in keywords and high in keywords and not _leaves_room(keywords, low, high):
            del keywords[low], keywords[high]
    for bound in ("minimum", "maximum"):
        if bound not in keywords:
            keywords.pop(f"exclusive{bound.title()}", None)


def _leaves_room(keywords: Mapping[str, Json], low: str, high: str) -> bool:
    if keywords[low] == keywords[high]:
        return not (keywords.get("exclusiveMinimum") or keywords.get("exclusiveMaximum"))
    return bool(keywords[low] < keywords[high])


def is_allowed(value: Json, keywords: Mapping[str, Json]) -> bool:
    """Whether the keywords of a schema allow a value, which is of the schema's type.

    >>> is_allowed(0, {"minimum": 0, "exclusiveMinimum": True})
    False
    """
    if "enum" in keywords and value not in keywords["enum"]:
        return False
    if isinstance(value, str):
        return _is_allowed_text(value, keywords)
    if is_number(value):
        return _is_within(value, keywords)
    return not isinstance(value, int | float) or isinstance(value, bool)


def _is_within(value: float, keywords: Mapping[str, Json]) -> bool:
    low, high = keywords.get("minimum", value), keywords.get("maximum", value)
    if not low <= value <= high:
        return False
    if (value == low and keywords.get("exclusiveMinimum")) or (
        value == high and keywords.get("exclusiveMaximum")
    ):
        return False
    size = _SIZES.get(keywords.get("format", ""))
    if size is not None and not -size <= value < size:
        return False
    step = keywords.get("multipleOf")
    return step is None or math.isclose(value / step, round(value / step))


def _is_allowed_text(value: str, keywords: Mapping[str, Json]) -> bool:
    if not keywords.get("minLength", 0) <= len(value) <= keywords.get("maxLength", len(value)):
        return False
    if "pattern" in keywords and re.search(keywords["pattern"], value) is None:
        return False
    read = _FORMATS.get(keywords.get("format", ""))
    if read is None:
        return True
    try:
        read(value)
    except ValueError:
        return False
    return True


def _matching(pattern: str) -> Callable[[str], object]:
    compiled = re.compile(pattern, re.ASCII | re.IGNORECASE)

    def read(text: str) -> None:
        if compiled.fullmatch(text) is None:
            raise ValueError(text)

    return read


def _date(text: str) -> None:
    _matching(r"\d{4}-\d\d-\d\d")(text)
    date.fromisoformat(text)


def _moment(text: str) -> None:
    """RFC 3339, 5.6: a time with its offset must follow the day."""
    _matching(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)")(text)
    datetime.fromisoformat(text.upper())


_FORMATS: Mapping[str, Callable[[str], object]] = {
    "date": _date,
    "date-time": _moment,
    "time": _matching(r"(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d"),
    "uuid": _matching(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"),
    "email": _matching(r"[^@\s]+@[^@\s]+"),
    "idn-email": _matching(r"[^@\s]+@[^@\s]+"),
    "idn-hostname": _matching(r"[a-z0-9]{1,60}(?:\.[a-z0-9]{1,60}){0,3}"),
    "ipv4": ipaddress.IPv4Address,
    "ipv6": ipaddress.IPv6Address,
    "byte": _matching(r"(?:[a-z0-9+/]{4})*(?:[a-z0-9+/]{2}==|[a-z0-9+/]{3}=)?"),
}
_SIZES = {"int32": 2**31, "int64": 2**63}

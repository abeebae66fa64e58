"""Media types: what is JSON, what matches a range, and which variant an `Accept` header chooses."""

from __future__ import annotations

from collections.abc import Sequence


def essence(media_type: str) -> str:
    """The type without its parameters, in lower case."""
    return media_type.partition(";")[0].strip().lower()


def is_json(media_type: str) -> bool:
    """Whether JSON values can be written in it."""
    kind = essence(media_type)
    return kind == "application/json" or kind.endswith("+json") or kind == "text/json"


def matches(media_range: str, media_type: str) -> bool:
    """Whether a type falls into a range such as `text/*`."""
    if media_range in ("*/*", "*", media_type):
        return True
    main, _, sub = media_range.partition("/")
    return sub == "*" and media_type.partition("/")[0] == main


def charset(media_type: str) -> str:
    """The `charset` parameter, UTF-8 when there is none."""
    for parameter in media_type.split(";")[1:]:
        name, _, value = parameter.strip().partition("=")
        if name.lower() == "charset":
            return value.strip('" ')
    return "utf-8"


def choose(accept: str, offered: Sequence[str]) -> int | None:
    """The index of the offered type that an `Accept` header likes best (RFC 9110, 12.5.1), or None."""
    ranges = [_parse_range(part) for part in accept.split(",") if part.strip()]
    if not ranges:
        return 0
    best: tuple[float, int] | None = None
    for index, media_type in enumerate(offered):
        quality = _quality(ranges, essence(media_type))
        if quality > 0 and (best is None or quality > best[0]):
            best = (quality, index)
    return best[1] if best else None


def _quality(ranges: list[tuple[str, float]], media_type: str) -> float:
    """The quality given by the most specific range that fits."""
    found, specificity = 0.0, -1
    for media_range, quality in ranges:
        weight = 2 if media_range == media_type else 0 if media_range in ("*/*", "*") else 1
        if weight > specificity and matches(media_range, media_type):
            found, specificity = quality, weight
    return found


def _parse_range(part: str) -> tuple[str, float]:
    quality = 1.0
    for parameter in part.split(";")[1:]:
        name, _, value = parameter.strip().partition("=")
        if name.lower() == "q":
            try:
                quality = float(value)
            except ValueError:
                quality = 0.0
    return essence(part), quality

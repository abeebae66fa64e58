"""Reads bounds in descriptions: "between 1 and 50", "(2-100 characters)", "must match `[a-z]+`"."""

from __future__ import annotations

import re

from mockdown.extractors.written_values import number_of
from mockdown.vocabularies.wordings import NUMBER, Wording, words_in

_NUMBER = r"(?P<{0}>-?\d[\d,_]*(?:\.\d+)?)"
_CHARS = r"(?:characters|chars|bytes|symbols)"
_UNIT = rf"\b(?P<unit> {_CHARS})?(?P<items> (?:items|elements|entries)\b)?"
_MAXIMUM = Wording(
    NUMBER,
    r"\b(?:max(?:imum|\.)?|at most|up to|no more than|no longer than(?= \d+ (?:char|symbol))|not exceed"
    r"|cannot exceed|<=|≤)"
    r"(?: (?:value|allowed|number|is|of|limit|page size|results?|items?|length)\b)*\s*(?:is"
    r"|of|:|=)?\s*[`*\"]*" + _NUMBER.format("max") + _UNIT,
)
_MINIMUM = Wording(
    NUMBER,
    r"\b(?:min(?:imum|\.)?|at least|no less than|no fewer than|no shorter than(?= \d+ (?:char|symbol))|>=|≥)"
    r"(?: (?:value|allowed|number|is|of|length)\b)*\s*(?:is|of|:|=)?\s*[`*\"]*"
    + _NUMBER.format("min")
    + _UNIT,
)
_TO = r"\s*(?:-|–|—|\bto\b|\.{2,3})\s*"
_CLOSED = r"(?: inclusive)?\s*(?:$|[,;)]|\.(?:\s|$))"
"""What ends the words of a range: nothing that is counted or dated comes behind."""
_RANGE = Wording(
    NUMBER,
    r"(?:\bbetween\s+[`*]*" + _NUMBER.format("min") + r"[`*]*\s+and\s+[`*]*" + _NUMBER.format("max") + r")"
    rf"|(?:[(\[]\s*(?P<min2>-?\d+){_TO}(?P<max2>-?\d+)\s*[)\]])"
    rf"|(?:\brange:?\s+(?P<min3>-?\d+){_TO}(?P<max3>-?\d+))"
    rf"|(?<![\w.,-])(?P<min4>\d+){_TO}(?P<max4>\d+)[ -]{_CHARS}\b"
    rf"|(?:^|[.;:,(–—]\s*|\s-\s+|\b(?:integer|number|value|rating|scale|anything|days|items),? )from "
    rf"[`*]*(?P<min6>-?\d+)[`*]*{_TO}[`*]*(?P<max6>-?\d+)[`*]*{_CLOSED}"
    rf"|^\W{{0,4}}?(?P<min7>(?<!\w)-?\d{{1,9}}){_TO}[`*]*(?P<max7>\d{{1,9}})[`*]*"
    rf"(?: inclusive)?\s*(?:[.,;]\s|\.?$)"
    r"|(?:^|[\s(\[`])(?P<min5>-?\d+)\s?\.{2,3}\s?(?P<max5>-?\d+)(?=$|[\s)\]`,;]|\.(?:\s|$))",
)
"""Two numbers with a dash may be anything, such as pages; with a unit or two dots they are bounds."""
_EXACTLY = Wording(
    NUMBER, rf"(?:\bexactly|\blength (?:of|is|must be)) +(?P<bound>\d+) {_CHARS}\b(?! (?:or|and|to)\b)"
)
_CHARACTERS = re.compile(r"\b(?:characters|chars)\b", re.IGNORECASE)
_OR_MORE = Wording(
    NUMBER,
    r"(?<![\d.])(?P<bound>\d+) or (?:more|greater|higher)\b",
)
_MORE_THAN = Wording(
    NUMBER,
    r"(?<!no )\b(?:greater|more|larger|bigger|higher) than\s+[`*]*" + _NUMBER.format("bound"),
)
_LESS_THAN = Wording(
    NUMBER,
    r"(?<!no )\b(?:less|smaller|lower|fewer) than\s+[`*]*" + _NUMBER.format("bound"),
)
_SIGN = Wording(
    "positive negative nonnegative",
    r"(?:^\W*|[.;,(]\s*|\s-\s+)(?:an? |any |must be (?:an? )?|should be (?:an? )?|has to be (?:an? )?)?"
    r"(?:(?P<sign>positive|non-?negative)(?:,? non-?zero)?)(?: (?:whole|integer|int|number|value))*"
    r"(?=\s*(?:$|[.,;)]|\bor\b))",
)
_FIRST = Wording(
    NUMBER,
    r"\b(?:starts|starting|begins|beginning|counted|counts|counting)(?: always)? (?:at|from|with) "
    r"[`*]*(?P<first>[01])[`*]*(?=\s*(?:$|[,;)]|\.(?:\s|$)))",
)
"""Where counting starts: nothing is lower."""
_LENGTH = re.compile(r"\b(?:length|long|characters|chars)\b", re.IGNORECASE)
_PATTERN = Wording(
    "match matches matching",
    r"\b(?:must|should|has to|have to|needs? to) (?:only )?match(?:es)?"
    r"(?: (?:the|this|a))?(?: following)?(?: (?:regular expression|regexp?|pattern))?\s*:?\s*"
    r"`(?P<pattern>[^`\n]{2,300})`",
)
_SIGNS = re.compile(r"[\[\\^$]|\(\?|[)\w.][*+]|\{\d")
"""What a regular expression has, and a name or a glob has not."""


def read_pattern(text: str) -> str | None:
    """The regular expression that a value has to match; None for the name of another field.

    >>> read_pattern("A slug. Must match `[a-z-]+`.")
    '[a-z-]+'
    """
    found = _PATTERN.search(text)
    if found is None or _SIGNS.search(found["pattern"]) is None:
        return None
    pattern = found["pattern"]
    if len(pattern) > 2 and pattern[0] == pattern[-1] == "/":
        pattern = pattern[1:-1]
    try:
        re.compile(pattern)
    except (re.error, RecursionError, OverflowError):
        return None
    return pattern


def read_bounds(text: str) -> dict[str, float]:
    """The bounds of a value, by the keyword of JSON Schema.

    `positive` stands for a lower bound of nothing but the sign, which the type makes 1 or more than 0.

    >>> read_bounds("The name (2-100 characters)")
    {'minLength': 2, 'maxLength': 100}
    """
    if _WORDS.isdisjoint(words_in(text)):
        return {}
    return _of_range(text) or _excluded(text) or _of_length(text) or {**_from_start(text), **_of_ends(text)}


def _of_range(text: str) -> dict[str, float]:
    found = _RANGE.search(text)
    if found is None:
        return {}
    low, high = (number_of(next(filter(None, map(found.group, names)))) for names in _ENDS)
    suffix = "Length" if _LENGTH.search(text) else "imum"
    return {f"min{suffix}": low, f"max{suffix}": high} if low < high else {}


def _excluded(text: str) -> dict[str, float]:
    """A bound that the value may not have itself."""
    for name, pattern in (("min", _MORE_THAN), ("max", _LESS_THAN)):
        found = pattern.search(text)
        if found is not None and not _CHARACTERS.search(text):
            return {f"{name}imum": number_of(found["bound"]), f"exclusive{name.title()}imum": True}
    return {}


def _of_length(text: str) -> dict[str, float]:
    found = _EXACTLY.search(text)
    return dict.fromkeys(("minLength", "maxLength"), number_of(found["bound"])) if found is not None else {}


def _from_start(text: str) -> dict[str, float]:
    """Where values start: "10 or more", "counted from 1", "a positive number"."""
    bounds: dict[str, float] = {}
    found = _OR_MORE.search(text)
    if found is not None and not _CHARACTERS.search(text):
        bounds["minimum"] = number_of(found["bound"])
    found = _FIRST.search(text)
    if found is not None:
        bounds["minimum"] = number_of(found["first"])
    found = _SIGN.search(text)
    if found is not None:
        bounds["positive" if found["sign"].lower() == "positive" else "minimum"] = 0
    return bounds


def _of_ends(text: str) -> dict[str, float]:
    """The least and the most: "at least 2", "max 20 characters", "up to 5 items"."""
    bounds: dict[str, float] = {}
    for name, pattern in (("min", _MINIMUM), ("max", _MAXIMUM)):
        found = pattern.search(text)
        if found is not None:
            is_length = found["unit"] or _LENGTH.search(text)
            suffix = "Items" if found["items"] else "Length" if is_length else "imum"
            bounds[f"{name}{suffix}"] = number_of(found[name])
    return bounds


_WORDS = _SIGN.words | {NUMBER}
"""One of them stands in each text that bounds a value."""
_ENDS = tuple(tuple(f"{end}{place}" for place in ("", *range(2, 8))) for end in ("min", "max"))

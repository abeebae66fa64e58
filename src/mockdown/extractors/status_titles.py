"""Reads the status that a title names: `404: Not found`, `Response (201):`, `Response: 409 Conflict`."""

from __future__ import annotations

import re
from http import HTTPStatus

from mockdown.vocabularies.error_titles import is_error_title
from mockdown.vocabularies.roles import Role, role_of
from mockdown.vocabularies.symbols import without_symbols

REGISTERED = frozenset(str(status.value) for status in HTTPStatus)
"""The statuses of the registry."""
_AT_START = re.compile(
    r"^(?:HTTP(?:/[\d.]+)?\s*|(?:responses?|status|error|success|failure)(?: code)?\s*:?\s*|code\s*:?\s*)?"
    r"([1-5]\d\d)\b",
    re.IGNORECASE,
)
_RANGE = re.compile(r"^(?:responses?|status|error|success|failure) \(?([1-5])xx\)?\W*$", re.IGNORECASE)
"""The statuses of one class, of which a title speaks as a whole: `Error 4xx` (OpenAPI 3.0.4, 4.7.15)."""
_BEHIND = re.compile(
    r"^(?:[a-z][a-z-]*[ /]){0,4}(?:responses?|status|errors?|success|failure|returns?|results?|reply|answer)"
    r"(?: codes?| body| example)?\s*(?:[:：–—(\[]|\s-\s)[\s:(\[`*]*(?:http(?:/[\d.]+)? |status(?: code)?:? )?"
    r"(?P<status>[1-5]\d\d)\b[`*]*(?P<words>[)\]:,]?\s*(?:$|[-–—:,(`]|[A-Z]|ok\b).*|[)\]:,].*)?$",
    re.IGNORECASE,
)
"""The status stands behind words that end in one for an answer or its outcome."""
_DIGIT = re.compile("[1-5]")
_OTHER = re.compile(r"(?<![\d.])[1-5]\d\d(?![\d.])")
_LOWER = re.compile(r"^\s*[a-z]{3,}")


def status_of_title(title: str) -> str | None:
    """The status that a title starts with, or that stands behind its label."""
    if _DIGIT.search(title) is None:
        return None
    title = without_symbols(title)
    found = _AT_START.match(title)
    if found is not None:
        return found[1]
    phrased = phrased_status(title)
    if phrased is not None:
        return phrased[0]
    whole = range_of_title(title)
    if whole is not None:
        return whole
    labelled = labelled_status(title)
    return labelled[0] if labelled is not None else None


_PHRASED = re.compile(r"^(?:.{1,40} - )?\W*(?P<phrase>[A-Za-z][A-Za-z' -]{1,40}) (?P<status>[1-5]\d\d)\W*$")


def phrased_status(title: str) -> tuple[str, str] | None:
    """The status behind its own reason phrase, and that phrase: `Created 201`."""
    found = _PHRASED.match(without_symbols(title))
    if found is None or found["status"] not in REGISTERED:
        return None
    phrase = HTTPStatus(int(found["status"])).phrase
    return (found["status"], phrase) if found["phrase"].lower() == phrase.lower() else None


def range_of_title(title: str) -> str | None:
    """The class of statuses that a title names, and nothing else: `Error 4xx` is `4XX`."""
    found = _RANGE.match(without_symbols(title).strip(" *_#`"))
    return f"{found[1]}XX" if found is not None else None


def labelled_status(text: str) -> tuple[str, str] | None:
    """The status behind the label of an answer, with the words that follow: `Response: 204 No Content`."""
    if len(text) > _LONGEST or "\n" in text or _DIGIT.search(text) is None:
        return None
    plain = without_symbols(text).strip(" *_#`")
    found = _BEHIND.match(plain) or _behind_title(plain)
    if found is None or found["status"] not in REGISTERED:
        return None
    words = found["words"] or ""
    if _LOWER.match(words) or _OTHER.search(words):
        return None  # a count, "Max results: 500 items", or the first of several
    return found["status"], words.strip(" -–—:.,*`()[]")


_LONGEST = 100
_TITLED = re.compile(
    r"^(?P<label>[^:：(（\[`*\d\n]{2,60}?)\s*[*_]*\s*[:：(（\[][\s:：(（\[`*]*(?P<status>[1-5]\d\d)\b[`*]*"
    r"(?P<words>[^\n]*)$"
)
_ANSWERS = (Role.RESPONSE, Role.STATUSES)


def _behind_title(text: str) -> re.Match[str] | None:
    """The status behind any title that is known as one for answers, in whatever language."""
    found = _TITLED.match(text)
    if found is None:
        return None
    label = found["label"].strip()
    return found if role_of(label) in _ANSWERS or is_error_title(label) else None

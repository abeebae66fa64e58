"""The words by which docs describe one schema through another: "same as X, but without `notes`"."""

from __future__ import annotations

import re
from enum import Enum, auto
from functools import lru_cache

from mockdown.vocabularies.wordings import Wording


class Change(Enum):
    """What a heading or sentence says of the members that follow it."""

    NONE = auto()
    ADDED = auto()
    REMOVED = auto()
    CHANGED = auto()


_MEMBERS = r"(?:attributes?|fields?|propert(?:y|ies)|keys?|members?|columns?|values?|elements?|param(?:eter)?s?|ones?)"  # noqa: E501
_ADD = r"(?:added|additional|extra|new|more|further|supplementary|appended|introduced|included)"
_REMOVE = (
    r"(?:removed|omitted|excluded|dropped|deleted|missing|absent|hidden|stripped|left[ -]out|unavailable"
    r"|not (?:included|returned|present|available|sent)|without)"
)
_ALTER = r"(?:modified|changed|altered|different|differing|overridden|replaced|updated|redefined|adjusted)"

TITLES: tuple[tuple[Change, str], ...] = tuple(
    (change, rf"(?:the )?(?:{words} {_MEMBERS}|{_MEMBERS} (?:that (?:is|are) )?{words}|{lone})")
    for change, words, lone in (
        (Change.REMOVED, _REMOVE, "removed|omitted"),
        (Change.CHANGED, _ALTER, "changed|modified|changes|differences"),
        (Change.ADDED, _ADD, "added|additions"),
    )
)
"""Whole headings and lead-ins: "Removed Attributes", "Fields added"."""

NAME = r"(?P<name>\[[^\]]+\]\([^()\s]*\)|`[\w.: -]+`|\*\*[\w.: -]+\*\*|[A-Z]\w*(?:\.\w+)*(?: [A-Z]\w*(?:\.\w+)*){0,4})"  # noqa: E501
"""The name of another schema: a link, code, bold, or words in capitals."""
_A = r"(?:(?:an?|the|each|every|its|that of|those of|parent|base|regular|normal|full|standard|plain) )*"

_KIND = r"(?:['’]s)?[\s`*_]*(?:objects?|schema|model|resource|type)?[\s`*_]*"
_BUT = (
    r",? ?\b(?:with the following|with these|with (?:some |a few )?(?:additional|extra|more|changes|differences)"  # noqa: E501
    r"|plus|but|without|except|minus|(?:that|which) (?:also|additionally))\b"
)
BASES: tuple[tuple[str, str, str], ...] = (
    (
        "same identical equal equivalent similar",
        rf"\b(?:same|identical|equal|equivalent|similar)"
        rf" (?:{_MEMBERS} |structure |shape |format |schema |object )?(?:as|to) {_A}",
        "",
    ),
    (
        "extends extending inherits builds based derived derives specializes specialises expands augments",
        rf"\b(?:extends|extending|inherits(?: all)?(?: {_MEMBERS})?(?: from)?|builds (?:up)?on"
        rf"|(?:is )?based (?:up)?on|(?:is )?derived from|derives from|speciali[sz]es|expands(?: on)?|augments) {_A}",  # noqa: E501
        "",
    ),
    (
        "all every each",
        rf"\b(?:all|every|each) (?:of )?(?:the )?(?:\w+ )?{_MEMBERS} (?:of|from|in|on) {_A}",
        "",
    ),
    (
        "addition",
        rf"\bin addition to (?:(?:the|all|all of the|those) )?(?:{_MEMBERS} )?(?:(?:of|from|in) )?{_A}",
        "",
    ),
    (
        "subset variant version form representation summary extension superset specialization specialisation",
        rf"\b(?:subset|variant|version|form|representation|summary|extension|superset"
        rf"|speciali[sz]ation) of {_A}",
        "",
    ),
    ("with plus but without except minus that which", rf"\b(?:an?|the|like|as) {_A}", _KIND + _BUT),
    ("with plus but without except minus that which", r"^[\s`*_]*", _KIND + _BUT),
)
"""What stands before and after the name of the schema which another one starts from, behind words of it."""

LEADS: tuple[tuple[Change, str], ...] = (
    (
        Change.REMOVED,
        rf"\b(?:without|except|excluding|minus|omits|omitting|lacks|lacking|but not"
        rf"|not (?:include|contain|have|return)|leaves out|{_REMOVE})\b",
    ),
    (
        Change.CHANGED,
        rf"\b(?:{_ALTER} {_MEMBERS}|following (?:changes|differences|modifications)"
        rf"|(?:is|are) (?:replaced|changed|overridden)|{_MEMBERS} (?:that )?(?:differ|change))\b|\b(?:changes|differences):$",  # noqa: E501
    ),
    (
        Change.ADDED,
        rf"\b(?:plus|adds|adding|{_ADD} {_MEMBERS}|also (?:has|includes|contains|have)|as well as|in addition"
        rf"|and the following|with the following|the following {_MEMBERS}|these {_MEMBERS})\b"
        rf"|\b(?:additional|extra|added|new|further)(?= `)",
    ),
)
"""Lead-ins, and parts of sentences, by what they say of the names that follow."""

_TITLES = tuple((change, re.compile(pattern)) for change, pattern in TITLES)
_BASES = tuple(
    Wording(words, f"(?i:{before}){NAME}(?i:{after})", re.NOFLAG) for words, before, after in BASES
)
_LEADS = tuple((change, re.compile(pattern, re.IGNORECASE)) for change, pattern in LEADS)
_NOISE = re.compile(r"[`*_:#()\[\].,!\"“”]+")


@lru_cache(maxsize=2048)
def change_of(title: str) -> Change:
    """What a heading or short lead-in says of the members below it; the whole of it must be known.

    >>> change_of("Removed Attributes")
    <Change.REMOVED: 3>
    """
    words = " ".join(_NOISE.sub(" ", title.lower()).split())
    for change, pattern in _TITLES:
        if len(words) < 60 and pattern.fullmatch(words):
            return change
    return Change.NONE


@lru_cache(maxsize=2048)
def change_of_sentence(text: str) -> Change:
    """What a sentence right before a table or list says of the members in it: the last words count."""
    exact = change_of(text)
    if exact is not Change.NONE:
        return exact
    found = [(match.end(), change) for change, pattern in _LEADS for match in pattern.finditer(text[-300:])]
    return max(found, key=lambda hit: hit[0])[1] if found else Change.NONE


def find_base(sentence: str) -> re.Match[str] | None:
    """Where a sentence, in Markdown, names the schema that another starts from; group `name` is the name."""
    text = sentence[:600]
    for pattern in _BASES:
        found = pattern.search(text)
        if found is not None:
            return found
    return None


def changes_in(text: str) -> list[tuple[int, Change]]:
    """Where in a sentence the words begin to say that members are added, removed or changed, in order."""
    return sorted(
        ((match.start(), change) for change, pattern in _LEADS for match in pattern.finditer(text[:600])),
        key=lambda hit: hit[0],
    )


REMOVAL = re.compile(rf"(?:{_MEMBERS} )?(?:is |are |be )?(?:{_REMOVE}|gone)\b", re.IGNORECASE)
"""Behind a name: "`notes` is left out"."""

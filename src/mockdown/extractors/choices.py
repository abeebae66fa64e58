"""Reads the values that a description lists: "one of `git` or `url`", "must be either 'a', 'b' or 'c'"."""

from __future__ import annotations

import re

from mockdown.vocabularies.types import TYPES
from mockdown.vocabularies.wordings import Wording

_CHOICES = Wording(
    "one any valid possible allowed accepted supported available permitted acceptable be either "
    "value values enum options choices",
    r"(?:\b(?:must be |can be |may be |should be |is )?(?:one|any) of(?: the following"
    r"| these)?(?: values| options)?"
    r"|\b(?:valid|possible|allowed|accepted|supported|available|permitted|acceptable) "
    r"(?:values?|options?|choices|inputs?|types?|states?)(?: for \w+)?(?: are| is| include)?"
    r"|\b(?:can|may|must|should) be(?: set to)?(?: either)?|\beither|\bvalues?(?: are| can be|:)|\benum"
    r"|\boptions(?: are|:)|\bchoices(?: are|:)|\bis either)\s*:?\s*[(\[]?"
    r"(?P<list>(?:(?:\"[^\"\n]{1,60}\"|'[^'\n]{1,60}'|`[^`\n]{1,60}`|\*\*[^*\n]{1,60}\*\*"
    r"|\b[\w.-]{1,40}\b)(?:\s*\([^()\n]{0,60}\))?"
    r"(?:\s*(?:,|\||/)\s*(?:or |and )?|\s+(?:or|and)\s+)?){2,40})",
)
_QUOTED = re.compile(r"\"([^\"\n]{1,60})\"|'([^'\n]{1,60})'|`([^`\n]{1,60})`|\*\*([^*\n]{1,60})\*\*")
_CHOICE_STOP = frozenset("the a an be to of for and or in with when if used".split())
_OF_ANOTHER = re.compile(
    r"(?:\bwhere\b[^.;]{0,60}|<(?!br\b)[\w -]+>[`*\"']*(?:\s+(?:is|are|can be|may be))?"
    r"|\b(?:in|of|follows?) (?:the |this |a )?(?:forms?|formats?|syntax|pattern)(?: of)?)\W*$",
    re.IGNORECASE,
)
"""Before a list of values: it tells a part of the value, or how it is written."""
_OPEN = re.compile(
    r"\bany other (?:value|string|name|text|number)\b|\bor any (?:other )?(?:value|string|name|valid)\b"
    r"|\bamong others\b"
    r"|\bcustom (?:value|string|name)s? (?:is|are) (?:also )?(?:allowed|accepted|supported|possible)\b",
    re.IGNORECASE,
)
_NULL_TOO = re.compile(
    r"\b(?:can|may|might|could) (?:also )?be `?null`?(?:,\s*(?:or )?|\.\s+)", re.IGNORECASE
)
_PLACEHOLDER = re.compile(r"<[^<>]+>|^\{[^{}]+\}$|^\.\.\.$")


_KINDS = (
    r"(?:order|ordering|direction|sort|status|state|type|kind|mode|level|severity|priority|visibility|scope"
    r"|format|unit|role|protocol|scheme|strategy|policy|category|phase|stage|variant|encoding|method|action)"
)
_CODED = r"(?:`[\w.+/-]{1,40}`|\"[\w.+/-]{1,40}\"|'[\w.+/-]{1,40}')"
_BETWEEN = r"\s*(?:,\s*(?:or\s+)?|\||/|\bor\b)\s*"
_END = r"\s*[)\]]?\s*(?:$|[.;]\s|[.;]$|\n|<br)"
_BESIDE_KIND = Wording(
    "order ordering direction sort status state type kind mode level severity priority visibility scope "
    "format unit role protocol scheme strategy policy category phase stage variant encoding method action",
    rf"\b{_KINDS}\b(?:\s+of\s+(?:the\s+)?\w+)?\s*(?:[:(–—]|\s-|,)\s*"
    rf"(?:(?P<coded>{_CODED}(?:{_BETWEEN}{_CODED}){{1,20}})"
    rf"|(?P<bare>[a-z][\w-]{{1,30}}(?:,\s*[a-z][\w-]{{1,30}})*,?\s+or\s+[a-z][\w-]{{1,30}})){_END}",
)
"""Values behind a word for a kind of thing, up to the end of the sentence: "the order: `asc` or `desc`"."""
_ALONE = re.compile(rf"^\W*?(?P<coded>{_CODED}(?:{_BETWEEN}{_CODED}){{1,20}}){_END}")
_TWO_WORDS = re.compile(
    r"^\W*(?P<one>\w+)[`\"']?\s*(?:,?\s+or\s+|/|\|)\s*[`\"']?(?P<other>\w+)[`\"']?" + _END, re.IGNORECASE
)
_OPPOSITES = frozenset(
    map(
        frozenset,
        (
            ("asc", "desc"),
            ("ascending", "descending"),
            ("on", "off"),
            ("yes", "no"),
            ("enabled", "disabled"),
            ("enable", "disable"),
            ("allow", "deny"),
            ("open", "closed"),
            ("up", "down"),
            ("public", "private"),
        ),
    )
)
"""Words that are values wherever "one or the other" is all that is said."""
_NO_VALUES = frozenset((*TYPES, "id", "name", "slug", "uuid", "path", "key", "username", "login"))
"""Words that say what a value is, rather than being one."""


def opposites(text: str) -> tuple[str, ...]:
    """Two opposites that are all that a text says: "asc or desc"."""
    pair = _TWO_WORDS.match(text)
    if pair is None or frozenset((pair["one"].lower(), pair["other"].lower())) not in _OPPOSITES:
        return ()
    return (pair["one"], pair["other"])


def _by_kind(text: str) -> tuple[str, ...]:
    """The values that stand behind a word for a kind of thing, or that are all that a text says."""
    found = _BESIDE_KIND.search(text) or _ALONE.match(text)
    if found is None or _OPEN.search(text):
        return ()
    listed: str = found["coded"] or found["bare"]
    values = [value.strip("`\"'") for value in re.split(_BETWEEN, listed)]
    return () if any(value.lower() in _NO_VALUES for value in values) else tuple(dict.fromkeys(values))


def read_choices(text: str) -> tuple[str, ...]:
    """The values that a text lists as the only ones, empty where it lists none.

    >>> read_choices("How far it goes, one of `city`, `region` or `world`.")
    ('city', 'region', 'world')
    """
    return introduced(text) or opposites(text) or _by_kind(text)


def introduced(text: str) -> tuple[str, ...]:
    """The values behind words that introduce them: "one of", "either", "allowed values"."""
    if not _CHOICES.may_be_in(text):
        return ()
    text = _NULL_TOO.sub("", text)
    found = _CHOICES.search(text)
    if found is None or _OF_ANOTHER.search(text[: found.start()]) or _OPEN.search(text):
        return ()
    listed = found["list"]
    quoted = [next(value for value in groups if value) for groups in _QUOTED.findall(listed)]
    if len(quoted) >= 2:
        values = [value.strip().strip("\"'") or value for value in quoted]
    elif quoted:
        return ()  # "can be retrieved or `-`": a word of the sentence beside a value
    else:
        bare = re.split(r"\s*(?:,|\||/)\s*(?:or |and )?|\s+(?:or|and)\s+", listed.strip())
        values = [value.strip(" ().") for value in bare]
        if len(values) < 2 or any(" " in value or not value for value in values):
            return ()
        letters = all(len(value) == 1 for value in values)
        if not letters and any(value.lower() in _CHOICE_STOP for value in values):
            return ()
        if all(value.lower() in _NO_VALUES for value in values):
            return ()  # "either name or ID"
    if any(_PLACEHOLDER.search(value) for value in values):
        return ()
    if len(values) > 2 and "null" in values:
        values.remove("null")
    return tuple(dict.fromkeys(value.strip() for value in values))

"""Reads what a description says of a value: default, bounds, choices, requiredness, format."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import field
from functools import lru_cache
from typing import Any

from mockdown.extractors.bounds import read_bounds, read_pattern
from mockdown.extractors.choices import read_choices
from mockdown.values import dataclass
from mockdown.vocabularies.translated_titles import (
    DEFAULT_LINKS,
    DEFAULT_WORDS,
    OPTIONAL_WORDS,
    REQUIRED_WORDS,
)
from mockdown.vocabularies.wordings import Wording

Json = Any


@dataclass(frozen=True, slots=True)
class Constraints:
    """What was read; None or empty where the text does not say."""

    required: bool | None = None
    deprecated: bool = False
    nullable: bool = False
    read_only: bool = False
    default: str | None = None
    enum: tuple[str, ...] = ()
    bounds: Mapping[str, float] = field(default_factory=dict)
    """As `read_bounds` gives them."""
    pattern: str | None = None
    type: str | None = None
    format: str | None = None
    epoch: bool = False
    """Whether it is a time that counts from 1970, and so a number whatever its type is called."""
    comma_separated: bool = False
    counted: bool = False
    """Whether it is a number of things, and so a whole one."""
    several: bool = False
    """Whether it may be given more than once, or is a list by the words that describe it."""
    bare_flag: bool = False
    """Whether the name may stand without a value: "true if present"."""


_REQUIRED = Wording(
    "required mandatory must",
    r"^\W*(?:required|mandatory)\b(?! (?:for|if|when|unless|only)\b)|\((?:required|mandatory)\)"
    r"|\b(?:is|are) required\b(?! (?:for|if|when|unless|only)\b)|\*\*required\*\*"
    r"|\bmust be (?:provided|specified|supplied)\b(?! (?:for|if|when|unless)\b)"
    r"|[,;–—]\s*(?:required|mandatory)\s*(?:[.,;)]|$)"
    r"|[.;!?)]\s+[*_`(]*(?:required|mandatory)[*_`)]*\s*(?:[.;]|$)",
)
_OPTIONAL = Wording(
    "optional optionally required mandatory",
    r"^\W*optional(?:ly)?\b|\(optional\b|\boptional\)|\b(?:is|are) optional\b|\*\*optional\*\*"
    r"|<optional>"
    r"|[,;–—]\s*optional\s*(?:[.,;)]|$)"
    r"|\bnot required\b|^\W*(?:required|mandatory) (?:for|if|when|unless|only)\b",
)
_TRANSLATED = re.compile(
    r"(?:^|[\s(（,，;；、|【\[*`])(?:(?P<optional>" + "|".join(OPTIONAL_WORDS.split()) + ")"
    r"|(?:" + "|".join(REQUIRED_WORDS.split()) + r"))(?=$|[\s)）,，.。;；:：、|】\]*`])",
    re.IGNORECASE,
)
_DEFAULT_ELSEWHERE = re.compile(
    r"(?:" + DEFAULT_WORDS + r")\s*[:：=]?\s*(?:" + DEFAULT_LINKS + r")?"
    r"(?P<value>`[^`]+`|\"[^\"]*\"|'[^']*'|「[^」]*」|\*\*[^*]+\*\*|-?\d+(?:\.\d+)?|true\b|false\b)",
    re.IGNORECASE,
)
_DEPRECATED = Wording(
    "deprecated",
    r"^\W*deprecated\b|\bis deprecated\b|\(deprecated\b|\*\*deprecated\b",
)
_NULLABLE = Wording(
    "null nullable",
    r"\b(?:can|may|might|could|will) be `?null`?\b|\bnullable\b|\bor `?null`?\b|`?\bnull`? if\b|"
    r"\bwill be `null`",
)
_READ_ONLY = Wording(
    "read readonly output",
    r"^\W*output[- ]only\b(?=\s*(?:[.;:]|$))"
    r"|^\W*read[- ]?only\b(?! (?:mode|access|root|mount|replica|user)\b)|[(`\[]read[- ]?only[)`\]]"
    r"|\b(?:this|field|property|attribute|value|parameter|and|which|that) (?:is |are )?read[- ]?only\b"
    r"|\bread[- ]?only (?:field|property|attribute|value|parameter)s?\b|[.;,] read[- ]?only\W*$",
)
"""Said of a field, not of what it stands for: "mount the volume as read only"."""
_DEFAULT = Wording(
    "default defaults",
    r"(?<![`\"'])\b(?:the )?defaults?(?![a-z])(?: value)?(?: is| are| to|s to|:|=| of)?(?: set to)?\s*"
    r"[:=]?\s*(?P<value>`[^`]+`|\"[^\"]*\"|'[^']*'|“[^”]*”|\*\*[^*]+\*\*|-?\d+(?:\.\d+)?(?![\w.]*\w)"
    r"|\d+(?:ms|[smhd]|[kmg]i?b?)\b|true\b"
    r"|false\b|[A-Za-z][\w/-]*(?=\s*(?:[).,;]|$)))",
)
_BY_DEFAULT = re.compile(
    r"(?P<value>`[^`\n]{1,60}`|\"[^\"\n]{1,60}\"|'[^'\n]{1,60}'|(?<![\w.])-?\d+(?:\.\d+)?"
    r"|\b(?:true|false)) by default\b",
    re.IGNORECASE,
)
"""The value before the word: "set to `0` by default"."""
_ALL = re.compile(r"\bdefaults?(?: is| to|:)? all\W*(?:[.;)]|$)", re.IGNORECASE)
_COMMA = Wording(
    "comma commas",
    r"\bcomma[- ](?:separated|delimited)|(?:separated|delimited|joined) (?:by|with) (?:a )?commas?\b",
)
_COUNTED = Wording(
    "number many count",
    r"^\W*(?:(?:optional|required)\W+)*(?:the |a )?"
    r"(?:<p>)?(?:(?:max(?:imum)?|min(?:imum)?|total) )?(?:number of|how many|count of)\b",
)
_SEVERAL = Wording(
    "list array times once repeatable repeated",
    r"^\W*(?:(?:optional|required)\W+)*(?:an? |the )?(?:list|array) of \w"
    r"|\b(?:specified|used|given|passed|provided|supplied|repeated|set|included|appear|occur) "
    r"(?:multiple|several|many) times\b|\b(?:more than once|repeatable)\b"
    r"|\b(?:can|may) be repeated\b|^\W*repeated\b",
)
_FLAG = Wording(
    "if flag presence",
    r"\b(?:true|set|enabled|on) if (?:present|given|it is present|specified|set)\b"
    r"|\bflag\b.*\bno value\b|\bpresence\b",
)
_KINDS: tuple[tuple[str, str | None, Wording], ...] = (
    (
        "boolean",
        None,
        Wording(
            "whether if set boolean bool true flag",
            r"^\W*(?:(?:optional|required)\W+)*(?:a )?(?:whether\b|if true|if set|set to `?true"
            r"|1/true(?:/true)?(?: or|,|/) ?0/false|if [\"'“‘`](?:1|true)[\"'”’`]"
            r"|boolean\b|bool\b|true if|true or false|true/false|flag )|\bwhen (?:set to )?`?true`?\b"
            r"|\bset to `?(?:true|false)`? ",
        ),
    ),
    (
        "integer",
        None,
        Wording(
            "unix epoch posix milliseconds",
            r"\bunix (?:epoch|time|timestamp)\b|\bepoch (?:time|seconds|milliseconds)\b"
            r"|\bposix epoch|\bunix\b.*\bseconds\b|in milliseconds\b|\b(?:utc|unix|in) epoch\b",
        ),
    ),
    ("string", "date-time", Wording("iso rfc", r"\b(?:ISO[ -]?8601|RFC[ -]?3339)\b")),
    ("string", "uuid", Wording("uuid", r"\bUUID\b", re.NOFLAG)),
    (
        "integer",
        None,
        Wording(
            "number count many integer page",
            r"^\W*(?:(?:optional|required)\W+)*(?:the |a )?(?:(?:max(?:imum)?|min(?:imum)?|total) )?"
            r"(?:number of|count of|page number|how many)\b|^\W*(?:an )?integer\b"
            r"|^\W*(?:the )?page (?:number|size|to)\b",
        ),
    ),
    (
        "string",
        None,
        Wording(
            "characters chars",
            r"(?:^\W*|[.;,(–—]\s*|\s-\s+)(?:at most|up to|at least|no more than|max(?:imum|\.)?(?: of)?"
            r"|exactly|between \d+ and|(?P<low>\d+)\s*(?:-|–|to))?"
            r" ?\d+ (?:characters|chars)\b(?! (?:each|per)\b)",
        ),
    ),
)


_EPOCH = Wording(
    "epoch unix posix",
    r"\b(?:seconds|milliseconds|millis|microseconds|ms)\b[^.;]{0,20}\b(?:since|from|after) (?:the )?"
    r"(?:\w+ )?epoch\b|\b(?:unix|posix)(?: epoch)? (?:time(?:stamps?)?|seconds|milliseconds|epoch)\b"
    r"|\bepoch (?:time(?:stamp)?|seconds|milliseconds)\b",
)
_WRITTEN = re.compile(r"\b(?:ISO|RFC)[ -]?\d{4}\b", re.IGNORECASE)


@lru_cache(maxsize=8192)
def read_constraints(text: str) -> Constraints:
    """Read what a description, note or restriction says of a value.

    >>> read_constraints("Page size, default 10, max 100").bounds
    {'maximum': 100}
    """
    if not text:
        return NOTHING
    text = text[:2000]
    required = False if _OPTIONAL.search(text) else True if _REQUIRED.search(text) else None
    if required is None:
        marked = _TRANSLATED.search(text)
        required = None if marked is None else marked["optional"] is None
    kind, format_name = _kind(text)
    found = Constraints(
        required=required,
        deprecated=_DEPRECATED.search(text) is not None,
        nullable=_NULLABLE.search(text) is not None,
        read_only=_READ_ONLY.search(text) is not None,
        default=_default(text),
        enum=read_choices(text),
        bounds=read_bounds(text),
        pattern=read_pattern(text),
        type=kind,
        format=format_name,
        epoch=_EPOCH.search(text) is not None and _WRITTEN.search(text) is None,
        comma_separated=_COMMA.search(text) is not None,
        counted=_COUNTED.search(text) is not None,
        several=_SEVERAL.search(text) is not None,
        bare_flag=_FLAG.search(text) is not None,
    )
    return NOTHING if found == NOTHING else found


NOTHING = Constraints()
"""What a text tells that says nothing of a value."""


def _kind(text: str) -> tuple[str | None, str | None]:
    if _FLAG.search(text):
        return "boolean", None
    for kind, format_name, pattern in _KINDS:
        if pattern.search(text):
            return kind, format_name
    return None, None


def _default(text: str) -> str | None:
    found = _BY_DEFAULT.search(text) if " by default" in text else None
    found = found or _DEFAULT.search(text) or _DEFAULT_ELSEWHERE.search(text)
    if found is None:
        return None
    value = found["value"].strip("`\"'“”*「」").rstrip(".")
    if value.lower() in (
        "the",
        "a",
        "an",
        "none",
        "is",
        "to",
        "this",
        "value",
        "all",
        "current",
        "if",
        "when",
        "values",
        "behavior",
        "behaviour",
    ):
        return "all" if _ALL.search(text) else None
    return value

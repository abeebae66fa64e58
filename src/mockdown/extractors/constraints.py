"""Reads what a description says of a value: default, bounds, choices, requiredness, format."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import field
from functools import lru_cache
from typing import Any

import orjson

from mockdown.extractors.bounds import read_bounds, read_pattern
from mockdown.extractors.choices import read_choices
from mockdown.model.schema import ANYTHING, Schema
from mockdown.source import Rank
from mockdown.values import dataclass, replace
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
    """`minimum`, `maximum`, `minLength`, `maxLength`, `minItems` and `maxItems`."""
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
        return _NOTHING
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
    return _NOTHING if found == _NOTHING else found


_NOTHING = Constraints()


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


def _number(text: str) -> float:
    value = float(text.replace(",", "").replace("_", ""))
    return int(value) if value.is_integer() else value


def type_of_text(value: str) -> str:
    """The type of a value that is written without one."""
    if value.lower() in ("true", "false"):
        return "boolean"
    return "integer" if re.fullmatch(r"-?\d+", value) else "string"


def convert(value: str, schema: Schema) -> Json:
    """A value written in the docs as the schema's type; None when it does not fit."""
    kind = schema.type
    try:
        if kind == "integer":
            return int(value.replace(",", ""))
        if kind == "number":
            return _number(value)
    except ValueError:
        return None
    if kind == "boolean":
        return {"true": True, "false": False, "1": True, "0": False}.get(value.lower())
    if kind in ("array", "object") and value[:1] in ("[", "{"):
        return _container(value, kind)
    if kind in ("array", "object") or schema.ref or schema.any_of:
        return None
    return value


def _container(value: str, kind: str) -> Json:
    """A list or an object that is written as JSON."""
    try:
        read = orjson.loads(value)
    except orjson.JSONDecodeError:
        return None
    return read if isinstance(read, list if kind == "array" else dict) else None


def apply_constraints(schema: Schema, found: Constraints) -> Schema:
    """Add what a description says to what the type column says, which wins."""
    if found is _NOTHING:
        return schema
    keywords = dict(schema.keywords)
    target = schema
    if found.epoch and target.type == "string" and keywords.get("format") == "date-time":
        del keywords["format"]
        target = replace(target, type="integer", keywords=dict(keywords))
    if target.type is None and target.ref is None and not target.any_of:
        kind = "integer" if found.epoch and found.type is None else found.type
        if found.comma_separated:
            target = replace(target, type="array", items=Schema(type="string"))
        elif kind is not None:
            target = replace(target, type=kind, rank=Rank.PROSE)
        elif found.default is not None and type_of_text(found.default) != "string":
            target = replace(target, type=type_of_text(found.default), rank=Rank.PROSE)
    elif target.type == "number" and found.counted and "format" not in keywords:
        target = replace(target, type="integer")
    if found.comma_separated and target.type == "array" and (target.items or ANYTHING).is_unknown:
        target = replace(target, items=Schema(type="string"))
    if found.format and target.type == "string" and "format" not in keywords:
        keywords["format"] = found.format
    if target.type is None and target.ref is None and not target.any_of and _are_truths(found.enum):
        target = replace(target, type="boolean")
    values = [convert(value, target) for value in found.enum]
    if (
        values
        and target.type in ("string", "integer", None)
        and "enum" not in keywords
        and None not in values
    ):
        if target.ref is None and not target.any_of:
            keywords["enum"] = values
            if target.type is None:
                target = replace(target, type="string", rank=Rank.PROSE)
    elif (
        values
        and target.type == "array"
        and target.items is not None
        and target.items.type in ("string", None)
    ):
        items = replace(
            target.items, type="string", keywords={**target.items.keywords, "enum": list(found.enum)}
        )
        target = replace(target, items=items)
    keywords.update(_fitting_bounds(target, found.bounds))
    if found.pattern is not None and target.type == "string" and "enum" not in keywords:
        keywords.setdefault("pattern", found.pattern)
    if found.default is not None and "default" not in keywords and target.ref is None:
        default = convert(found.default, target)
        if default is not None and ("enum" not in keywords or default in keywords["enum"]):
            keywords["default"] = default
    if found.deprecated:
        keywords["deprecated"] = True
    if found.read_only:
        keywords["readOnly"] = True
    nullable = target.nullable or found.nullable
    if keywords == target.keywords and nullable == target.nullable:
        return target
    return replace(target, keywords=keywords, nullable=nullable)


def _are_truths(values: Sequence[str]) -> bool:
    return sorted(value.lower() for value in values) == ["false", "true"]


def _fitting_bounds(schema: Schema, bounds: Mapping[str, float]) -> dict[str, float]:
    fitting: dict[str, float] = {}
    if "positive" in bounds and schema.type in _NUMBERS:
        fitting = {"minimum": 1} if schema.type == "integer" else {"minimum": 0, "exclusiveMinimum": True}
    for name, value in bounds.items():
        if name == "positive":
            continue
        counts = name.endswith(("Length", "Items"))
        if schema.type in _BOUNDED.get(name.removeprefix("min").removeprefix("max"), _NUMBERS) and (
            not counts or value >= 0
        ):
            fitting[name] = value
    return fitting


_NUMBERS = ("integer", "number")
_BOUNDED = {"Length": ("string",), "Items": ("array",)}
"""The types that a keyword bounds, where they are no numbers."""

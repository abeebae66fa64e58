"""Reads type expressions: `integer(int64)`, `array of string`, `Widget[]`, `string or null`."""

from __future__ import annotations

import re
from functools import lru_cache

from mockdown.model.schema import ANYTHING, Schema
from mockdown.values import replace
from mockdown.vocabularies.types import CLASSES, FORMATS, TYPES

_ARRAY = re.compile(
    r"^(?:an? )?(?:array|list|set|collection|slice|sequence|vector)s?\s*(?:of|<|\["
    r"|\()\s*(?P<items>.*?)[>\])]?$",
    re.IGNORECASE,
)
_SUFFIX = re.compile(r"^(?P<items>.+?)\s*(?:\[\s*\]|\barray\b|\blist\b)$", re.IGNORECASE)
_PREFIX = re.compile(r"^\[\](?P<items>.+)$|^\[(?P<items2>[\w.$*& -]+)\]$")
_MAP = re.compile(
    r"^(?:map|dict|dictionary|hash|object|record|mapping)\s*(?:\[\s*\w+\s*\]|<\s*\w+\s*[,|]"
    r"|of\s+\w+\s+to|\(\s*\w+\s*,"
    r"|\[\s*\w+\s*,)\s*(?P<values>[^>)\]]+)[>)\]]?$"
    r"|^(?:map|dict|dictionary|hash|mapping) of (?P<values2>[^>)\]]+)$",
    re.IGNORECASE,
)
_OBJECTS = re.compile(r"^(?:array of )?(?:objects|hashes)$", re.IGNORECASE)
_FORMAT = re.compile(r"^(?P<type>[\w /-]+?)\s*[(<:,]\s*(?P<format>[\w -]+?)\s*[)>]?$")
_UNION = re.compile(r"\s*(?:\||\bor\b|/(?=[a-z]))\s*")
_OBJECT = re.compile(
    r"^(?:an? |the )?(?P<name>[A-Za-z_][\w.-]*(?: [A-Z][\w.-]*){0,4}) (?:objects?|models?"
    r"|resources?|structs?|schemas?|entity|entities)$"
)
"""A name with its kind behind: `Widget object`."""
_NAME = re.compile(r"^[A-Za-z_][\w.-]*(?:::[\w.-]+)*(?: [A-Z][\w.-]*){0,4}(?:#[\w./#-]+)?$")
_DECORATION = re.compile(
    r"\b(?:optional|required|nullable|readonly|read-only|deprecated)\b|[`*]", re.IGNORECASE
)
_OF_NAME = re.compile(r"^(?P<base>object|enum) ?\((?P<name>[A-Z]\w*[a-z]\w*)\)$")
"""A kind with the name of the schema behind: `object (Widget)`."""
_KEYED = re.compile(r"^map \(key: \w+, value: (?P<values>[^()]+(?:\([^()]*\))?)\)$", re.IGNORECASE)
_ENUM = re.compile(r"^enum\s*[(:\[{<]\s*(?P<values>.+?)[)\]}>]?$", re.IGNORECASE)


@lru_cache(maxsize=8192)
def parse_type(written: str) -> Schema:
    """Read a type as docs write it.  A word nobody knows becomes a reference to a schema of that name.

    >>> parse_type("array of integer(int64)").items.keywords
    {'format': 'int64'}
    """
    text = _DECORATION.sub(" ", written).strip().strip(",;.").strip()
    while len(text) > 1 and text[0] == "(" and text[-1] == ")":
        text = text[1:-1].strip()
    if not text or len(text) > 200:
        return ANYTHING
    return _parse(text, 0)


def _parse(text: str, depth: int) -> Schema:
    text = text.strip().strip(",").strip()
    nullable = False
    if text.startswith("?"):
        text, nullable = text[1:].strip(), True
    if text.endswith("?"):
        text = text[:-1].strip()
    if depth > 6 or not text:
        return ANYTHING
    schema = _simple(text) or _compound(text, depth)
    return replace(schema, nullable=True) if nullable else schema


def _simple(text: str) -> Schema | None:
    if text in CLASSES:
        return _typed(*CLASSES[text])
    known = TYPES.get(text.lower()) or TYPES.get(text.lower().removesuffix("s"))
    if known is not None:
        if text.lower() in ("objects", "hashes", "strings", "integers", "numbers", "booleans", "ints"):
            return Schema(type="array", items=_typed(*known))
        return _typed(*known)
    return None


def _typed(type_name: str, format_name: str | None) -> Schema:
    if type_name == "any":
        return ANYTHING
    if type_name == "null":
        return Schema(nullable=True)
    return Schema(type=type_name, keywords={"format": format_name} if format_name else {})


def _compound(text: str, depth: int) -> Schema:
    kind = _OF_NAME.match(text)
    if kind:
        return Schema(type="object" if kind["base"] == "object" else "string", ref=kind["name"])
    found = _ENUM.match(text)
    if found:
        values = [value.strip().strip("'\"`") for value in re.split(r"[,|]", found["values"])]
        return Schema(type="string", keywords={"enum": [value for value in values if value]})
    listed = _listed(text)
    if listed is not None:
        return listed
    keyed = _KEYED.match(text)
    if keyed:
        return Schema(type="object", additional=_parse(keyed["values"], depth + 1))
    found = _MAP.match(text)
    if found:
        return Schema(type="object", additional=_parse(found["values"] or found["values2"], depth + 1))
    found = _PREFIX.match(text)
    if found:
        return _array_of(found["items"] or found["items2"], depth)
    found = _ARRAY.match(text)
    if found:
        return _array_of(found["items"], depth)
    parts = [part for part in _UNION.split(text) if part]
    if 1 < len(parts) <= 6:
        return _union([_parse(part, depth + 1) for part in parts])
    found = _SUFFIX.match(text)
    if found:
        return _array_of(found["items"], depth)
    found = _FORMAT.match(text)
    if found:
        base = _simple(found["type"].strip())
        if base is not None:
            return _with_format(base, found["format"].strip().lower())
    return _named(text)


_VALUES = re.compile(
    r"^(?P<base>string|str|text|enum|integer|int)\s*(?:\((?P<list>[^()]{3,150})\)|:\s*(?P<list2>[^()]{3,150}))$",
    re.IGNORECASE,
)


def _listed(text: str) -> Schema | None:
    """A type with its values behind: `string (A3, A4 or A5)`."""
    found = _VALUES.match(text)
    if found is None:
        return None
    parts = re.split(r"\s*(?:,|\||/|\bor\b)+\s*(?:or\s+)?", (found["list"] or found["list2"]).strip())
    values = [part.strip("\"'`") for part in parts if part]
    if len(values) < 2 or any(not re.fullmatch(r"[\w.-]{1,40}", value) for value in values):
        return None
    if any(value.lower() in TYPES or value.lower() in FORMATS or value in _FLAGS for value in values):
        return None
    base = _typed(*TYPES[found["base"].lower()])
    if base.type == "integer":
        if not all(re.fullmatch(r"-?\d{1,9}", value) for value in values):
            return None
        return replace(base, keywords={"enum": [int(value) for value in values]})
    return replace(base, keywords={"enum": values})


_FLAGS = frozenset(("required", "optional", "nullable", "deprecated", "unique", "readonly", "max", "min"))


def _array_of(items: str, depth: int) -> Schema:
    words = re.sub(r"^(?:an? |the )", "", items.strip())
    inner = _parse(words, depth + 1)
    if inner.type == "array" and words.lower() in (
        "strings",
        "integers",
        "numbers",
        "booleans",
        "objects",
        "ints",
        "hashes",
    ):
        return inner
    if inner.ref and inner.ref.endswith("s") and TYPES.get(inner.ref[:-1].lower()):
        inner = _typed(*TYPES[inner.ref[:-1].lower()])
    return Schema(type="array", items=inner)


def _union(parts: list[Schema]) -> Schema:
    nullable = any(part.nullable for part in parts)
    kinds = [part for part in parts if not (part.is_unknown and part.nullable)]
    distinct = list(dict.fromkeys((part.type, part.ref) for part in kinds))
    if len(distinct) == 1:
        return replace(kinds[0], nullable=nullable)
    if any(part.is_unknown for part in kinds) or not kinds:
        return ANYTHING
    return Schema(any_of=tuple(kinds), nullable=nullable)


def _with_format(base: Schema, name: str) -> Schema:
    if name in ("nullable", "null"):
        return replace(base, nullable=True)
    if name in FORMATS:
        name = "uri" if name == "url" else name
        return replace(base, keywords={**base.keywords, "format": name})
    known = TYPES.get(name)
    if known is not None and known[1] and known[0] == base.type:
        return replace(base, keywords={**base.keywords, "format": known[1]})
    if base.type == "array" and known is not None:
        return replace(base, items=_typed(*known))
    return base


_LAST = re.compile(r"^(?:[\w'’()-]+ ){1,5}(string|integer|int|number|float|boolean|bool)s?$", re.IGNORECASE)
"""Words before the type: `API key string`."""


def _named(text: str) -> Schema:
    found = _LAST.match(text)
    if found:
        return _typed(*TYPES[found[1].lower()])
    found = _OBJECT.match(text)
    if found and len(text) < 80:
        known = _simple(found["name"])
        # Words such as "settings object" need no schema of that name: an object it is anyway.
        return known if known is not None else Schema(ref=found["name"], type="object")
    if _NAME.match(text) and len(text) < 80:
        return Schema(ref=text)
    first = re.match(r"[\w-]+", text)
    if first is not None and first[0].lower() in TYPES and first[0].lower() != "set":  # "Set to true if …"
        return _typed(*TYPES[first[0].lower()])
    return ANYTHING

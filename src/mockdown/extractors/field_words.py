"""Reads the words beside a field's name: `(string, required)`, `(int: 0)`, `` (`easy` | `hard`) ``."""

from __future__ import annotations

import re

from mockdown.extractors.constraints import Constraints, read_constraints
from mockdown.extractors.listed_types import type_bounds
from mockdown.extractors.type_links import reference_to
from mockdown.extractors.types import parse_type
from mockdown.extractors.written_values import convert
from mockdown.model.schema import ANYTHING, Schema
from mockdown.readers.blocks import Inline
from mockdown.source import Rank
from mockdown.values import dataclass, replace
from mockdown.vocabularies.translated_titles import OPTIONAL_WORDS, REQUIRED_WORDS
from mockdown.vocabularies.wordings import Wording, words_in

_PLACES = (
    (
        "path",
        Wording(
            "path url",
            r"\b(?:part of|in|given in|from) the (?:request )?(?:path|url path)\b"
            r"|\b(?:path|url) (?:parameter|variable|segment)\b",
        ),
    ),
    (
        "query",
        Wording(
            "query", r"\bquery(?:[ -]string)? (?:parameter|argument|param)\b|\bin the query(?:[ -]string)?\b"
        ),
    ),
    ("header", Wording("header", r"\b(?:request|http) header\b|\bin (?:a|the) (?:\w+ )?header\b")),
    ("body", Wording("body", r"\bin the (?:request |json )?body\b|\bbody (?:parameter|field)\b")),
)
_PLACE_WORDS = frozenset(word for _, wording in _PLACES for word in wording.words)
_CODES = re.compile(r"`([^`\n]{1,60})`")
_CODE_LIST = re.compile(r"^\W*`[^`\n]{1,60}`(?:\s*(?:,|\||/|\bor\b|\band\b|, or)\s*`[^`\n]{1,60}`)+\W*$")
_LINK = re.compile(r"\[([^\]]*)\]\(([^()\s]*)[^()]*\)")
_FLAGS = {"required": True, "mandatory": True, "optional": False, "not required": False}
_FLAGS |= {**dict.fromkeys(REQUIRED_WORDS.split(), True), **dict.fromkeys(OPTIONAL_WORDS.split(), False)}
_NOTHING = ("", "nil", "null", "none", "n/a", "-")
"""What stands for a default where there is none; in quotes it is a value."""
_LEADING = re.compile(r"^\W{0,4}[(（]((?:[^()（）]|\([^()]*\)){1,120})[)）]")


@dataclass(frozen=True, slots=True)
class Aside:
    """What the words beside a name say."""

    schema: Schema = ANYTHING
    required: bool | None = None
    deprecated: bool = False
    default: str | None = None
    said: Constraints = Constraints()

    def over(self, said: Constraints) -> Constraints:
        """What a description says, with what stands here filled in."""
        defaults = (self.default, said.default, self.said.default)
        return replace(
            said,
            required=self.required if self.required is not None else said.required,
            deprecated=said.deprecated or self.deprecated,
            default=next((told for told in defaults if told is not None), None),
            enum=said.enum or self.said.enum,
            bounds={**self.said.bounds, **said.bounds},
            pattern=said.pattern or self.said.pattern,
            nullable=said.nullable or self.said.nullable,
            read_only=said.read_only or self.said.read_only,
        )


def place_in(description: str) -> str | None:
    """Where a description says that the value goes: path, query, header or body.

    None where it may go to the query or a header as well as into the body.
    """
    if _PLACE_WORDS.isdisjoint(words_in(description)):
        return None
    places = [place for place, pattern in _PLACES if pattern.search(description)]
    if "body" in places and "path" not in places and len(places) > 1:
        return None
    return places[0] if places else None


def leading_aside(text: str) -> str:
    """What stands in brackets at the start of a description: `(Optional, string) …`."""
    found = _LEADING.match(text)
    return found[1] if found else ""


def read_aside(text: str) -> Aside:
    """Read the words beside a name, in Markdown, without the brackets around them."""
    text = text.strip()
    while text.startswith("(") and text.endswith(")"):
        text = text[1:-1].strip()
    if not text or len(text) > 200:
        return Aside()
    if _CODE_LIST.match(text):
        return Aside(schema=Schema(type="string", keywords={"enum": _CODES.findall(text)}))
    plain = _LINK.sub(lambda found: reference_to(found[1], found[2]), text)
    found = Aside(said=read_constraints(text))
    for part in re.split(r"[,;，；、](?![^(\[<]*[)\]>])", plain):
        found = _read_part(found, part.strip().strip("`*_ ."))
    limits = type_bounds(text, found.schema)
    return replace(found, said=replace(found.said, bounds=limits)) if limits else found


def _read_part(found: Aside, part: str) -> Aside:
    lowered = part.lower().strip("<>")
    if lowered in _FLAGS:
        return replace(found, required=_FLAGS[lowered])
    if lowered == "deprecated":
        return replace(found, deprecated=True)
    head, mark, tail = part.partition(":")
    if mark and not tail.startswith(":"):
        typed = parse_type(head)
        if typed.type is not None or typed.items is not None:
            written = tail.strip().strip("`")
            tail = written.strip("\"'")
            if tail.strip("<>").lower() in _FLAGS:
                return replace(found, schema=typed, required=_FLAGS[tail.strip("<>").lower()])
            default = None if written.lower() in _NOTHING else tail
            return replace(found, schema=typed, default=default, required=False)
    if found.schema.is_unknown or found.schema.rank is Rank.PROSE:
        typed = parse_type(part)
        known = typed.type is not None or typed.any_of or "#" in (typed.ref or "")
        if not known and typed.ref is not None and re.fullmatch(r"[A-Z]\w*[a-z]\w*", typed.ref):
            # Perhaps the name of a schema; a word that is none leads nowhere, and says nothing.
            return replace(found, schema=replace(typed, rank=Rank.PROSE))
        if known and not re.match(r"(?:min|max|default|length|one of|e\.g)", lowered):
            return replace(found, schema=typed)
    return found


def is_enum_word(text: str) -> bool:
    """Whether a type column says no more than that the values are listed elsewhere."""
    return text.strip().lower() in ("enum", "enumeration", "choice", "select", "option")


def with_codes(schema: Schema, description: Inline | None) -> Schema:
    """A schema with the values that its description lists in code."""
    if description is None or len(description.codes) < 2:
        return schema
    values = [convert(code.strip("\"'"), schema) for code in description.codes]
    return replace(schema, keywords={**schema.keywords, "enum": list(dict.fromkeys(values))})

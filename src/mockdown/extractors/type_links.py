"""Reads types that link to the schemas they name: `Array of [Trail](objects.md#trail)`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from mockdown.extractors.listed_types import listed_values
from mockdown.extractors.types import parse_type
from mockdown.model.schema import ANYTHING, Property, Schema
from mockdown.readers.blocks import Inline, Link
from mockdown.source import Rank
from mockdown.values import replace
from mockdown.vocabularies.types import TYPES

_LONGEST = 1000
"""Longer texts name no type."""
_PLACE = "Linked"
"""Stands for a link in the text while the text around it is read as a type."""
_BRACKETED = re.compile(rf"\[\s*({_PLACE}\d+)\s*\]")
"""An array as some exporters write it: `[ Trail ]`, with the link inside."""
_ASIDE = re.compile(
    r"\s*[(\[]\s*(?:see|optional|required|described|defined|as|if|only|when)\b[^()\[\]]*[)\]]"
    r"|,?\s*\bsee (?:below|above)\b\.?",
    re.IGNORECASE,
)
_KIND = re.compile(
    rf"\b({_PLACE}\d+)'?s?\s+(?:objects?|models?|schemas?|resources?|records?|structs?|entity"
    rf"|entities|types?|items?|instances?)\b",
    re.IGNORECASE,
)
_ONE = re.compile(
    rf"(?P<list>(?:\b(?:array|list|collection|set)s?\s+(?:of|with|containing)\s+(?:(?:the|all"
    rf"|zero or more)\s+)*)|\[\]\s*\*?)?"
    rf"(?P<name>{_PLACE}\d+)(?P<suffix>\s*\[\]|\s+(?:array|list)\b)?",
    re.IGNORECASE,
)
_ANONYMOUS_ONE = re.sub(r"\(\?P<\w+>", "(?:", _ONE.pattern)
_WHOLE = re.compile(
    rf"^(?:(?:an?|the)\s+)?(?:{_ANONYMOUS_ONE}|null|\s|\||\bor\b|,|map\[string\])+$",
    re.IGNORECASE,
)
_PLAIN_WHOLE = re.compile(
    r"^(?:(?:an? )?(?:array|list|map) of [\w.]+(?: objects?)?|(?:\[\])+\*?[\w.]+"
    r"|[\w.]+(?:\[\])+|map\[\w+\]\*?[\w.]+"
    r"|[\w-]+\s*\([\w -]+\))$",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"^(?:type|schema|model|body|content|returns?|response(?: body| schema| type)?"
    r"|request(?: body)?|object|value)\s*:\s*",
    re.IGNORECASE,
)
_MORE = re.compile(
    r"\bwith (?:(?:an?|the|one|optional|additional|extra|added|new) )*(?P<name>[\w.-]+) "
    r"(?:attribute|field|property|key|member|flag)\b(?:, an? (?P<type>\w+))?",
    re.IGNORECASE,
)


def reference_to(text: str, target: str) -> str:
    """The name under which a link asks for a schema: its text, with page and anchor where it has them.

    >>> reference_to("Trail", "objects.md#trail")
    'Trail#objects.md#trail'
    """
    page, mark, anchor = target.partition("#")
    if page and not page.startswith(("http:", "https:", "mailto:")):
        return f"{text}#{page}#{anchor}"
    return f"{text}#{anchor}" if mark and anchor else text


def is_local(link: Link) -> bool:
    """Whether a link leads to a place in these docs."""
    return not link.target.startswith(("http:", "https:", "mailto:")) and bool(link.text.strip())


def read_type(cell: Inline) -> Schema:
    """The type in a cell; a link names the schema it leads to, by its text and its place."""
    text, names = _with_places(cell) if cell.links else ("", {})
    if not names:
        return _plain_type(cell.text, cell.codes)
    text = _KIND.sub(r"\1", _ASIDE.sub(" ", text)).partition("\n")[0].strip(" .,;")
    if _WHOLE.match(text):
        schema = _restore(parse_type(text), names)
        if _refers(schema):
            return schema
    return _of_prose(text, cell, names)


@lru_cache(maxsize=4096)
def _plain_type(text: str, codes: tuple[str, ...]) -> Schema:
    return listed_values(text, codes) or parse_type(text.partition("\n")[0])


def read_whole_type(inline: Inline) -> Schema | None:
    """The type of a line that is nothing but a type or a link to one."""
    text, names = _with_places(inline)
    text = _LABEL.sub("", _KIND.sub(r"\1", _ASIDE.sub(" ", text)).strip(" .*`"))
    if len(text) > 120 or "\n" in text:
        return None
    if names:
        schema = _restore(parse_type(text), names) if _WHOLE.match(text) else ANYTHING
        return schema if _refers(schema) else None
    text = text.strip("`")
    if text.lower() in TYPES and (inline.codes or inline.links):
        return parse_type(text)
    if _PLAIN_WHOLE.match(text) or _is_name(text, inline):
        schema = parse_type(text)
        return None if schema.is_unknown else schema
    return None


def _is_name(text: str, inline: Inline) -> bool:
    """Whether a line is one identifier in capitals and code: `` `AlertRule` ``."""
    return inline.codes == (text,) and re.fullmatch(r"[A-Z]\w*[a-z]\w*", text) is not None


def _with_places(inline: Inline) -> tuple[str, dict[str, Schema]]:
    """The text with a placeholder for each local link, and the reference behind each placeholder.

    A link whose text is a word for a type keeps that type, for docs which describe no schema of that name.
    """
    text = inline.text
    names: dict[str, Schema] = {}
    if len(text) > _LONGEST:
        return text, names
    at = 0
    for link in inline.links:
        shown = link.text.strip()
        known = TYPES.get(shown.lower())
        found = text.find(link.text, at)
        if not is_local(link) or found < 0 or (known is not None and known[0] in ("any", "null")):
            continue
        place = f"{_PLACE}{len(names)}"
        reference = reference_to(shown, link.target)
        if known is not None:
            fallback = replace(parse_type(shown), ref=reference)
        else:
            fallback = _expression(shown, link.target) or Schema(ref=reference)
        names[place] = fallback
        text = f"{text[:found]}{place}{text[found + len(link.text) :]}"
        at = found + len(place)
    return _BRACKETED.sub(r"\1[]", text), names


def _expression(shown: str, target: str) -> Schema | None:
    """The type of a link whose text is a list or map of what it leads to: `List<Bee>`."""
    if not any(mark in shown for mark in "<[("):
        return None
    schema = parse_type(shown)
    inner = schema.items or schema.additional
    if inner is None or inner.ref is None:
        return None
    named = replace(inner, ref=reference_to(inner.ref, target))
    return replace(schema, items=named) if schema.items is not None else replace(schema, additional=named)


def _restore(schema: Schema, names: Mapping[str, Schema]) -> Schema:
    if schema.ref is not None and schema.ref in names:
        named = names[schema.ref]
        kind = named.type or schema.type
        if named.nullable == schema.nullable and named.type == kind:
            return named
        return replace(named, nullable=schema.nullable, type=kind)
    if schema.items is None and schema.additional is None and not schema.any_of:
        return schema
    items = _restore(schema.items, names) if schema.items is not None else None
    additional = _restore(schema.additional, names) if schema.additional is not None else None
    any_of = tuple(_restore(part, names) for part in schema.any_of)
    return replace(schema, items=items, additional=additional, any_of=any_of)


def _refers(schema: Schema) -> bool:
    parts: Sequence[Schema | None] = (schema.items, schema.additional, *schema.any_of)
    return schema.ref is not None or any(_refers(part) for part in parts if part is not None)


def _of_prose(text: str, cell: Inline, names: Mapping[str, Schema]) -> Schema:
    """The type that a phrase starts with: "[Trail](#trail) or, if asked for, [Full Trail](#full)"."""
    kinds: list[Schema] = []
    end = 0
    for found in _ONE.finditer(text):
        if kinds and not re.search(r"\bor\b", text[end : found.start()]):
            break
        schema = names.get(found["name"], ANYTHING)
        kinds.append(Schema(type="array", items=schema) if found["list"] or found["suffix"] else schema)
        end = found.end()
    if not kinds:
        return ANYTHING
    tail = text[end:]
    if re.match(r"\W*\bor\b", tail):
        # "…, or see below": what else it may be is told elsewhere.
        kinds.append(Schema(nullable=True) if re.match(r"\W*or null\b", tail) else Schema(rank=Rank.PROSE))
    more = _more(tail, cell)
    schema = kinds[0] if len(kinds) == 1 else _either(kinds)
    return Schema(all_of=(schema, more)) if more is not None and len(kinds) == 1 else schema


def _either(kinds: Sequence[Schema]) -> Schema:
    nullable = any(kind.nullable for kind in kinds)
    kept = tuple(kind for kind in kinds if not (kind.nullable and kind.is_unknown))
    return replace(kept[0], nullable=nullable) if len(kept) == 1 else Schema(any_of=kept, nullable=nullable)


def _more(tail: str, cell: Inline) -> Schema | None:
    """The members that a phrase adds: "with an `updated` attribute, a Boolean, …"."""
    found = _MORE.search(tail)
    if found is None or found["name"] not in cell.codes:
        return None
    known = TYPES.get((found["type"] or "").lower())
    schema = parse_type(found["type"]) if known else ANYTHING
    property_ = Property(name=found["name"], schema=schema, required=False, rank=Rank.PROSE)
    return Schema(type="object", properties=(property_,), rank=Rank.PROSE)

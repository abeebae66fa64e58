"""Infers schemas from example values, and merges what several examples show."""

from __future__ import annotations

import math
import re
import sys
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

from mockdown.extractors.described_values import described_schema
from mockdown.extractors.types import parse_type
from mockdown.model.schema import ANYTHING, Property, Schema
from mockdown.readers.json_samples import Choice, JsonSample, Placeholder
from mockdown.source import Rank, Span
from mockdown.values import replace
from mockdown.vocabularies.types import TYPES

Json = Any
Place = Callable[[int], Span]
"""Gives the span of the member name at a character offset of the sample."""

_DATE_TIME = re.compile(r"^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)$")
_UUID = re.compile(r"^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$")
_FORMATS = (("date-time", _DATE_TIME), ("uuid", _UUID))
_MAP_KEY = re.compile(r"^(?:property\d+|additionalProp\d+|[0-9a-fA-F]{8}-[0-9a-fA-F-]{27}|\d+|<.*>|\{.*\})$")

_SURE_KEY = re.compile(
    r"^(?:(?:com|org|io|net|dev|app)(?:\.[\w-]+)+|[\w.-]*\.(?:com|org|io|net)(?::\d+)?|\w+/\w[\w./-]*|/[\w./-]*"
    r"|[0-9a-fA-F]{24,}|[\w.+-]+@[\w-]+\.[\w.]+|(?:\d{1,3}\.){3}\d{1,3}(?::\d+)?)$"
)
"""A key that is no name of a member, also where it stands alone: a path, a host, a port, a hash."""

_STRING = Schema(type="string", rank=Rank.EXAMPLE)
_FORMATTED = {
    name: Schema(type="string", keywords={"format": name}, rank=Rank.EXAMPLE) for name, _ in _FORMATS
}
_INTEGER = Schema(type="integer", rank=Rank.EXAMPLE)
_NUMBER = Schema(type="number", rank=Rank.EXAMPLE)
_BOOLEAN = Schema(type="boolean", rank=Rank.EXAMPLE)
_NULL = Schema(nullable=True, rank=Rank.EXAMPLE)
_STANDING = Schema(type="string", rank=Rank.CONVENTION)
"""What stands for a value in words of its own: any example knows better."""
_OPEN = Schema(rank=Rank.EXAMPLE)


def infer_schema(sample: JsonSample, place: Place) -> Schema:
    """The schema an example shows; each property has the span of its name."""
    return _infer(sample.value, iter(sample.keys), place)


def _infer(value: Json, keys: Iterator[int], place: Place) -> Schema:
    kind = type(value)
    if kind is str:
        return _of_string(value)
    if kind is bool:
        return _BOOLEAN
    if kind is int:
        return _INTEGER
    if kind is float:
        return _NUMBER
    if kind is dict:
        return _of_object(value, keys, place)
    if kind is list:
        items: Schema | None = None
        for item in value:
            schema = _infer(item, keys, place)
            items = schema if items is None else merge_examples(items, schema)
        return Schema(type="array", items=items or _OPEN, rank=Rank.EXAMPLE)
    if kind is Placeholder:
        return _of_placeholder(value.text)
    return _of_choice(value) if kind is Choice else _NULL


def _of_choice(value: Choice) -> Schema:
    values = [item for item in value.values if item is not None]
    kind = "string" if isinstance(values[0], str) else "integer"
    keywords = {"enum": list(dict.fromkeys(values))} if len(values) > 1 else {}
    return Schema(type=kind, keywords=keywords, nullable=None in value.values, rank=Rank.EXAMPLE)


def _of_string(value: str) -> Schema:
    if 19 < len(value) < 41:
        for name, pattern in _FORMATS:
            if pattern.match(value):
                return _FORMATTED[name]
    return _STRING


_NAMED = re.compile(r"^(?:object|enum) ?\([A-Z]\w*[a-z]\w*\)$")
"""A placeholder that names a schema: `object (Widget)`."""


@lru_cache(maxsize=4096)
def _of_placeholder(text: str) -> Schema:
    if _NAMED.match(text):
        return parse_type(text)
    described = described_schema(text)
    if described is not None:
        return described[0]
    text = text.strip().strip("\"'`")
    if not text or text == "...":
        return _OPEN
    if text.lower() in TYPES or re.match(r"^(array|list|map)\b|\[\]", text.lower()):
        schema = parse_type(text)
        return schema if not schema.ref else _STANDING
    return _STANDING


def _of_object(value: dict[str, Json], keys: Iterator[int], place: Place) -> Schema:
    properties: list[Property] = []
    for name, member in value.items():
        span = place(next(keys, 0))
        schema = _infer(member, keys, place)
        told = described_schema(member.text) if type(member) is Placeholder else None
        required = told[1] if told is not None else None
        properties.append(Property(name=name, schema=schema, required=required, rank=Rank.EXAMPLE, span=span))
    several = len(properties) > 1
    if properties and all(
        _SURE_KEY.match(item.name) or (several and _MAP_KEY.match(item.name)) for item in properties
    ):
        values = properties[0].schema
        for item in properties[1:]:
            values = merge_examples(values, item.schema)
        return Schema(type="object", additional=values, rank=Rank.EXAMPLE)
    return Schema(type="object", properties=tuple(properties), rank=Rank.EXAMPLE)


def merge_examples(first: Schema, second: Schema) -> Schema:
    """What two examples of one thing show together.

    A property missing from one is optional, types that differ become a union, null makes nullable.
    """
    if first is second or first == second:
        return first
    if first.is_unknown or second.is_unknown:
        known = second if first.is_unknown else first
        nullable = first.nullable or second.nullable
        return known if known.nullable == nullable else replace(known, nullable=nullable)
    if first.type == second.type == "object":
        return _merge_objects(first, second)
    if first.type == second.type == "array":
        items = merge_examples(first.items or ANYTHING, second.items or ANYTHING)
        return replace(first, items=items, nullable=first.nullable or second.nullable)
    if first.type == second.type and first.type is not None:
        keywords = first.keywords if first.keywords == second.keywords else _listed(first, second)
        return replace(first, keywords=keywords, nullable=first.nullable or second.nullable)
    if Rank.CONVENTION in (first.rank, second.rank):
        known, other = (second, first) if first.rank is Rank.CONVENTION else (first, second)
        return replace(known, nullable=known.nullable or other.nullable)
    if {first.type, second.type} == {"integer", "number"}:
        return first if first.type == "number" else second
    return _union(first, second)


def _listed(first: Schema, second: Schema) -> dict[str, Json]:
    """The values that one of two examples lists: the other shows but one of them."""
    listed = first.keywords.get("enum") or second.keywords.get("enum")
    return {"enum": listed} if listed else {}


def _union(first: Schema, second: Schema) -> Schema:
    kinds = list(first.any_of or (first,))
    for schema in second.any_of or (second,):
        for index, known in enumerate(kinds):
            if known.type == schema.type and known.type is not None:
                kinds[index] = merge_examples(known, schema)
                break
        else:
            kinds.append(schema)
    nullable = first.nullable or second.nullable
    return Schema(
        any_of=tuple(replace(kind, nullable=False) for kind in kinds), nullable=nullable, rank=first.rank
    )


def _merge_objects(first: Schema, second: Schema) -> Schema:
    others = {item.name: item for item in second.properties}
    merged: list[Property] = []
    for item in first.properties:
        other = others.pop(item.name, None)
        if other is None:
            merged.append(item if item.required is not None else replace(item, required=False))
        else:
            merged.append(replace(item, schema=merge_examples(item.schema, other.schema)))
    merged.extend(replace(item, required=False) for item in others.values())
    additional = first.additional or second.additional
    if first.additional and second.additional:
        additional = merge_examples(first.additional, second.additional)
    return replace(
        first, properties=tuple(merged), additional=additional, nullable=first.nullable or second.nullable
    )


def plain_value(sample: JsonSample) -> Json:
    """The value of a sample as plain JSON."""
    return sample.value if sample.is_strict else plain(sample.value)


def plain(value: Json) -> Json:
    """An example value as plain JSON, with text for the placeholders."""
    if isinstance(value, Placeholder):
        schema = _of_placeholder(value.text)
        if described_schema(value.text) is not None and schema.type == "string":
            return schema.keywords.get("default", "string")
        return {"integer": 0, "number": 0.0, "boolean": True, "array": [], "object": {}}.get(
            schema.type or "", value.text if schema.type else None
        )
    if isinstance(value, Choice):
        return value.values[0]
    if isinstance(value, dict):
        return {name: plain(member) for name, member in value.items()}
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, float) and not math.isfinite(value):
        return math.copysign(sys.float_info.max, value)  # JSON has no infinity (RFC 8259, 6)
    return value

"""Adds to a schema what a description says of the value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from mockdown.extractors.constraints import NOTHING, Constraints
from mockdown.extractors.written_values import convert, type_of_text
from mockdown.model.schema import ANYTHING, Schema
from mockdown.source import Rank
from mockdown.values import replace

Json = Any


def apply_constraints(schema: Schema, found: Constraints) -> Schema:
    """Add what a description says to what the type column says, which wins."""
    if found is NOTHING:
        return schema
    target = _with_type(schema, found)
    keywords = dict(target.keywords)
    if found.format and target.type == "string" and "format" not in keywords:
        keywords["format"] = found.format
    if found.enum:
        target = _with_values(target, found.enum, keywords)
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


def _with_type(schema: Schema, found: Constraints) -> Schema:
    """The type that the words tell, where none is declared or the declared one leaves it open."""
    if found.epoch and schema.type == "string" and schema.keywords.get("format") == "date-time":
        keywords = {name: value for name, value in schema.keywords.items() if name != "format"}
        schema = replace(schema, type="integer", keywords=keywords)
    if _is_open(schema):
        kind = "integer" if found.epoch and found.type is None else found.type
        if found.comma_separated:
            schema = replace(schema, type="array", items=Schema(type="string"))
        elif kind is not None:
            schema = replace(schema, type=kind, rank=Rank.PROSE)
        elif found.default is not None and type_of_text(found.default) != "string":
            schema = replace(schema, type=type_of_text(found.default), rank=Rank.PROSE)
        elif _are_truths(found.enum):
            schema = replace(schema, type="boolean")
    elif schema.type == "number" and found.counted and "format" not in schema.keywords:
        schema = replace(schema, type="integer")
    if found.comma_separated and schema.type == "array" and (schema.items or ANYTHING).is_unknown:
        schema = replace(schema, items=Schema(type="string"))
    return schema


def _is_open(schema: Schema) -> bool:
    return schema.type is None and schema.ref is None and not schema.any_of


def _with_values(schema: Schema, written: Sequence[str], keywords: dict[str, Json]) -> Schema:
    """Allow only some values: in the keywords of the schema itself, or of its items."""
    values = [convert(value, schema) for value in written]
    if schema.type in ("string", "integer", None) and "enum" not in keywords and None not in values:
        if schema.ref is not None or schema.any_of:
            return schema
        keywords["enum"] = values
        return replace(schema, type="string", rank=Rank.PROSE) if schema.type is None else schema
    items = schema.items
    if schema.type == "array" and items is not None and items.type in ("string", None):
        items = replace(items, type="string", keywords={**items.keywords, "enum": list(written)})
        return replace(schema, items=items)
    return schema


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

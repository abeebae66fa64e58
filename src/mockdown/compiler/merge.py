"""Merges what two sources say of one schema: the higher rank wins, the lower fills the gaps."""

from __future__ import annotations

from functools import reduce

from mockdown.compiler.flat_tables import sink_members
from mockdown.extractors.example_schemas import merge_examples
from mockdown.extractors.written_values import convert
from mockdown.model.schema import Property, Schema
from mockdown.source import Rank
from mockdown.values import replace

_SCALARS = ("string", "integer", "number", "boolean")


def declared_over_example(declared: Schema, example: Schema) -> Schema:
    """A declared schema with the types and members that only the example shows."""
    if declared.ref is not None or declared.any_of or declared.all_of:
        return declared
    if declared.is_unknown:
        return replace(
            example,
            keywords={**example.keywords, **declared.keywords},
            nullable=declared.nullable or example.nullable,
            span=declared.span or example.span,
        )
    if declared.rank is Rank.PROSE and example.type is not None and example.type != declared.type:
        return _shown_type(declared, example)
    if example.type == "integer" and declared.keywords.get("format") == "date-time":
        # A "timestamp" that is sent as a number counts from 1970.
        kept = {key: value for key, value in declared.keywords.items() if key != "format"}
        return replace(declared, type="integer", keywords=kept)
    if declared.type == "array" and example.type == "array":
        if declared.items is None or declared.items.is_unknown:
            return replace(declared, items=example.items)
        if example.items is not None:
            return replace(declared, items=declared_over_example(declared.items, example.items))
    items = example.items if example.type == "array" else None
    if declared.is_object and items is not None and _share_names(declared, items):
        # A table of the members of each item, above an example of the list.
        return replace(example, items=declared_over_example(declared, items))
    if declared.is_object and example.is_object:
        return _merge_objects(sink_members(declared, example), example)
    if example.type in ("string", "integer") and _lists_values(declared):
        values = [convert(item.name, example) for item in declared.properties]
        if None not in values:
            return replace(example, keywords={**declared.keywords, "enum": values}, span=declared.span)
    return declared


def _shown_type(declared: Schema, example: Schema) -> Schema:
    """The type of the example where only the wording of a description said another one."""
    if declared.type in _SCALARS and example.type in _SCALARS:
        keywords = {**declared.keywords, **example.keywords}
        return replace(declared, type=example.type, keywords=keywords, rank=example.rank)
    kept = {key: value for key, value in declared.keywords.items() if key in ("description", "deprecated")}
    keywords = {**example.keywords, **kept}
    return replace(
        example, keywords=keywords, nullable=declared.nullable or example.nullable, span=declared.span
    )


def _lists_values(declared: Schema) -> bool:
    """Whether what looks like members are values: nothing is said of their types."""
    return len(declared.properties) > 1 and all(
        item.schema.is_unknown and item.required is None for item in declared.properties
    )


def _share_names(first: Schema, second: Schema) -> bool:
    names = {item.name for item in first.properties}
    return any(item.name in names for item in second.properties)


def _merge_objects(declared: Schema, example: Schema) -> Schema:
    others = {item.name: item for item in example.properties}
    spelled = {name.lower(): name for name in others}
    told = {item.name for item in declared.properties}
    merged: list[Property] = []
    for item in declared.properties:
        name = item.name if item.name in others else spelled.get(item.name.lower(), "")
        other = others.pop(name, None) if name == item.name or name not in told else None
        if other is None:
            merged.append(item)
        else:
            # Of two spellings that of the example counts: it was sent.
            schema = declared_over_example(item.schema, other.schema)
            same = schema is item.schema and name == item.name
            merged.append(item if same else replace(item, name=name, schema=schema))
    if declared.properties and not (len(others) < len(example.properties)):
        wrapped = _unwrap(declared, example)
        if wrapped is not None:
            return wrapped
    merged.extend(others.values())
    additional = declared.additional or (example.additional if not declared.properties else None)
    if declared.additional is not None and not declared.properties:
        merged = []
        if declared.additional.is_unknown:
            additional = _values(example) or declared.additional
    return replace(declared, properties=tuple(merged), additional=additional)


def _values(example: Schema) -> Schema | None:
    """What the values of an object have in common, whatever their keys."""
    values = [*(item.schema for item in example.properties)]
    if example.additional is not None:
        values.append(example.additional)
    return reduce(merge_examples, values) if values else None


def _unwrap(declared: Schema, example: Schema) -> Schema | None:
    """A table that describes the members of the one object (or list) inside the example's envelope."""
    for item in example.properties:
        inner = item.schema
        target = inner.items if inner.type == "array" else inner
        if target is not None and target.properties and _share_names(declared, target):
            merged = declared_over_example(declared, target)
            schema = replace(inner, items=merged) if inner.type == "array" else merged
            properties = tuple(
                replace(other, schema=schema) if other is item else other for other in example.properties
            )
            return replace(example, properties=properties)
    return None


def merge_declared(first: Schema, second: Schema) -> Schema:
    """Two declarations of one body: members of both, the first wins where they differ.

    Members beside a named schema extend it: "a Trail, with these extra attributes".
    """
    if first.any_of and second.is_object:
        return _fill_alternative(first, second)
    if first.ref is not None and second.properties:
        return Schema(all_of=(first, second), span=first.span)
    if first.all_of and second.properties:
        return replace(first, all_of=(*first.all_of, second))
    if first.ref is not None or first.type == "array":
        return first
    if not (first.is_object and second.is_object):
        return second if first.is_unknown else first
    return extend(first, second)


def _fill_alternative(first: Schema, second: Schema) -> Schema:
    """Put a declaration in the place of an alternative that is told elsewhere: "a Trail, or see below"."""
    parts = tuple(second if part.is_unknown and part.rank is Rank.PROSE else part for part in first.any_of)
    return replace(first, any_of=parts)


def extend(first: Schema, second: Schema) -> Schema:
    """An object with the members of another that it lacks, and with what that tells of a bare member."""
    names = {item.name for item in first.properties}
    extra = tuple(item for item in second.properties if item.name not in names)
    others = {item.name: item.schema for item in second.properties if item.name in names}
    own = tuple(
        replace(item, schema=_filled(item.schema, others[item.name])) if item.name in others else item
        for item in first.properties
    )
    return replace(first, properties=(*own, *extra))


def _filled(bare: Schema, told: Schema) -> Schema:
    """An object, or a list, that one place only names, with the members that another one tells."""
    if bare.ref is not None or bare.any_of or bare.all_of or bare.properties or bare.additional is not None:
        return bare
    if bare.type == "array" and (bare.items is None or bare.items.type in (None, "object")):
        if bare.items is not None and (bare.items.properties or bare.items.ref is not None):
            return bare
        items = told.items if told.type == "array" else told
        return replace(bare, items=items) if items is not None and items.properties else bare
    if bare.type in (None, "object") and told.type == "object" and told.properties:
        return replace(bare, type="object", properties=told.properties)
    return bare


def replace_members(first: Schema, second: Schema) -> Schema:
    """An object whose members are told anew where another object has them; what it does not say stays."""
    others = {item.name: item for item in second.properties}
    merged: list[Property] = []
    for item in first.properties:
        other = others.pop(item.name, None)
        if other is None:
            merged.append(item)
            continue
        schema = item.schema if other.schema.is_unknown else other.schema
        keywords = {**schema.keywords}
        if "description" in item.schema.keywords:
            keywords.setdefault("description", item.schema.keywords["description"])
        nullable = schema.nullable or item.schema.nullable
        merged.append(
            replace(item, schema=replace(schema, keywords=keywords, nullable=nullable), span=other.span)
        )
    return replace(first, properties=(*merged, *others.values()))

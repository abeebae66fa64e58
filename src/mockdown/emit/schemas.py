"""Writes schemas as OpenAPI Schema Objects, 3.0 or 3.1, noting the origin of each part."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from mockdown.emit.origins import Origins
from mockdown.model.schema import Property, Schema

Json = Any


def emit_schema(schema: Schema, pointer: str, origins: Origins, *, modern: bool) -> dict[str, Json]:
    """One schema; `modern` writes OpenAPI 3.1, where null is a type (JSON Schema 2020-12)."""
    origins.note(pointer, schema.span, schema.rank)
    if schema.ref is not None:
        return _reference(schema, modern=modern)
    if modern and schema.nullable and schema.all_of:
        whole = replace(schema, nullable=False)
        return {"anyOf": [emit_schema(whole, f"{pointer}/anyOf/0", origins, modern=True), {"type": "null"}]}
    written: dict[str, Json] = {}
    if schema.type is not None:
        written["type"] = schema.type
    written.update(_modern_bounds(schema.keywords) if modern else schema.keywords)
    if schema.any_of:
        written["anyOf"] = [
            emit_schema(part, f"{pointer}/anyOf/{index}", origins, modern=modern)
            for index, part in enumerate(schema.any_of)
        ]
    if schema.all_of:
        written["allOf"] = [
            emit_schema(part, f"{pointer}/allOf/{index}", origins, modern=modern)
            for index, part in enumerate(schema.all_of)
        ]
    if schema.type == "array":
        items = schema.items
        written["items"] = (
            emit_schema(items, f"{pointer}/items", origins, modern=modern) if items is not None else {}
        )
    if schema.properties:
        written.setdefault("type", "object")
        required = [item.name for item in schema.properties if item.required]
        if required:
            written["required"] = required
        written["properties"] = {
            item.name: _emit_property(item, pointer, origins, modern=modern) for item in schema.properties
        }
    if schema.additional is not None:
        written["additionalProperties"] = emit_schema(
            schema.additional, f"{pointer}/additionalProperties", origins, modern=modern
        )
    return _nullable(written, modern=modern) if schema.nullable else written


def _modern_bounds(keywords: Mapping[str, Json]) -> Mapping[str, Json]:
    """Exclusive bounds are numbers in JSON Schema 2020-12, and flags beside a bound in OpenAPI 3.0."""
    written = dict(keywords)
    for kind in ("Minimum", "Maximum"):
        if written.pop(f"exclusive{kind}", None):
            written[f"exclusive{kind}"] = written.pop(kind.lower(), 0)
    return written


def _emit_property(item: Property, pointer: str, origins: Origins, *, modern: bool) -> dict[str, Json]:
    below = origins.below(pointer, "properties", item.name)
    written = emit_schema(item.schema, below, origins, modern=modern)
    origins.note(below, item.span, item.rank)
    return written


def _reference(schema: Schema, *, modern: bool) -> dict[str, Json]:
    reference: dict[str, Json] = {"$ref": f"#/components/schemas/{schema.ref}"}
    beside = {
        key: value
        for key, value in schema.keywords.items()
        if key in ("description", "deprecated", "readOnly")
    }
    if schema.nullable and modern:
        return {"anyOf": [reference, {"type": "null"}], **beside}
    if schema.nullable:
        return {"allOf": [reference], "nullable": True, **beside}
    if beside and not modern:
        return {"allOf": [reference], **beside}  # OpenAPI 3.0.4, 4.7.23: what stands beside $ref is ignored
    return {**reference, **beside}


def _nullable(written: dict[str, Json], *, modern: bool) -> dict[str, Json]:
    if not modern:
        if "type" in written:
            written["nullable"] = True
            if "enum" in written and None not in written["enum"]:
                written["enum"] = [*written["enum"], None]
        elif "anyOf" in written:
            for part in written["anyOf"]:
                if "type" in part:
                    part["nullable"] = True
                    break
        else:
            written["nullable"] = True
        return written
    if "type" in written:
        written["type"] = [written["type"], "null"]
    if "enum" in written and None not in written["enum"]:
        written["enum"] = [*written["enum"], None]
    if "anyOf" in written:
        written["anyOf"].append({"type": "null"})
    return written

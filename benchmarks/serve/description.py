"""The CRUD description of the benchmark: seven operations on an item of twelve fields, or more of them."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]

ITEM: Json = {
    "type": "object",
    "required": ["id", "name", "kind", "price", "quantity", "active", "created_at"],
    "properties": {
        "id": {"type": "integer", "readOnly": True},
        "name": {"type": "string", "minLength": 1, "maxLength": 100},
        "kind": {"type": "string", "enum": ["tool", "part", "book"]},
        "price": {"type": "number", "minimum": 0},
        "quantity": {"type": "integer", "minimum": 0},
        "active": {"type": "boolean"},
        "sku": {"type": "string", "pattern": "^[A-Z]{3}-[0-9]{4}$"},
        "url": {"type": "string", "format": "uri"},
        "owner": {"type": "string", "format": "email"},
        "tags": {"type": "array", "items": {"type": "string"}, "maxItems": 10},
        "size": {
            "type": "object",
            "properties": {"width": {"type": "integer"}, "height": {"type": "integer"}},
        },
        "created_at": {"type": "string", "format": "date-time", "readOnly": True},
    },
}
VALID: Json = {
    "name": "Hammer",
    "kind": "tool",
    "price": 12.5,
    "quantity": 3,
    "active": True,
    "sku": "ABC-1234",
    "url": "https://example.com/items/1",
    "owner": "someone@example.com",
    "tags": ["new", "steel"],
    "size": {"width": 10, "height": 30},
}
INVALID: Json = {**VALID, "price": -1, "kind": "toy"}


def _content(schema: Json) -> Json:
    return {"description": "", "content": {"application/json": {"schema": schema}}}


def describe(operations: int = 7) -> Json:
    """A description with at least so many operations: the seven of the item, then others like them."""
    paths: dict[str, Json] = {}
    number = 0
    while sum(len([key for key in item if key != "parameters"]) for item in paths.values()) < operations:
        paths.update(_paths("items" if number == 0 else f"items{number}"))
        number += 1
    return {
        "openapi": "3.0.3",
        "info": {"title": "Benchmark", "version": "1"},
        "paths": paths,
        "components": {"schemas": {"Item": ITEM}},
    }


def _paths(name: str) -> dict[str, Json]:
    item: Json = {"$ref": "#/components/schemas/Item"} if name == "items" else {**ITEM}
    identity = [{"name": "id", "in": "path", "required": True, "schema": {"type": "integer"}}]
    limits = [
        {"name": key, "in": "query", "schema": {"type": "integer", "minimum": 0, "maximum": 1_000_000}}
        for key in ("limit", "offset")
    ]
    send = {"requestBody": {**_content(item), "required": True}}
    return {
        f"/{name}": {
            "get": {"parameters": limits, "responses": {"200": _content({"type": "array", "items": item})}},
            "post": {**send, "responses": {"201": _content(item)}},
        },
        f"/{name}/{{id}}": {
            "parameters": identity,
            "get": {"responses": {"200": _content(item)}},
            "put": {**send, "responses": {"200": _content(item)}},
            "patch": {"requestBody": _content({"type": "object"}), "responses": {"200": _content(item)}},
            "delete": {"responses": {"204": {"description": ""}}},
        },
        f"/{name}/{{id}}/archive": {"parameters": identity, "post": {"responses": {"200": _content(item)}}},
    }

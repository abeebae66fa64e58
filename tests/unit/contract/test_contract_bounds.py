"""Query parameters that hold bounds are no filters by one value."""

from __future__ import annotations

from typing import Any

from mockdown.contract.families import filters
from mockdown.description import Description, SourceMap


def test_bounds_are_no_filters() -> None:
    """A `created[gte]` lets greater values through, which is right."""
    item = {"type": "object", "properties": {"kind": {"type": "string"}, "created": {"type": "integer"}}}
    bounds = {"type": "object", "properties": {"gte": {"type": "integer"}}}
    parameters: list[dict[str, Any]] = [
        {"name": "kind", "in": "query", "schema": {"type": "string"}},
        {"name": "created", "in": "query", "style": "deepObject", "schema": bounds},
    ]
    shown = {"description": "", "content": {"application/json": {"schema": {"type": "array", "items": item}}}}
    document = {
        "openapi": "3.0.3",
        "info": {"title": "Test", "version": "1"},
        "paths": {"/things": {"get": {"parameters": parameters, "responses": {"200": shown}}}},
    }
    description = Description("test", document, SourceMap({}))
    assert filters(description, description.operations[0]) == ("kind",)

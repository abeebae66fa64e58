"""Descriptions are written as OpenAPI, 3.0 and 3.1, with the line behind each part."""

from __future__ import annotations

import json
from typing import Any

import pytest
import yaml
from openapi_spec_validator import OpenAPIV30SpecValidator, OpenAPIV31SpecValidator

from mockdown.compiler.settings import BuildSettings
from mockdown.emit import build, render_json, render_map, render_yaml
from mockdown.emit.origins import Origins
from mockdown.emit.schemas import emit_schema
from mockdown.model.schema import ANYTHING, Property, Schema
from mockdown.source import Rank, SourceFile, SourceText, Span

PAGE = """\
# Orders

## Add an order

`POST /orders/{shop}`

### Request body

| Name | Type | Required |
|---|---|---|
| `id` | integer | yes |
| `note` | string or null | no |

### Response

```json
{
  "id": 7,
  "added": "2024-05-01T10:00:00Z"
}
```

## List orders

`GET /orders`
"""


def emit(schema: Schema, *, modern: bool = False) -> dict[str, Any]:
    """A schema as it is written."""
    return emit_schema(schema, "", Origins(), modern=modern)


@pytest.mark.parametrize(
    ("schema", "old", "new"),
    [
        (Schema(type="string"), {"type": "string"}, {"type": "string"}),
        (
            Schema(type="string", nullable=True),
            {"type": "string", "nullable": True},
            {"type": ["string", "null"]},
        ),
        (ANYTHING, {}, {}),
        (Schema(type="array"), {"type": "array", "items": {}}, {"type": "array", "items": {}}),
        (
            Schema(type="string", keywords={"enum": ["a"]}, nullable=True),
            {"type": "string", "enum": ["a", None], "nullable": True},
            {"type": ["string", "null"], "enum": ["a", None]},
        ),
        (Schema(ref="A"), {"$ref": "#/components/schemas/A"}, {"$ref": "#/components/schemas/A"}),
        (
            Schema(ref="A", nullable=True),
            {"allOf": [{"$ref": "#/components/schemas/A"}], "nullable": True},
            {"anyOf": [{"$ref": "#/components/schemas/A"}, {"type": "null"}]},
        ),
        (
            Schema(ref="A", keywords={"description": "x"}),
            {"allOf": [{"$ref": "#/components/schemas/A"}], "description": "x"},
            {"$ref": "#/components/schemas/A", "description": "x"},
        ),
        (
            Schema(any_of=(Schema(type="string"), Schema(type="integer"))),
            {"anyOf": [{"type": "string"}, {"type": "integer"}]},
            {"anyOf": [{"type": "string"}, {"type": "integer"}]},
        ),
        (
            Schema(keywords={"enum": ["a", 1]}, nullable=True),
            {"enum": ["a", 1], "nullable": True},
            {"enum": ["a", 1, None]},
        ),
        (
            Schema(any_of=(Schema(type="string"), Schema(type="integer")), nullable=True),
            {"anyOf": [{"type": "string", "nullable": True}, {"type": "integer"}]},
            {"anyOf": [{"type": "string"}, {"type": "integer"}, {"type": "null"}]},
        ),
        (
            Schema(all_of=(Schema(ref="A"), Schema(type="object")), nullable=True),
            {"allOf": [{"$ref": "#/components/schemas/A"}, {"type": "object"}], "nullable": True},
            {
                "anyOf": [
                    {"allOf": [{"$ref": "#/components/schemas/A"}, {"type": "object"}]},
                    {"type": "null"},
                ]
            },
        ),
        (
            Schema(type="integer", keywords={"minimum": 1, "exclusiveMinimum": True, "maximum": 9}),
            {"type": "integer", "minimum": 1, "exclusiveMinimum": True, "maximum": 9},
            {"type": "integer", "maximum": 9, "exclusiveMinimum": 1},
        ),
        (
            Schema(type="object", additional=Schema(type="integer")),
            {"type": "object", "additionalProperties": {"type": "integer"}},
            {"type": "object", "additionalProperties": {"type": "integer"}},
        ),
        (
            Schema(properties=(Property(name="a", schema=ANYTHING, required=True),)),
            {"type": "object", "required": ["a"], "properties": {"a": {}}},
            {"type": "object", "required": ["a"], "properties": {"a": {}}},
        ),
    ],
)
def test_schema(schema: Schema, old: dict[str, Any], new: dict[str, Any]) -> None:
    """Null is a keyword or a type; nothing that counts stands beside a reference."""
    assert emit(schema) == old
    assert emit(schema, modern=True) == new


def test_parts_have_origins() -> None:
    """Properties, items and members of a union have pointers of their own."""
    text = SourceText(SourceFile("page.md", b"a\nb\n"), "a\nb\n")
    origins = Origins()
    inner = Schema(type="string", span=Span(text, 2, 3), rank=Rank.EXAMPLE)
    schema = Schema(
        properties=(Property(name="a/b", schema=inner, span=Span(text, 0, 1)),), span=Span(text, 0, 1)
    )
    emit_schema(schema, "/x", origins, modern=False)
    assert {pointer: str(origin) for pointer, origin in origins.pointers.items()} == {
        "/x": "page.md:1",
        "/x/properties/a~1b": "page.md:1",
    }


@pytest.mark.parametrize(
    ("version", "validator", "written"),
    [("3.0", OpenAPIV30SpecValidator, "3.0.4"), ("3.1", OpenAPIV31SpecValidator, "3.1.1")],
)
def test_document(version: str, validator: Any, written: str) -> None:
    """A document is valid and says its version."""
    result = build(
        [SourceFile("page.md", PAGE.encode())], name="shop", settings=BuildSettings(openapi=version)
    )
    document = json.loads(json.dumps(result.document))
    validator(document).validate()
    assert document["openapi"] == written


@pytest.mark.parametrize(
    ("pointer", "line", "rank"),
    [
        ("/paths/~1orders~1{shop}/post", 5, "declared"),
        ("/paths/~1orders~1{shop}/post/parameters/0", 5, "declared"),
        (
            "/paths/~1orders~1{shop}/post/requestBody/content/application~1json/schema/properties/id",
            11,
            "declared",
        ),
        (
            "/paths/~1orders~1{shop}/post/requestBody/content/application~1json/schema/properties/note",
            12,
            "declared",
        ),
        ("/paths/~1orders~1{shop}/post/responses/200", 16, "example"),
        (
            "/paths/~1orders~1{shop}/post/responses/200/content/application~1json/schema/properties/id",
            18,
            "example",
        ),
        (
            "/paths/~1orders~1{shop}/post/responses/200/content/application~1json/schema/properties/added",
            19,
            "example",
        ),
        ("/paths/~1orders/get", 25, "declared"),
        ("/paths/~1orders/get/responses/200", 25, "convention"),
    ],
)
def test_source_map(pointer: str, line: int, rank: str) -> None:
    """Every element leads to its line, and says how it was come by."""
    result = build([SourceFile("page.md", PAGE.encode())], name="shop")
    origin = result.pointers[pointer]
    assert (origin.page, origin.rank) == ("page.md", rank)
    assert abs(origin.line - line) <= (1 if pointer.endswith("responses/200") else 0)


def test_texts() -> None:
    """The document and its map are written as YAML and JSON, in the order of the pages."""
    result = build([SourceFile("page.md", PAGE.encode())], name="shop")
    assert yaml.safe_load(render_yaml(result)) == json.loads(render_json(result)) == result.document
    assert list(result.document["paths"]) == ["/orders/{shop}", "/orders"]
    written = json.loads(render_map(result, "shop.yaml"))
    assert written["description"] == "shop.yaml"
    assert written["pointers"]["/paths/~1orders/get"] == ["page.md", 25, "declared"]
    assert len(render_map(result, "shop.yaml").splitlines()) == len(result.pointers) + 6


def test_documented_range_of_statuses() -> None:
    """A range that the docs name is theirs, and not taken for an implied response."""
    text = "`GET /a`\n\n| Status | Description |\n|---|---|\n| 200 | Fine |\n| 4XX | Wrong |\n"
    result = build([SourceFile("page.md", text.encode())], name="shop")
    responses = result.document["paths"]["/a"]["get"]["responses"]
    assert responses["4XX"] == {"description": "Wrong"}


def test_paths_that_differ_only_in_names_are_one() -> None:
    """Templates of one resource share a path item, and one spelling of its parameters."""
    text = "# A\n\n`GET /a/{id}`\n\n# B\n\n`DELETE /a/{name}`\n"
    item = build([SourceFile("page.md", text.encode())], name="shop").document["paths"]
    assert {path: list(methods) for path, methods in item.items()} == {"/a/{id}": ["get", "delete"]}
    assert item["/a/{id}"]["delete"]["parameters"][0]["name"] == "id"

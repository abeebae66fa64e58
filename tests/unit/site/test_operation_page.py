"""What the page of one operation shows."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from site_pages import Render, describe, operation, renderer

from mockdown.description import Description
from mockdown.source import Origin, Rank


@pytest.fixture(name="render")
def _render(tmp_path: Path) -> Render:
    return renderer(tmp_path / "site")


def page_of(render: Render, definition: dict[str, Any], *, method: str = "post", **fields: Any) -> str:
    pages = render(describe({"/pets/{id}": {method: {"operationId": "it", **definition}}}, **fields))
    return pages["shop/operations/it.html"]


def text_of(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def body(schema: dict[str, Any], **fields: Any) -> dict[str, Any]:
    return operation(requestBody={"content": {"application/json": {"schema": schema, **fields}}})


def test_method_path_summary_and_description_are_shown(render: Render) -> None:
    html = page_of(render, operation(summary="Do it", description="With *care*."))
    assert "<h1>Do it</h1>" in html
    assert '<span class="method post">POST</span>' in html
    assert "/api/<wbr>pets/<wbr>{id}" in html
    assert "<em>care</em>" in html


def test_bounds_default_enum_and_marks_of_a_parameter_are_shown(render: Render) -> None:
    schema = {
        "type": "integer",
        "minimum": 1,
        "maximum": 9,
        "default": 3,
        "nullable": True,
        "enum": [1, 3, 9],
    }
    parameter = {"name": "n", "in": "query", "required": True, "deprecated": True, "schema": schema}
    text = text_of(page_of(render, operation(parameters=[parameter])))
    assert "n required integer nullable deprecated default 3 range 1 – 9 One of 1 3 9" in text


def test_an_exclusive_bound_is_read_in_both_dialects(render: Render) -> None:
    old = {"type": "number", "minimum": 0, "exclusiveMinimum": True}
    new = {"type": "number", "exclusiveMinimum": 0}
    assert "range > 0" in text_of(page_of(render, body({"type": "object", "properties": {"a": old}})))
    assert "range > 0" in text_of(page_of(render, body({"type": "object", "properties": {"a": new}})))


def test_nested_properties_stand_in_their_parent(render: Render) -> None:
    inner = {
        "type": "object",
        "required": ["city"],
        "properties": {"city": {"type": "string", "example": "Rome"}},
    }
    html = page_of(
        render, body({"type": "object", "properties": {"homes": {"type": "array", "items": inner}}})
    )
    assert "array of object" in html
    assert 'id="body-homes-city"' in html
    assert "example Rome" in text_of(html)


def test_parts_of_an_all_of_are_merged(render: Render) -> None:
    schema = {
        "allOf": [
            {"$ref": "#/components/schemas/A"},
            {"type": "object", "required": ["b"], "properties": {"b": {"type": "string"}}},
        ]
    }
    components = {"schemas": {"A": {"type": "object", "properties": {"a": {"type": "integer"}}}}}
    html = page_of(render, body(schema), components=components)
    assert 'id="body-a"' in html
    assert 'id="body-b"' in html


def test_a_nullable_alternative_is_a_type_with_a_mark(render: Render) -> None:
    schema = {"anyOf": [{"type": "string"}, {"type": "null"}]}
    text = text_of(page_of(render, body({"type": "object", "properties": {"a": schema}})))
    assert "a string nullable" in text


def test_alternatives_with_contents_are_listed(render: Render) -> None:
    schema = {
        "oneOf": [
            {"title": "Cat", "type": "object", "properties": {"meow": {"type": "string"}}},
            {"title": "Dog", "type": "object", "properties": {"bark": {"type": "string"}}},
        ]
    }
    text = text_of(page_of(render, body(schema)))
    assert "One of these Cat object" in text
    assert "bark string" in text


def test_a_recursive_schema_ends_in_a_link(render: Render) -> None:
    node = {"type": "object", "properties": {"next": {"$ref": "#/components/schemas/Node"}}}
    html = page_of(
        render, body({"$ref": "#/components/schemas/Node"}), components={"schemas": {"Node": node}}
    )
    assert 'id="body-next"' in html
    assert 'href="../../shop/schemas/node.html"' in html
    assert 'id="body-next-next"' not in html


def test_a_reference_to_itself_is_no_loop(render: Render) -> None:
    loop = {"A": {"$ref": "#/components/schemas/B"}, "B": {"$ref": "#/components/schemas/A"}}
    assert "Request body" in page_of(
        render, body({"$ref": "#/components/schemas/A"}), components={"schemas": loop}
    )


def test_an_unnamed_schema_with_ten_thousand_properties_moves_to_its_own_page(render: Render) -> None:
    large = {"type": "object", "properties": {f"p{n}": {"type": "string"} for n in range(10_000)}}
    pages = render(describe({"/x": {"put": {"operationId": "it", **body(large)}}}))
    html = pages["shop/operations/it.html"]
    assert "Show 10000 properties" in html
    assert len(html) < 60_000
    own = next(text for path, text in pages.items() if path.startswith("shop/schemas/schema-"))
    assert 'id="property-p9999"' in own


def test_responses_keep_their_order_and_implied_ones_stand_apart(render: Render) -> None:
    responses = {
        "400": {"description": "No.", "x-implied": True},
        "201": {
            "description": "Made.",
            "headers": {"Location": {"schema": {"type": "string", "format": "uri"}}},
        },
    }
    html = page_of(render, {"responses": responses})
    assert html.index('id="response-201"') < html.index('class="implied"') < html.index('id="response-400"')
    assert "Location string (uri)" in text_of(html)
    assert "Created" in html


def test_a_documented_example_is_shown_as_it_is_and_used_in_samples(render: Render) -> None:
    html = page_of(render, body({"type": "object"}, example={"name": "Rex's"}))
    text = text_of(html)
    assert "Example built from the schema" not in text
    assert "curl -X POST" in text
    assert "Rex's" in text


def test_an_example_made_from_the_schema_says_so(render: Render) -> None:
    schema = {"type": "object", "properties": {"when": {"type": "string", "format": "date"}}}
    text = text_of(page_of(render, body(schema)))
    assert "Example built from the schema" in text
    assert "2024-01-01" in text


def test_the_docs_line_of_every_element_is_shown(render: Render) -> None:
    definition = operation(parameters=[{"name": "q", "in": "query", "schema": {"type": "string"}}])
    start = "/paths/~1pets~1{id}/post"
    pointers = {
        start: Origin("docs/pets.md", 3),
        f"{start}/parameters/0": Origin("docs/pets.md", 9, Rank.EXAMPLE),
        f"{start}/responses/200": Origin("docs/pets.md", 17),
    }
    html = page_of(render, definition, pointers=pointers)
    for place in ("docs/pets.md:3", "docs/pets.md:9", "docs/pets.md:17"):
        assert place in html
    assert "from an example" in html


def test_a_docs_line_is_a_link_where_the_docs_have_a_home(render: Render) -> None:
    description = describe(
        {"/x": {"get": operation(operationId="it")}},
        pointers={"/paths/~1x/get": Origin("docs/x.md", 5)},
    )
    pages = render(description, source_url="https://example.com/{page}#L{line}")
    assert 'href="https://example.com/docs/x.md#L5"' in pages["shop/operations/it.html"]


def auth(requirement: list[dict[str, list[str]]]) -> Description:
    return describe(
        {"/x": {"get": operation(operationId="it", security=requirement)}},
        components={
            "securitySchemes": {
                "key": {"type": "apiKey", "in": "header", "name": "X-Key"},
                "bearer": {"type": "http", "scheme": "bearer"},
            }
        },
    )


def test_authentication_is_told_in_words_and_as_a_badge(render: Render) -> None:
    html = render(auth([{"key": []}]))["shop/operations/it.html"]
    assert "Send the API key in the header X-Key" in text_of(html)
    assert '<span class="badge auth required">API key</span>' in html


def test_several_ways_to_authenticate_are_alternatives(render: Render) -> None:
    text = text_of(render(auth([{"key": []}, {"bearer": ["read"]}]))["shop/operations/it.html"])
    assert "One of these is enough" in text
    assert "a bearer token in the header Authorization with the scopes read" in text


def test_an_operation_without_security_is_public(render: Render) -> None:
    html = render(auth([]))["shop/operations/it.html"]
    assert '<span class="badge auth none">public</span>' in html


def test_hostile_names_are_text(render: Render) -> None:
    hostile = '"><script>alert(1)</script>'
    definition = operation(
        summary=hostile,
        tags=[hostile],
        parameters=[{"name": hostile, "in": "query", "schema": {"type": "string", "default": hostile}}],
        responses={hostile: {"description": "{{ 7*7 }}"}},
    )
    html = page_of(render, definition)
    assert "<script>alert" not in html
    assert "{{ 7*7 }}" in html


def test_a_page_names_where_a_schema_is_used(render: Render) -> None:
    components = {
        "schemas": {
            "Pet": {"type": "object", "properties": {"owner": {"$ref": "#/components/schemas/Owner"}}},
            "Owner": {"type": "object", "properties": {"name": {"type": "string"}}},
        }
    }
    pages = render(
        describe(
            {"/x": {"put": {"operationId": "it", **body({"$ref": "#/components/schemas/Pet"})}}},
            components=components,
        )
    )
    assert "../../shop/operations/it.html" in pages["shop/schemas/pet.html"].partition('id="used-by"')[2]
    assert "../../shop/schemas/pet.html" in pages["shop/schemas/owner.html"].partition('id="used-in"')[2]


def test_the_same_page_stands_beside_it_as_markdown(render: Render) -> None:
    inner = {
        "type": "object",
        "required": ["city"],
        "properties": {"city": {"type": "string", "maxLength": 9}},
    }
    definition = body({"type": "object", "properties": {"homes": {"type": "array", "items": inner}}})
    definition |= {
        "summary": "Do it",
        "description": "With *care*.",
        "parameters": [
            {
                "name": "n",
                "in": "query",
                "description": "How | many",
                "schema": {"type": "integer", "default": 3},
            }
        ],
    }
    pages = render(describe({"/pets": {"post": {"operationId": "it", **definition}}}))
    text = pages["shop/operations/it.md"]
    assert text.startswith("# Do it\n\n`POST /api/pets`\n\nWith *care*.\n")
    assert "| `n` | integer | no | How \\| many. Default: `3`. |" in text
    assert "| `homes[].city` | string | yes | Length: `≤ 9`. |" in text
    assert "```bash\ncurl -X POST" in text
    assert "### 200 OK" in text
    assert "`application/json`: object\n\n| Property |" in text
    assert text in pages["llms-full.txt"]
    assert "shop/index.md" in pages["llms.txt"]

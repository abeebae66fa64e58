"""What no two entities may have in common."""

from __future__ import annotations

import pytest
from mock_client import serve
from mock_descriptions import content

from mockdown.mock.duplicates import names_taken

_PROPERTIES = ("sku", "price", "name", "product", "a")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A product with this sku already exists", {"sku"}),
        ("The `sku` is already taken.", {"sku"}),
        ("Duplicate name", {"name"}),
        ("sku must be unique", {"sku"}),
        ("A product of the same name exists", {"name"}),
        ("The price cannot be changed while the product is sold", set()),
        ("Conflict", set()),
        ("", set()),
    ],
)
def test_the_text_of_a_409_says_what_is_taken(text: str, expected: set[str]) -> None:
    """A word that merely stands in it is not what it speaks of."""
    assert names_taken(text, _PROPERTIES) == expected


def test_nothing_is_made_twice() -> None:
    """Neither by POST nor by a change; what an entity has itself is no duplicate."""
    product = {"type": "object", "properties": {"id": {"type": "integer"}, "sku": {"type": "string"}}}
    ref = {"$ref": "#/components/schemas/Product"}
    taken = {"409": {"description": "A product with this sku already exists"}}
    answers = {"responses": {"200": content(ref), **taken}}
    key = {"name": "id", "in": "path", "required": True, "schema": {"type": "integer"}}
    client = serve(
        {
            "/products": {"post": {"requestBody": content(ref), "responses": {"201": content(ref), **taken}}},
            "/products/{id}": {
                "parameters": [key],
                "get": {"responses": {"200": content(ref)}},
                "put": {"requestBody": content(ref), **answers},
            },
        },
        schemas={"Product": product},
    )
    first = client.post("/products", {"sku": "one"}).json["id"]
    assert client.post("/products", {"sku": "one"}).status == 409
    second = client.post("/products", {"sku": "two"}).json["id"]
    assert client.put(f"/products/{second}", {"sku": "one"}).status == 409
    assert client.put(f"/products/{first}", {"sku": "one"}).status == 200


def test_the_examples_of_a_3_1_schema_give_the_form_of_ids() -> None:
    """`examples` of a schema is what `example` was (OpenAPI 3.1, 4.8.24)."""
    key = {"type": "string", "readOnly": True, "examples": ["prod_8Xk2Lq"]}
    product = {"type": "object", "properties": {"id": key, "name": {"type": "string"}}}
    ref = {"$ref": "#/components/schemas/Product"}
    client = serve(
        {"/products": {"post": {"requestBody": content(ref), "responses": {"201": content(ref)}}}},
        schemas={"Product": product},
        openapi="3.1.0",
    )
    made = client.post("/products", {"name": "one"}).json["id"]
    assert made.startswith("prod_")
    assert len(made) == len("prod_8Xk2Lq")

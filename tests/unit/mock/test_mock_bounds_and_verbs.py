"""Bounds in one parameter (`price[gte]=3`), and actions that a parameter of the path names."""

from __future__ import annotations

from typing import Any

import pytest
from mock_client import Client, serve
from mock_descriptions import content, path_parameter, query_parameter, ref

INTEGER, TEXT = {"type": "integer"}, {"type": "string"}
BILL = {
    "type": "object",
    "required": ["id", "price"],
    "properties": {
        "id": {**TEXT, "readOnly": True},
        "price": INTEGER,
        "status": {
            "type": "string",
            "enum": ["draft", "cancelled", "archived"],
            "default": "draft",
            "readOnly": True,
        },
    },
}
BOUNDS = {"type": "object", "properties": dict.fromkeys(("gt", "gte", "lt", "lte"), INTEGER)}
KEY = path_parameter("bill", TEXT)
SHOWN = {"responses": {"200": content(ref("Bill"))}}
PATHS: dict[str, Any] = {
    "/bills": {
        "get": {
            "parameters": [query_parameter("price", BOUNDS, style="deepObject", explode=True)],
            "responses": {"200": content({"type": "array", "items": ref("Bill")})},
        },
        "post": {"requestBody": content(ref("Bill")), "responses": {"201": content(ref("Bill"))}},
    },
    "/bills/{bill}": {"parameters": [KEY], "get": SHOWN},
    "/bills/{bill}/{verb}": {
        "parameters": [KEY, path_parameter("verb", {"enum": ["cancel", "archive", "weigh"]})],
        "post": SHOWN,
    },
}


def with_bills() -> tuple[Client, list[str]]:
    client = serve(PATHS, schemas={"Bill": BILL})
    return client, [client.post("/bills", {"price": price}).json["id"] for price in (1001, 1002, 1003)]


@pytest.mark.parametrize(
    ("query", "prices"),
    [
        ("price[gte]=1002", [1002, 1003]),
        ("price[gt]=1002", [1003]),
        ("price[gt]=1000&price[lt]=1002", [1001]),
        ("price[gte]=1001&price[lte]=1002", [1001, 1002]),
        ("price[gte]=4000", []),
    ],
)
def test_bounds_in_one_parameter_filter(query: str, prices: list[int]) -> None:
    """Each bound of a deep object narrows the list by the property of the parameter's name."""
    client, _ = with_bills()
    assert [one["price"] for one in client.get(f"/bills?{query}").json] == prices


def test_a_parameter_names_the_action() -> None:
    """The thing that was asked for is acted on and shown; none is made."""
    client, (one, other, _) = with_bills()
    before = len(client.get("/bills").json)
    done = client.post(f"/bills/{one}/cancel")
    assert (done.status, done.json["id"], done.json["status"]) == (200, one, "cancelled")
    assert client.get(f"/bills/{one}").json["status"] == "cancelled"
    assert client.post(f"/bills/{one}/archive").json["status"] == "archived"
    assert client.post(f"/bills/{other}/weigh").json["status"] == "draft"
    assert len(client.get("/bills").json) == before
    assert client.post("/bills/none/cancel").status == 404
    assert client.post(f"/bills/{one}/eat").status == 400

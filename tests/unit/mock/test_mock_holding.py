"""Values that a request may have and its entity cannot: they are refused, never changed."""

from __future__ import annotations

from typing import Any

import pytest
from mock_client import Client, serve
from mock_descriptions import content, path_parameter, ref

BILL = {
    "type": "object",
    "required": ["id", "amount"],
    "properties": {
        "id": {"type": "integer", "readOnly": True},
        "amount": {"type": "integer", "minimum": 0, "description": "What is due"},
        "currency": {"type": "string", "enum": ["eur", "usd"]},
        "note": {"type": "string"},
    },
}
SENT = {
    "type": "object",
    "properties": {
        "amount": {"type": "integer"},
        "currency": {"type": "string", "nullable": True},
        "note": {"type": "string", "example": "late"},
    },
}


def with_bills(**responses: Any) -> Client:
    body = {"requestBody": content(SENT)}
    shown = {"200": content(ref("Bill")), **responses}
    key = path_parameter("id", {"type": "integer"})
    paths: dict[str, Any] = {
        "/bills": {"post": {**body, "responses": {"201": content(ref("Bill")), **responses}}},
        "/bills/{id}": {
            "parameters": [key],
            "get": {"responses": shown},
            "patch": {**body, "responses": shown},
        },
    }
    return serve(paths, schemas={"Bill": BILL})


@pytest.mark.parametrize("status", ["400", "422", "4XX", "default"])
def test_what_an_entity_cannot_hold_is_refused(status: str) -> None:
    """The problem has the documented status and names the value; nothing is made or changed."""
    client = with_bills(**{status: {"description": "no"}})
    wanted = 422 if status == "422" else 400
    refused = client.post("/bills", {"amount": -10, "currency": "eur"})
    assert (refused.status, refused.json["errors"][0]["pointer"]) == (wanted, "#/amount")
    assert "cannot hold" in refused.json["detail"]
    made = client.post("/bills", {"amount": 10, "currency": "usd"}).json
    assert client.patch(f"/bills/{made['id']}", {"currency": "gbp"}).status == wanted
    assert client.get(f"/bills/{made['id']}").json == made


def test_null_takes_a_value_away() -> None:
    """What may be taken away of an entity is not refused."""
    client = with_bills(**{"400": {"description": "no"}})
    made = client.post("/bills", {"amount": 1, "currency": "usd"}).json
    assert "currency" not in client.patch(f"/bills/{made['id']}", {"currency": None}).json


def test_without_a_documented_refusal_there_is_none() -> None:
    """Where no such answer is described, a body that is as described is taken."""
    assert with_bills().post("/bills", {"amount": -10}).status == 201

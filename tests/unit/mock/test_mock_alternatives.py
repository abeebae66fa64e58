"""Entities that are one of several kinds: their ids, and what is said of a body that is none of them."""

from __future__ import annotations

from typing import Any

import pytest
from mock_client import Client, serve
from mock_descriptions import content, ref

TEXT = {"type": "string"}
ID = {**TEXT, "readOnly": True}


def source(kind: Any, needed: str) -> dict[str, Any]:
    properties = {"id": ID, "kind": kind, needed: {**TEXT, "minLength": 4}}
    return {"type": "object", "required": ["kind", needed], "properties": properties}


def with_sources(kinds: tuple[Any, Any], **more: Any) -> Client:
    schemas = {
        "Card": source(kinds[0], "digits"),
        "Bank": source(kinds[1], "iban"),
        "Source": {"oneOf": [ref("Card"), ref("Bank")], **more},
    }
    paths = {
        "/sources": {
            "get": {"responses": {"200": content({"type": "array", "items": ref("Source")})}},
            "post": {
                "requestBody": {**content(ref("Source")), "required": True},
                "responses": {"201": content(ref("Source"))},
            },
        }
    }
    return serve(paths, schemas=schemas, openapi="3.1.0")


CONSTANTS = ({"const": "card"}, {"const": "bank"})
MAPPING = {"card": "#/components/schemas/Card", "bank": "#/components/schemas/Bank"}


def test_one_of_several_kinds_has_an_id() -> None:
    """What is made shows an id of its own, whatever a client sends in its place."""
    client = with_sources(CONSTANTS)
    made = [
        client.post("/sources", body).json
        for body in ({"kind": "card", "digits": "4242"}, {"kind": "bank", "iban": "XX00", "id": "mine"})
    ]
    assert [set(one) for one in made] == [{"id", "kind", "digits"}, {"id", "kind", "iban"}]
    assert made[0]["id"] != made[1]["id"] != "mine"
    assert client.get("/sources").json[-2:] == made


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"kind": "bank"}, "#/iban"),
        ({"kind": "card", "digits": "1"}, "#/digits"),
        ({"kind": "cheque"}, "#"),
    ],
)
def test_the_kind_that_fits_best_says_what_is_wrong(body: Any, pointer: str) -> None:
    """A constant tells which kind was meant; where none does, all that is known is that none fits."""
    problem = with_sources(CONSTANTS).post("/sources", body)
    assert (problem.status, [one["pointer"] for one in problem.json["errors"]]) == (400, [pointer])


@pytest.mark.parametrize(("kind", "pointer"), [("card", "#/digits"), ("bank", "#/iban")])
def test_a_discriminator_tells_the_kind(kind: str, pointer: str) -> None:
    """Its mapping is enough, where the kinds themselves do not say what they are called."""
    client = with_sources((TEXT, TEXT), discriminator={"propertyName": "kind", "mapping": MAPPING})
    problem = client.post("/sources", {"kind": kind})
    assert [one["pointer"] for one in problem.json["errors"]] == [pointer]

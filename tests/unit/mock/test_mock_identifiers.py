"""The identifiers of entities: those in the docs work, and new ones look like them."""

from __future__ import annotations

import re
from typing import Any

import pytest
from mock_client import serve
from mock_descriptions import PATHS, SCHEMAS, content, path_parameter, ref


def test_documented_examples_are_there_at_the_start() -> None:
    """An example's id is the id under which it is found, and nothing is invented beside it."""
    example = {"id": 42, "name": "Rex", "kind": "dog"}
    item = {
        "get": {"responses": {"200": content(ref("Pet"), example=example)}},
        "parameters": PATHS["/pets/{petId}"]["parameters"],
    }
    client = serve({"/pets": {"get": PATHS["/pets"]["get"]}, "/pets/{petId}": item}, schemas=SCHEMAS)
    assert client.get("/pets/42").json == example
    assert client.get("/pets").json["data"] == [example]


def test_the_id_in_the_documentation_works() -> None:
    """A path parameter's example names an item that exists."""
    item = {
        **PATHS["/pets/{petId}"],
        "parameters": [path_parameter("petId", {"type": "integer"}, example=77)],
    }
    client = serve({"/pets": PATHS["/pets"], "/pets/{petId}": item}, schemas=SCHEMAS)
    assert client.get("/pets/77").json["id"] == 77


def test_ids_that_nobody_can_learn_are_all_there() -> None:
    """Where there is neither a list nor a POST, any id works until it is deleted."""
    client = serve({"/pets/{petId}": PATHS["/pets/{petId}"]}, schemas=SCHEMAS)
    assert client.get("/pets/5").json["id"] == 5
    assert client.delete("/pets/5").status == 204
    assert client.get("/pets/5").status == 404


@pytest.mark.parametrize(
    ("schema", "form"),
    [
        ({"type": "integer"}, r"\d+"),
        ({"type": "string", "format": "uuid"}, r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"),
        ({"type": "string", "example": "pet_8f2a61c09d"}, r"pet_[0-9a-f]{10}"),
        ({"type": "string", "example": "PET-0007"}, r"PET-\d{4}"),
        ({"type": "string", "pattern": "^pet_[0-9a-z]{8}$"}, r"pet_[0-9a-z]{8}"),
        ({"type": "string", "pattern": "^(?:p|q)[A-Z]+$"}, r"p[A-Z]+"),
        ({"type": "string", "minLength": 24, "maxLength": 24}, r"[-\w]{24}"),
        ({"type": "string", "maxLength": 4}, r"[0-9a-f]{4}"),
    ],
)
def test_ids_have_the_documented_form(schema: dict[str, Any], form: str) -> None:
    """New identifiers look like those of the documentation."""
    pet = {"type": "object", "properties": {"id": {**schema, "readOnly": True}, "name": {"type": "string"}}}
    paths = {
        "/pets": {
            "post": {
                "requestBody": {**content(ref("Pet")), "required": True},
                "responses": {"201": content(ref("Pet"))},
            }
        },
        "/pets/{id}": {
            "parameters": [path_parameter("id", {"type": schema["type"]})],
            "get": {"responses": {"200": content(ref("Pet"))}},
        },
    }
    client = serve(paths, schemas={"Pet": pet})
    ids = [client.post("/pets", {"name": "x"}).json["id"] for _ in range(3)]
    assert len(set(ids)) == 3
    for one in ids:
        assert re.fullmatch(form, str(one))
        assert client.get(f"/pets/{one}").json["id"] == one


@pytest.mark.parametrize("is_listed", [False, True])
def test_ids_have_the_form_of_those_in_examples(is_listed: bool) -> None:  # noqa: FBT001 - of the test
    """An id that only the example of a body shows is the model of new ones, its prefix too."""
    shown = {"id": "card_1MvoiELkdIwHu7ix", "name": "x"}
    card = {"type": "object", "properties": {"id": {"type": "string"}, "name": {"type": "string"}}}
    alone: dict[str, Any] = {} if is_listed else {"example": shown}
    listed: dict[str, Any] = {"examples": {"one": {"value": {"data": [shown]}}}} if is_listed else {}
    cards = {
        "post": {
            "requestBody": {**content(ref("Card")), "required": True},
            "responses": {"201": content(ref("Card"), **alone)},
        },
        "get": {
            "responses": {
                "200": content(
                    {"type": "object", "properties": {"data": {"type": "array", "items": ref("Card")}}},
                    **listed,
                )
            }
        },
    }
    item = {
        "parameters": [path_parameter("id", {"type": "string"})],
        "get": {"responses": {"200": content(ref("Card"))}},
    }
    client = serve({"/cards": cards, "/cards/{id}": item}, schemas={"Card": card})
    made = client.post("/cards", {"name": "y"}).json["id"]
    assert re.fullmatch(r"card_[0-9a-f]{16}", made)
    assert client.get(f"/cards/{shown['id']}").json == shown


def test_a_form_that_has_few_ids() -> None:
    """When all ids of the documented form are taken, others are given; none is given twice."""
    thing = {
        "type": "object",
        "properties": {"id": {"type": "string", "pattern": "^[ab]$", "readOnly": True}},
    }
    post = {"requestBody": content(ref("Thing")), "responses": {"201": {"description": ""}}}
    item = {
        "parameters": [path_parameter("id", {"type": "string"})],
        "get": {"responses": {"200": content(ref("Thing"))}},
    }
    client = serve({"/things": {"post": post}, "/things/{id}": item}, schemas={"Thing": thing})
    places = {client.post("/things", {}).headers["location"] for _ in range(4)}
    assert len(places) == 4


def test_a_key_of_odd_characters_is_encoded_in_its_location() -> None:
    """A client's own id may hold anything; the header that names its place is still a header."""
    thing = {"type": "object", "required": ["id"], "properties": {"id": {"type": "string"}}}
    body = {"requestBody": {**content(ref("Thing")), "required": True}}
    paths = {
        "/things": {"post": {**body, "responses": {"201": content(ref("Thing"))}}},
        "/things/{id}": {
            "parameters": [path_parameter("id", {"type": "string"})],
            "get": {"responses": {"200": content(ref("Thing"))}},
        },
    }
    client = serve(paths, schemas={"Thing": thing})
    for key in ("a/b c", "\x1f", "\r\nx: y", "é"):
        location = client.post("/things", {"id": key}).headers["location"]
        assert location.isprintable()
        assert location.isascii()
        assert client.get(location).json == {"id": key}


def test_numbers_beside_names_are_not_given_twice() -> None:
    """Entities that are asked for by their name get a number each, and none that a seed has."""
    user = {
        "type": "object",
        "properties": {"id": {"type": "integer"}, "username": {"type": "string"}},
    }
    sent = {"type": "object", "required": ["username"], "properties": {"username": {"type": "string"}}}
    client = serve(
        {
            "/users": {
                "post": {
                    "requestBody": {**content(sent), "required": True},
                    "responses": {"201": content(ref("User"), example={"id": 2, "username": "ann"})},
                }
            },
            "/users/{username}": {
                "parameters": [path_parameter("username", {"type": "string"})],
                "get": {"responses": {"200": content(ref("User"))}},
            },
        },
        schemas={"User": user},
    )
    made = [client.post("/users", {"username": name}).json["id"] for name in ("", "", "bob", "cid")]
    assert len({2, *made}) == 5

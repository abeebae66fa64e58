"""Problems in the form that a description gives errors: nothing of what was wrong is lost."""

from __future__ import annotations

from typing import Any

import pytest
from mock_client import Client, serve
from mock_descriptions import content

_TEXT = {"type": "string"}
_THING = {"type": "object", "required": ["n"], "properties": {"n": {"type": "integer", "minimum": 3}}}


def refusing(item: Any) -> Client:
    """An operation whose errors list what is wrong in items of a schema."""
    form = {
        "type": "object",
        "required": ["message", "errors"],
        "properties": {"message": _TEXT, "errors": {"type": "array", "items": item}},
    }
    limit = {"name": "limit", "in": "query", "schema": {"type": "integer"}}
    operation = {
        "parameters": [limit],
        "requestBody": content(_THING),
        "responses": {"200": content({}), "400": content(form)},
    }
    return serve({"/things": {"post": operation}})


def test_each_fault_stands_in_the_documented_list() -> None:
    """With its place and its words under their documented names."""
    item = {"type": "object", "properties": {"field": _TEXT, "message": _TEXT, "location": _TEXT}}
    reply = refusing(item).post("/things", {"n": 1})
    assert reply.json["errors"] == [
        {"field": "n", "message": "1 is less than the minimum of 3", "location": "body"}
    ]
    reply = refusing(item).post("/things?limit=x", {"n": 3})
    (error,) = reply.json["errors"]
    assert (error["field"], error["location"]) == ("limit", "query")
    assert error["message"] in reply.json["message"]


@pytest.mark.parametrize(
    ("item", "expected"), [(_TEXT, ["1 is less than the minimum of 3"]), ({"type": "integer"}, [])]
)
def test_a_list_of_texts_and_one_of_something_else(item: dict[str, str], expected: list[str]) -> None:
    """What cannot be said there is left out."""
    assert refusing(item).post("/things", {"n": 1}).json["errors"] == expected


def test_parameters_are_told_with_what_is_wrong() -> None:
    """Also where only one sentence can be said."""
    limit = {"name": "limit", "in": "query", "schema": {"type": "integer"}}
    near = {"name": "near", "in": "query", "required": True, "schema": _TEXT}
    form = {"type": "object", "required": ["message"], "properties": {"message": _TEXT}}
    client = serve({"/things": {"get": {"parameters": [limit, near], "responses": {"400": content(form)}}}})
    told = client.get("/things?limit=x").json["message"]
    assert "`near`" in told
    assert "`limit` (" in told

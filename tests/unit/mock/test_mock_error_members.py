"""Members of documented errors that a problem says nothing of."""

from __future__ import annotations

from typing import Any

from mock_client import Client, serve
from mock_descriptions import content, path_parameter, query_parameter

TEXT = {"type": "string"}


def lookup(error: dict[str, Any], **media: Any) -> Client:
    thing = {"type": "object", "properties": {"id": {"type": "integer"}}}
    shown = content(thing)
    path = {
        "parameters": [
            path_parameter("id", {"type": "integer"}),
            query_parameter("size", {"type": "integer"}),
        ],
        "get": {"responses": {"200": shown, "400": content(error, **media), "404": content(error, **media)}},
        "delete": {"responses": {"204": {"description": ""}}},
    }
    return serve(
        {
            "/things": {"get": {"responses": {"200": content({"type": "array", "items": thing})}}},
            "/things/{id}": path,
        }
    )


def form(required: list[str]) -> dict[str, Any]:
    inner = {
        "type": "object",
        "required": required,
        "properties": {
            "kind": {"type": "string", "enum": ["api_error", "other"]},
            "message": TEXT,
            "param": TEXT,
            "hint": {"type": "string", "nullable": True},
            "help": TEXT,
        },
    }
    return {"type": "object", "required": ["error"], "properties": {"error": inner}}


def test_nothing_is_made_up_for_them() -> None:
    """What is not needed is left out; the rest is null where it may be, and empty where not."""
    said = {"message": "there is no `things` '4711'"}
    assert lookup(form(["message"])).get("/things/4711").json == {"error": said}
    every = lookup(form(["kind", "message", "param", "hint", "help"])).get("/things/4711").json
    assert every == {"error": {**said, "kind": "api_error", "param": "", "hint": None, "help": ""}}


def test_what_is_wrong_is_named() -> None:
    """The parameter or property that is wrong stands where the form has a place for it."""
    error = lookup(form(["message"])).get("/things/1?size=big").json["error"]
    assert error["param"] == "size"
    assert set(error) == {"message", "param"}


def test_examples_of_the_docs_stand() -> None:
    """What a documented example says of itself is not made up."""
    example = {"error": {"kind": "other", "message": "gone", "hint": "look elsewhere"}}
    error = lookup(form(["message"]), example=example).get("/things/4711").json["error"]
    assert (error["kind"], error["hint"]) == ("other", "look elsewhere")

"""Answers are as described, steered by `Prefer` and `Accept`, and errors look as documented."""

from __future__ import annotations

from typing import Any

from mock_client import Client, Reply, serve
from mock_descriptions import PATHS, SCHEMAS, content, ref

from mockdown.mock.schemas import SchemaView

ERROR = {
    "type": "object",
    "required": ["error", "code"],
    "properties": {
        "error": {"type": "string"},
        "code": {"type": "integer"},
        "hints": {"type": "array", "items": {"type": "string"}},
    },
}


def one(responses: dict[str, Any], **document: Any) -> Client:
    return serve({"/e": {"get": {"responses": responses}}}, **document)


def test_a_status_without_content_has_none() -> None:
    """Where the docs describe nothing but a status, nothing but the status is sent."""
    reply = one({"200": {"description": "Done"}}).get("/e")
    assert (reply.status, reply.body, "content-type" in reply.headers) == (200, b"", False)


def test_the_first_documented_success_is_answered() -> None:
    """202 alone is answered with 202, a range with its first status, nothing but `default` with 200."""
    assert [one({key: content({})}).get("/e").status for key in ("202", "2XX", "default", "302")] == [
        202,
        200,
        200,
        302,
    ]


def test_an_example_that_is_not_valid_is_not_answered() -> None:
    """A wrong example gives way to a synthetic value that is right."""
    schema = {"type": "object", "required": ["n"], "properties": {"n": {"type": "integer", "minimum": 5}}}
    assert one({"200": content(schema, example={"n": 1})}).get("/e").json["n"] >= 5


def test_errors_have_the_documented_form() -> None:
    """A documented error body is filled with what went wrong; an undocumented one is a problem."""
    paths = {
        "/pets/{petId}": {
            **PATHS["/pets/{petId}"],
            "get": {
                "responses": {"200": content(ref("Pet")), "404": content(ERROR), "400": {"description": "No"}}
            },
        },
        "/pets": PATHS["/pets"],
    }
    client = serve(paths, schemas=SCHEMAS)
    missing = client.get("/pets/999")
    assert missing.headers["content-type"] == "application/json"
    assert missing.json["code"] == 404
    assert "999" in missing.json["error"]
    assert client.get("/pets/x").headers["content-type"] == "application/problem+json"


def test_required_headers_are_sent() -> None:
    """A documented response header that is required has a value of its schema."""
    headers = {
        "X-Rate": {"required": True, "schema": {"type": "integer", "minimum": 3}},
        "X-Odd": {"schema": {}},
    }
    reply = one({"200": {**content({}), "headers": headers}}).get("/e")
    assert int(reply.headers["x-rate"]) >= 3
    assert "x-odd" not in reply.headers


def test_negotiation_between_media_types() -> None:
    """`Accept` chooses among what is documented; JSON is the first choice."""
    schema = {"type": "object", "properties": {"n": {"type": "integer", "example": 5}}}
    both = {
        "description": "",
        "content": {"application/xml": {"schema": schema}, "application/json": {"schema": schema}},
    }
    client = one({"200": both})
    assert client.get("/e").headers["content-type"] == "application/json"
    as_xml = client.get("/e", headers={"accept": "application/xml, application/json;q=0.5"})
    assert as_xml.body == b'<?xml version="1.0" encoding="UTF-8"?><root><n>5</n></root>'
    assert client.get("/e", headers={"accept": "image/*"}).status == 406


def test_text_is_text() -> None:
    """A text response is sent as it is, not as a JSON string."""
    reply = one({"200": content({"type": "string"}, "text/plain", example="pong")}).get("/e")
    assert (reply.body, reply.headers["content-type"]) == (b"pong", "text/plain; charset=utf-8")


def test_prefer_code_example_and_dynamic() -> None:
    """RFC 7240: a wish that is met is acknowledged, one that cannot be is a 400 that lists what can."""
    examples = {"small": {"value": {"n": 1}}, "large": {"value": {"n": 9}}}
    schema = {"type": "object", "required": ["n"], "properties": {"n": {"type": "integer"}}}
    client = one(
        {"200": content(schema, examples=examples), "404": {"description": "Gone"}, "202": content(schema)}
    )

    def wish(text: str) -> Reply:
        return client.get("/e", headers={"prefer": text})

    assert wish("example=large").json == {"n": 9}
    assert wish("code=404").status == 404
    both = wish('code=202, dynamic="true"')
    assert (both.status, both.headers["preference-applied"]) == (202, "code=202, dynamic=true")
    assert wish("delay=1").headers["preference-applied"] == "delay=1"
    for impossible, possible in (
        ("code=500", "404"),
        ("example=none", "large"),
        ("delay=soon", "milliseconds"),
    ):
        reply = wish(impossible)
        assert reply.status == 400
        assert possible in reply.json["detail"]
    assert "preference-applied" not in wish("respond-async").headers


def test_a_wish_does_not_open_doors() -> None:
    """A request is validated before a wish is met."""
    client = serve(PATHS, schemas=SCHEMAS)
    assert client.get("/pets?limit=x", headers={"prefer": "code=200"}).status == 400


def test_nullable_and_exclusive_bounds() -> None:
    """3.0's `nullable`, beside a reference or an enum too, and its boolean bounds."""
    client = serve({}, schemas={"A": {"type": "object", "properties": {}}})
    view = SchemaView(client.app.description, hidden="readOnly")

    def accepts(schema: Any, value: Any) -> bool:
        return bool(view.compile(schema).is_valid(value))

    assert accepts({"type": "string", "nullable": True}, None)
    assert accepts({"nullable": True, "allOf": [ref("A")]}, None)
    assert accepts({**ref("A"), "nullable": True}, None)
    assert accepts({"type": "string", "enum": ["a", None], "nullable": True}, None)
    assert not accepts({"type": "string", "enum": ["a"], "nullable": True}, None)
    assert not accepts({"type": "string", "enum": ["a"], "nullable": True}, "b")
    assert not accepts({"type": "integer", "minimum": 5, "exclusiveMinimum": True}, 5)
    assert not accepts({"type": "integer", "maximum": 5, "exclusiveMaximum": True}, 5)


def test_formats_are_checked() -> None:
    """Formats say something: also those that are OpenAPI's own."""
    view = SchemaView(serve({}).app.description, hidden="readOnly")
    wrong = {
        "uuid": "x",
        "uri": "not a uri",
        "date": "2024-13-01",
        "date-time": "yesterday",
        "hostname": "-x-",
        "byte": "?",
        "email": "a",
        "ipv4": "1.2.3",
        "time": "25:00",
    }
    for name, value in wrong.items():
        assert not view.compile({"type": "string", "format": name}).is_valid(value), name
    assert not view.compile({"type": "integer", "format": "int32"}).is_valid(2**31)
    assert view.compile({"type": "string", "format": "anything-else"}).is_valid("x")


def test_schemas_that_json_schema_cannot_read() -> None:
    """A pattern that is no regular expression is left out; references to elsewhere are not fetched."""
    view = SchemaView(serve({}).app.description, hidden="readOnly")
    assert view.compile({"type": "string", "pattern": "([", "maxLength": 3}).is_valid("abc")
    assert not view.compile({"type": "string", "pattern": "([", "maxLength": 3}).is_valid("abcd")
    assert view.compile({"$ref": "https://elsewhere.example/schema.json"}).is_valid({})
    assert view.compile({"$ref": "#/components/schemas/Missing"}).is_valid({})


def test_a_pattern_that_backtracks_does_not_hang() -> None:
    """Regular expressions of strangers are bounded."""
    view = SchemaView(serve({}).app.description, hidden="readOnly")
    assert not view.compile({"type": "string", "pattern": r"^(?=a)(a+)+$"}).is_valid("a" * 60 + "!")


def test_the_documented_text_is_answered_where_text_is_asked_for() -> None:
    """An operation that has JSON and CSV answers CSV with the example of the docs, not with made-up words."""
    shown = content({"type": "object"}, example={"n": 1})
    shown["content"]["text/csv"] = {"schema": {"type": "string"}, "example": "n\n1"}
    client = serve({"/report": {"get": {"responses": {"200": shown}}}})
    assert client.get("/report").json == {"n": 1}
    assert client.get("/report", headers={"accept": "text/csv"}).body == b"n\n1"

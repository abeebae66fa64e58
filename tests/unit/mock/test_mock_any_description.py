"""Any description is served rightly, where a server that trusts the framework alone goes wrong.

One test for each case that was met in stock Connexion 3.3.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from mock_client import Client, make_description, serve
from mock_descriptions import content, path_parameter, query_parameter, ref

from mockdown.description import read_description
from mockdown.mock.app import create_app
from mockdown.mock.settings import MockSettings

OK = {"200": content({})}


def test_openapi_3_1_is_served() -> None:
    """Type lists, `const`, `prefixItems`, numbers as exclusive bounds, schemas that are booleans."""
    schema = {
        "type": "object",
        "properties": {
            "a": {"type": ["string", "null"]},
            "b": {"const": 5},
            "c": {"type": "array", "prefixItems": [{"type": "integer"}], "items": False},
            "d": {"type": "number", "exclusiveMinimum": 0},
            "e": True,
        },
    }
    operation = {"requestBody": {**content(schema), "required": True}, "responses": OK}
    client = serve(
        {"/e": {"post": operation}}, openapi="3.1.0", webhooks={}, jsonSchemaDialect="https://x.example"
    )
    assert client.post("/e", {"a": None, "b": 5, "c": [1], "d": 0.1, "e": []}).status == 200
    for wrong in ({"a": 1}, {"b": 6}, {"c": [1, 2]}, {"d": 0}):
        assert client.post("/e", wrong).status == 400


def test_two_operations_of_one_id() -> None:
    """Each keeps its own validation."""
    paths = {
        f"/{name}": {
            "get": {
                "operationId": "same",
                "parameters": [query_parameter("n", {"type": kind})],
                "responses": OK,
            }
        }
        for name, kind in (("a", "integer"), ("b", "boolean"))
    }
    client = serve(paths)
    assert [client.get(f"/{name}?n=1").status for name in "ab"] == [200, 400]


@pytest.mark.parametrize(
    "parameter",
    [
        query_parameter("q", {"oneOf": [{"type": "integer"}, {"type": "boolean"}]}),
        query_parameter("q", {"allOf": [{"type": "integer"}]}),
        query_parameter("q", {"enum": [1, 2]}),
        query_parameter("q", ref("Number")),
        {"name": "q", "in": "query", "content": {"application/json": {"schema": {"type": "integer"}}}},
    ],
)
def test_query_parameters_without_a_type_of_their_own(parameter: dict[str, Any]) -> None:
    """A composed, referenced or encoded schema is as good as a plain one."""
    client = serve(
        {"/e": {"get": {"parameters": [parameter], "responses": OK}}}, schemas={"Number": {"type": "integer"}}
    )
    assert [client.get(f"/e?q={value}").status for value in ("1", "x")] == [200, 400]


@pytest.mark.parametrize("location", ["header", "cookie"])
def test_typed_headers_and_cookies(location: str) -> None:
    """A right value is right, a wrong one wrong."""
    parameter = {"name": "n", "in": location, "schema": {"type": "integer"}}
    client = serve({"/e": {"get": {"parameters": [parameter], "responses": OK}}})

    def send(value: str) -> int:
        return client.get(
            "/e", headers={"n": value} if location == "header" else {"cookie": f"n={value}"}
        ).status

    assert [send("5"), send("five")] == [200, 400]


def test_a_chunked_body() -> None:
    """A body without Content-Length is a body."""
    operation = {"requestBody": {**content({"type": "object"}), "required": True}, "responses": OK}
    client = serve({"/e": {"post": operation}})
    send = {"content-type": "application/json"}
    assert client.request("POST", "/e", chunks=[b"{", b"}"], headers=send).status == 200


def test_braces_in_texts_are_no_templates(tmp_path: Path) -> None:
    """What looks like a template in a description is text."""
    document = make_description({"/e": {"get": {"description": "{{ x }} {% y %}", "responses": OK}}}).document
    path = tmp_path / "api.json"
    path.write_text(json.dumps(document))
    assert Client(create_app(read_description(path))).get("/e").status == 200


def test_parameters_of_the_path_are_overridden() -> None:
    """An operation's own parameter takes the place of its path's."""
    item = {
        "parameters": [query_parameter("n", {"type": "integer"}, required=True)],
        "get": {"parameters": [query_parameter("n", {"type": "boolean"})], "responses": OK},
        "delete": {"responses": OK},
    }
    client = serve({"/e": item})
    assert [client.get(target).status for target in ("/e", "/e?n=true", "/e?n=1")] == [200, 200, 400]
    assert [client.delete(target).status for target in ("/e", "/e?n=1")] == [400, 200]


def test_literal_segments_win() -> None:
    """`/items/mine` is not the item `mine`, whichever is declared first; other branches are tried too."""

    def named(name: str) -> dict[str, Any]:
        return {"get": {"responses": {"200": content({}, example=name)}}}

    paths = {
        "/items/{id}": named("item"),
        "/items/mine": named("mine"),
        "/{a}/mine/x": named("deep"),
        "/items/{id}/y": named("y"),
    }
    client = serve(paths)
    assert [
        client.get(path).json for path in ("/items/mine", "/items/1", "/items/mine/x", "/items/mine/y")
    ] == [
        "mine",
        "item",
        "deep",
        "y",
    ]


TREE = {
    "type": "object",
    "required": ["name"],
    "properties": {
        "name": {"type": "string"},
        "children": {"type": "array", "items": ref("Tree")},
        "up": ref("Tree"),
    },
}


def test_recursive_schemas() -> None:
    """They validate, they are synthesised, and the description can be read."""
    operation = {
        "requestBody": {**content(ref("Tree")), "required": True},
        "responses": {"200": content(ref("Tree"))},
    }
    client = serve({"/tree": {"post": operation}}, schemas={"Tree": TREE})
    assert client.post("/tree", {"name": "a", "children": [{"name": "b"}]}).status == 200
    assert client.post("/tree", {"name": "a", "children": [{}]}).status == 400
    assert client.get("/_mock/description.json").status == 200


def test_ranges_are_validated(tmp_path: Path) -> None:
    """A response of a documented range is validated as that of a status is."""
    number = {"type": "object", "required": ["n"], "properties": {"n": {"type": "integer"}}}
    (tmp_path / "handlers.py").write_text("def get():\n    return (203, {'n': 'x'})\n")
    client = serve(
        {"/e": {"get": {"operationId": "get", "responses": {"2XX": content(number)}}}}, folder=tmp_path
    )
    assert client.get("/e").status == 500


def test_json_beside_problem_json() -> None:
    """Success is JSON, the error is a problem, though both are documented."""
    problem = content({"type": "object", "required": ["title"]}, "application/problem+json")
    item = {
        "parameters": [path_parameter("id", {"type": "integer"})],
        "get": {"responses": {**OK, "400": problem}},
    }
    client = serve({"/e/{id}": item})
    assert client.get("/e/1").headers["content-type"] == "application/json"
    assert client.get("/e/x").headers["content-type"] == "application/problem+json"


def test_duplicate_enum_values_and_other_oddities() -> None:
    """What breaks a rule of the specification without harm is served."""
    schema = {"type": "string", "enum": ["a", "a"], "default": 5, "x-y": 1}
    client = serve({"/e": {"get": {"parameters": [query_parameter("q", schema)], "responses": OK}}})
    assert [client.get(f"/e?q={value}").status for value in "ab"] == [200, 400]


def test_an_encoded_slash_stays_in_its_segment() -> None:
    """`%2F` is part of a value; names of parameters may hold dots."""
    client = serve(
        {
            "/files/{my.path}": {
                "parameters": [path_parameter("my.path", {"type": "string"})],
                "get": {"responses": OK},
            }
        }
    )
    assert client.get("/files/a%2Fb").status == 200
    assert client.get("/files/a/b").status == 404


def test_a_wrong_path_value_is_400() -> None:
    """The path is there; its value is wrong."""
    client = serve(
        {"/e/{n}": {"parameters": [path_parameter("n", {"type": "integer"})], "get": {"responses": OK}}}
    )
    assert client.get("/e/x").status == 400


def test_the_first_server_decides_and_can_be_overridden() -> None:
    """The base path is that of the first server, variables filled in, unless a setting says otherwise."""
    servers = [
        {
            "url": "https://{host}/api/{v}",
            "variables": {"host": {"default": "x.example"}, "v": {"default": "v3"}},
        }
    ]
    paths = {"/e": {"get": {"responses": OK}}}
    assert serve(paths, servers=servers).get("/api/v3/e").status == 200
    assert (
        serve(paths, servers=servers, settings=MockSettings(base_path="/other")).get("/other/e").status == 200
    )


def test_a_mock_of_a_thousand_operations_compiles_none_at_start() -> None:
    """Routes are found by their segments; nothing is compiled before it is used."""
    paths = {f"/r{number}/{{id}}": {"get": {"responses": OK}} for number in range(1_000)}
    client = serve(paths)
    assert client.get("/r999/1").status == 200
    assert client.get("/r0/1").status == 200


def test_trace_is_an_operation_like_others() -> None:
    """Every method of OpenAPI can be described."""
    assert serve({"/e": {"trace": {"responses": OK}}}).request("TRACE", "/e").status == 200


def test_a_body_of_any_media_type_range() -> None:
    """`*/*` takes JSON as JSON and bytes as bytes."""
    operation = {"requestBody": {**content({"type": "object"}, "*/*"), "required": True}, "responses": OK}
    client = serve({"/e": {"post": operation}})
    assert client.post("/e", {}).status == 200
    assert client.request("POST", "/e", content=b"\xff", headers={"content-type": "image/png"}).status == 200

"""Parameters are read in every style and place, and refused where they are wrong."""

from __future__ import annotations

from typing import Any

import pytest
from mock_client import Client, serve
from mock_descriptions import content, path_parameter, query_parameter


@pytest.mark.parametrize(
    "query", ["limit=1.5", "limit=1e1", "limit=", "limit=1&limit=2", "limit=+1", "limit=%FF"]
)
def test_query_values_of_a_wrong_type(pets: Client, query: str) -> None:
    """An integer is an integer, once; what is not UTF-8 is refused."""
    assert pets.get(f"/pets?{query}").status == 400


def test_unknown_query_parameters_are_ignored(pets: Client) -> None:
    """A parameter that the description does not know does no harm."""
    assert pets.get("/pets?page_token=&x[]=1&&=").status == 200


STYLES: list[tuple[dict[str, Any], str, Any]] = [
    (query_parameter("a", {"type": "array", "items": {"type": "integer"}}), "a=1&a=2", [1, 2]),
    (query_parameter("a", {"type": "array", "items": {"type": "integer"}}, explode=False), "a=1,2", [1, 2]),
    (
        query_parameter(
            "a", {"type": "array", "items": {"type": "string"}}, style="pipeDelimited", explode=False
        ),
        "a=x|y",
        ["x", "y"],
    ),
    (
        query_parameter(
            "a", {"type": "array", "items": {"type": "string"}}, style="spaceDelimited", explode=False
        ),
        "a=x%20y",
        ["x", "y"],
    ),
    (
        query_parameter(
            "a",
            {"type": "object", "properties": {"n": {"type": "integer"}}},
            style="deepObject",
            explode=True,
        ),
        "a[n]=3&a[s]=t",
        {"n": 3, "s": "t"},
    ),
    (query_parameter("a", {"type": "object", "properties": {"n": {"type": "integer"}}}), "n=3", {"n": 3}),
    (
        query_parameter("a", {"type": "object", "properties": {"n": {"type": "integer"}}}, explode=False),
        "a=n,3",
        {"n": 3},
    ),
    (query_parameter("a", {"type": "boolean"}), "a=true", True),
    (query_parameter("a", {"type": "boolean"}, allowEmptyValue=True), "a", True),
    (query_parameter("a", {"type": "number"}), "a=-1.5e3", -1500.0),
    (query_parameter("a", {"oneOf": [{"type": "integer"}, {"type": "string"}]}), "a=7", 7),
    (query_parameter("a", {"enum": [1, 2]}), "a=2", 2),
    (query_parameter("a", {"allOf": [{"type": "integer"}, {"minimum": 1}]}), "a=2", 2),
    (query_parameter("a", {"type": "integer", "nullable": True}), "a=null", None),
    (
        {"name": "a", "in": "query", "content": {"application/json": {"schema": {"type": "object"}}}},
        "a=%7B%22x%22:1%7D",
        {"x": 1},
    ),
]


@pytest.mark.parametrize(("parameter", "query", "value"), STYLES)
def test_query_styles(parameter: dict[str, Any], query: str, value: Any, tmp_path: Any) -> None:
    """Every style of a query parameter reaches a handler as the value it stands for."""
    assert parameter_of("/echo", parameter, f"/echo?{query}", {}, tmp_path) == value


OTHERS: list[tuple[str, dict[str, Any], str, dict[str, str], Any]] = [
    ("/e/{a}", path_parameter("a", {"type": "array", "items": {"type": "integer"}}), "/e/1,2", {}, [1, 2]),
    (
        "/e/{a}",
        path_parameter("a", {"type": "array", "items": {"type": "integer"}}, style="label"),
        "/e/.1,2",
        {},
        [1, 2],
    ),
    (
        "/e/{a}",
        path_parameter("a", {"type": "array", "items": {"type": "integer"}}, style="matrix", explode=True),
        "/e/;a=1;a=2",
        {},
        [1, 2],
    ),
    ("/e/{a}", path_parameter("a", {"type": "integer"}, style="matrix"), "/e/;a=5", {}, 5),
    (
        "/e/{a}",
        path_parameter("a", {"type": "object", "properties": {"n": {"type": "integer"}}}, explode=True),
        "/e/n=1",
        {},
        {"n": 1},
    ),
    ("/e/{a}.json", path_parameter("a", {"type": "integer"}), "/e/5.json", {}, 5),
    ("/e/{my.a}", path_parameter("my.a", {"type": "string"}), "/e/x%2Fy", {}, "x/y"),
    ("/e", {"name": "X-Count", "in": "header", "schema": {"type": "integer"}}, "/e", {"X-Count": "5"}, 5),
    ("/e", {"name": "X-On", "in": "header", "schema": {"type": "boolean"}}, "/e", {"X-On": "true"}, True),
    (
        "/e",
        {"name": "X-Ids", "in": "header", "schema": {"type": "array", "items": {"type": "integer"}}},
        "/e",
        {"X-Ids": "1,2"},
        [1, 2],
    ),
    ("/e", {"name": "n", "in": "cookie", "schema": {"type": "integer"}}, "/e", {"cookie": "x=1; n=5"}, 5),
    ("/e", {"name": "b", "in": "cookie", "schema": {"type": "boolean"}}, "/e", {"cookie": 'b="true"'}, True),
]


@pytest.mark.parametrize("case", OTHERS)
def test_styles_elsewhere(case: tuple[str, dict[str, Any], str, dict[str, str], Any], tmp_path: Any) -> None:
    """Paths, headers and cookies have styles and types too."""
    path, parameter, target, headers, value = case
    assert parameter_of(path, parameter, target, headers, tmp_path) == value


def parameter_of(
    path: str, parameter: dict[str, Any], target: str, headers: dict[str, str], folder: Any
) -> Any:
    """The value a handler gets for a parameter."""
    (folder / "handlers.py").write_text(
        "def echo(parameters):\n    return [list(v.values()) for v in"
        " (parameters.path, parameters.query, parameters.header, parameters.cookie)]\n"
    )
    operation = {"operationId": "echo", "parameters": [parameter], "responses": {"200": content({})}}
    reply = serve({path: {"get": operation}}, folder=folder).get(target, headers=headers)
    assert reply.status == 200, reply.body
    return next(values[0] for values in reply.json if values)


def test_headers_of_a_wrong_type_are_refused() -> None:
    """A wrong header or cookie is 400, a missing required one too."""
    count = {"name": "X-Count", "in": "header", "required": True, "schema": {"type": "integer"}}
    client = serve({"/e": {"get": {"parameters": [count], "responses": {"200": content({})}}}})
    assert [
        client.get("/e", headers=headers).status for headers in ({"x-count": "1"}, {"x-count": "x"}, {})
    ] == [200, 400, 400]


def test_parameters_that_touch_are_divided_by_their_values() -> None:
    """`{name}{format}` is divided where one of the formats begins; another format is told to be wrong."""
    client = serve(
        {
            "/files/{name}{format}": {
                "get": {
                    "parameters": [
                        path_parameter("name", {"type": "string"}),
                        path_parameter("format", {"type": "string", "enum": [".zip", ".tar.gz"]}),
                    ],
                    "responses": {"204": {"description": ""}},
                }
            }
        }
    )
    assert client.get("/files/a.b.tar.gz").status == 204
    assert client.get("/files/a.zip").status == 204
    refused = client.get("/files/a.rar")
    assert refused.status == 400
    assert refused.json["errors"][0]["name"] == "format"

"""Requests are read by the description, and what is wrong with them is named."""

from __future__ import annotations

from typing import Any

import pytest
from mock_client import Client, make_description, serve
from mock_descriptions import PATHS, SCHEMAS, content, path_parameter, query_parameter, ref

from mockdown.mock.app import create_app
from mockdown.mock.settings import MockSettings
from mockdown.source import Origin

PROBLEM = "application/problem+json"


@pytest.fixture
def pets() -> Client:
    return serve(PATHS, schemas=SCHEMAS)


def test_unknown_path_and_method(pets: Client) -> None:
    """404 for a path that is not there, 405 with every method of one that is."""
    unknown, refused = pets.get("/cats"), pets.delete("/pets")
    assert (unknown.status, unknown.headers["content-type"]) == (404, PROBLEM)
    assert (refused.status, refused.headers["content-type"]) == (405, PROBLEM)
    assert refused.headers["allow"] == "GET, HEAD, OPTIONS, POST"
    assert pets.request("TRACE", "/pets/1").headers["allow"] == "DELETE, GET, HEAD, OPTIONS, PATCH, PUT"


def test_head_and_options_come_by_themselves(pets: Client) -> None:
    """HEAD answers as GET without a body; OPTIONS lists the methods."""
    got, headed = pets.get("/pets"), pets.request("HEAD", "/pets")
    assert (headed.status, headed.body, headed.headers["content-length"]) == (
        200,
        b"",
        got.headers["content-length"],
    )
    assert pets.request("OPTIONS", "/pets").headers["allow"] == "GET, HEAD, OPTIONS, POST"


@pytest.mark.parametrize(
    "body", [b"{", b"", b"\xff\xfe", b"[" * 100_000, b'{"name": NaN}', b'{"name": "\\ud800"}']
)
def test_malformed_json(pets: Client, body: bytes) -> None:
    """What is no JSON is 400, however it is broken."""
    reply = pets.request("POST", "/pets", content=body, headers={"content-type": "application/json"})
    assert (reply.status, reply.headers["content-type"]) == (400, PROBLEM)


def test_wrong_media_types(pets: Client) -> None:
    """415 names what the operation takes, 406 what it gives."""
    for headers in ({"content-type": "text/plain"}, {}):
        reply = pets.request("POST", "/pets", content=b"{}", headers=headers)
        assert (reply.status, reply.headers["accept"]) == (415, "application/json")
    assert pets.get("/pets", headers={"accept": "text/html"}).status == 406
    assert pets.get("/pets", headers={"accept": "text/html, */*;q=0.1"}).status == 200
    assert pets.get("/pets", headers={"accept": "application/json;q=0"}).status == 406


def test_a_body_in_chunks_and_one_that_is_too_large() -> None:
    """A body without a length is read; more than the limit is 413."""
    pets = serve(PATHS, schemas=SCHEMAS, settings=MockSettings(max_body=100))
    send = {"content-type": "application/json"}
    assert pets.request("POST", "/pets", chunks=[b'{"na', b'me": "Tom"}'], headers=send).status == 201
    assert pets.request("POST", "/pets", chunks=[b" " * 80, b" " * 80], headers=send).status == 413
    assert pets.request("POST", "/pets", headers={**send, "content-length": "101"}).status == 413


def test_a_problem_names_every_fault_with_its_pointer(pets: Client) -> None:
    """RFC 9457 members, and where in the body each fault is."""
    reply = pets.post("/pets", {"kind": "bird"})
    problem = reply.json
    assert (reply.status, problem["status"], problem["title"]) == (400, 400, "Bad Request")
    assert {error["pointer"] for error in problem["errors"]} == {"#/name", "#/kind"}
    assert "name" in problem["detail"]


def test_a_problem_names_every_parameter(pets: Client) -> None:
    """All parameters that are wrong are named at once, with their place."""
    problem = pets.get("/pets?limit=0&kind=bird").json
    assert {(error["in"], error["name"]) for error in problem["errors"]} == {
        ("query", "limit"),
        ("query", "kind"),
    }


def test_a_problem_points_at_the_docs() -> None:
    """Where the source map knows the line, the fault says it."""
    origins = {
        "/components/schemas/Pet/properties/name": Origin("docs/pets.md", 12),
        "/paths/~1pets/get/parameters/0": Origin("docs/pets.md", 30),
        "/paths/~1pets~1{petId}/get": Origin("docs/pets.md", 50),
    }
    client = Client(create_app(make_description(PATHS, schemas=SCHEMAS, origins=origins)))
    assert client.post("/pets", {}).json["errors"][0]["docs"] == "docs/pets.md:12"
    assert client.get("/pets?limit=x").json["errors"][0]["docs"] == "docs/pets.md:30"
    assert client.get("/pets/999").json["docs"] == "docs/pets.md:50"


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


FORM = {
    "type": "object",
    "required": ["name"],
    "properties": {
        "name": {"type": "string"},
        "age": {"type": "integer"},
        "tags": {"type": "array", "items": {"type": "string"}},
        "photo": {"type": "string", "format": "binary"},
    },
}


def test_urlencoded_forms(tmp_path: Any) -> None:
    """A form's fields have the types of its schema."""
    client = form_client("application/x-www-form-urlencoded", tmp_path)
    send = {"content-type": "application/x-www-form-urlencoded"}
    good = client.request("POST", "/form", content=b"name=Tom+T&age=5&tags=a&tags=b", headers=send)
    assert good.json == {"name": "Tom T", "age": 5, "tags": ["a", "b"]}
    for wrong in (b"age=5", b"name=Tom&age=old", b"name=%FF"):
        assert client.request("POST", "/form", content=wrong, headers=send).status == 400


def test_multipart_forms_with_files(tmp_path: Any) -> None:
    """Fields are typed, files arrive with name, type and bytes; a broken body is 400."""
    client = form_client("multipart/form-data", tmp_path)
    send = {"content-type": "multipart/form-data; boundary=X"}
    parts = (
        b'--X\r\ncontent-disposition: form-data; name="name"\r\n\r\nTom\r\n'
        b'--X\r\ncontent-disposition: form-data; name="age"\r\n\r\n5\r\n'
        b'--X\r\ncontent-disposition: form-data; name="photo"; filename="t.png"\r\n'
        b"content-type: image/png\r\n\r\n\x89PNG\xff\r\n--X--\r\n"
    )
    good = client.request("POST", "/form", content=parts, headers=send)
    assert good.json == {"name": "Tom", "age": 5, "photo": ["t.png", "image/png", 5]}
    assert client.request("POST", "/form", content=b"nonsense", headers=send).status == 400
    assert (
        client.request("POST", "/form", content=parts, headers={"content-type": "multipart/form-data"}).status
        == 400
    )


def form_client(media_type: str, folder: Any) -> Client:
    """A mock whose handler shows the form that it got."""
    (folder / "handlers.py").write_text(
        "from mockdown.mock.bodies import Upload\n\n"
        "def show(body):\n"
        "    def plain(v):\n"
        "        return [v.filename, v.media_type, len(v.data)] if isinstance(v, Upload) else v\n"
        "    return {k: plain(v) for k, v in body.items()}\n"
    )
    operation = {
        "operationId": "show",
        "requestBody": {**content(FORM, media_type), "required": True},
        "responses": {"200": content({})},
    }
    return serve({"/form": {"post": operation}}, folder=folder)


def test_text_and_binary_bodies(tmp_path: Any) -> None:
    """Text is validated as text; bytes arrive as they are."""
    (tmp_path / "handlers.py").write_text("def size(body):\n    return [type(body).__name__, len(body)]\n")
    body = {
        "content": {"text/plain": {"schema": {"type": "string", "maxLength": 3}}, "image/*": {}},
        "required": True,
    }
    operation = {"operationId": "size", "requestBody": body, "responses": {"200": content({})}}
    client = serve({"/e": {"put": operation}}, folder=tmp_path)
    send = client.request
    assert send("PUT", "/e", content="äb".encode(), headers={"content-type": "text/plain"}).json == ["str", 2]
    assert send("PUT", "/e", content=b"long", headers={"content-type": "text/plain"}).status == 400
    assert send("PUT", "/e", content=b"\xff", headers={"content-type": "text/plain"}).status == 400
    assert send("PUT", "/e", content=b"\xff\x00", headers={"content-type": "image/png"}).json == ["bytes", 2]


def test_preflight_and_cors(pets: Client) -> None:
    """A page of another origin may ask, and may read the answer, errors included."""
    ask = {
        "origin": "http://page.example",
        "access-control-request-method": "PUT",
        "access-control-request-headers": "x-api-key",
    }
    answer = pets.request("OPTIONS", "/pets/1", headers=ask)
    assert answer.status == 204
    assert "PUT" in answer.headers["access-control-allow-methods"]
    assert answer.headers["access-control-allow-headers"] == "x-api-key"
    for path in ("/pets", "/nowhere"):
        reply = pets.get(path, headers={"origin": "http://page.example"})
        assert reply.headers["access-control-allow-origin"] == "http://page.example"
    assert "access-control-allow-origin" not in pets.get("/pets").headers
    closed = serve(PATHS, schemas=SCHEMAS, settings=MockSettings(cors=False))
    assert "access-control-allow-origin" not in closed.get("/pets", headers={"origin": "x"}).headers


@pytest.mark.parametrize(
    "path", ["/pets/../pets", "//pets", "/pets/", "/pets//visits", "/%2e%2e/pets", "/pets/%FF", "/pets%00"]
)
def test_odd_paths_are_not_found(pets: Client, path: str) -> None:
    """A path is compared as it is: nothing is resolved, cut off or guessed."""
    assert pets.get(path).status == 404


def test_a_mock_below_a_root_path(pets: Client) -> None:
    """An application that is mounted elsewhere (ASGI `root_path`) serves the same."""
    below = Client(pets.app, root_path="/sub")
    assert below.get("/pets").status == 200
    assert below.get("/pets/%31").json["id"] == 1
    assert below.get("/_mock/state").status == 200


def test_read_only_is_not_demanded_of_clients() -> None:
    """A required property that is read-only may be missing in a request, not in an answer."""
    thing = {
        "type": "object",
        "required": ["id", "n"],
        "properties": {"id": {"type": "integer", "readOnly": True}, "n": {"type": "integer"}},
    }
    paths = {
        "/things": {
            "post": {
                "requestBody": {**content(ref("Thing")), "required": True},
                "responses": {"201": content(ref("Thing"))},
            }
        }
    }
    assert set(serve(paths, schemas={"Thing": thing}).post("/things", {"n": 1}).json) == {"id", "n"}


@pytest.mark.parametrize(("count", "listed"), [(25, 25), (100, 100), (101, 100)])
def test_all_faults_are_listed_or_the_cut_is_said(count: int, listed: int) -> None:
    """Whoever mends a request sees everything at once; where the list ends early, the problem says so."""
    names = [f"n{number}" for number in range(count)]
    schema = {"type": "object", "required": names, "properties": {name: {"type": "string"} for name in names}}
    operation = {
        "parameters": [query_parameter(name, {"type": "integer"}, required=True) for name in names],
        "responses": {"200": content({})},
    }
    sent = {"requestBody": content(schema), "responses": {"201": content({})}}
    client = serve({"/e": {"get": operation, "post": sent}})
    for reply in (client.get("/e"), client.post("/e", {})):
        assert (reply.status, len(reply.json["errors"])) == (400, listed)
        assert ("only the first 100 faults are listed" in reply.json["detail"]) == (count > listed)
    assert f"; and {listed - 3} more" in client.post("/e", {}).json["detail"]


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

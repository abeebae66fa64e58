"""Requests are read by the description, and what is wrong with them is named."""

from __future__ import annotations

import pytest
from mock_client import Client, make_description, serve
from mock_descriptions import PATHS, SCHEMAS, content, query_parameter, ref

from mockdown.mock.app import create_app
from mockdown.mock.settings import MockSettings
from mockdown.source import Origin

PROBLEM = "application/problem+json"


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

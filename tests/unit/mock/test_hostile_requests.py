"""Requests that are legal HTTP and meant to hurt: each is answered, never with a failure of the mock."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest
from mock_client import Client, Reply, serve
from mock_descriptions import PATHS, SCHEMAS, content, query_parameter

from mockdown.mock.app import create_app
from mockdown.mock.mounts import create_mounts
from mockdown.mock.settings import MockSettings

PROBLEM = "application/problem+json"
JSON = {"content-type": "application/json"}


@pytest.fixture(scope="module")
def pets() -> Client:
    """One mock for all these requests: what one does to it, the next would notice."""
    return serve(PATHS, schemas=SCHEMAS)


def post(client: Client, body: bytes, path: str = "/pets", **headers: str) -> Reply:
    return client.request("POST", path, content=body, headers={**JSON, **headers})


def is_problem(reply: Reply, status: int) -> bool:
    return (reply.status, reply.headers.get("content-type")) == (status, PROBLEM)


@pytest.mark.parametrize(
    "body",
    [
        b"[" * 10_000 + b"]" * 10_000,
        b'{"a":' * 10_000 + b"1" + b"}" * 10_000,
        b'{"name":' + b"[" * 10_000 + b"]" * 10_000 + b"}",
        b'{"id": 12345678901234567890, "name":' + b"[" * 10_000 + b"]" * 10_000 + b"}",
        b'{"name": "a", "n": NaN}',
        b'{"name": "a", "n": Infinity}',
        b'{"name": "a", "n": -Infinity}',
        b'{"name": "a", "n": 1e999}',
        b'{"name": "\xff"}',
        b'{"name": "\xed\xa0\x80"}',
        b'{"name": "a"\x00}',
        b'{"name": "a\x00"}',
        b'\xef\xbb\xbf{"name": "a"}',
        '{"name": "a"}'.encode("utf-16"),
        b'{"name": "a",}',
        b'{"name": "a"} {}',
        b"\x00" * 1_000,
    ],
)
def test_bodies_that_are_no_json(pets: Client, body: bytes) -> None:
    """400 with a problem, however deep, broken or encoded."""
    assert is_problem(post(pets, body), 400)


@pytest.mark.parametrize(
    "number", ["9" * 400, "-" + "9" * 5_000, "1" + "0" * 100_000, "1e308", "0." + "1" * 5_000]
)
def test_huge_numbers(pets: Client, number: str) -> None:
    """A number of any length is read or refused, and what is kept can be read again."""
    reply = post(pets, b'{"name": "a", "n": ' + number.encode() + b"}")
    assert reply.status in (201, 400)
    assert pets.get("/pets").status == 200


def test_the_last_of_duplicate_keys_counts(pets: Client) -> None:
    """As every JSON library in use has it (RFC 8259, 4)."""
    assert post(pets, b'{"name": 5, "name": "Tom"}').json["name"] == "Tom"


def test_a_text_with_nul_is_kept_as_it_is(pets: Client) -> None:
    """An escaped NUL is a character."""
    made = post(pets, b'{"name": "a\\u0000b"}')
    assert pets.get(f"/pets/{made.json['id']}").json["name"] == "a\0b"


@pytest.mark.parametrize(
    "path",
    [
        "/pets/..",
        "/pets/../../etc/passwd",
        "/pets/%2e%2e",
        "/pets/%2e%2e%2fpets",
        "/pets/%252e%252e/x",
        "//pets",
        "/pets//1",
        "/pets/1%2F",
        "/pets/1%5c..",
        "/pets/1\\",
        "/pets/1;v=1",
        "/pets/%00",
        "/pets/1%00",
        "/pets/%FF",
        "/pets/%C0%AE",
        "/pets/%ZZ",
        "/pets/%",
        "/pets/" + "9" * 5_000,
        "/" + "x/" * 20_000,
        "/pets/1" + "/visits" * 10_000,
        "/_mock/../pets",
        "/_mock/state/..",
        "/_mock/%2e%2e/state",
        "/_mock/ui/../../app.py",
        "/_mock/ui/%2e%2e/app.py",
        "/_mock//state",
    ],
)
def test_odd_paths(pets: Client, path: str) -> None:
    """A path is compared as it is: 404, or 400 where it is a wrong value of a parameter."""
    for client in (pets, Client(create_mounts({"pets": pets.app}))):
        reply = client.get(path)
        assert reply.status in (400, 404)
        assert reply.headers["content-type"] == PROBLEM


def test_a_key_of_any_characters_is_found_again() -> None:
    """Dots, slashes and backslashes of a key are characters of a text, not a way."""
    thing = {"type": "object", "required": ["id"], "properties": {"id": {"type": "string"}}}
    item = {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}
    client = serve(
        {
            "/things": {"post": {"requestBody": content(thing), "responses": {"201": content(thing)}}},
            "/things/{id}": {"parameters": [item], "get": {"responses": {"200": content(thing)}}},
        }
    )
    for key, encoded in (
        ("..", "%2e%2e"),
        ("a/b", "a%2Fb"),
        ("a\\b", "a%5Cb"),
        ("\0", "%00"),
        ("é", "%C3%A9"),
    ):
        assert client.post("/things", {"id": key}).status == 201
        assert client.get(f"/things/{encoded}").json == {"id": key}


@pytest.mark.parametrize(
    "query",
    [
        "&".join(f"p{number}={number}" for number in range(10_000)),
        "&".join("kind=cat" for _ in range(10_000)),
        "&".join(f"kind[{number}]=cat" for number in range(10_000)),
        "q=" + "x" * 60_000,
        "q=%00",
        "limit=" + "9" * 5_000,
        "limit=NaN",
        "limit=%FF",
        "offset=-1",
        "limit=1e400",
        "&" * 60_000,
        "=" * 60_000,
        "%" * 20_000,
        "[]" * 20_000,
    ],
)
def test_odd_queries(pets: Client, query: str) -> None:
    """Thousands of parameters, long ones, broken ones: 200 or 400."""
    reply = pets.get(f"/pets?{query}")
    assert reply.status == 200 or is_problem(reply, 400)


def test_deep_query_objects() -> None:
    """`deepObject` a thousand levels deep is bounded."""
    node = query_parameter("f", {"type": "object"}, style="deepObject", explode=True)
    client = serve({"/e": {"get": {"parameters": [node], "responses": {"200": content({})}}}})
    assert client.get("/e?f" + "[a]" * 5_000 + "=1").status in (200, 400)


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"x-mock-session": "a\0b\xff"}, 200),
        ({"x-mock-session": "s" * 201}, 400),
        ({"prefer": "delay=" + "9" * 5_000}, 400),
        ({"prefer": "code=" + "2" * 5_000}, 400),
        ({"prefer": "," * 5_000}, 200),
        ({"accept": "*/*;q=" + "1" * 5_000}, 200),
        ({"accept": ("text/html," * 5_000) + "*/*"}, 200),
        ({"accept": ";;;,,,"}, 406),
        ({"cookie": ";" * 10_000}, 200),
        ({"range": "bytes=0-0," * 1_000}, 200),
        ({"if-none-match": "W/" * 1_000}, 200),
        ({"authorization": "Basic \xff\0"}, 200),
        ({"origin": "\xff"}, 200),
    ],
)
def test_odd_headers(pets: Client, headers: dict[str, str], status: int) -> None:
    """What a header says is read or refused."""
    assert pets.get("/pets", headers=headers).status == status


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("application/json; charset=utf-16", '{"name": "a"}'.encode("utf-16")),
        ("application/json; charset=nothing", b"{"),
        ("multipart/form-data", b"--x"),
        ("multipart/form-data; boundary=", b"--\r\n"),
        ("multipart/form-data; boundary=x", b"--x\r\n" * 10_000),
        ("multipart/form-data; boundary=x", b"--x\r\ncontent-disposition: form-data\r\n\r\n1\r\n--x--"),
        (
            "multipart/form-data; boundary=x",
            b'--x\r\ncontent-disposition: form-data; name="a"\r\n\r\n1\r\n' * 5_000 + b"--x--",
        ),
        ("application/x-www-form-urlencoded", b"a=1&" * 10_000),
        ("application/x-www-form-urlencoded", b"%FF=%FF"),
        ("text/plain; charset=\xff", b"a"),
        ("text/plain; charset=idna", b"a"),
        ("text/plain; charset=hex", b"zz"),
        ("application/xml", b"<!DOCTYPE a [<!ENTITY b 'c'>]>" + b"<a>" * 10_000),
        (";;;", b"{}"),
        ("\xff", b"{}"),
    ],
)
def test_odd_media_types(content_type: str, body: bytes) -> None:
    """What a body calls itself may be nonsense: 400 or 415, or the body is taken."""
    schema = {"type": "object", "required": ["name"], "properties": {"name": {"type": "string"}}}
    types = ("application/json", "multipart/form-data", "application/x-www-form-urlencoded")
    media = {name: {"schema": schema} for name in types} | {"text/plain": {"schema": {"type": "string"}}}
    operation = {"requestBody": {"required": True, "content": media}, "responses": {"201": content({})}}
    reply = serve({"/e": {"post": operation}}).request(
        "POST", "/e", content=body, headers={"content-type": content_type}
    )
    assert reply.status == 201 or is_problem(reply, reply.status)
    assert reply.status in (201, 400, 415)


@pytest.mark.parametrize(
    "method", ["HEAD", "OPTIONS", "TRACE", "CONNECT", "BREW", "get", "PROPFIND", "X" * 1_000]
)
@pytest.mark.parametrize("path", ["/", "/pets", "/pets/1", "/nothing", "/_mock/state", "/_mock/nothing"])
def test_odd_methods(pets: Client, method: str, path: str) -> None:
    """Methods that are not described are 405 with what there is; unknown paths are 404."""
    for client in (pets, Client(create_mounts({"pets": pets.app}))):
        reply = client.request(method, path)
        assert reply.status in (200, 204, 404, 405)
        if reply.status == 405:
            assert reply.headers["allow"]


def test_a_body_where_none_is_described(pets: Client) -> None:
    """It is not read."""
    assert pets.request("GET", "/pets", content=b"x" * 1_000_000).status == 200
    assert pets.request("DELETE", "/pets/1", content=b"{").status == 204


def test_a_request_that_breaks_off_is_not_carried_out() -> None:
    """A client that goes before its body is whole has asked for nothing."""
    pets = serve(PATHS, schemas=SCHEMAS)
    before = pets.get("/pets").json["total"]
    with pytest.raises(ValueError, match="not enough values"):
        pets.request("POST", "/pets", chunks=[], headers=JSON)  # no answer: nobody would read it
    assert pets.get("/pets").json["total"] == before


def test_many_sessions_push_out_the_oldest() -> None:
    """Sessions are capped; the one that nobody used for longest starts anew."""
    client = serve(PATHS, schemas=SCHEMAS, settings=MockSettings(max_sessions=50))
    for number in range(300):
        assert post(client, b'{"name": "Tom"}', **{"x-mock-session": str(number)}).status == 201
    assert len(client.get("/_mock/sessions").json["sessions"]) <= 51
    totals = [client.get("/pets", headers={"x-mock-session": name}).json["total"] for name in ("299", "0")]
    assert totals == [4, 3]


def test_a_state_cannot_outgrow_its_bound() -> None:
    """507, for records and for values that stand alone; what is removed makes room again."""
    client = serve(PATHS, schemas=SCHEMAS, settings=MockSettings(max_records=20))
    statuses = [post(client, b'{"name": "Tom"}').status for _ in range(50)]
    assert set(statuses) == {201, 507}
    assert is_problem(post(client, b'{"name": "Tom"}'), 507)
    assert client.delete("/pets/1").status == 204
    assert post(client, b'{"name": "Tom"}').status == 201


@pytest.mark.parametrize("target", ["/_mock/state", "/_mock/faults", "/_mock/snapshots/a"])
@pytest.mark.parametrize(
    "body", [b"", b"[]", b"{", b"\xff", b"null", b'{"rules": 5}', b'{"tables": [1]}', b"[" * 9_999]
)
def test_odd_bodies_for_the_control_api(pets: Client, target: str, body: bytes) -> None:
    """The control API is as robust as what it controls."""
    reply = pets.request("PUT", target, content=body, headers=JSON)
    assert reply.status in (200, 204, 400)
    assert pets.get("/pets").status == 200


def test_what_is_injected_into_a_problem_is_text(pets: Client) -> None:
    """A path or a value that is shown in an answer stays inside its JSON text."""
    reply = pets.get('/pets/"}<script>%0d%0aset-cookie:x=1')
    assert is_problem(reply, 400)
    assert "set-cookie" not in reply.headers
    json.loads(reply.body)


def test_websockets_without_and_with_a_server_that_can_refuse(pets: Client) -> None:
    """A problem where the server can send one, else a close."""
    assert handshake(pets.app, {}) == ["websocket.close"]
    both = ["websocket.http.response.start", "websocket.http.response.body"]
    assert handshake(create_mounts({"a": pets.app}), {"websocket.http.response": {}}) == both


def handshake(app: Any, extensions: dict[str, Any]) -> list[str]:
    """What an application answers to a WebSocket."""
    sent: list[str] = []

    async def receive() -> dict[str, Any]:
        return {"type": "websocket.connect"}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message["type"])

    scope = {"type": "websocket", "path": "/", "headers": [], "extensions": extensions}
    asyncio.run(app(scope, receive, send))
    return sent


def test_several_apps_share_no_limits() -> None:
    """A setting of one mock is not that of another."""
    small = create_app(serve(PATHS, schemas=SCHEMAS).app.description, settings=MockSettings(max_body=5))
    assert post(Client(small), b'{"name": "Tom"}').status == 413
    assert post(serve(PATHS, schemas=SCHEMAS), b'{"name": "Tom"}').status == 201

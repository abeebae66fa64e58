"""Answers that are one item after the other."""

from __future__ import annotations

import asyncio
from inspect import isawaitable
from pathlib import Path
from typing import Any

import pytest
from mock_client import Client, make_description, serve

from mockdown.mock.app import create_app
from mockdown.mock.state import State
from mockdown.mock.store import MemoryStore

_NUMBER = {"type": "object", "required": ["n"], "properties": {"n": {"type": "integer"}}}
_LINES = "application/x-ndjson"


def streaming(body: str, folder: Path, media_type: str = _LINES, schema: Any = None) -> Client:
    """A mock whose handler is this function body."""
    lines = "\n".join(f"    {line}" for line in body.splitlines())
    (folder / "handlers.py").write_text(f"async def get(state):\n{lines}\n")
    content = {media_type: {"schema": _NUMBER if schema is None else schema}}
    responses = {"200": {"description": "", "content": content}}
    return serve({"/e": {"get": {"operationId": "get", "responses": responses}}}, folder=folder)


def messages_of(client: Client, method: str = "GET") -> list[dict[str, Any]]:
    """What the mock sends, message by message."""
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": "/e",
        "raw_path": b"/e",
        "root_path": "",
        "query_string": b"",
        "headers": [(b"host", b"mock.example")],
        "client": ("127.0.0.1", 50_000),
        "server": ("127.0.0.1", 80),
    }
    asyncio.run(client.app(scope, receive, send))
    return sent


@pytest.mark.parametrize(
    ("media_type", "expected"),
    [
        (_LINES, [b'{"n":1}\n', b'{"n":2}\n']),
        ("application/stream+json", [b'{"n":1}\n', b'{"n":2}\n']),
        ("application/json-seq", [b'\x1e{"n":1}\n', b'\x1e{"n":2}\n']),
        ("text/event-stream", [b'data: {"n":1}\n\n', b'data: {"n":2}\n\n']),
    ],
)
def test_items_are_sent_as_they_are_made(tmp_path: Path, media_type: str, expected: list[bytes]) -> None:
    """Each in a message of its own, and the answer has no length before it ends."""
    client = streaming("yield {'n': 1}\nyield {'n': 2}", tmp_path, media_type)
    start, *parts = messages_of(client)
    assert start["status"] == 200
    assert b"content-length" not in dict(start["headers"])
    assert [part["body"] for part in parts] == [*expected, b""]
    assert [part.get("more_body", False) for part in parts] == [True, True, False]


def test_an_event_of_several_lines_is_one(tmp_path: Path) -> None:
    """Each line of a text has its own `data` field."""
    client = streaming("yield 'a\\nb'\nyield ''", tmp_path, "text/event-stream", {"type": "string"})
    assert client.get("/e").body == b"data: a\ndata: b\n\ndata: \n\n"


@pytest.mark.parametrize("body", ["return iter([{'n': 1}])", "return (200, iter([{'n': 1}]), {'X-A': 'b'})"])
def test_an_iterator_is_a_stream_too(tmp_path: Path, body: str) -> None:
    """Whether a handler yields, or gives what yields."""
    assert streaming(body, tmp_path).get("/e").body == b'{"n":1}\n'


def test_a_stream_may_be_empty(tmp_path: Path) -> None:
    """Nothing is what there is to send."""
    reply = streaming("return iter(())", tmp_path).get("/e")
    assert (reply.status, reply.body) == (200, b"")


def test_head_sends_no_items(tmp_path: Path) -> None:
    """HEAD is answered like GET, without a body (RFC 9110, 9.3.2)."""
    client = streaming("yield {'n': 1}", tmp_path)
    assert all(not message.get("body") for message in messages_of(client, "HEAD"))


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("yield {'n': 'x'}", "an item of the response made by the handler is not as described"),
        ("yield 1 / 0", "handlers.py:2: ZeroDivisionError"),
    ],
)
def test_a_fault_before_the_first_item_is_a_problem(tmp_path: Path, body: str, told: str) -> None:
    """As long as nothing is sent, a 500 problem can say what is wrong."""
    reply = streaming(body, tmp_path).get("/e")
    assert reply.status == 500
    assert told in reply.json["detail"]


@pytest.mark.parametrize("later", ["yield {'n': 'x'}", "yield 1 / 0"])
def test_a_fault_behind_it_leaves_the_answer_incomplete(
    tmp_path: Path, later: str, caplog: pytest.LogCaptureFixture
) -> None:
    """A client must not take what came for all there is; the log says why."""
    _, *parts = messages_of(streaming(f"yield {{'n': 1}}\n{later}", tmp_path))
    assert [part["body"] for part in parts] == [b'{"n":1}\n']
    assert parts[-1]["more_body"] is True
    assert "GET /e: the stream is broken off" in caplog.text


def test_items_need_a_media_type_that_has_them(tmp_path: Path) -> None:
    """A handler that yields where one JSON value is documented is told so."""
    reply = streaming("yield {'n': 1}", tmp_path, "application/json").get("/e")
    assert reply.status == 500
    assert "application/json has no items" in reply.json["detail"]


@pytest.mark.parametrize(
    ("media", "expected"),
    [
        (
            {"schema": {"type": "array", "items": _NUMBER}, "example": [{"n": 1}, {"n": 2}]},
            b'{"n":1}\n{"n":2}\n',
        ),
        ({"schema": _NUMBER, "example": {"n": 1}}, b'{"n":1}\n'),
        ({"schema": {"type": "string"}, "example": '{"n":1}\n{"n":2}\n'}, b'{"n":1}\n{"n":2}\n'),
    ],
    ids=["list", "one", "text"],
)
def test_a_documented_example_is_a_stream(media: dict[str, Any], expected: bytes) -> None:
    """Whether it shows the items, one of them, or the text as it is sent."""
    responses = {"200": {"description": "", "content": {_LINES: media}}}
    assert serve({"/e": {"get": {"responses": responses}}}).get("/e").body == expected


class _LendingStore(MemoryStore):
    """Lends its state for as long as an operation is carried out, as a shared store does."""

    def local(self, session: str) -> State:
        del session
        return None  # type: ignore[return-value]

    async def carry_out(self, session: str, act: Any) -> Any:
        state = super().local(session)
        state.values["lent"] = 7
        found = act(state)
        answer = await found if isawaitable(found) else found
        state.values.clear()
        return answer


def test_items_are_made_while_the_state_is_lent(tmp_path: Path) -> None:
    """What another process may change meanwhile is not read behind its back."""
    (tmp_path / "handlers.py").write_text("def get(state):\n    yield {'n': state.values['lent']}\n")
    responses = {"200": {"description": "", "content": {_LINES: {"schema": _NUMBER}}}}
    paths = {"/e": {"get": {"operationId": "get", "responses": responses}}}
    app = create_app(make_description(paths), store=_LendingStore(), folder=tmp_path)
    assert Client(app).get("/e").body == b'{"n":7}\n'

"""Clients that speak HTTP badly, slowly or not at all: each gets a problem, and the server goes on."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from typing import Self

import pytest

from mockdown.description import Description
from mockdown.mock.app import create_app
from mockdown.mock.connections import Limits
from mockdown.mock.mounts import create_mounts
from mockdown.mock.server import BackgroundServer
from mockdown.mock.settings import MockSettings

_LONG = 20_000_000
"""More bytes than a system keeps for a reader who does not read."""
_SCHEMA = {"content": {"application/json": {"schema": {"type": "object"}}}}
_DOCUMENT = {
    "openapi": "3.0.3",
    "info": {"title": "Things", "version": "1"},
    "paths": {
        "/things": {
            "get": {"responses": {"200": {"description": "", **_SCHEMA}}},
            "post": {
                "requestBody": {"required": True, **_SCHEMA},
                "responses": {"201": {"description": "", **_SCHEMA}},
            },
        },
        "/text": {
            "get": {
                "responses": {
                    "200": {
                        "description": "",
                        "content": {"text/plain": {"schema": {"type": "string"}, "example": "x" * _LONG}},
                    }
                }
            }
        },
    },
}
_SECONDS = 0.4
"""How long the server of these tests waits for a request."""

GET = b"GET /things HTTP/1.1\r\nhost: x\r\n"
POST = b"POST /things HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n"


@pytest.fixture(scope="module")
def address() -> Iterator[tuple[str, int]]:
    """Where a server with small limits listens."""
    app = create_app(Description("things", _DOCUMENT), settings=MockSettings(max_body=1_000))
    limits = Limits(request_seconds=_SECONDS)
    with BackgroundServer(create_mounts({"things": app}), limits=limits) as server:
        host, _, port = server.url.removeprefix("http://").partition(":")
        yield host, int(port)


class Peer:
    """A connection that sends bytes as they are."""

    def __init__(self, address: tuple[str, int]) -> None:
        self.socket = socket.create_connection(address, timeout=10)
        self._data = b""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.socket.close()

    def send(self, *parts: bytes) -> Peer:
        """Send; a server that refuses may have closed before the end."""
        try:
            for part in parts:
                self.socket.sendall(part)
        except OSError:
            pass
        return self

    def answer(self) -> tuple[int, dict[str, str], bytes]:
        """The next answer: status, headers and body."""
        while b"\r\n\r\n" not in self._data:
            self._read()
        head, _, rest = self._data.partition(b"\r\n\r\n")
        first, *lines = head.decode("latin-1").split("\r\n")
        headers = dict(line.lower().split(": ", 1) for line in lines)
        size = int(headers.get("content-length", 0))
        self._data = rest
        while len(self._data) < size:
            self._read()
        body, self._data = self._data[:size], self._data[size:]
        return int(first.split()[1]), headers, body

    def problem(self) -> int:
        """The status of the next answer, which is a problem."""
        status, headers, body = self.answer()
        assert headers["content-type"] == "application/problem+json"
        assert json.loads(body)["status"] == status
        return status

    def count(self) -> int:
        """How many bytes are left to read."""
        total = 0
        with suppress(ConnectionResetError):
            while data := self.socket.recv(1_000_000):
                total += len(data)
        return total

    def is_closed(self) -> bool:
        """Whether the server sends nothing more and closes."""
        try:
            return not self._data and self.socket.recv(1) == b""
        except ConnectionResetError:
            return True

    def _read(self) -> None:
        data = self.socket.recv(65_536)
        if not data:
            raise EOFError(self._data)
        self._data += data


@pytest.fixture
def peer(address: tuple[str, int]) -> Iterator[Peer]:
    """A connection of one test; the server serves others after it."""
    with Peer(address) as one:
        yield one
    with Peer(address) as other:
        assert other.send(GET, b"\r\n").answer()[0] == 200


@pytest.mark.parametrize(
    "request_bytes",
    [
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\x00" * 50,
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"BREW /things HTTP/1.1\r\nhost: x\r\n\r\n",
        b"GET /th\x00ings HTTP/1.1\r\nhost: x\r\n\r\n",
        GET + b"a: b\x00c\r\n\r\n",
        GET + b"no colon\r\n\r\n",
        b"CONNECT mock.example:443 HTTP/1.1\r\nhost: x\r\n\r\n",
        POST + b"content-length: ten\r\n\r\n{}",
        POST + b"content-length: -1\r\n\r\n{}",
        POST + b"content-length: 2\r\ncontent-length: 3\r\n\r\n{}",
        POST + b"content-length: 2\r\ntransfer-encoding: chunked\r\n\r\n{}",
        POST + b"transfer-encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n",
        POST + b"transfer-encoding: gzip\r\n\r\n{}",
    ],
    ids=[
        "tls",
        "http-2",
        "unknown-method",
        "nul-in-path",
        "nul-in-header",
        "no-colon",
        "connect",
        "length-no-number",
        "length-negative",
        "two-lengths",
        "length-and-chunks",
        "chunk-size",
        "encoding",
    ],
)
def test_what_is_no_http_is_400(peer: Peer, request_bytes: bytes) -> None:
    """The connection is closed after a problem that says so."""
    assert peer.send(request_bytes).problem() == 400
    assert peer.is_closed()


@pytest.mark.parametrize(
    ("request_bytes", "status"),
    [
        (b"GET /things/%FF HTTP/1.1\r\nhost: x\r\n\r\n", 404),
        (b"GET /things%00 HTTP/1.1\r\nhost: x\r\n\r\n", 404),
        (b"GET /things/../things HTTP/1.1\r\nhost: x\r\n\r\n", 404),
        (b"GET //things HTTP/1.1\r\nhost: x\r\n\r\n", 404),
        (b"GET /things\\ HTTP/1.1\r\nhost: x\r\n\r\n", 404),
        (b"GET /%2e%2e/things HTTP/1.1\r\nhost: x\r\n\r\n", 404),
        (b"GET /" + b"x" * 60_000 + b" HTTP/1.1\r\nhost: x\r\n\r\n", 404),
        (b"TRACE /things HTTP/1.1\r\nhost: x\r\n\r\n", 405),
        (b"PROPFIND /things HTTP/1.1\r\nhost: x\r\n\r\n", 405),
        (b"GET /things HTTP/1.1\r\nhost: x\r\naccept: \xff\r\n\r\n", 406),
        (b"GET /things HTTP/1.1\r\nhost: x\r\nx-mock-session: " + b"s" * 300 + b"\r\n\r\n", 400),
    ],
)
def test_what_is_http_and_odd(peer: Peer, request_bytes: bytes, status: int) -> None:
    """A problem, and the connection stays."""
    assert peer.send(request_bytes).problem() == status
    assert peer.send(GET, b"\r\n").answer()[0] == 200


def test_absolute_targets_and_old_clients(peer: Peer) -> None:
    """A request as to a proxy is served; one of HTTP/1.0 too, and the connection closes."""
    assert peer.send(b"GET http://x/things HTTP/1.1\r\nhost: x\r\n\r\n").answer()[0] == 200
    assert peer.send(b"GET /things HTTP/1.0\r\n\r\n").answer()[0] == 200
    assert peer.is_closed()


@pytest.mark.parametrize("is_in_one", [True, False])
@pytest.mark.parametrize(
    "head",
    [
        GET + b"a: " + b"x" * 100_000,
        GET + b"a: x\r\n" * 20_000,
        b"GET /" + b"x" * 100_000,
    ],
    ids=["one-header", "many-headers", "path"],
)
def test_a_head_over_the_limit_is_431(peer: Peer, head: bytes, *, is_in_one: bool) -> None:
    """However it arrives, and whether or not it ends."""
    whole = head + b" HTTP/1.1\r\n\r\n" if head.startswith(b"GET /x") else head + b"\r\n\r\n"
    pieces = [whole] if is_in_one else [head[at : at + 5_000] for at in range(0, len(head), 5_000)]
    assert peer.send(*pieces).problem() == 431
    assert peer.is_closed()


def test_a_body_over_the_limit_is_413(peer: Peer) -> None:
    """By its length, without waiting for it; in chunks, as soon as it is too long."""
    assert peer.send(POST, b"content-length: 2000\r\nexpect: 100-continue\r\n\r\n").problem() == 413
    with Peer(peer.socket.getpeername()) as other:
        chunk = b"1f4\r\n" + b" " * 500 + b"\r\n"
        assert other.send(POST, b"transfer-encoding: chunked\r\n\r\n", chunk, chunk, chunk).problem() == 413


def test_a_client_that_waits_to_be_asked_for_its_body(peer: Peer) -> None:
    """`Expect: 100-continue` is answered, and the body taken."""
    peer.send(POST, b"content-length: 2\r\nexpect: 100-continue\r\n\r\n")
    assert peer.answer()[0] == 100
    assert peer.send(b"{}").answer()[0] == 201


def test_a_compressed_body_is_not_unpacked(peer: Peer) -> None:
    """What is packed is no JSON; nothing is decoded, so nothing can burst."""
    assert peer.send(
        POST, b"content-encoding: gzip\r\ncontent-length: 4\r\n\r\n\x1f\x8b\x08\x00"
    ).problem() in (
        400,
        415,
    )


def test_slow_heads_and_bodies_time_out(address: tuple[str, int]) -> None:
    """408 for what does not arrive in time; who says nothing at all is let go without a word."""
    with ExitStack() as stack:
        head, body, silent, later = (stack.enter_context(Peer(address)) for _ in range(4))
        head.send(b"GET /things HTTP/1.1\r\nhost:")
        body.send(POST, b"content-length: 100\r\n\r\n{")
        assert later.send(GET, b"\r\n").answer()[0] == 200
        later.send(b"G")
        assert (head.problem(), body.problem(), later.problem()) == (408, 408, 408)
        assert all(one.is_closed() for one in (head, body, silent, later))


def test_who_sends_bytes_one_by_one_times_out_too(peer: Peer) -> None:
    """It is the whole that has to arrive in time, not the next byte."""
    peer.socket.settimeout(0.05)
    for byte in GET * 5:
        peer.send(bytes([byte]))
        try:
            assert peer.socket.recv(12) == b"HTTP/1.1 408"
            break
        except TimeoutError:
            continue
        except ConnectionResetError:  # what was on its way when the server closed
            break
    else:
        pytest.fail("the server waited for all of it")


def test_a_body_that_comes_to_its_end_slowly_is_taken(peer: Peer) -> None:
    """The time for a body grows with what has come."""
    peer.send(POST, b"content-length: 900\r\n\r\n", b"{" + b" " * 898)
    peer.socket.settimeout(_SECONDS * 2)
    with pytest.raises(TimeoutError):
        peer.socket.recv(1)
    peer.socket.settimeout(10)
    assert peer.send(b"}").answer()[0] == 201


def test_a_body_that_breaks_off_is_not_carried_out(peer: Peer) -> None:
    """Less than the Content-Length said: nothing is made."""
    before = peer.send(GET, b"\r\n").answer()[2]
    with Peer(peer.socket.getpeername()) as other:
        other.send(POST, b"content-length: 100\r\n\r\n{}")
    assert peer.send(GET, b"\r\n").answer()[2] == before


def test_more_than_the_length_is_the_next_request(peer: Peer) -> None:
    """What follows a body is read as a request, and is none."""
    peer.send(POST, b"content-length: 2\r\n\r\n{}}}}}\r\n\r\n")
    assert peer.answer()[0] == 201
    assert peer.is_closed()


def test_requests_in_a_row_are_answered_in_order(peer: Peer) -> None:
    """Pipelining, with bodies and errors between."""
    post = POST + b"content-length: 2\r\n\r\n{}"
    peer.send((GET + b"\r\n" + post + b"GET /nothing HTTP/1.1\r\nhost: x\r\n\r\n") * 50)
    assert [peer.answer()[0] for _ in range(150)] == [200, 201, 404] * 50


def test_too_many_requests_in_a_row(address: tuple[str, int]) -> None:
    """Who asks thousands of times without reading is let go."""
    with Peer(address) as peer:
        peer.send(b"GET /things HTTP/1.1\r\nprefer: delay=100\r\n\r\n" + b"GET / HTTP/1.1\r\n\r\n" * 3_000)
        assert peer.is_closed()


def test_a_half_closed_connection_is_answered(peer: Peer) -> None:
    """Who has said all it wants to say may still listen."""
    peer.send(b"GET /things HTTP/1.1\r\nhost: x\r\nprefer: delay=50\r\n\r\n")
    peer.socket.shutdown(socket.SHUT_WR)
    assert peer.answer()[0] == 200
    assert peer.is_closed()


def test_a_reader_that_stops_is_let_go(address: tuple[str, int]) -> None:
    """An answer that nobody reads is not kept for ever: the rest of it is dropped."""
    with Peer(address) as peer:
        peer.send(b"GET /text HTTP/1.1\r\nhost: x\r\n\r\n")
        for _ in range(3):
            with Peer(address) as clock:
                assert clock.is_closed()
        assert peer.count() < _LONG


def test_a_client_that_goes_while_others_wait(
    address: tuple[str, int], caplog: pytest.LogCaptureFixture
) -> None:
    """Requests in a row of a client that has gone are dropped without a word."""
    with Peer(address) as peer:
        peer.send((b"GET /things HTTP/1.1\r\nhost: x\r\nprefer: delay=50\r\n\r\n") * 3)
    with Peer(address) as clock:
        assert clock.is_closed()
    assert "Exception" not in caplog.text


@pytest.mark.parametrize("path", [b"/", b"/things", b"/_mock/events"])
def test_a_websocket_is_refused(peer: Peer, path: bytes) -> None:
    """With a problem, not with a close without words."""
    handshake = b" HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: websocket\r\n"
    handshake += b"sec-websocket-version: 13\r\nsec-websocket-key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"
    assert peer.send(b"GET " + path + handshake).problem() == 501


def test_another_upgrade_is_left_alone(peer: Peer) -> None:
    """A client that would rather speak HTTP/2 is answered in HTTP/1.1."""
    assert peer.send(GET, b"connection: upgrade\r\nupgrade: h2c\r\n\r\n").answer()[0] == 200


def test_hundreds_of_open_connections(address: tuple[str, int]) -> None:
    """All stay open, and all are served, the first as the last."""
    with ExitStack() as stack:
        peers = [stack.enter_context(Peer(address)) for _ in range(400)]
        for _ in range(2):
            for peer in peers:
                peer.send(GET, b"\r\n")
            assert {peer.answer()[0] for peer in peers} == {200}

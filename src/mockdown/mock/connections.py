"""Connections of clients that may be slow, hostile or broken: uvicorn's protocol, with bounds."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Any, cast

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

from mockdown.mock.asgi import DROP
from mockdown.mock.problems import HEAD_TOO_LARGE, MALFORMED_REQUEST, MEDIA_TYPE, REQUEST_TIMEOUT, Problem

_BYTES_PER_SECOND = 500
"""Who sends a body at least as fast has all the time it takes."""
_MAX_WAITING = 1_000
"""Requests of one connection that may wait for the answers to those before them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one connection may take."""

    request_seconds: float = 20
    """For a request to arrive: the head in this time, the body in this time and a second per 500 bytes."""
    head_bytes: int = 64 * 1024
    """Request line and headers; more is 431."""


def bounded(limits: Limits) -> type[asyncio.Protocol]:
    """The class of connections with these limits, as uvicorn takes it."""
    return type("BoundedConnection", (Connection,), {"limits": limits})


class Connection(HttpToolsProtocol):
    """One connection.  A request that arrives whole, as nearly all do, needs no timer."""

    limits = Limits()

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._in_head = True
        self._is_whole = False
        """Whether the last request has arrived to its end."""
        self._is_over = False
        """Whether nothing more is read: a request was refused."""
        self._received = 0
        """Bytes of the head, or of the body."""
        self._since = 0.0
        """From when on the head, or the body, has had time to arrive."""
        self._answering: RequestResponseCycle | None = None
        """What is answered now; others may wait for it."""
        self._timer: asyncio.TimerHandle | None = None
        """Runs while a request arrives that is not whole."""
        self._watch: asyncio.TimerHandle | None = None
        """Runs while the client does not read what is written."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Wait for a request."""
        super().connection_made(transport)
        self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait for nothing more."""
        self._stop_waiting()
        self._stop_watching()
        if self._answering is not None:
            self._answering.disconnected = True
            self._answering.message_event.set()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Read on; what is too large or too slow is refused."""
        if self._is_over:
            return
        if self._is_whole:
            self._is_whole, self._in_head, self._received = False, True, len(data)
        elif self._in_head:
            self._received += len(data)
        _feed(self, data)
        if self._is_whole:
            if self._timer is not None:
                self._stop_waiting()
        elif self._in_head and self._received > self.limits.head_bytes:
            self._refuse_head()
        elif self._timer is None and not self._is_over:
            self._wait()

    def on_headers_complete(self) -> None:
        """Begin to answer, unless the head is too large or too many requests wait."""
        if self._is_over:
            return
        most = self.limits.head_bytes
        if self._received > most and len(self.url) + sum(map(_length, self.headers)) > most:
            self._refuse_head()
            return
        if len(self.pipeline) >= _MAX_WAITING:
            self._is_over = True
            self.transport.abort()
            return
        cast("dict[str, Any]", self.scope)[DROP] = self.transport.abort
        _begin(self)
        if not self.pipeline:
            self._answering = self.cycle
        self._is_whole = self._in_head = False
        self._received = 0
        if self._timer is not None:
            self._since = self.loop.time()

    def on_body(self, body: bytes) -> None:
        """Take a part of a body that is read."""
        if not self._is_over:
            self._received += len(body)
            super().on_body(body)

    def on_message_complete(self) -> None:
        """Note that the request is whole."""
        self._is_whole = True
        if not self._is_over:
            _end(self)

    def on_response_complete(self) -> None:
        """Go on with the next request; read no more while others wait."""
        self._answering = self.pipeline[-1][0] if self.pipeline else None
        _go_on(self)
        if self.pipeline:
            self.flow.pause_reading()

    def eof_received(self) -> bool:  # type: ignore[override]
        """Answer what a client asked that sends no more; True keeps the connection until then."""
        cycle = self._answering
        if cycle is None or cycle.response_started or not self._is_whole or self.scheme == "https":
            return False
        self.cycle.keep_alive = False
        return True

    def pause_writing(self) -> None:
        """Wait until the client has read; one that reads nothing is let go."""
        super().pause_writing()
        self._watch_client(self.transport.get_write_buffer_size())

    def resume_writing(self) -> None:
        """Write on."""
        self._stop_watching()
        super().resume_writing()

    def send_400_response(self, msg: str) -> None:
        """Refuse what is no HTTP."""
        self._in_head = self._in_head or self._is_whole  # what follows a whole request is another
        self._refuse(Problem(MALFORMED_REQUEST, msg))

    def _wait(self) -> None:
        self._since = self.loop.time()
        self._timer = self.loop.call_later(self.limits.request_seconds, self._look)

    def _stop_waiting(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _look(self) -> None:
        """See whether what came is enough for the time that went by."""
        now, seconds = self.loop.time(), self.limits.request_seconds
        if self.flow.read_paused:  # it is not the client who makes us wait
            self._since = now
        earned = 0.0 if self._in_head else self._received / _BYTES_PER_SECOND
        left = self._since + seconds + earned - now
        if left > 0:
            self._timer = self.loop.call_later(left, self._look)
            return
        self._timer = None
        if self._in_head and not self._received:
            self.transport.close()
        else:
            self._refuse(Problem(REQUEST_TIMEOUT, f"the request did not arrive in {seconds:g} seconds"))

    def _watch_client(self, waiting: int) -> None:
        """See in a while whether the client has read any of the bytes that wait for it."""
        self._watch = self.loop.call_later(self.limits.request_seconds, self._look_at_client, waiting)

    def _look_at_client(self, waiting: int) -> None:
        left = self.transport.get_write_buffer_size()
        if left < waiting:
            self._watch_client(left)
        else:
            self.transport.abort()

    def _stop_watching(self) -> None:
        if self._watch is not None:
            self._watch.cancel()
            self._watch = None

    def _refuse_head(self) -> None:
        most = self.limits.head_bytes
        self._refuse(Problem(HEAD_TOO_LARGE, f"request line and headers may have {most} bytes together"))

    def _refuse(self, problem: Problem) -> None:
        """Answer with a problem where nothing else is to be answered, and close."""
        if self._is_over:
            return
        self._is_over = True
        self._stop_waiting()
        cycle = self._answering
        if cycle is not None and self._in_head:
            self.shutdown()  # after what was asked before
            return
        if cycle is not None:
            cycle.disconnected = True
        is_first = cycle is not None and not cycle.response_started and not self.pipeline
        if self._in_head or is_first:
            self.transport.write(_raw(problem))
        self.transport.close()


_feed = HttpToolsProtocol.data_received
_begin = HttpToolsProtocol.on_headers_complete
_end = HttpToolsProtocol.on_message_complete
_go_on = HttpToolsProtocol.on_response_complete
"""What every request calls; found once, not by `super()` each time."""


def _length(header: tuple[bytes, bytes]) -> int:
    return len(header[0]) + len(header[1]) + 4


def _raw(problem: Problem) -> bytes:
    """A whole answer, as it goes over the wire."""
    data = problem.render()
    head = (
        f"HTTP/1.1 {problem.status} {problem.kind.title}\r\ncontent-type: {MEDIA_TYPE}\r\n"
        f"content-length: {len(data)}\r\nconnection: close\r\n\r\n"
    )
    return head.encode() + data

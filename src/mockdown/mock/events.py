"""What happens in a mock, as it happens: server-sent events (HTML Living Standard, 9.2)."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import Any

from mockdown.mock.asgi import Receive, Send
from mockdown.mock.json_text import dump_json

_MOST_WAITING = 1_000
"""Events that a slow listener may lag behind; it misses those that follow."""
_PULSE = 15.0
"""Seconds after which a line is sent though nothing happened, so that dead connections are noticed."""
_HEADERS = [(b"content-type", b"text/event-stream"), (b"cache-control", b"no-store")]

Event = tuple[str, Any]
"""Its name, and its data as JSON."""


class Events:
    """Passes events on to all who listen at the time."""

    __slots__ = ("_listeners",)

    def __init__(self) -> None:
        self._listeners: dict[asyncio.Queue[Event | None], asyncio.AbstractEventLoop] = {}

    def __bool__(self) -> bool:
        """Whether somebody listens."""
        return bool(self._listeners)

    def tell(self, name: str, data: Any) -> None:
        """Tell all listeners; safe from any thread."""
        for queue, loop in list(self._listeners.items()):
            loop.call_soon_threadsafe(_put, queue, (name, data))

    def end(self) -> None:
        """Let all listeners go: the server stops."""
        for queue, loop in list(self._listeners.items()):
            loop.call_soon_threadsafe(_put, queue, None)

    async def stream(self, receive: Receive, send: Send) -> None:
        """Send what is told from now on, until the client goes or the server stops."""
        queue: asyncio.Queue[Event | None] = asyncio.Queue(_MOST_WAITING)
        self._listeners[queue] = asyncio.get_running_loop()
        gone = asyncio.create_task(_until_gone(receive))
        waiting = asyncio.create_task(queue.get())
        try:
            await send({"type": "http.response.start", "status": 200, "headers": _HEADERS})
            await _send(send, b"retry: 1000\n\n")
            while not gone.done():
                await asyncio.wait({gone, waiting}, timeout=_PULSE, return_when=asyncio.FIRST_COMPLETED)
                if not waiting.done():
                    await _send(send, b":\n\n")
                    continue
                event = waiting.result()
                if event is None:
                    break
                waiting = asyncio.create_task(queue.get())
                await _send(send, b"event: %b\ndata: %b\n\n" % (event[0].encode(), dump_json(event[1])))
            await send({"type": "http.response.body", "body": b"", "more_body": False})
        finally:
            del self._listeners[queue]
            gone.cancel()
            waiting.cancel()
            await asyncio.gather(gone, waiting, return_exceptions=True)


def _put(queue: asyncio.Queue[Event | None], event: Event | None) -> None:
    if event is None and queue.full():
        queue.get_nowait()
    with suppress(asyncio.QueueFull):
        queue.put_nowait(event)


async def _send(send: Send, data: bytes) -> None:
    await send({"type": "http.response.body", "body": data, "more_body": True})


async def _until_gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass

"""The lifespan protocol of ASGI: nothing to start, and stores to close."""

from __future__ import annotations

from collections.abc import Iterable

from mockdown.mock.asgi import Receive, Send
from mockdown.mock.store import Store


async def live(receive: Receive, send: Send, stores: Iterable[Store]) -> None:
    """Answer what a server says of its own life, until it ends."""
    while True:
        message = await receive()
        if message["type"] == "lifespan.shutdown":
            for store in stores:
                await store.close()
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return

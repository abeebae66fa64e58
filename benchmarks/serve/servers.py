"""The servers that are measured: `python servers.py mock 8080 7` listens on port 8080, seven operations.

`bare` and `standard` are functions that answer the same, the latter with the JSON of the standard library.

`workers` instead of `mock` needs the URL of a Redis besides, and serves with two processes that share it.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Awaitable, Callable, MutableMapping
from datetime import UTC, datetime
from typing import Any

import orjson
from description import VALID, describe

from mockdown.description import Description
from mockdown.mock.server import serve

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]


def mock(operations: int, url: str | None = None) -> Any:
    """The mock, as it is by default, with twenty items; its state is in Redis where a URL is given."""
    from mockdown.mock.app import create_app  # noqa: PLC0415 - only this server needs Connexion
    from mockdown.mock.settings import MockSettings  # noqa: PLC0415 - the same
    from mockdown.mock.shared_store import open_store  # noqa: PLC0415 - the same

    settings = MockSettings(count=20, max_records=10_000_000)
    return create_app(
        Description("benchmark", describe(operations)),
        settings=settings,
        store=open_store(url, settings) if url is not None else None,
    )


_PROBLEM = {
    "type": "urn:mockdown:problem:invalid-body",
    "title": "Bad Request",
    "status": 400,
    "detail": '"toy" is not one of "tool", "part" or "book"; -1 is less than the minimum of 0',
    "errors": [
        {"detail": '"toy" is not one of "tool", "part" or "book"', "pointer": "#/kind"},
        {"detail": "-1 is less than the minimum of 0", "pointer": "#/price"},
    ],
}


def _dump(value: Any) -> bytes:
    return json.dumps(value).encode()


def _now() -> str:
    return datetime.fromtimestamp(time.time(), UTC).isoformat()


class Bare:
    """The least an ASGI function can do for the same answers: no validation, no negotiation, no session.

    Its JSON is orjson's, as the mock's is, or that of the standard library.
    """

    def __init__(self, *, standard: bool = False) -> None:
        self.load: Callable[[bytes], Any] = json.loads if standard else orjson.loads
        self.dump: Callable[[Any], bytes] = _dump if standard else orjson.dumps
        made = "2024-07-08T12:00:00Z"
        self.items = {number: {"id": number, **VALID, "created_at": made} for number in range(1, 21)}

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        status, value = 200, None
        if scope["method"] == "POST":
            value = self.load((await receive())["body"])
            if value["price"] < 0:
                status, value = 400, _PROBLEM
            else:
                status, number = 201, len(self.items) + 1
                value = self.items[number] = {"id": number, **value, "created_at": _now()}
        elif scope["path"] == "/items":
            limit = int(scope["query_string"].partition(b"limit=")[2] or 20)
            value = [self.items[number] for number in range(1, limit + 1)]
        else:
            value = self.items[int(scope["path"].rpartition("/")[2])]
        data = self.dump(value)
        headers = [(b"content-type", b"application/json"), (b"content-length", b"%d" % len(data))]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": data})


if __name__ == "__main__":
    name, port, operations = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    if name == "workers":
        serve(mock(operations, sys.argv[4]), port=port, workers=2)
    else:
        made = mock(operations) if name == "mock" else Bare(standard=name == "standard")
        serve(made, port=port)

"""Measures how the time of a request grows with the state, the operations, and the place of a route.

`python benchmarks/serve/growth.py`: requests are given to the mock in process, and timed by the processor
time that they take; both sides of a ratio take their rounds in turn.
"""

from __future__ import annotations

import asyncio
import gc
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import orjson
from description import VALID, describe

from mockdown.description import Description
from mockdown.mock.app import create_app
from mockdown.mock.settings import MockSettings

ROUNDS, REQUESTS, GROWN = 7, 2_000, 50_000
_BODY = orjson.dumps(VALID)


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A request to a mock in process."""

    app: Any
    path: str
    query: bytes = b""
    method: str = "GET"

    async def send(self) -> None:
        """Give the request to the mock, and take its answer."""
        headers = [(b"host", b"127.0.0.1"), (b"content-type", b"application/json")]
        headers.append((b"content-length", str(len(_BODY)).encode()))
        scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": self.method,
            "scheme": "http",
            "path": self.path,
            "raw_path": self.path.encode(),
            "root_path": "",
            "query_string": self.query,
            "headers": headers,
            "client": ("127.0.0.1", 5000),
            "server": ("127.0.0.1", 8080),
        }
        await self.app(scope, _receive, self._answer)

    async def _answer(self, message: Any) -> None:
        if message["type"] == "http.response.start" and message["status"] >= 300:
            raise SystemExit(f"{self.method} {self.path} answered {message['status']}")


async def _receive() -> Any:
    return {"type": "http.request", "body": _BODY, "more_body": False}


def mock(*, operations: int = 7, count: int = 10) -> Any:
    """A mock with so many operations and entities."""
    settings = MockSettings(count=count, max_records=10_000_000)
    return create_app(Description("benchmark", describe(operations)), settings=settings)


async def microseconds(asked: Asked, requests: int = REQUESTS) -> float:
    """What one of many like it takes."""
    begin = time.process_time()
    for _ in range(requests):
        await asked.send()
    return (time.process_time() - begin) / requests * 1e6


async def compare(what: str, one: Asked, other: Asked, goal: str) -> None:
    """Print a row: how much longer the one takes than the other."""
    for asked in (one, other):
        await asked.send()  # it is compiled, and the state seeded, on its first request
    rounds = [(await microseconds(one), await microseconds(other)) for _ in range(ROUNDS)]
    first, second = (min(taken) for taken in zip(*rounds, strict=True))
    print(f"| {what} | {first:.1f} µs | {second:.1f} µs | {first / second:.2f} | {goal} |", flush=True)


async def grow() -> None:
    """Print how far apart the middle and the slowest hundredth of POSTs lie while the state grows."""
    asked = Asked(app=mock(), path="/items", method="POST")
    await microseconds(asked)
    taken = sorted([await _wall(asked.send) for _ in range(GROWN)])
    middle, tail = statistics.median(taken), taken[-GROWN // 100]
    row = f"{tail * 1e6:.1f} µs | {middle * 1e6:.1f} µs | {tail / middle:.2f}"
    print(f"| POST, 99th percentile against the median over {GROWN:,} | {row} | 10 |")


async def _wall(action: Callable[[], Any]) -> float:
    begin = time.perf_counter()
    await action()
    return time.perf_counter() - begin


async def main() -> None:
    """Print the table."""
    few, many, wide = mock(count=10), mock(count=10_000), mock(operations=1_000, count=10)
    last = f"/{_last_collection(wide)}"
    gc.collect()
    gc.freeze()
    print("| what | it | against | ratio | goal |\n|---|---|---|---|---|")
    for what, path, query in (("GET item", "/items/7", b""), ("GET list", "/items", b"limit=10")):
        await compare(
            f"{what}, 10,000 entities against 10",
            Asked(app=many, path=path, query=query),
            Asked(app=few, path=path, query=query),
            "1.2",
        )
    await compare(
        "GET item, 1,000 operations against 7",
        Asked(app=wide, path="/items/7"),
        Asked(app=few, path="/items/7"),
        "1.1",
    )
    await compare(
        "GET item, last route of 1,000 against the first",
        Asked(app=wide, path=f"{last}/7"),
        Asked(app=wide, path="/items/7"),
        "1.1",
    )
    await grow()


def _last_collection(app: Any) -> str:
    paths = [operation.path for operation in app.description.operations]
    return str(paths[-1]).split("/")[1]


if __name__ == "__main__":
    asyncio.run(main())

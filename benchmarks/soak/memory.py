"""Memory over many requests: entities come and go, and as many are there at the end as at the start.

`python benchmarks/soak/memory.py --requests 1000000` asks a mock in this process, without a socket between:
each round makes an item, reads it, lists, changes and removes it, in one of ten sessions, with the
journal on; one round in ten is of requests that are refused.  Exit status 1 says that memory grew.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import os
import sys
import time
from pathlib import Path
from typing import Any

import orjson

sys.path.insert(0, str(Path(__file__).parents[1] / "serve"))

from description import VALID, describe

from mockdown.description import Description
from mockdown.mock.app import MockApp, create_app

SESSIONS = 10
ALLOWED = 1.10
"""How many times the memory of the first tenth the last may have."""


class Caller:
    """Sends requests to an application and takes the answers."""

    def __init__(self, app: MockApp) -> None:
        self._app = app
        self.count = 0

    async def ask(self, method: str, path: str, session: int, body: Any = None) -> tuple[int, bytes]:
        """Send one request; gives the status and the body."""
        self.count += 1
        data = b"" if body is None else orjson.dumps(body)
        headers = [(b"host", b"localhost"), (b"x-mock-session", b"%d" % session)]
        if data:
            headers += [(b"content-type", b"application/json"), (b"content-length", b"%d" % len(data))]
        scope = {"type": "http", "method": method, "path": path, "query_string": b"", "headers": headers}
        status, parts = 0, []

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": data, "more_body": False}

        async def send(message: dict[str, Any]) -> None:
            nonlocal status
            status = message.get("status", status)
            parts.append(message.get("body", b""))

        await self._app(scope, receive, send)
        return status, b"".join(parts)

    async def round(self, number: int) -> None:
        """Make an item, read it, list, change it, remove it; or ask for what is refused."""
        session = number % SESSIONS
        if number % 10 == 9:
            refused = [
                await self.ask("POST", "/items", session, {**VALID, "price": -1}),
                await self.ask("GET", f"/items/{number + 1_000_000_000}", session),
                await self.ask("GET", f"/nowhere/{number}", session),
            ]
            expect([status for status, _ in refused], [400, 404, 404])
            return
        status, made = await self.ask("POST", "/items", session, {**VALID, "name": f"Hammer {number}"})
        path = f"/items/{orjson.loads(made)['id']}"
        others = [
            (await self.ask("GET", path, session))[0],
            (await self.ask("GET", "/items", session))[0],
            (await self.ask("PUT", path, session, {**VALID, "name": f"Saw {number}"}))[0],
            (await self.ask("DELETE", path, session))[0],
        ]
        expect([status, *others], [201, 200, 200, 200, 204])


def expect(statuses: list[int], wanted: list[int]) -> None:
    """Stop where the mock answers otherwise: what is measured would be something else."""
    if statuses != wanted:
        raise SystemExit(f"answered {statuses} where {wanted} was due")


def memory() -> float:
    """Megabytes that this process has in memory now."""
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


async def soak(requests: int) -> bool:
    """Send the requests; prints the memory ten times, and tells whether it stayed."""
    caller = Caller(create_app(Description("soak", describe(7))))
    number, seen = 0, []
    started = time.perf_counter()
    print(f"{'requests':>10} {'MB':>8} {'a second':>9}")
    for tenth in range(1, 11):
        while caller.count < requests * tenth // 10:
            await caller.round(number)
            number += 1
        seen.append(memory())
        rate = caller.count / (time.perf_counter() - started)
        print(f"{caller.count:>10,} {seen[-1]:>8.1f} {rate:>9,.0f}", flush=True)
    print(f"the last tenth has {seen[-1] / seen[0]:.3f} times the memory of the first; {ALLOWED} is allowed")
    return seen[-1] <= seen[0] * ALLOWED


def main() -> int:
    """Run with the number of requests of the command line."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--requests", type=int, default=200_000)
    return 0 if asyncio.run(soak(parser.parse_args().requests)) else 1


if __name__ == "__main__":
    sys.exit(main())

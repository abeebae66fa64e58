"""Ten thousand open keep-alive connections: the server answers on, on any of them.

`python benchmarks/soak/open_connections.py --connections 10000` starts a server, opens the connections, asks
on each of them once a round, and measures requests of another client between.  Exit status 1 says that one
of them got no answer.  Where the system lets a process have fewer open files, there are fewer connections.
"""

from __future__ import annotations

import argparse
import asyncio
import resource
import subprocess
import sys
import time
from pathlib import Path

SERVERS = Path(__file__).parents[1] / "serve" / "servers.py"
REQUEST = b"GET /items/1 HTTP/1.1\r\nhost: localhost\r\n\r\n"
SPARE = 200
"""Open files besides the connections."""
PER_ADDRESS = 20_000
"""Connections from one address of the loopback network: a port is there only so often."""
AT_ONCE = 500

Peer = tuple[asyncio.StreamReader, asyncio.StreamWriter]


def raise_limit(wanted: int) -> int:
    """Let this process, and those it starts, open so many files; gives what was got."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, most), hard))
    return max(soft, most)


async def connect(port: int, number: int) -> Peer:
    """Open one connection and keep it."""
    host = f"127.0.0.{1 + number // PER_ADDRESS}"
    return await asyncio.open_connection("127.0.0.1", port, local_addr=(host, 0))


async def ask(peer: Peer) -> bool:
    """Whether a connection gets its answer."""
    reader, writer = peer
    try:
        writer.write(REQUEST)
        head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), 30)
        size = int(head.lower().partition(b"content-length:")[2].split(b"\r\n")[0])
        await reader.readexactly(size)
    except (OSError, EOFError, TimeoutError):
        return False
    return head.startswith(b"HTTP/1.1 200")


async def all_of(work: list[Peer]) -> int:
    """How many of the connections get an answer, some hundreds at once."""
    answered = 0
    for start in range(0, len(work), AT_ONCE):
        answered += sum(await asyncio.gather(*map(ask, work[start : start + AT_ONCE])))
    return answered


async def pace(port: int, count: int = 500) -> tuple[float, float]:
    """Milliseconds of the middle and of the slowest in a hundred requests of a client of its own."""
    peer, times = await connect(port, 0), []
    for _ in range(count):
        started = time.perf_counter()
        if not await ask(peer):
            raise SystemExit("a new client got no answer")
        times.append((time.perf_counter() - started) * 1e3)
    peer[1].close()
    return sorted(times)[count // 2], sorted(times)[count * 99 // 100]


def memory(process: int) -> float:
    """Megabytes that a process has in memory."""
    status = Path(f"/proc/{process}/status").read_text()
    return int(status.partition("VmRSS:")[2].split()[0]) * 1024 / 1e6


async def soak(connections: int, rounds: int, port: int, process: int) -> bool:
    """Open the connections and ask on all of them; whether all were answered."""
    print(f"alone: {memory(process):.0f} MB, {'%.2f ms, p99 %.2f ms' % await pace(port)}")
    peers: list[Peer] = []
    started = time.perf_counter()
    while len(peers) < connections:
        some = range(len(peers), min(len(peers) + AT_ONCE, connections))
        peers += await asyncio.gather(*(connect(port, number) for number in some))
    print(f"{len(peers):,} connections opened in {time.perf_counter() - started:.1f} s")
    complete = True
    for number in range(1, rounds + 1):
        started = time.perf_counter()
        answered = await all_of(peers)
        seconds = time.perf_counter() - started
        between = "%.2f ms, p99 %.2f ms" % await pace(port)
        print(f"round {number}: {answered:,} answered in {seconds:.1f} s; a new client {between}", flush=True)
        complete = complete and answered == len(peers)
    print(f"with all of them: {memory(process):.0f} MB")
    for _, writer in peers:
        writer.close()
    return complete


async def started(port: int) -> None:
    """Wait until the server takes connections."""
    while True:
        try:
            (await connect(port, 0))[1].close()
        except OSError:
            await asyncio.sleep(0.1)
        else:
            return


async def run(connections: int, rounds: int, port: int, process: int) -> bool:
    """Wait for the server, then soak it."""
    await asyncio.wait_for(started(port), 30)
    return await soak(connections, rounds, port, process)


def main() -> int:
    """Run with the numbers of the command line."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--connections", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--port", type=int, default=18_080)
    options = parser.parse_args()
    connections = min(options.connections, raise_limit(options.connections + SPARE) - SPARE)
    with subprocess.Popen([sys.executable, str(SERVERS), "mock", str(options.port), "7"]) as server:
        try:
            done = asyncio.run(run(connections, options.rounds, options.port, server.pid))
        finally:
            server.terminate()
    return 0 if done else 1


if __name__ == "__main__":
    sys.exit(main())

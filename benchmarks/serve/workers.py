"""Measures two workers that share their state through Redis against one process that keeps it in memory.

`python benchmarks/serve/workers.py [--seconds 4] [--rounds 3]`; needs wrk and redis-server.  Servers,
Redis and load share the cores, as on a developer's machine; rounds alternate.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from run import HERE, SCENES, free_port, load, wait


@contextmanager
def redis() -> Iterator[str]:
    """A Redis of our own, which writes nothing to disk; gives its URL."""
    port = free_port()
    command = ["redis-server", "--port", str(port), "--save", "", "--appendonly", "no"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        process.terminate()
        process.wait(10)


@contextmanager
def running(name: str, *arguments: str) -> Iterator[int]:
    """A server; gives its port."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, str(HERE / "servers.py"), name, str(port), "7", *arguments],
        stdout=subprocess.DEVNULL,
    )
    try:
        wait(port, time.perf_counter())
        yield port
    finally:
        process.terminate()
        process.wait(10)


def main() -> None:
    """Print a line for each scene."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=4)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    rates: dict[tuple[str, str], list[float]] = {}
    with tempfile.TemporaryDirectory() as temporary:
        for _ in range(options.rounds):
            for name in ("mock", "workers"):
                with redis() as url, running(name, *([url] if name == "workers" else [])) as port:
                    for scene in SCENES:
                        rate, _ = load(port, scene, options.seconds, Path(temporary), pinned=False)
                        rates.setdefault((name, scene), []).append(rate)
    for scene in SCENES:
        one, two = (statistics.median(rates[name, scene]) for name in ("mock", "workers"))
        print(f"{scene:16} | one process {one:9,.0f}/s | two over Redis {two:9,.0f}/s ({two / one:4.2f})")


if __name__ == "__main__":
    main()

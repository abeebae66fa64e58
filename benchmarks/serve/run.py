"""Measures the mock against the bare limit of its HTTP server, and against Prism where it is installed.

`python benchmarks/serve/run.py [--seconds 4] [--rounds 3] [--operations 7]`; needs wrk. One core serves, one
loads; rounds alternate, so that a busy machine is unfair to all alike. Only ratios hold.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from description import INVALID, VALID, describe

HERE = Path(__file__).parent
CONNECTIONS = 16
POST = 'wrk.method = "POST"\nwrk.headers["content-type"] = "application/json"\nwrk.body = [[{body}]]\n'
SCENES = {
    "GET item": "/items/7",
    "GET list of 20": "/items?limit=20",
    "POST valid": "/items",
    "POST invalid": "/items",
}
BODIES = {"POST valid": VALID, "POST invalid": INVALID}


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextmanager
def running(name: str, operations: int, folder: Path) -> Iterator[tuple[int, float, int]]:
    """Start a server; gives its port, the seconds to its first answer, and its process id."""
    port = free_port()
    command = [sys.executable, str(HERE / "servers.py"), name, str(port), str(operations)]
    if name == "prism":
        path = folder / f"{operations}.json"
        path.write_text(json.dumps(describe(operations)))
        command = ["prism", "mock", str(path), "-p", str(port), "-h", "127.0.0.1"]
    begin = time.perf_counter()
    process = subprocess.Popen(
        ["taskset", "-c", "0", *command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        yield port, wait(port, begin), process.pid
    finally:
        process.terminate()
        process.wait(10)


def wait(port: int, begin: float) -> float:
    """The seconds until the first answer."""
    while time.perf_counter() - begin < 60:
        try:
            with socket.create_connection(("127.0.0.1", port), 1) as one:
                one.sendall(b"GET /items/1 HTTP/1.1\r\nhost: x\r\n\r\n")
                if one.recv(64).startswith(b"HTTP/1.1"):
                    return time.perf_counter() - begin
        except OSError:
            time.sleep(0.005)
    raise TimeoutError


def load(port: int, scene: str, seconds: int, folder: Path, *, pinned: bool = True) -> tuple[float, float]:
    """Requests per second, and the 99th percentile in milliseconds."""
    command = [
        *(["taskset", "-c", "1"] if pinned else []),
        "wrk",
        "-t1",
        f"-c{CONNECTIONS}",
        f"-d{seconds}s",
        "--latency",
    ]
    if scene in BODIES:
        script = folder / f"{scene}.lua"
        script.write_text(POST.replace("{body}", json.dumps(BODIES[scene])))
        command += ["-s", str(script)]
    output = subprocess.run(
        [*command, f"http://127.0.0.1:{port}{SCENES[scene]}"], capture_output=True, text=True, check=True
    ).stdout
    rate = re.search(r"Requests/sec:\s+([0-9.]+)", output)
    tail = re.search(r"99%\s+([0-9.]+)(us|ms|s)", output)
    if rate is None or tail is None:
        raise ValueError(output)
    return float(rate[1]), float(tail[1]) * {"us": 0.001, "ms": 1, "s": 1000}[tail[2]]


def resident(pid: int) -> int:
    """Megabytes of memory that a process holds."""
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * 4096 // 2**20


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=4)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--operations", type=int, default=7)
    options = parser.parse_args()
    names = ["bare", "standard", "mock", *(["prism"] if shutil.which("prism") else [])]
    rates: dict[tuple[str, str], list[tuple[float, float]]] = {}
    starts: dict[str, list[float]] = {}
    memory: dict[str, int] = {}
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        for _ in range(options.rounds):
            for name in names:
                with running(name, options.operations, folder) as (port, start, pid):
                    starts.setdefault(name, []).append(start)
                    for scene in SCENES:
                        rates.setdefault((name, scene), []).append(load(port, scene, options.seconds, folder))
                    memory[name] = resident(pid)
    print(f"{options.operations} operations, {CONNECTIONS} connections, median of {options.rounds} rounds")
    for scene in SCENES:
        bare, standard = (
            statistics.median(rate for rate, _ in rates[name, scene]) for name in ("bare", "standard")
        )
        cells = [scene.ljust(16)]
        for name in names:
            rate = statistics.median(rate for rate, _ in rates[name, scene])
            tail = statistics.median(tail for _, tail in rates[name, scene])
            shares = f"{rate / bare:4.2f} of bare, {rate / standard:4.2f} of standard"
            cells.append(f"{name} {rate:9,.0f}/s p99 {tail:6.1f} ms ({shares})")
        print(" | ".join(cells))
    for name in names:
        print(f"{name}: first answer after {statistics.median(starts[name]):.2f} s, {memory[name]} MB")


if __name__ == "__main__":
    main()

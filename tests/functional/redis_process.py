"""A Redis or Valkey server of a test's own, which can be killed and started again."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from redis import Redis
from redis.backoff import ConstantBackoff
from redis.exceptions import ConnectionError as NoConnection
from redis.retry import Retry

_PROGRAMS = ("redis-server", "valkey-server")


class RedisProcess:
    """A server on a port of its own that writes nothing to disk."""

    def __init__(self, program: str, folder: Path) -> None:
        self._program, self._folder = program, folder
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = int(free.getsockname()[1])
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start, and wait until it answers."""
        options = ["--port", str(self.port), "--save", "", "--appendonly", "no", "--dir", str(self._folder)]
        self._process = subprocess.Popen([self._program, *options], stdout=subprocess.DEVNULL)
        retry = Retry(ConstantBackoff(0.01), 1_000, supported_errors=(NoConnection,))
        with Redis(port=self.port, retry=retry) as client:
            client.ping()

    def kill(self) -> None:
        """Kill it as `kill -9` does."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None


@contextmanager
def redis_process(folder: Path) -> Iterator[RedisProcess]:
    """A server that runs; skips the test where none is installed, and fails it on CI."""
    program = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    if program is None:
        reason = "no redis-server or valkey-server is installed"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    process = RedisProcess(program, folder)
    process.start()
    try:
        yield process
    finally:
        process.kill()

"""Serves with several processes that take connections from one socket; one that dies is replaced."""

from __future__ import annotations

import multiprocessing
import os
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from types import FrameType

from mockdown.codes import USE111
from mockdown.diagnostics import Diagnostic, MockdownError

Run = Callable[[Callable[[], None]], None]
"""Serves in a worker until it is told to stop; calls what it is given once it takes requests."""

_GRACE = 10
"""Seconds in which a worker is to finish its last answers."""


class Workers:
    """Processes that all do the same; made by fork, so that what was built before is shared."""

    def __init__(self, run: Run, *, count: int) -> None:
        self._run = run
        self._count = count
        self._context = multiprocessing.get_context("fork")
        self._running: dict[Connection, BaseProcess] = {}
        self._stopping = False

    def serve(self, on_started: Callable[[], None]) -> None:
        """Run the workers until a signal asks to stop; tells when all of them take requests."""
        with self._signals() as wake:
            for _ in range(self._count):
                self._start()
            ready: set[Connection] = set()
            told = False
            while not self._stopping:
                for found in wait([wake, *self._running]):
                    if found is wake:
                        wake.recv(64)
                    elif isinstance(found, Connection) and self._has_started(found):
                        ready.add(found)
                    elif isinstance(found, Connection):
                        self._replace(found, was_ready=found in ready)
                if not told and len(ready.intersection(self._running)) == self._count:
                    told = True
                    on_started()
        self._stop()

    def _start(self) -> None:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(target=self._work, args=(theirs,), name="mockdown-worker")
        process.start()
        theirs.close()  # it ends with the worker
        self._running[ours] = process

    def _work(self, parent: Connection) -> None:
        signal.set_wakeup_fd(-1)
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_DFL)
        for connection in self._running:
            connection.close()
        threading.Thread(target=_follow, args=(parent,), name="mockdown-parent", daemon=True).start()
        self._run(lambda: parent.send("started"))

    @staticmethod
    def _has_started(connection: Connection) -> bool:
        """Whether a worker said so; False where it has gone."""
        try:
            return bool(connection.recv() == "started")
        except EOFError:
            return False

    def _replace(self, connection: Connection, *, was_ready: bool) -> None:
        process = self._running.pop(connection)
        connection.close()
        process.join(_GRACE)
        if self._stopping:
            return
        if not was_ready:
            self._stop()
            raise MockdownError(
                Diagnostic(
                    code=USE111,
                    message=f"a worker stopped before it served (status {process.exitcode})",
                    help="serve with one process to see why",
                )
            )
        self._start()

    def _stop(self) -> None:
        for process in self._running.values():
            process.terminate()
        for connection, process in self._running.items():
            process.join(_GRACE)
            if process.exitcode is None:
                process.kill()
            connection.close()
        self._running.clear()

    @contextmanager
    def _signals(self) -> Iterator[socket.socket]:
        """Take SIGINT and SIGTERM as the wish to stop; the socket wakes who waits."""
        inner, outer = socket.socketpair()
        outer.settimeout(0)

        def note(_number: int, _frame: FrameType | None) -> None:
            self._stopping = True

        before = {number: signal.signal(number, note) for number in (signal.SIGINT, signal.SIGTERM)}
        descriptor = signal.set_wakeup_fd(outer.fileno(), warn_on_full_buffer=False)
        try:
            yield inner
        finally:
            signal.set_wakeup_fd(descriptor)
            for number, handler in before.items():
                signal.signal(number, handler)
            inner.close()
            outer.close()


def _follow(parent: Connection) -> None:
    """Stop this process when the one that made it has gone."""
    with suppress(EOFError, OSError):
        parent.recv()
    os.kill(os.getpid(), signal.SIGTERM)

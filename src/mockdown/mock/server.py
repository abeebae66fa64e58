"""Serves an ASGI application over HTTP with uvicorn."""

from __future__ import annotations

import gc
import socket
import threading
from collections.abc import Callable
from functools import partial
from types import TracebackType
from typing import Self

import uvicorn

from mockdown.codes import USE106
from mockdown.diagnostics import Diagnostic, MockdownError
from mockdown.mock.asgi import App
from mockdown.mock.connections import Limits, bounded
from mockdown.mock.tls import Tls
from mockdown.mock.workers import Workers

_BACKLOG = 2_048
_GC_THRESHOLD = (50_000, 50, 1_000)
"""Fewer and smaller pauses while state grows: the collector finds nothing among JSON values."""
_KEEP_ALIVE = 30
_GRACE = 5


def serve(
    app: App,
    *,
    host: str = "127.0.0.1",
    port: int = 8080,
    on_started: Callable[[str], None] | None = None,
    access_log: bool = False,
    workers: int = 1,
    tls: Tls | None = None,
    limits: Limits | None = None,
    on_stopping: Callable[[], None] | None = None,
) -> None:
    """Serve until a signal asks to stop.  `on_started` gets the URL; port 0 takes a free one.

    `on_stopping` is called before the server waits for its last answers, to end those that last.
    More than one worker needs an application whose state is not kept in the process.
    """
    if tls is not None:
        tls.check()
    listener = bind(host, port)
    url = url_of(listener, scheme="http" if tls is None else "https")
    tell = partial(on_started or _say_nothing, url)
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_GC_THRESHOLD)

    def run(announce: Callable[[], None]) -> None:
        server = _AnnouncingServer(_configure(app, access_log=access_log, tls=tls, limits=limits))
        server.announce = announce
        server.on_stopping = on_stopping
        server.run(sockets=[listener])

    try:
        if workers > 1:
            Workers(run, count=workers).serve(tell)
        else:
            run(tell)
    except KeyboardInterrupt:
        return
    finally:
        listener.close()


def _say_nothing(_url: str) -> None:
    """Nobody asked to be told of the start."""


class _AnnouncingServer(uvicorn.Server):
    """Tells that it has started once it takes requests and signals, not before."""

    announce: Callable[[], None] | None = None
    on_stopping: Callable[[], None] | None = None

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets=sockets)
        if self.announce is not None:
            self.announce()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        if self.on_stopping is not None:
            self.on_stopping()
        await super().shutdown(sockets=sockets)


def bind(host: str, port: int) -> socket.socket:
    """Listen on an address; connections wait until the server takes them."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(_BACKLOG)
    except socket.gaierror:
        listener.close()
        raise MockdownError(
            Diagnostic(
                code=USE106,
                message=f"the host `{host}` cannot be resolved to an address",
                help="name an address of this machine, such as 127.0.0.1",
            )
        ) from None
    except (OSError, OverflowError) as error:
        listener.close()
        raise MockdownError(
            Diagnostic(
                code=USE106,
                message=f"cannot listen on {host}:{port}: {getattr(error, 'strerror', None) or error}",
                help="choose another port, or port 0 for any free one",
            )
        ) from None
    return listener


def url_of(listener: socket.socket, *, scheme: str = "http") -> str:
    """The URL under which a listening socket is reached."""
    host, port = listener.getsockname()[:2]
    return f"{scheme}://[{host}]:{port}" if ":" in host else f"{scheme}://{host}:{port}"


def _configure(
    app: App, *, access_log: bool, tls: Tls | None = None, limits: Limits | None = None
) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        access_log=access_log,
        backlog=_BACKLOG,
        date_header=False,
        http=bounded(limits or Limits()),
        lifespan="on",
        log_level="info" if access_log else "warning",
        proxy_headers=False,
        server_header=False,
        timeout_graceful_shutdown=_GRACE,
        timeout_keep_alive=_KEEP_ALIVE,
        ssl_certfile=tls.certificate if tls is not None else None,
        ssl_keyfile=tls.key if tls is not None else None,
    )


class BackgroundServer:
    """A server in a thread of this process, as a context manager: `with BackgroundServer(app) as server:`."""

    def __init__(
        self, app: App, *, host: str = "127.0.0.1", port: int = 0, limits: Limits | None = None
    ) -> None:
        self._listener = bind(host, port)
        self.url = url_of(self._listener)
        self._server = uvicorn.Server(_configure(app, access_log=False, limits=limits))
        self._thread = threading.Thread(target=self._run, name="mockdown-server", daemon=True)

    def start(self) -> Self:
        """Start to answer; connections made before wait."""
        self._thread.start()
        return self

    def stop(self) -> None:
        """Stop, and wait until the last answer is sent."""
        self._server.should_exit = True
        if self._thread.is_alive():
            self._thread.join(_GRACE * 2)
        self._listener.close()

    def _run(self) -> None:
        self._server.run(sockets=[self._listener])

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

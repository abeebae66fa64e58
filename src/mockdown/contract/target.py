"""What is tested: an ASGI application in process, or a service behind a URL."""

from __future__ import annotations

import base64
import socket
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from dataclasses import dataclass
from typing import Any, Protocol, runtime_checkable
from urllib.parse import urlsplit

from mockdown import codes
from mockdown.description import Description
from mockdown.diagnostics import Diagnostic, MockdownError

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]


class Application(Protocol):
    """An ASGI application."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None: ...


class Credentials(Protocol):
    """What a request must carry to pass one security scheme."""

    @property
    def headers(self) -> Mapping[str, str]: ...
    @property
    def query(self) -> Mapping[str, str]: ...
    @property
    def cookies(self) -> Mapping[str, str]: ...


@runtime_checkable
class Resettable(Protocol):
    """An application that can go back to the state it started with."""

    def reset(self, session: str | None = None) -> object: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Where the requests go: exactly one of `app` and `url`."""

    app: Application | None = None
    url: str | None = None

    @property
    def name(self) -> str:
        """How a report calls it."""
        return self.url or "mock"

    def base_url(self, description: Description) -> str:
        """The URL below which the paths of the description stand.

        A URL with a path of its own says where the API is; one without leaves that to the description.
        """
        if self.url is None:
            return "http://localhost" + str(getattr(self.app, "base_path", description.base_path))
        path = urlsplit(self.url).path.rstrip("/")
        return self.url.rstrip("/") + ("" if path else description.base_path)

    def reset(self) -> Callable[[], None] | None:
        """Puts the state back, where the target can do that."""
        app = self.app
        if not isinstance(app, Resettable):
            return None
        return lambda: _call(app)

    def credentials(self) -> Mapping[str, str]:
        """What the application says passes its own authentication: security scheme → secret."""
        offered: Mapping[str, Credentials] = getattr(self.app, "credentials", None) or {}
        secrets = ((scheme, secret_of(credentials)) for scheme, credentials in offered.items())
        return {scheme: secret for scheme, secret in secrets if secret is not None}


def check_reachable(url: str, *, timeout: float = 10.0) -> None:
    """Raise `MockdownError` when nobody listens at a URL, or when it is none."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        message, way_out = (
            f"`{url}` is no URL of a service",
            "write http://host:port, with a path if it has one",
        )
        raise MockdownError(Diagnostic(code=codes.CON103, message=message, help=way_out))
    port = parts.port or (443 if parts.scheme == "https" else 80)
    try:
        socket.create_connection((parts.hostname, port), timeout).close()
    except OSError as error:
        message = f"nothing answers at {parts.hostname}:{port}: {error.strerror or error}"
        raise MockdownError(
            Diagnostic(code=codes.CON103, message=message, help="start the service, or look at the URL")
        ) from None


def secret_of(credentials: Credentials) -> str | None:
    """The secret in what a request must carry: the key, the token, or `user:password`."""
    values = [*credentials.headers.values(), *credentials.query.values(), *credentials.cookies.values()]
    if not values:
        return None
    kind, _, rest = values[0].partition(" ")
    if kind.lower() == "basic":
        return base64.b64decode(rest).decode()
    return rest if kind.lower() == "bearer" else values[0]


def _call(app: Resettable) -> None:
    app.reset()

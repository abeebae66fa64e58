"""The few words of ASGI that the mock speaks."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, Protocol

from mockdown.mock.problems import MEDIA_TYPE, Problem

Message = MutableMapping[str, Any]
Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

HEADERS = "mockdown.headers"
"""Key of the scope: the request's headers as a dict, made once."""
PATH_VALUES = "mockdown.path_values"
"""Key of the scope: the values of the path parameters, in the order of the template."""

CONTROL_PLACE = "mockdown.control_place"
"""Key of the scope: the path of an API's control as the client knows it, where it is not the usual one."""


class App(Protocol):
    """An ASGI application."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None: ...


async def send_response(
    send: Send, status: int, headers: list[tuple[bytes, bytes]], data: bytes = b""
) -> None:
    """Send a whole response; the headers say its type, not its length."""
    if status not in (204, 304):
        headers = [*headers, (b"content-length", b"%d" % len(data))]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": data})


async def send_problem(send: Send, problem: Problem) -> None:
    """Send a problem that no operation's description speaks of."""
    headers = [(b"content-type", MEDIA_TYPE.encode()), *problem.headers]
    await send_response(send, problem.status, headers, problem.render())


def route_path(scope: Scope) -> str:
    """The path below the place where the application is mounted."""
    root: str = scope.get("root_path", "")
    path: str = scope["path"]
    return path.removeprefix(root) if root else path

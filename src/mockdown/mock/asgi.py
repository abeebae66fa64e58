"""The few words of ASGI that the mock speaks."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, Protocol

from mockdown.mock.problems import MEDIA_TYPE, NO_WEBSOCKETS, Problem

Message = MutableMapping[str, Any]
Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

HEADERS = "mockdown.headers"
"""Key of the scope: the request's headers as a dict, made once."""
DROP = "mockdown.drop"
"""Key of the scope: lets go of the connection, where there is one."""
PATH_VALUES = "mockdown.path_values"
"""Key of the scope: the values of the path parameters, in the order of the template."""

CONTROL_PLACE = "mockdown.control_place"
"""Key of the scope: the path of an API's control as the client knows it, where it is not the usual one."""

_HTTP_ONLY = "the mock speaks HTTP only"


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


async def refuse_websocket(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer the handshake of a WebSocket with a problem, where the server can send one."""
    await receive()
    if "websocket.http.response" not in (scope.get("extensions") or {}):
        await send({"type": "websocket.close", "code": 1003, "reason": _HTTP_ONLY})
        return
    problem = Problem(NO_WEBSOCKETS, _HTTP_ONLY)
    headers = [(b"content-type", MEDIA_TYPE.encode())]
    await send({"type": "websocket.http.response.start", "status": problem.status, "headers": headers})
    await send({"type": "websocket.http.response.body", "body": problem.render()})


def route_path(scope: Scope) -> str:
    """The path below the place where the application is mounted."""
    root: str = scope.get("root_path", "")
    path: str = scope["path"]
    return path.removeprefix(root) if root else path

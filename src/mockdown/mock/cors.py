"""Cross-origin requests (Fetch Standard, 3.3): preflights answered, answers readable from any origin."""

from __future__ import annotations

from mockdown.mock.asgi import HEADERS, App, Message, Receive, Scope, Send, send_response

_METHODS = b"GET, HEAD, PUT, POST, DELETE, PATCH, OPTIONS"
_MAX_AGE = b"600"


class EntryMiddleware:
    """Makes the dict of headers that all the others read; with `cors` other origins may read the answers."""

    def __init__(self, app: App, *, cors: bool) -> None:
        self.app = app
        self._cors = cors

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, with the headers noted."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = scope[HEADERS] = dict(scope["headers"])
        origin = headers.get(b"origin")
        if origin is None or not self._cors:
            await self.app(scope, receive, send)
            return
        if scope["method"] == "OPTIONS" and b"access-control-request-method" in headers:
            await _answer_preflight(headers, origin, send)
            return
        await self.app(scope, receive, _allowing(origin, send))


async def _answer_preflight(headers: dict[bytes, bytes], origin: bytes, send: Send) -> None:
    allowed = [
        (b"access-control-allow-origin", origin),
        (b"access-control-allow-credentials", b"true"),
        (b"access-control-allow-methods", _METHODS),
        (b"access-control-allow-headers", headers.get(b"access-control-request-headers", b"*")),
        (b"access-control-max-age", _MAX_AGE),
        (b"vary", b"Origin, Access-Control-Request-Headers"),
    ]
    if b"access-control-request-private-network" in headers:
        allowed.append((b"access-control-allow-private-network", b"true"))
    await send_response(send, 204, allowed)


def _allowing(origin: bytes, send: Send) -> Send:
    """A `send` that lets the page of that origin read the answer and all of its headers."""

    async def send_allowed(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = list(message.get("headers", ()))
            exposed = b", ".join(sorted({name for name, _ in headers}))
            headers += [
                (b"access-control-allow-origin", origin),
                (b"access-control-allow-credentials", b"true"),
                (b"access-control-expose-headers", exposed),
                (b"vary", b"Origin"),
            ]
            message = {**message, "headers": headers}
        await send(message)

    return send_allowed

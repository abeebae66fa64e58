"""A request and an answer as values, and an application that lets a fault stand between them."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import parse_qsl, unquote, urlencode

import orjson

from mockdown.contract.target import Application, Credentials, Message, Receive, Resettable, Scope, Send
from mockdown.description import Operation

SCRATCH = "mutant-scratch"
"""A session of the mock that nobody looks into: what is written there is lost."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A whole request."""

    scope: Mapping[str, Any]
    path: Mapping[str, str]
    """The values of the path parameters."""
    query: tuple[tuple[str, str], ...]
    headers: tuple[tuple[bytes, bytes], ...]
    body: bytes

    def json(self) -> Any:
        """The JSON body; None where there is none."""
        try:
            return orjson.loads(self.body)
        except orjson.JSONDecodeError:
            return None

    def with_json(self, value: Any) -> Request:
        """The same with another body."""
        return replace(self, body=orjson.dumps(value)).with_header(b"content-length", None)

    def with_header(self, name: bytes, value: bytes | None) -> Request:
        """The same with one header set, or taken away."""
        kept = tuple(header for header in self.headers if header[0].lower() != name.lower())
        return replace(self, headers=kept if value is None else (*kept, (name, value)))

    def in_scratch(self) -> Request:
        """The same in the session that is thrown away."""
        return self.with_header(b"x-mock-session", SCRATCH.encode())


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """A whole answer."""

    status: int
    headers: tuple[tuple[bytes, bytes], ...]
    body: bytes

    @property
    def succeeded(self) -> bool:
        return 200 <= self.status < 300

    def json(self) -> Any:
        """The JSON body; None where there is none."""
        try:
            return orjson.loads(self.body)
        except orjson.JSONDecodeError:
            return None

    def with_json(self, value: Any) -> Reply:
        """The same with another body."""
        return self.with_body(orjson.dumps(value))

    def with_body(self, body: bytes) -> Reply:
        kept = tuple(header for header in self.headers if header[0].lower() != b"content-length")
        return replace(self, body=body, headers=(*kept, (b"content-length", b"%d" % len(body))))

    def with_header(self, name: bytes, value: bytes) -> Reply:
        return replace(self, headers=(*self.headers, (name, value)))

    def without_header(self, name: bytes) -> Reply:
        return replace(self, headers=tuple(h for h in self.headers if h[0].lower() != name.lower()))


Forward = Callable[[Request], Awaitable[Reply]]
"""Asks the sound application."""

Fault = Callable[[Request, Forward], Awaitable[Reply]]
"""Answers in its stead, wrongly."""


class FaultyApp:
    """The sound application with one fault in one operation."""

    def __init__(self, app: Application, operation: Operation, fault: Callable[[], Fault]) -> None:
        self._app = app
        self._make_fault = fault
        self._fault = fault()
        self._method = operation.method.upper()
        self.base_path = str(getattr(app, "base_path", ""))
        names = re.findall(r"\{([^{}]+)\}", operation.path)
        pattern = re.sub(r"\\\{[^{}]+\\\}", "([^/]*)", re.escape(self.base_path + operation.path))
        self._path, self._names = re.compile(pattern), names

    @property
    def credentials(self) -> Mapping[str, Credentials]:
        found: Mapping[str, Credentials] = getattr(self._app, "credentials", {})
        return found

    def reset(self, session: str | None = None) -> None:
        """Back to the seeds, the fault's memory included."""
        self._fault = self._make_fault()
        if isinstance(self._app, Resettable):
            self._app.reset(session)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        match = None
        if scope["type"] == "http" and scope["method"] == self._method:
            match = self._path.fullmatch(scope["raw_path"].decode())
        if match is None:
            await self._app(scope, receive, send)
            return
        path = dict(zip(self._names, map(unquote, match.groups()), strict=True))
        reply = await self._fault(await _read(scope, receive, path), self._forward)
        await send({"type": "http.response.start", "status": reply.status, "headers": list(reply.headers)})
        await send({"type": "http.response.body", "body": reply.body})

    async def _forward(self, request: Request) -> Reply:
        started: list[Message] = []
        parts: list[bytes] = []

        async def receive() -> Message:
            return {"type": "http.request", "body": request.body, "more_body": False}

        async def send(message: Message) -> None:
            if message["type"] == "http.response.start":
                started.append(message)
            else:
                parts.append(message.get("body", b""))

        scope = {
            **request.scope,
            "query_string": urlencode(request.query).encode(),
            "headers": list(request.headers),
        }
        await self._app(scope, receive, send)
        return Reply(status=started[0]["status"], headers=tuple(started[0]["headers"]), body=b"".join(parts))


async def _read(scope: Scope, receive: Receive, path: Mapping[str, str]) -> Request:
    body, more = b"", True
    while more:
        message = await receive()
        body += message.get("body", b"")
        more = message.get("more_body", False)
    query = tuple(parse_qsl(scope["query_string"].decode(), keep_blank_values=True))
    return Request(scope=scope, path=path, query=query, headers=tuple(scope["headers"]), body=body)

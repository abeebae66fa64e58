"""A client that talks to a mock in this process, one request at a time."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from mockdown.description import Description, SourceMap
from mockdown.mock.app import create_app
from mockdown.mock.settings import MockSettings
from mockdown.source import Origin

Json = Any


@dataclass(frozen=True)
class Reply:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    raw_headers: list[tuple[bytes, bytes]] = field(repr=False)
    body: bytes

    @property
    def json(self) -> Json:
        return json.loads(self.body)


@dataclass(frozen=True)
class Client:
    """Sends requests to an ASGI application."""

    app: Any
    headers: Mapping[str, str] = field(default_factory=dict)
    client: tuple[str, int] = ("127.0.0.1", 50_000)
    root_path: str = ""

    def request(
        self,
        method: str,
        target: str,
        *,
        json_body: Json = ...,
        content: bytes = b"",
        headers: Mapping[str, str] | None = None,
        chunks: list[bytes] | None = None,
    ) -> Reply:
        """Send one request; `json_body` sets the media type too."""
        path, _, query = target.partition("?")
        sent = {"host": "mock.example", **self.headers, **(headers or {})}
        if json_body is not ...:
            content = json.dumps(json_body).encode()
            sent.setdefault("content-type", "application/json")
        scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": method,
            "scheme": "http",
            "path": self.root_path + unquote(path),
            "raw_path": (self.root_path + path).encode("latin-1"),
            "root_path": self.root_path,
            "query_string": query.encode("latin-1"),
            "headers": [(name.lower().encode(), value.encode("latin-1")) for name, value in sent.items()],
            "client": self.client,
            "server": ("mock.example", 80),
        }
        return asyncio.run(self._send(scope, chunks if chunks is not None else [content]))

    async def _send(self, scope: dict[str, Any], chunks: list[bytes]) -> Reply:
        messages: list[dict[str, Any]] = []
        pending = [
            {"type": "http.request", "body": chunk, "more_body": index + 1 < len(chunks)}
            for index, chunk in enumerate(chunks)
        ]

        async def receive() -> dict[str, Any]:
            return pending.pop(0) if pending else {"type": "http.disconnect"}

        async def send(message: dict[str, Any]) -> None:
            messages.append(message)

        await self.app(scope, receive, send)
        start, *bodies = messages
        raw = list(start["headers"])
        headers = {name.decode(): value.decode("latin-1") for name, value in raw}
        return Reply(start["status"], headers, raw, b"".join(part.get("body", b"") for part in bodies))

    def get(self, target: str, **options: Any) -> Reply:
        return self.request("GET", target, **options)

    def post(self, target: str, json_body: Json = ..., **options: Any) -> Reply:
        return self.request("POST", target, json_body=json_body, **options)

    def put(self, target: str, json_body: Json = ..., **options: Any) -> Reply:
        return self.request("PUT", target, json_body=json_body, **options)

    def patch(self, target: str, json_body: Json = ..., **options: Any) -> Reply:
        return self.request("PATCH", target, json_body=json_body, **options)

    def delete(self, target: str, **options: Any) -> Reply:
        return self.request("DELETE", target, **options)


def make_description(
    paths: Mapping[str, Json],
    *,
    schemas: Mapping[str, Json] | None = None,
    openapi: str = "3.0.3",
    origins: Mapping[str, Origin] | None = None,
    **document: Json,
) -> Description:
    """A description of these paths and component schemas."""
    components = {"schemas": dict(schemas or {}), **document.pop("components", {})}
    whole = {
        "openapi": openapi,
        "info": {"title": "Test", "version": "1"},
        "paths": paths,
        "components": components,
        **document,
    }
    return Description("test", whole, SourceMap(origins or {}))


def serve(
    paths: Mapping[str, Json],
    *,
    settings: MockSettings | None = None,
    folder: Path | None = None,
    **document: Json,
) -> Client:
    """Serve paths and schemas in this process; gives a client."""
    return Client(create_app(make_description(paths, **document), settings=settings, folder=folder))

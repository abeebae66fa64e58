"""Small services written by hand, right and deliberately broken, with the description they should keep."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any, ClassVar

from mockdown.contract.target import Receive, Scope, Send
from mockdown.description import Description, SourceMap
from mockdown.source import Origin

PET = {
    "type": "object",
    "required": ["id", "name"],
    "properties": {
        "id": {"type": "integer"},
        "name": {"type": "string", "maxLength": 20},
        "kind": {"type": "string", "enum": ["cat", "dog"]},
    },
}


def _answer(description: str, schema: dict[str, Any] | None = None) -> dict[str, Any]:
    if schema is None:
        return {"description": description}
    return {"description": description, "content": {"application/json": {"schema": schema}}}


_REF = {"$ref": "#/components/schemas/Pet"}
_IMPLIED = {
    "400": {"description": "Bad request", "x-implied": True},
    "401": {"description": "Unauthorized"},
    "404": {"description": "Not found", "x-implied": True},
    "405": {"description": "Method not allowed", "x-implied": True},
    "415": {"description": "Unsupported media type", "x-implied": True},
}

DOCUMENT: dict[str, Any] = {
    "openapi": "3.0.4",
    "info": {"title": "Pets", "version": "1"},
    "servers": [{"url": "/api"}],
    "security": [{"key": []}],
    "paths": {
        "/pets": {
            "get": {
                "operationId": "listPets",
                "parameters": [
                    {
                        "name": "limit",
                        "in": "query",
                        "schema": {"type": "integer", "minimum": 1, "maximum": 50},
                        "example": 5,
                    }
                ],
                "responses": {"200": _answer("The pets", {"type": "array", "items": _REF}), **_IMPLIED},
            },
            "post": {
                "operationId": "addPet",
                "requestBody": {
                    "required": True,
                    "content": {"application/json": {"schema": _REF, "example": {"id": 1, "name": "Tom"}}},
                },
                "responses": {"201": _answer("The pet", _REF), **_IMPLIED},
            },
        },
        "/pets/{id}": {
            "get": {
                "operationId": "getPet",
                "parameters": [
                    {
                        "name": "id",
                        "in": "path",
                        "required": True,
                        "schema": {"type": "integer"},
                        "example": 1,
                    }
                ],
                "responses": {"200": _answer("The pet", _REF), **_IMPLIED},
            },
        },
    },
    "components": {
        "schemas": {"Pet": PET},
        "securitySchemes": {"key": {"type": "apiKey", "in": "header", "name": "X-Key"}},
    },
}

POINTERS = {
    "/paths/~1pets/get": Origin("docs/pets.md", 3),
    "/paths/~1pets/get/parameters/0": Origin("docs/pets.md", 7),
    "/paths/~1pets/get/responses/200": Origin("docs/pets.md", 9),
    "/paths/~1pets/post": Origin("docs/pets.md", 20),
    "/paths/~1pets/post/requestBody": Origin("docs/pets.md", 22),
    "/paths/~1pets~1{id}/get": Origin("docs/pets.md", 40),
    "/paths/~1pets~1{id}/get/responses/200": Origin("docs/pets.md", 44),
    "/components/schemas/Pet": Origin("docs/pets.md", 60),
    "/components/schemas/Pet/properties/id": Origin("docs/pets.md", 61),
    "/components/schemas/Pet/properties/name": Origin("docs/pets.md", 62),
    "/security": Origin("docs/pets.md", 1),
}


def pets() -> Description:
    """A description of three operations with a source map."""
    return Description("pets", deepcopy(DOCUMENT), SourceMap(POINTERS))


Change = Callable[[int, Any], tuple[int, Any]]
"""Breaks a right answer: (status, body) → (status, body)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Carry:
    """What a request must carry."""

    headers: Mapping[str, str] = field(default_factory=lambda: {"X-Key": "let-me-in"})
    query: Mapping[str, str] = field(default_factory=dict)
    cookies: Mapping[str, str] = field(default_factory=dict)


class PetService:
    """Keeps what `pets()` promises, unless `change` spoils its answers."""

    credentials: ClassVar = {"key": Carry()}
    base_path = "/api"

    def __init__(
        self, change: Change | None = None, *, check_key: bool = True, check_input: bool = True
    ) -> None:
        self._change = change or (lambda status, body: (status, body))
        self._check_key = check_key
        self._check_input = check_input
        self.resets = 0
        self.seen: list[str] = []
        self.reset()

    def reset(self, session: str | None = None) -> None:  # noqa: ARG002 - the interface of a mock
        self.resets += 1
        self.pets: dict[int, dict[str, Any]] = {1: {"id": 1, "name": "Tom", "kind": "cat"}}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await _lifespan(receive, send)
            return
        message = await receive()
        self.seen.append(
            f"{scope['method']} {scope['raw_path']!r} {scope['query_string']!r} {message.get('body')!r}"
        )
        status, body = self._answer(scope, message.get("body") or b"")
        if status < 300:
            status, body = self._change(status, body)
        headers = [(b"content-type", b"application/json")]
        if status == 405:
            headers.append((b"allow", b"GET, POST" if scope["path"] == "/api/pets" else b"GET"))
        await send({"type": "http.response.start", "status": status, "headers": headers})
        data = b"" if status == 204 else json.dumps(body).encode()
        await send({"type": "http.response.body", "body": data})

    def _answer(self, scope: Scope, body: bytes) -> tuple[int, Any]:
        headers = dict(scope["headers"])
        path, method = scope["path"], scope["method"]
        allowed = {"/api/pets": ("GET", "POST")}.get(path, ("GET",))
        if method not in allowed:
            return 405, {}
        if self._check_key and headers.get(b"x-key") != b"let-me-in":
            return 401, {}
        if path == "/api/pets":
            return self._list(scope) if method == "GET" else self._add(headers, body)
        return self._get(path)

    def _list(self, scope: Scope) -> tuple[int, Any]:
        for part in filter(None, scope["query_string"].split(b"&")):
            name, _, value = part.partition(b"=")
            text = value.decode().removeprefix("-")
            is_fine = text.isascii() and text.isdigit() and 1 <= int(value) <= 50
            if name == b"limit" and self._check_input and not is_fine:
                return 400, {}
            if name == b"limit" and is_fine:
                return 200, list(self.pets.values())[: int(value)]
        return 200, list(self.pets.values())

    def _add(self, headers: dict[bytes, bytes], body: bytes) -> tuple[int, Any]:
        if headers.get(b"content-type", b"").partition(b";")[0] != b"application/json":
            return 415, {}
        try:
            pet = json.loads(body)
        except ValueError:
            return 400, {}
        if self._check_input and not _is_pet(pet):
            return 400, {}
        if isinstance(pet, dict) and isinstance(pet.get("id"), int):
            self.pets[pet["id"]] = {name: pet[name] for name in PET["properties"] if name in pet}
            return 201, self.pets[pet["id"]]
        return 201, {"id": 1, "name": "?"}

    def _get(self, path: str) -> tuple[int, Any]:
        text = path.removeprefix("/api/pets/")
        if not text.removeprefix("-").isascii() or not text.removeprefix("-").isdigit():
            return 400, {}
        pet = self.pets.get(int(text))
        return (200, pet) if pet else (404, {})


def _is_pet(pet: Any) -> bool:
    if not isinstance(pet, dict):
        return False
    number, name = pet.get("id"), pet.get("name")
    if isinstance(number, bool) or not (
        isinstance(number, int) or (isinstance(number, float) and number.is_integer())
    ):
        return False
    if not isinstance(name, str) or len(name) > 20:
        return False
    return pet.get("kind", "cat") in ("cat", "dog")


async def _lifespan(receive: Receive, send: Send) -> None:
    while True:
        message = await receive()
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return

"""The types that a description gives the parts of a multipart body."""

from __future__ import annotations

from typing import Any

import pytest
from mock_client import Client, Reply, serve
from mock_descriptions import content

BINARY = {"type": "string", "format": "binary"}
SCHEMA = {"type": "object", "required": ["file"], "properties": {"file": BINARY, "other": BINARY}}
ENCODING = {"file": {"contentType": "image/*, Text/Plain"}}


def uploads(**responses: Any) -> Client:
    body = content(SCHEMA, "multipart/form-data", encoding=ENCODING)
    shown = content({"type": "object", "properties": {"id": {"type": "integer"}}})
    return serve({"/files": {"post": {"requestBody": body, "responses": {"201": shown, **responses}}}})


def upload(client: Client, field: str, media_type: str) -> Reply:
    parts = [("file", "text/plain; charset=utf-8"), (field, media_type)] if field != "file" else []
    parts = parts or [(field, media_type)]
    text = "".join(
        f'--x\r\nContent-Disposition: form-data; name="{name}"; filename="a"\r\n'
        f"Content-Type: {kind}\r\n\r\ndata\r\n"
        for name, kind in parts
    )
    headers = {"content-type": "multipart/form-data; boundary=x"}
    return client.post("/files", content=f"{text}--x--\r\n".encode(), headers=headers)


@pytest.mark.parametrize("media_type", ["text/plain", "text/plain; charset=utf-8", "image/png"])
def test_parts_of_these_types_are_taken(media_type: str) -> None:
    """Types are ranges, and parameters are no part of them."""
    assert upload(uploads(), "file", media_type).status == 201


def test_a_part_of_another_type_is_refused() -> None:
    """With the documented 415, else as a wrong body; other parts are free."""
    problem = upload(uploads(**{"415": {"description": "no"}}), "file", "application/x-foo")
    assert (problem.status, problem.json["errors"][0]["pointer"]) == (415, "#/file")
    assert "image/* or text/plain" in problem.json["detail"]
    assert upload(uploads(), "file", "application/x-foo").status == 400
    assert upload(uploads(), "other", "application/x-foo").status == 201

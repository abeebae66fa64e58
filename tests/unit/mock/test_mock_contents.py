"""Texts and bytes are got as they were put."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from mock_client import Client, serve
from mock_descriptions import content, path_parameter

_NONE = {"204": {"description": ""}, "404": {"description": ""}}


def keeping(media_type: str, path: str = "/notes/{key}", **more: Any) -> Client:
    """A path at which one content stands."""
    text = {"type": "string"} if media_type.startswith("text/") else {"type": "string", "format": "binary"}
    body = content(text, media_type)
    names = ["key"] if "{key}" in path else []
    paths = {
        path: {
            "parameters": [path_parameter(name, {"type": "string"}) for name in names],
            "get": {"responses": {"200": body, "404": {"description": ""}}},
            "put": {"requestBody": {**body, "required": True}, "responses": _NONE},
            "delete": {"responses": _NONE},
        },
        **more,
    }
    return serve(paths)


@pytest.mark.parametrize(
    ("media_type", "sent"),
    [
        ("text/plain", "grüß\n".encode()),
        ("application/octet-stream", bytes(range(256))),
        ("image/png", b"\x89PNG"),
    ],
)
def test_what_is_put_is_got(media_type: str, sent: bytes) -> None:
    """Byte by byte, each key for itself, until it is deleted."""
    client = keeping(media_type)
    headers = {"content-type": media_type}
    assert client.request("PUT", "/notes/a", content=sent, headers=headers).status == 204
    reply = client.get("/notes/a")
    assert (reply.body, reply.headers["content-type"].partition(";")[0]) == (sent, media_type)
    assert client.get("/notes/b").body != sent
    assert client.delete("/notes/a").status == 204
    assert client.get("/notes/a").status == 404
    client.request("PUT", "/notes/a", content=b"again", headers=headers)
    assert client.get("/notes/a").body == b"again"


def test_a_content_without_a_key() -> None:
    """One of the whole service, which is in the state that is read and put."""
    client = keeping("application/octet-stream", "/logo")
    client.request("PUT", "/logo", content=b"\x00\xff", headers={"content-type": "application/octet-stream"})
    state = client.get("/_mock/state").json
    client.delete("/logo")
    client.put("/_mock/state", state)
    assert client.get("/logo").body == b"\x00\xff"


def test_a_content_stands_below_what_there_is() -> None:
    """What is not there has none."""
    file = {"type": "object", "properties": {"id": {"type": "integer"}, "name": {"type": "string"}}}
    raw = content({"type": "string", "format": "binary"}, "application/octet-stream")
    number = [path_parameter("fileId", {"type": "integer"})]
    client = serve(
        {
            "/files": {"get": {"responses": {"200": content({"type": "array", "items": file})}}},
            "/files/{fileId}": {"parameters": number, "get": {"responses": {"200": content(file)}}},
            "/files/{fileId}/content": {
                "parameters": number,
                "get": {"responses": {"200": raw, "404": {"description": ""}}},
                "put": {"requestBody": raw, "responses": _NONE},
            },
        }
    )
    headers = {"content-type": "application/octet-stream"}
    first = client.get("/files").json[0]["id"]
    assert client.request("PUT", f"/files/{first}/content", content=b"a", headers=headers).status == 204
    assert client.get(f"/files/{first}/content").body == b"a"
    assert client.request("PUT", "/files/999/content", content=b"a", headers=headers).status == 404


def test_a_content_may_be_told(tmp_path: Path) -> None:
    """Where a path takes JSON as well, only people know that its text is kept."""
    text = content({"type": "string"}, "text/plain")
    either = {"content": {**text["content"], **content({"type": "string"})["content"]}}
    (tmp_path / "resources.yaml").write_text(
        "operations:\n  GET /motto: {role: read-content}\n  PUT /motto: {role: write-content}\n"
    )
    get = {"responses": {"200": text}}
    client = serve(
        {"/motto": {"get": get, "put": {"requestBody": either, "responses": _NONE}}}, folder=tmp_path
    )
    client.request("PUT", "/motto", content=b"festina lente", headers={"content-type": "text/plain"})
    assert client.get("/motto").body == b"festina lente"

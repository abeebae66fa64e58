"""Bodies that are not JSON: forms, files, texts and bytes."""

from __future__ import annotations

from typing import Any

from mock_client import Client, serve
from mock_descriptions import content

FORM = {
    "type": "object",
    "required": ["name"],
    "properties": {
        "name": {"type": "string"},
        "age": {"type": "integer"},
        "tags": {"type": "array", "items": {"type": "string"}},
        "photo": {"type": "string", "format": "binary"},
    },
}


def test_urlencoded_forms(tmp_path: Any) -> None:
    """A form's fields have the types of its schema."""
    client = form_client("application/x-www-form-urlencoded", tmp_path)
    send = {"content-type": "application/x-www-form-urlencoded"}
    good = client.request("POST", "/form", content=b"name=Tom+T&age=5&tags=a&tags=b", headers=send)
    assert good.json == {"name": "Tom T", "age": 5, "tags": ["a", "b"]}
    for wrong in (b"age=5", b"name=Tom&age=old", b"name=%FF"):
        assert client.request("POST", "/form", content=wrong, headers=send).status == 400


def test_multipart_forms_with_files(tmp_path: Any) -> None:
    """Fields are typed, files arrive with name, type and bytes; a broken body is 400."""
    client = form_client("multipart/form-data", tmp_path)
    send = {"content-type": "multipart/form-data; boundary=X"}
    parts = (
        b'--X\r\ncontent-disposition: form-data; name="name"\r\n\r\nTom\r\n'
        b'--X\r\ncontent-disposition: form-data; name="age"\r\n\r\n5\r\n'
        b'--X\r\ncontent-disposition: form-data; name="photo"; filename="t.png"\r\n'
        b"content-type: image/png\r\n\r\n\x89PNG\xff\r\n--X--\r\n"
    )
    good = client.request("POST", "/form", content=parts, headers=send)
    assert good.json == {"name": "Tom", "age": 5, "photo": ["t.png", "image/png", 5]}
    assert client.request("POST", "/form", content=b"nonsense", headers=send).status == 400
    assert (
        client.request("POST", "/form", content=parts, headers={"content-type": "multipart/form-data"}).status
        == 400
    )


def form_client(media_type: str, folder: Any) -> Client:
    """A mock whose handler shows the form that it got."""
    (folder / "handlers.py").write_text(
        "from mockdown.mock.bodies import Upload\n\n"
        "def show(body):\n"
        "    def plain(v):\n"
        "        return [v.filename, v.media_type, len(v.data)] if isinstance(v, Upload) else v\n"
        "    return {k: plain(v) for k, v in body.items()}\n"
    )
    operation = {
        "operationId": "show",
        "requestBody": {**content(FORM, media_type), "required": True},
        "responses": {"200": content({})},
    }
    return serve({"/form": {"post": operation}}, folder=folder)


def test_text_and_binary_bodies(tmp_path: Any) -> None:
    """Text is validated as text; bytes arrive as they are."""
    (tmp_path / "handlers.py").write_text("def size(body):\n    return [type(body).__name__, len(body)]\n")
    body = {
        "content": {"text/plain": {"schema": {"type": "string", "maxLength": 3}}, "image/*": {}},
        "required": True,
    }
    operation = {"operationId": "size", "requestBody": body, "responses": {"200": content({})}}
    client = serve({"/e": {"put": operation}}, folder=tmp_path)
    send = client.request
    assert send("PUT", "/e", content="äb".encode(), headers={"content-type": "text/plain"}).json == ["str", 2]
    assert send("PUT", "/e", content=b"long", headers={"content-type": "text/plain"}).status == 400
    assert send("PUT", "/e", content=b"\xff", headers={"content-type": "text/plain"}).status == 400
    assert send("PUT", "/e", content=b"\xff\x00", headers={"content-type": "image/png"}).json == ["bytes", 2]

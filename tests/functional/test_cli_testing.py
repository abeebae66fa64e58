"""`mockdown.testing`: a mock server in the process of the tests."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import httpx
import pytest

from mockdown.diagnostics import MockdownError
from mockdown.mock.settings import Auth, MockSettings
from mockdown.testing import mock_server

BOOK = {
    "type": "object",
    "required": ["title"],
    "properties": {"id": {"type": "integer", "readOnly": True}, "title": {"type": "string"}},
}


def content(schema: dict[str, Any]) -> dict[str, Any]:
    return {"application/json": {"schema": schema}}


BOOKS = {
    "openapi": "3.0.4",
    "info": {"title": "Shop", "version": "1"},
    "servers": [{"url": "https://shop.example/api/v1"}],
    "security": [{"key": []}],
    "paths": {
        "/books": {
            "get": {
                "operationId": "list_books",
                "responses": {
                    "200": {
                        "description": "books",
                        "content": content({"type": "array", "items": {"$ref": "#/components/schemas/Book"}}),
                    }
                },
            },
            "post": {
                "operationId": "create_book",
                "requestBody": {"required": True, "content": content({"$ref": "#/components/schemas/Book"})},
                "responses": {
                    "201": {
                        "description": "the book",
                        "content": content({"$ref": "#/components/schemas/Book"}),
                    }
                },
            },
        }
    },
    "components": {
        "schemas": {"Book": BOOK},
        "securitySchemes": {"key": {"type": "apiKey", "in": "header", "name": "X-Api-Key"}},
    },
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "shop.json").write_text(json.dumps(BOOKS))
    return tmp_path


def test_a_mock_runs_as_long_as_the_block(folder: Path) -> None:
    """Its URL has the base path, and its headers let a client in."""
    with mock_server("shop.json", cwd=folder) as mock:
        assert mock.url.endswith("/api/v1")
        assert httpx.get(f"{mock.url}/books", headers=dict(mock.headers)).status_code == 200
        assert httpx.get(f"{mock.url}/books").status_code == 401
        assert list(mock.credentials) == ["key"]
    with pytest.raises(httpx.ConnectError):
        httpx.get(f"{mock.url}/books")


def test_sessions_do_not_see_each_other_and_can_be_reset(folder: Path) -> None:
    """What one test stores is not there for another, nor after a reset."""
    with mock_server("shop.json", cwd=folder) as mock:

        def titles(session: Any) -> list[str]:
            answer = httpx.get(f"{mock.url}/books", headers=dict(session.headers))
            return [book["title"] for book in answer.json()]

        other = mock.new_session()
        start = titles(mock)
        added = httpx.post(f"{mock.url}/books", headers=dict(mock.headers), json={"title": "Emma"})
        assert added.status_code == 201
        assert "Emma" in titles(mock)
        assert titles(other) == start
        mock.reset()
        assert titles(mock) == start


def test_settings_reach_the_mock(folder: Path) -> None:
    """Whoever tests without credentials can say so."""
    with mock_server("shop.json", cwd=folder, settings=MockSettings(auth=Auth.OFF)) as mock:
        assert httpx.get(f"{mock.url}/books").status_code == 200


def test_one_api_needs_no_name_and_several_do(folder: Path) -> None:
    """What is meant must be plain."""
    (folder / "mockdown.toml").write_text('[apis.a]\npages = "a.md"\nbase_path = "/x"\n')
    for name in ("a", "b"):
        (folder / f"{name}.md").write_text("# Books\n\n`GET /books`\n")
    with mock_server(cwd=folder) as mock:
        assert mock.url.endswith("/x")
        assert httpx.get(f"{mock.url}/books", headers=dict(mock.headers)).status_code == 200
    (folder / "mockdown.toml").write_text('[apis.a]\npages = "a.md"\n[apis.b]\npages = "b.md"\n')
    with pytest.raises(MockdownError, match="several APIs") as caught, mock_server(cwd=folder):
        pass
    assert caught.value.diagnostics[0].help == "name one of `a`, `b`"

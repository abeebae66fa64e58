"""A client that openapi-python-client generates talks to the mock."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from clients_setup import OPENAPI, PAGE, demand, run, write_description

from mockdown.testing import MockServer, mock_server

pytestmark = pytest.mark.clients


def generate(description: Path, target: Path) -> None:
    """Generate a client; a warning of the generator, such as for what it leaves out, is a failure."""
    program = demand("openapi-python-client")
    command = [program, "generate", "--path", str(description), "--output-path", str(target)]
    run([*command, "--meta", "none", "--fail-on-warning"], cwd=target.parent)


@pytest.fixture
def books(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The generated package."""
    generate(write_description(tmp_path), tmp_path / "books_client")
    monkeypatch.syspath_prepend(tmp_path)
    return importlib.import_module("books_client")


@pytest.fixture
def mock(tmp_path: Path) -> Iterator[MockServer]:
    with mock_server(str(PAGE), cwd=tmp_path) as server:
        yield server


def test_what_the_client_makes_it_finds_changes_and_removes(books: ModuleType, mock: MockServer) -> None:
    """Every operation is called as it was generated, and gives typed values."""

    models = importlib.import_module("books_client.models")
    token = mock.headers["Authorization"].removeprefix("Bearer ")

    def call(operation: str, **arguments: Any) -> Any:
        module = importlib.import_module(f"books_client.api.books_api.{operation}")
        return module.sync_detailed(client=client, **arguments)

    with books.AuthenticatedClient(base_url=mock.url, token=token, raise_on_unexpected_status=True) as client:
        body = models.CreateBookBody(title="Orlando", genre=models.CreateBookBodyGenre.NOVEL, pages=474)
        made = call("create_book", body=body)
        assert made.status_code == 201
        assert isinstance(made.parsed, models.Book)
        assert (made.parsed.title, made.parsed.pages) == ("Orlando", 474)
        changed = call("patch_book", id=made.parsed.id, body=models.PatchBookBody(pages=500)).parsed
        assert changed.pages == 500
        assert call("get_book", id=made.parsed.id).parsed == changed
        novels = call("list_books", genre=models.ListBooksGenre.NOVEL, limit=10).parsed
        assert [book.title for book in novels.books] == ["Emma", "Orlando"]
        assert call("delete_book", id=made.parsed.id).status_code == 204
        assert call("get_book", id=made.parsed.id).status_code == 404


@pytest.mark.parametrize("name", ["coder", "coder-v0", "vela", "vieter"])
def test_the_generator_leaves_nothing_out(name: str, tmp_path: Path) -> None:
    """The built descriptions give a client without a warning."""
    generate(OPENAPI / f"{name}.yaml", tmp_path / "client")
    assert list((tmp_path / "client" / "api").rglob("*.py"))

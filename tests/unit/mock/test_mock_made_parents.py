"""What stands below things that clients made: nothing but what was made there."""

from __future__ import annotations

from typing import Any

import pytest
from mock_client import Client, serve
from mock_descriptions import content, path_parameter

_SHELF = {"type": "object", "properties": {"id": {"type": "integer"}, "name": {"type": "string"}}}
_BOOK = {"type": "object", "properties": {"id": {"type": "integer"}, "title": {"type": "string"}}}
_GONE = {"404": {"description": ""}}


def _ref(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


@pytest.fixture
def library() -> Client:
    """Shelves, and the books on each: no book says on which shelf it stands."""
    shelf, book = _ref("Shelf"), _ref("Book")
    on_shelf = {"parameters": [path_parameter("shelfId", {"type": "integer"})]}
    paths: dict[str, Any] = {
        "/shelves": {
            "get": {"responses": {"200": content({"type": "array", "items": shelf})}},
            "post": {"requestBody": content(shelf), "responses": {"201": content(shelf)}},
        },
        "/shelves/{shelfId}": {**on_shelf, "get": {"responses": {"200": content(shelf), **_GONE}}},
        "/shelves/{shelfId}/books": {
            **on_shelf,
            "get": {"responses": {"200": content({"type": "array", "items": book}), **_GONE}},
            "post": {"requestBody": content(book), "responses": {"201": content(book), **_GONE}},
        },
        "/shelves/{shelfId}/books/{bookId}": {
            "parameters": [*on_shelf["parameters"], path_parameter("bookId", {"type": "integer"})],
            "get": {"responses": {"200": content(book), **_GONE}},
        },
    }
    return serve(paths, schemas={"Shelf": _SHELF, "Book": _BOOK})


def test_the_first_things_stand_below_all_that_were_first(library: Client) -> None:
    """The docs do not say which is whose."""
    shelf = library.get("/shelves").json[0]["id"]
    assert library.get(f"/shelves/{shelf}/books").json


def test_what_is_made_begins_empty(library: Client) -> None:
    """Books that were there before it stand elsewhere."""
    shelf = library.post("/shelves", {"name": "new"}).json["id"]
    assert library.get(f"/shelves/{shelf}/books").json == []
    assert library.get(f"/shelves/{shelf}/books/1").status == 404
    book = library.post(f"/shelves/{shelf}/books", {"title": "Dune"}).json
    assert library.get(f"/shelves/{shelf}/books").json == [book]
    assert library.get(f"/shelves/{shelf}/books/{book['id']}").json == book


def test_what_is_put_back_is_told_apart_all_the_same(library: Client) -> None:
    """Also in a state that was read and put."""
    shelf = library.post("/shelves", {"name": "new"}).json["id"]
    state = library.app.store.local("")
    state.load_json(state.to_json())
    assert library.get(f"/shelves/{shelf}/books").json == []
    assert library.get("/shelves/1/books").json

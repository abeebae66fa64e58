"""Filters that mean everything or name objects, and orders that are half said."""

from __future__ import annotations

from typing import Any

import pytest
from mock_client import Client, serve
from mock_descriptions import content, path_parameter, query_parameter, ref

TEXT, MOMENT = {"type": "string"}, {"type": "string", "format": "date-time"}
MARK = {"type": "object", "properties": {"id": {"type": "integer"}, "name": TEXT}}
STORY: dict[str, Any] = {
    "type": "object",
    "properties": {
        "id": {"type": "integer"},
        "state": {"type": "string", "enum": ["open", "closed"]},
        "hidden": {"type": "boolean"},
        "marks": {"type": "array", "items": ref("Mark")},
        "author": {"type": "object", "properties": {"id": {"type": "integer"}, "login": TEXT}},
        "stars": {"type": "integer"},
        "created_at": MOMENT,
        "updated_at": MOMENT,
    },
}
ROWS = [
    {
        "id": 1,
        "state": "open",
        "hidden": False,
        "marks": [{"id": 7, "name": "bug"}, {"id": 8, "name": "ui"}],
        "author": {"id": 70, "login": "ann"},
        "stars": 10,
        "created_at": "2024-01-02T00:00:00Z",
        "updated_at": "2024-03-01T00:00:00Z",
    },
    {
        "id": 2,
        "state": "closed",
        "hidden": True,
        "marks": [{"id": 7, "name": "bug"}],
        "author": {"id": 71, "login": "bob"},
        "stars": 9,
        "created_at": "2024-01-03T00:00:00Z",
        "updated_at": "2024-02-01T00:00:00Z",
    },
    {
        "id": 3,
        "state": "open",
        "hidden": False,
        "marks": [],
        "author": {"id": 70, "login": "ann"},
        "stars": 100,
        "created_at": "2024-01-01T00:00:00Z",
        "updated_at": "2024-04-01T00:00:00Z",
    },
]


def stories(**parameters: dict[str, Any]) -> Client:
    """Three stories, listed with these query parameters."""
    listed = content({"type": "array", "items": ref("Story")}, example=ROWS)
    nodes = [query_parameter(name, node) for name, node in parameters.items()]
    shown = {"responses": {"200": content(ref("Story"))}}
    paths = {
        "/stories": {"get": {"parameters": nodes, "responses": {"200": listed}}},
        "/stories/{id}": {"parameters": [path_parameter("id", {"type": "integer"})], "get": shown},
    }
    return serve(paths, schemas={"Story": STORY, "Mark": MARK})


def found(client: Client, query: str) -> list[int]:
    return [story["id"] for story in client.get(f"/stories?{query}").json]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("state=all", [1, 2, 3]),
        ("state=open", [1, 3]),
        ("state=closed&hidden=any", [2]),
        ("hidden=true", [2]),
        ("hidden=any", [1, 2, 3]),
        ("kind=all", [1, 2, 3]),
    ],
)
def test_what_no_entity_can_be_leaves_none_out(query: str, expected: list[int]) -> None:
    """`all` is documented beside the values that the property has."""
    states = {"type": "string", "enum": ["open", "closed", "all"]}
    truths = {"type": "string", "enum": ["true", "false", "any"]}
    assert found(stories(state=states, hidden=truths, kind=TEXT), query) == expected


def test_a_value_that_nothing_documents_finds_nothing() -> None:
    """A name that is wrong is not the same as none."""
    client = stories(state=TEXT)
    assert (found(client, "state=shut"), found(client, "state=all")) == ([], [1, 2, 3])


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("marks=bug", [1, 2]),
        ("marks=bug,ui", [1]),
        ("marks=7", [1, 2]),
        ("marks=nothing", []),
        ("mark=ui", [1]),
        ("author=ann", [1, 3]),
        ("author=71", [2]),
        ("author=ann,bob", [1, 2, 3]),
    ],
)
def test_objects_are_filtered_by_their_names(query: str, expected: list[int]) -> None:
    """By what they are called or by their id; all names that are given are those of one thing each."""
    assert found(stories(marks=TEXT, mark=TEXT, author=TEXT), query) == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("sort=created", [3, 1, 2]),
        ("sort=updated", [2, 1, 3]),
        ("sort=created&direction=desc", [2, 1, 3]),
        ("sort=-updated", [3, 1, 2]),
        ("sort=stars", [2, 1, 3]),
        ("sort=nothing", [1, 2, 3]),
        ("direction=asc", [3, 1, 2]),
        ("direction=desc", [2, 1, 3]),
    ],
)
def test_orders_that_are_half_said(query: str, expected: list[int]) -> None:
    """`created` means the moment, and a direction alone the one of making."""
    assert found(stories(sort=TEXT, direction=TEXT), query) == expected


def test_documented_orders_hold_where_the_other_half_is_given() -> None:
    """The default of `sort` for a direction, and that of the direction for a property."""
    sort = {"type": "string", "enum": ["created", "updated"], "default": "updated"}
    direction = {"type": "string", "enum": ["asc", "desc"], "default": "desc"}
    client = stories(sort=sort, direction=direction)
    assert found(client, "direction=asc") == [2, 1, 3]
    assert found(client, "sort=created") == [2, 1, 3]
    assert found(client, "") == [1, 2, 3]

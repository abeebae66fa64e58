"""Conditional requests by time, where the docs speak of such headers."""

from __future__ import annotations

from typing import Any

import pytest
from mock_client import Client, serve
from mock_descriptions import content, path_parameter, ref

TEXT, INTEGER = {"type": "string"}, {"type": "integer"}
MOMENT = {"type": "string", "format": "date-time", "readOnly": True}
NOTE = {
    "type": "object",
    "properties": {
        "id": {"type": "integer", "readOnly": True},
        "text": TEXT,
        "created_at": MOMENT,
        "updated_at": MOMENT,
    },
}
ROWS = [
    {
        "id": 1,
        "text": "a",
        "created_at": "2024-01-01T10:00:00Z",
        "updated_at": "2024-01-02T12:00:00.500+02:00",
    },
    {"id": 2, "text": "b", "created_at": "2024-03-01T10:00:00Z"},
]
HEADERS = {"headers": {"Last-Modified": {"schema": TEXT}}}
KNOWN, LATER = "Tue, 02 Jan 2024 10:00:00 GMT", "Fri, 01 Mar 2024 10:00:00 GMT"


def notes(statuses: tuple[str, ...] = ("304", "412"), note: dict[str, Any] = NOTE) -> Client:
    more = {status: {"description": ""} for status in statuses}
    shown = {"responses": {"200": {**content(ref("Note")), **HEADERS}, **more}}
    sent = {"requestBody": {**content(ref("Note")), "required": True}}
    listed = {**content({"type": "array", "items": ref("Note")}, example=ROWS), **HEADERS}
    return serve(
        {
            "/notes": {"get": {"responses": {"200": listed, **more}}},
            "/notes/{id}": {
                "parameters": [path_parameter("id", INTEGER)],
                "get": shown,
                "put": {**sent, **shown},
            },
        },
        schemas={"Note": note},
    )


def test_when_an_entity_was_changed() -> None:
    """The header tells the last moment that an entity shows, to the second."""
    client = notes()
    assert client.get("/notes/1").headers["last-modified"] == KNOWN
    assert client.get("/notes/2").headers["last-modified"] == LATER
    assert client.get("/notes").headers["last-modified"] == LATER


@pytest.mark.parametrize(
    ("path", "since", "expected"),
    [
        ("/notes/1", KNOWN, 304),
        ("/notes/1", LATER, 304),
        ("/notes/1", "Tue, 02 Jan 2024 09:59:59 GMT", 200),
        ("/notes/1", "yesterday", 200),
        ("/notes", LATER, 304),
        ("/notes", KNOWN, 200),
    ],
)
def test_what_is_known_already(path: str, since: str, expected: int) -> None:
    """304 with the header and without a body, for what was not changed since."""
    reply = notes().get(path, headers={"if-modified-since": since})
    assert reply.status == expected
    if expected == 304:
        assert reply.body == b""
        assert "last-modified" in reply.headers


def test_a_tag_counts_before_the_time() -> None:
    """`If-None-Match` says more than a second can (RFC 9110, 13.1.3)."""
    headers = {"if-modified-since": LATER, "if-none-match": '"other"'}
    assert notes().get("/notes/1", headers=headers).status == 200


def test_a_change_to_what_was_changed_meanwhile() -> None:
    """412 for a change that starts from another state, and a new moment for one that is made."""
    client = notes()
    old = "Mon, 01 Jan 2024 00:00:00 GMT"
    assert client.put("/notes/1", {"text": "c"}, headers={"if-unmodified-since": old}).status == 412
    changed = client.put("/notes/1", {"text": "c"}, headers={"if-unmodified-since": KNOWN})
    assert changed.status == 200
    assert changed.headers["last-modified"] != KNOWN
    assert client.get("/notes/1", headers={"if-modified-since": KNOWN}).status == 200


def test_without_words_of_it_nothing_is_conditional() -> None:
    """A description without 304 and 412 answers in full; entities without moments have no time."""
    client = notes(())
    assert client.get("/notes/1", headers={"if-modified-since": LATER}).status == 200
    plain = {"type": "object", "properties": {"id": INTEGER, "text": TEXT}}
    timeless = notes(note=plain)
    assert timeless.get("/notes/1", headers={"if-modified-since": LATER}).status == 200


def test_numbers_that_count_time() -> None:
    """Seconds and milliseconds are moments too."""
    count = {"type": "integer", "description": "Milliseconds.", "readOnly": True}
    plain = {"type": "object", "properties": {"id": INTEGER, "updated": count}}
    shown = {**content(plain, example={"id": 7, "updated": 1_704_189_600_999}), **HEADERS}
    paths = {
        "/things/{id}": {"get": {"parameters": [path_parameter("id", INTEGER)], "responses": {"200": shown}}}
    }
    assert serve(paths).get("/things/7").headers["last-modified"] == KNOWN

"""Memberships of things that stand elsewhere below the same holder: the pinned messages of a channel."""

from __future__ import annotations

from typing import Any

from mock_client import Client, serve
from mock_descriptions import content, path_parameter, ref

TEXT = {"type": "string"}
SCHEMAS = {
    "Room": {
        "type": "object",
        "properties": {
            "id": {**TEXT, "readOnly": True},
            "name": TEXT,
            "message_count": {"type": "integer", "readOnly": True},
        },
    },
    "Message": {
        "type": "object",
        "required": ["id", "words"],
        "properties": {
            "id": {**TEXT, "readOnly": True},
            "words": TEXT,
            "pinned": {"type": "boolean", "readOnly": True, "default": False},
        },
    },
}
GONE = {"responses": {"204": {"description": ""}}}
ROOM, MESSAGE = path_parameter("room_id", TEXT), path_parameter("message_id", TEXT)


def listed(name: str) -> dict[str, Any]:
    return {"responses": {"200": content({"type": "array", "items": ref(name)})}}


def made(name: str) -> dict[str, Any]:
    return {"requestBody": content(ref(name)), "responses": {"201": content(ref(name))}}


PATHS: dict[str, Any] = {
    "/rooms": {"get": listed("Room"), "post": made("Room")},
    "/rooms/{room_id}": {"parameters": [ROOM], "get": {"responses": {"200": content(ref("Room"))}}},
    "/rooms/{room_id}/messages": {
        "parameters": [ROOM],
        "get": listed("Message"),
        "post": made("Message"),
    },
    "/rooms/{room_id}/messages/{message_id}": {
        "parameters": [ROOM, MESSAGE],
        "get": {"responses": {"200": content(ref("Message"))}},
        "delete": GONE,
    },
    "/rooms/{room_id}/pins": {"parameters": [ROOM], "get": listed("Message")},
    "/rooms/{room_id}/pins/{message_id}": {"parameters": [ROOM, MESSAGE], "put": GONE, "delete": GONE},
}


def with_messages() -> tuple[Client, str, list[str]]:
    client = serve(PATHS, schemas=SCHEMAS)
    room = f"/rooms/{client.post('/rooms', {'name': 'Hall'}).json['id']}"
    made = [client.post(f"{room}/messages", {"words": one}).json["id"] for one in ("one", "two", "three")]
    return client, room, made


def pinned(client: Client, room: str) -> list[str]:
    return [one["words"] for one in client.get(f"{room}/pins").json]


def test_what_is_pinned_is_listed_and_what_is_not_stays() -> None:
    """PUT pins a message, DELETE takes the pin away; the message stays as it was."""
    client, room, (one, two, _) = with_messages()
    assert pinned(client, room) == []
    assert client.put(f"{room}/pins/{one}").status == 204
    assert client.put(f"{room}/pins/{two}").status == 204
    assert pinned(client, room) == ["one", "two"]
    assert client.get(f"{room}/messages/{one}").json["words"] == "one"
    assert client.delete(f"{room}/pins/{one}").status == 204
    assert pinned(client, room) == ["two"]
    assert client.get(f"{room}/messages/{one}").json["words"] == "one"
    assert client.delete(f"{room}/pins/{one}").status == 404


def test_only_messages_of_the_room_are_pinned() -> None:
    """A message of another room is not there; one that is deleted is pinned no longer."""
    client, room, (one, _, _) = with_messages()
    other = f"/rooms/{client.post('/rooms', {'name': 'Attic'}).json['id']}"
    assert client.put(f"{other}/pins/{one}").status == 404
    client.put(f"{room}/pins/{one}")
    assert client.delete(f"{room}/messages/{one}").status == 204
    assert pinned(client, room) == []
    assert client.put(f"{room}/pins/{one}").status == 404


def test_what_is_pinned_says_so_and_counts_once() -> None:
    """A message knows whether it is pinned; the room has no more messages for that."""
    client, room, (one, two, _) = with_messages()
    client.put(f"{room}/pins/{one}")
    assert client.get(f"{room}/messages/{one}").json["pinned"] is True
    assert client.get(f"{room}/messages/{two}").json["pinned"] is False
    assert client.get(room).json["message_count"] == 3
    client.delete(f"{room}/pins/{one}")
    assert client.get(f"{room}/messages/{one}").json["pinned"] is False
    assert client.get(room).json["message_count"] == 3

"""Paths that name the caller, and entities that are named by what stands in them."""

from __future__ import annotations

from typing import Any

from mock_client import Client, serve
from mock_descriptions import content, path_parameter, ref

TEXT = {"type": "string"}
USER = {
    "type": "object",
    "required": ["id", "nick"],
    "properties": {"id": {**TEXT, "readOnly": True}, "nick": TEXT},
}
MEMBER = {
    "type": "object",
    "required": ["user", "rank"],
    "properties": {"user": ref("User"), "rank": {**TEXT, "enum": ["guest", "host"], "default": "guest"}},
}
ROOM = {"type": "object", "properties": {"id": {**TEXT, "readOnly": True}, "title": TEXT}}
SCHEMAS = {"User": USER, "Member": MEMBER, "Room": ROOM}
USER_KEY, ROOM_KEY = (
    path_parameter("user_id", TEXT, description="An id, or me"),
    path_parameter("room_id", TEXT),
)
SHOWN = {"responses": {"200": content(ref("User"))}}
CHANGE = {
    "requestBody": content({"type": "object", "properties": {"nick": TEXT}}),
    "responses": {"200": content(ref("User"))},
}


def listed(name: str) -> dict[str, Any]:
    return {"responses": {"200": content({"type": "array", "items": ref(name)})}}


PATHS: dict[str, Any] = {
    "/users/@me": {"get": SHOWN, "patch": CHANGE, "delete": {"responses": {"204": {"description": ""}}}},
    "/users": {"get": listed("User")},
    "/users/{user_id}": {"parameters": [USER_KEY], "get": SHOWN, "patch": CHANGE},
    "/rooms": {
        "get": listed("Room"),
        "post": {"requestBody": content(ref("Room")), "responses": {"201": content(ref("Room"))}},
    },
    "/rooms/{room_id}": {"parameters": [ROOM_KEY], "get": {"responses": {"200": content(ref("Room"))}}},
    "/rooms/{room_id}/members": {"parameters": [ROOM_KEY], "get": listed("Member")},
    "/rooms/{room_id}/members/{user_id}": {
        "parameters": [ROOM_KEY, USER_KEY],
        "get": {"responses": {"200": content(ref("Member"))}},
        "put": {
            "requestBody": content({"type": "object", "properties": {"rank": TEXT}}),
            "responses": {"201": content(ref("Member")), "204": {"description": "was one"}},
        },
        "delete": {"responses": {"204": {"description": ""}}},
    },
}


def chat() -> Client:
    return serve(PATHS, schemas=SCHEMAS)


def test_the_caller_is_one_of_the_users() -> None:
    """What is changed of the caller is seen at the user's own path, and the other way round."""
    client = chat()
    first = client.get("/users").json[0]
    assert client.get("/users/@me").json == client.get("/users/me").json == first
    assert client.patch("/users/@me", {"nick": "zed"}).json["id"] == first["id"]
    assert client.get(f"/users/{first['id']}").json["nick"] == "zed"
    client.patch(f"/users/{first['id']}", {"nick": "zoe"})
    assert client.get("/users/@me").json["nick"] == "zoe"


def test_a_caller_who_is_deleted_is_no_other() -> None:
    """After the caller deleted itself there is no caller."""
    client = chat()
    first, *others = client.get("/users").json
    assert client.delete("/users/@me").status == 204
    assert client.get("/users/@me").status == 404
    assert client.get(f"/users/{first['id']}").status == 404
    assert client.get("/users").json == others


def test_a_member_holds_the_user_of_its_path() -> None:
    """What is put under a user's id shows that user, and is found by it again in each room."""
    client = chat()
    user = client.get("/users").json[1]
    rooms = [f"/rooms/{client.post('/rooms', {'title': one}).json['id']}" for one in ("hall", "attic")]
    for room, rank in zip(rooms, ("host", "guest"), strict=True):
        put = client.put(f"{room}/members/{user['id']}", {"rank": rank})
        assert (put.status, put.json) == (201, {"user": user, "rank": rank})
    for room, rank in zip(rooms, ("host", "guest"), strict=True):
        assert client.get(f"{room}/members").json == [{"user": user, "rank": rank}]
        assert client.get(f"{room}/members/{user['id']}").json["rank"] == rank
    assert client.put(f"{rooms[0]}/members/{user['id']}", {"rank": "guest"}).status == 204
    assert client.get(f"{rooms[0]}/members/{user['id']}").json["rank"] == "guest"
    assert client.delete(f"{rooms[0]}/members/{user['id']}").status == 204
    assert client.get(f"{rooms[0]}/members/{user['id']}").status == 404
    assert client.get(f"{rooms[1]}/members/{user['id']}").status == 200


def test_members_of_the_start_are_found_by_their_users() -> None:
    """Who is listed is there under the id that is shown."""
    client = chat()
    room = f"/rooms/{client.get('/rooms').json[0]['id']}"
    users = client.get("/users").json
    for member in client.get(f"{room}/members").json:
        assert member["user"] in users
        assert client.get(f"{room}/members/{member['user']['id']}").json == member

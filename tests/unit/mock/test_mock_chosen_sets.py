"""What the caller is put into under a word that clients choose: reactions by emoji."""

from __future__ import annotations

from typing import Any

from mock_client import Client, serve
from mock_descriptions import content, path_parameter, ref

from mockdown.mock.store import DEFAULT_SESSION

TEXT = {"type": "string"}
SCHEMAS = {
    "User": {"type": "object", "required": ["id"], "properties": {"id": {**TEXT, "readOnly": True}}},
    "Post": {
        "type": "object",
        "required": ["id"],
        "properties": {"id": {**TEXT, "readOnly": True}, "title": TEXT},
    },
}
POST_KEY, SIGN = path_parameter("post_id", TEXT), path_parameter("sign", TEXT)
GONE = {"responses": {"204": {"description": ""}, "404": {"description": ""}}}


def listed(name: str) -> dict[str, Any]:
    return {"responses": {"200": content({"type": "array", "items": ref(name)})}}


PATHS: dict[str, Any] = {
    "/users": {"get": listed("User")},
    "/users/{user_id}": {
        "parameters": [path_parameter("user_id", TEXT)],
        "get": {"responses": {"200": content(ref("User"))}},
    },
    "/posts": {
        "get": listed("Post"),
        "post": {"requestBody": content(ref("Post")), "responses": {"201": content(ref("Post"))}},
    },
    "/posts/{post_id}": {"parameters": [POST_KEY], "delete": GONE},
    "/posts/{post_id}/signs/{sign}": {"parameters": [POST_KEY, SIGN], "get": listed("User")},
    "/posts/{post_id}/signs/{sign}/@me": {"parameters": [POST_KEY, SIGN], "put": GONE, "delete": GONE},
}


def with_posts() -> tuple[Client, list[str]]:
    client = serve(PATHS, schemas=SCHEMAS)
    return client, [f"/posts/{client.post('/posts', {'title': one}).json['id']}" for one in ("a", "b")]


def test_who_reacted_is_listed_below_what_was_chosen() -> None:
    """A reaction belongs to one post and one word, and goes when it is taken back."""
    client, (one, other) = with_posts()
    caller = client.get("/users").json[0]
    assert client.get(f"{one}/signs/up").json == []
    assert client.put(f"{one}/signs/up/@me").status == 204
    assert client.put(f"{one}/signs/%F0%9F%91%8D/@me").status == 204
    assert client.get(f"{one}/signs/up").json == client.get(f"{one}/signs/%F0%9F%91%8D").json == [caller]
    assert client.get(f"{one}/signs/down").json == client.get(f"{other}/signs/up").json == []
    assert client.delete(f"{one}/signs/up/@me").status == 204
    assert client.get(f"{one}/signs/up").json == []
    assert client.get(f"{one}/signs/%F0%9F%91%8D").json == [caller]
    assert client.delete(f"{one}/signs/up/@me").status == 404


def test_only_posts_that_are_there_are_reacted_to() -> None:
    """The word is the client's own; the post is not, and takes its reactions along."""
    client, (one, _) = with_posts()
    assert client.put("/posts/none/signs/up/@me").status == 404
    client.put(f"{one}/signs/up/@me")
    reacted = "/posts/{post_id}/signs/{sign}"
    assert len(client.app.store.local(DEFAULT_SESSION).table(reacted)) == 1
    client.delete(one)
    assert len(client.app.store.local(DEFAULT_SESSION).table(reacted)) == 0

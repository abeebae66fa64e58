"""Entities that speak of others: links, counts, and what stands inside of bodies."""

from __future__ import annotations

from typing import Any

import pytest
from mock_client import Client, serve
from mock_descriptions import content, path_parameter, query_parameter, ref

SCHEMAS: dict[str, Any] = {
    "Post": {
        "type": "object",
        "properties": {
            "id": {"type": "integer", "readOnly": True},
            "title": {"type": "string"},
            "comments_count": {"type": "integer", "readOnly": True},
            "look": {
                "type": "object",
                "properties": {
                    "color": {"type": "string", "default": "red"},
                    "token": {"type": "string", "readOnly": True},
                    "border": {"type": "object", "properties": {"width": {"type": "integer", "default": 3}}},
                },
            },
            "lines": {
                "type": "array",
                "items": {"type": "object", "properties": {"n": {"type": "integer", "default": 1}}},
            },
        },
    },
    "Comment": {
        "type": "object",
        "properties": {
            "id": {"type": "integer", "readOnly": True},
            "post_id": {"type": "integer"},
            "text": {"type": "string"},
        },
    },
}


def collection(name: str) -> dict[str, Any]:
    listed = content({"type": "array", "items": ref(name)})
    sent = {"requestBody": {**content(ref(name)), "required": True}}
    return {
        "get": {"responses": {"200": listed}},
        "post": {**sent, "responses": {"201": content(ref(name))}},
    }


def item(name: str) -> dict[str, Any]:
    shown = {"responses": {"200": content(ref(name))}}
    sent = {"requestBody": {**content(ref(name)), "required": True}}
    return {
        "parameters": [path_parameter("id", {"type": "integer"})],
        "get": shown,
        "put": {**sent, **shown},
        "patch": {**sent, **shown},
        "delete": {"responses": {"204": {"description": ""}}},
    }


PATHS: dict[str, Any] = {
    "/posts": collection("Post"),
    "/posts/{id}": item("Post"),
    "/posts/{id}/comments": {
        "parameters": [path_parameter("id", {"type": "integer"})],
        **collection("Comment"),
        "delete": {"responses": {"204": {"description": ""}}},
    },
    "/comments": collection("Comment"),
    "/comments/{id}": item("Comment"),
}


@pytest.fixture
def blog() -> Client:
    return serve(PATHS, schemas=SCHEMAS)


def counts(client: Client) -> dict[int, tuple[int, int]]:
    """What each post says it has, and what it has."""
    return {
        post["id"]: (post["comments_count"], len(client.get(f"/posts/{post['id']}/comments").json))
        for post in client.get("/posts").json
    }


def test_a_link_in_the_body_says_under_which_parent_an_entity_is(blog: Client) -> None:
    """What is made with `post_id` stands below that post, and below no other."""
    made = blog.post("/comments", {"post_id": 2, "text": "x"}).json
    assert made in blog.get("/posts/2/comments").json
    assert made not in blog.get("/posts/1/comments").json
    blog.patch(f"/comments/{made['id']}", {"post_id": 3})
    assert blog.get("/posts/2/comments").json == []
    assert [one["id"] for one in blog.get("/posts/3/comments").json] == [made["id"]]
    assert blog.delete("/posts/3").status == 204
    assert blog.get(f"/comments/{made['id']}").status == 404


def test_a_link_that_leads_nowhere_is_kept(blog: Client) -> None:
    """A mock does not know why a client names what is not there."""
    made = blog.post("/comments", {"post_id": 4711, "text": "x"})
    assert (made.status, made.json["post_id"]) == (201, 4711)


def test_counts_are_true_from_the_start_and_stay_so(blog: Client) -> None:
    """`comments_count` follows each way in which comments come, move and go."""
    assert counts(blog) == {1: (3, 3), 2: (0, 0), 3: (0, 0)}
    post = blog.post("/posts", {"title": "new"}).json
    assert post["comments_count"] == 0
    first = blog.post(f"/posts/{post['id']}/comments", {"text": "x"}).json
    second = blog.post("/comments", {"post_id": post["id"], "text": "y"}).json
    assert counts(blog)[post["id"]] == (2, 2)
    blog.put(f"/comments/{second['id']}", {"post_id": 2, "text": "y"})
    assert (counts(blog)[post["id"]], counts(blog)[2]) == ((1, 1), (1, 1))
    blog.delete(f"/comments/{first['id']}")
    assert blog.delete("/posts/1/comments").status == 204
    assert counts(blog) == {1: (0, 0), 2: (1, 1), 3: (0, 0), post["id"]: (0, 0)}
    assert blog.put("/posts/2", {"title": "other"}).json["comments_count"] == 1


@pytest.mark.parametrize(
    "name", ["comment_count", "commentsCount", "num_comments", "total_comments", "number_of_comments"]
)
def test_a_count_is_known_by_its_name(name: str) -> None:
    """However the count is called."""
    post = {"type": "object", "properties": {"id": {"type": "integer"}, name: {"type": "integer"}}}
    client = serve(PATHS, schemas={**SCHEMAS, "Post": post})
    assert [one[name] for one in client.get("/posts").json] == [3, 0, 0]


def test_a_documented_count_is_as_documented() -> None:
    """An example that says 12 says so at the start, and counts on from there."""
    example = {"id": 1, "title": "Known", "comments_count": 12}
    shown = {**PATHS["/posts/{id}"], "get": {"responses": {"200": content(ref("Post"), example=example)}}}
    client = serve({**PATHS, "/posts/{id}": shown}, schemas=SCHEMAS)
    assert client.get("/posts/1").json == example
    client.post("/posts/1/comments", {"text": "x"})
    assert client.get("/posts/1").json["comments_count"] == 13


def test_entities_that_go_with_their_parent_are_counted() -> None:
    """What a cascade removes is missing wherever it was counted."""
    reader = {"type": "object", "properties": {"id": {"type": "integer", "readOnly": True}}}
    comment = {**SCHEMAS["Comment"]["properties"], "reader_id": {"type": "integer"}}
    paths = {**PATHS, "/readers": collection("Reader"), "/readers/{id}": item("Reader")}
    schemas = {**SCHEMAS, "Reader": reader, "Comment": {"type": "object", "properties": comment}}
    client = serve(paths, schemas=schemas)
    client.post("/comments", {"post_id": 2, "reader_id": 2})
    assert counts(client)[2] == (1, 1)
    client.delete("/readers/2")
    assert counts(client)[2] == (0, 0)


def test_defaults_inside_of_bodies(blog: Client) -> None:
    """A default two levels down, or in the items of a list, is stored where its parent was sent."""
    made = blog.post("/posts", {"look": {"border": {}}, "lines": [{}, {"n": 2}]}).json
    assert made["look"] == {"border": {"width": 3}, "color": "red"}
    assert made["lines"] == [{"n": 1}, {"n": 2}]
    assert "look" not in blog.put(f"/posts/{made['id']}", {"title": "x"}).json
    changed = blog.patch(f"/posts/{made['id']}", {"look": {"border": {"width": 1}}}).json
    assert changed["look"] == {"border": {"width": 1}}


def test_read_only_values_inside_of_bodies() -> None:
    """What only the server says is not taken from a client, and not lost by a PUT."""
    example = {"id": 1, "title": "Known", "look": {"token": "secret", "color": "blue"}}
    shown = {**PATHS["/posts/{id}"], "get": {"responses": {"200": content(ref("Post"), example=example)}}}
    client = serve({**PATHS, "/posts/{id}": shown}, schemas=SCHEMAS)
    put = client.put("/posts/1", {"title": "x", "look": {"token": "mine", "color": "green"}}).json
    assert put["look"] == {"color": "green", "token": "secret"}
    made = client.post("/posts", {"look": {"token": "mine"}}).json
    assert "token" not in made["look"]


def test_a_list_of_one_parent_can_be_filtered_by_its_link() -> None:
    """`?post_id=2` gives what `/posts/2/comments` gives."""
    listed = {**PATHS["/comments"]["get"], "parameters": [query_parameter("post_id", {"type": "integer"})]}
    client = serve({**PATHS, "/comments": {**PATHS["/comments"], "get": listed}}, schemas=SCHEMAS)
    client.post("/comments", {"post_id": 2, "text": "x"})
    assert client.get("/comments?post_id=2").json == client.get("/posts/2/comments").json != []

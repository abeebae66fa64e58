"""Slugs that the mock makes of titles and names."""

from __future__ import annotations

from typing import Any

from mock_client import Client, serve
from mock_descriptions import content, path_parameter, ref

TEXT = {"type": "string"}


def posts(slug: dict[str, Any], **properties: Any) -> Client:
    post = {"type": "object", "properties": {**(properties or {"title": TEXT}), "slug": slug}}
    return serve(
        {
            "/posts": {
                "get": {"responses": {"200": content({"type": "array", "items": ref("Post")})}},
                "post": {
                    "requestBody": {**content(ref("Post")), "required": True},
                    "responses": {"201": content(ref("Post"))},
                },
            },
            "/posts/{slug}": {
                "put": {
                    "parameters": [path_parameter("slug", TEXT)],
                    "requestBody": {**content(ref("Post")), "required": True},
                    "responses": {"200": content(ref("Post"))},
                },
                "get": {
                    "parameters": [path_parameter("slug", TEXT)],
                    "responses": {"200": content(ref("Post"))},
                },
            },
        },
        schemas={"Post": post},
    )


def test_a_slug_is_made_of_the_title() -> None:
    """It names the entity, and no two have one."""
    client = posts({**TEXT, "readOnly": True})
    made = [client.post("/posts", {"title": "Zwölf Äpfel, & 3 Birnen!"}).json["slug"] for _ in range(2)]
    assert made == ["zwolf-apfel-3-birnen", "zwolf-apfel-3-birnen-2"]
    assert client.get("/posts/zwolf-apfel-3-birnen-2").json["title"] == "Zwölf Äpfel, & 3 Birnen!"


def test_a_slug_that_is_sent_stays() -> None:
    """What a client may set it sets; an empty slug is none."""
    client = posts(TEXT)
    assert client.post("/posts", {"title": "One", "slug": "first"}).json["slug"] == "first"
    assert client.post("/posts", {"title": "One", "slug": ""}).json["slug"] == "one"
    assert client.post("/posts", {"title": "One"}).json["slug"] == "one-2"


def test_a_slug_is_made_of_the_name_beside_a_number() -> None:
    """Also where something else names the entity."""
    client = posts({**TEXT, "readOnly": True}, id={"type": "integer", "readOnly": True}, name=TEXT)
    made = client.post("/posts", {"name": "Red Herring"}).json
    assert made["slug"] == "red-herring"
    assert client.get("/posts/red-herring").json == made


def test_a_slug_that_the_schema_does_not_allow_is_not_made() -> None:
    """The form of the schema counts, and a title without letters makes none."""
    client = posts({**TEXT, "readOnly": True, "pattern": "^[0-9]{4}$"})
    assert client.post("/posts", {"title": "Red Herring"}).json["slug"].isdigit()
    assert posts({**TEXT, "readOnly": True}).post("/posts", {"title": "???"}).json["slug"]


def test_a_change_of_the_title_leaves_the_slug() -> None:
    """Addresses stay."""
    client = posts({**TEXT, "readOnly": True})
    first = client.post("/posts", {"title": "Then"}).json["slug"]
    assert client.put(f"/posts/{first}", {"title": "Now"}).json == {"title": "Now", "slug": first}
    assert client.get(f"/posts/{first}").json["title"] == "Now"

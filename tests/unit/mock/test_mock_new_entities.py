"""What a new entity says of itself where the client has said nothing."""

from __future__ import annotations

from typing import Any

from mock_client import Client, serve
from mock_descriptions import content, path_parameter, ref

TIME = {"type": "string", "format": "date-time", "readOnly": True}
TASK: dict[str, Any] = {
    "type": "object",
    "required": ["id", "title", "marks", "stages"],
    "properties": {
        "id": {"type": "integer", "readOnly": True},
        "title": {"type": "string"},
        "marks": {"type": "array", "items": ref("Mark")},
        "stages": {"type": "array", "items": {"type": "string"}, "minItems": 1, "readOnly": True},
        "rank": {"type": "integer", "nullable": True, "default": 5, "readOnly": True},
        "note": {"type": "string", "nullable": True, "readOnly": True},
        "link": {"type": "string", "format": "uri", "readOnly": True},
        "created_at": TIME,
        "updated_at": {**TIME, "nullable": True},
        "finished_at": {**TIME, "nullable": True},
        "trace": {"type": "string", "format": "uuid", "nullable": True, "readOnly": True},
    },
}
MARK = {"type": "object", "required": ["name"], "properties": {"name": {"type": "string"}}}
SENT = {"type": "object", "properties": {"title": {"type": "string"}}}
PATHS = {
    "/tasks": {
        "get": {"responses": {"200": content({"type": "array", "items": ref("Task")})}},
        "post": {"requestBody": content(SENT), "responses": {"201": content(ref("Task"))}},
    },
    "/tasks/{id}": {
        "parameters": [path_parameter("id", {"type": "integer"})],
        "get": {"responses": {"200": content(ref("Task"))}},
    },
}


def tasks(**changed: Any) -> Client:
    task = {**TASK, "properties": {**TASK["properties"], **changed}}
    return serve(PATHS, schemas={"Task": task, "Mark": MARK})


def test_a_new_entity_has_nothing_made_up_in_it() -> None:
    """Lists are empty and what may be null is null, but for what the server keeps by itself."""
    client = tasks()
    made = client.post("/tasks", {"title": "a"}).json
    assert made == client.get(f"/tasks/{made['id']}").json
    assert (made["marks"], made["note"], made["finished_at"]) == ([], None, None)
    assert made["rank"] == 5
    assert made["created_at"] == made["updated_at"] > "2025"
    assert made["trace"] is not None
    assert len(made["stages"]) >= 1
    assert made["link"].startswith("http")


def test_null_stands_where_both_styles_of_schemas_allow_it() -> None:
    """As a type beside others, and as an alternative."""
    either = {"anyOf": [ref("Mark"), {"type": "null"}], "readOnly": True}
    task = {
        **TASK,
        "properties": {"id": TASK["properties"]["id"], "title": {"type": "string"}, "mark": either},
    }
    task["required"] = ["id"]
    client = serve(PATHS, schemas={"Task": task, "Mark": MARK}, openapi="3.1.0")
    assert client.post("/tasks", {"title": "a"}).json["mark"] is None


def test_what_is_there_from_the_start_is_full() -> None:
    """Entities that nobody made show all that the description has."""
    first = tasks().get("/tasks/1").json
    assert first["marks"] != []
    assert isinstance(first["note"], str)
    assert isinstance(first["finished_at"], str)

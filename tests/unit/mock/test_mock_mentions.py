"""Names in bodies where entities hold things."""

from __future__ import annotations

from typing import Any

import pytest
from mock_client import Client, serve
from mock_descriptions import content, path_parameter, ref

TEXT, NUMBER = {"type": "string"}, {"type": "integer"}
SCHEMAS: dict[str, Any] = {
    "Member": {
        "type": "object",
        "required": ["id", "login"],
        "properties": {
            "id": {**NUMBER, "readOnly": True},
            "login": TEXT,
            "motto": {**TEXT, "nullable": True},
        },
    },
    "Mark": {
        "type": "object",
        "required": ["name", "shade"],
        "properties": {
            "id": {**NUMBER, "readOnly": True},
            "name": TEXT,
            "shade": {**TEXT, "default": "grey"},
        },
    },
    "Task": {
        "type": "object",
        "properties": {
            "id": {**NUMBER, "readOnly": True},
            "title": TEXT,
            "marks": {"type": "array", "items": ref("Mark")},
            "owner": {"allOf": [ref("Member")], "nullable": True},
            "watchers": {"type": "array", "items": ref("Member")},
            "place": {"type": "object", "properties": {"slug": TEXT, "floor": NUMBER}},
        },
    },
}
TEXTS = {"type": "array", "items": TEXT}
SENT = {
    "type": "object",
    "properties": {
        "title": TEXT,
        "marks": TEXTS,
        "owner": {**TEXT, "nullable": True},
        "watcher_ids": {"type": "array", "items": NUMBER},
        "place": TEXT,
    },
}


def collection(name: str, sent: Any = None) -> dict[str, Any]:
    return {
        "get": {"responses": {"200": content({"type": "array", "items": ref(name)})}},
        "post": {"requestBody": content(sent or ref(name)), "responses": {"201": content(ref(name))}},
    }


def tasks(sent: Any = SENT, **task: Any) -> Client:
    """A mock of tasks, members and marks."""
    shown = {"responses": {"200": content(ref("Task"))}}
    changed = {"requestBody": content(sent), **shown}
    place = [path_parameter("id", NUMBER)]
    paths = {
        "/members": collection("Member"),
        "/members/{login}": {
            "parameters": [path_parameter("login", TEXT)],
            "get": {"responses": {"200": content(ref("Member"))}},
        },
        "/marks": collection("Mark"),
        "/tasks": collection("Task", sent),
        "/tasks/{id}": {"parameters": place, "get": shown, "patch": changed, "put": changed},
    }
    schemas = {**SCHEMAS, "Task": {"type": "object", "properties": {**SCHEMAS["Task"]["properties"], **task}}}
    return serve(paths, schemas=schemas)


def test_what_is_named_is_what_is_there() -> None:
    """By key or by name, one or several."""
    client = tasks()
    ann = client.post("/members", {"login": "ann", "motto": "on"}).json
    bug = client.post("/marks", {"name": "bug", "shade": "red"}).json
    sent = {"title": "a", "marks": ["bug"], "owner": "ann", "watcher_ids": [ann["id"]]}
    made = client.post("/tasks", sent).json
    assert (made["marks"], made["owner"], made["watchers"]) == ([bug], ann, [ann])
    assert client.get(f"/tasks/{made['id']}").json == made
    assert "watcher_ids" not in made


def test_what_is_not_there_is_made_with_that_name() -> None:
    """As its schema has it, and with nothing made up that need not be."""
    made = tasks().post("/tasks", {"marks": ["new", "other"], "owner": "eve", "place": "attic"}).json
    assert [(mark["name"], mark["shade"]) for mark in made["marks"]] == [("new", "grey"), ("other", "grey")]
    assert (made["owner"]["login"], made["owner"]["motto"]) == ("eve", None)
    assert isinstance(made["owner"]["id"], int)
    assert made["place"]["slug"] == "attic"
    assert made["watchers"] == []


@pytest.mark.parametrize("method", ["PATCH", "PUT"])
def test_changes_name_things_too(method: str) -> None:
    """What is named takes the place of what was there; null empties it, and what is not said stays."""
    client = tasks()
    bob = client.post("/members", {"login": "bob"}).json
    made = client.post("/tasks", {"title": "a", "marks": ["old"], "owner": "ann"}).json
    place = f"/tasks/{made['id']}"
    changed = client.request(method, place, json_body={"title": "b", "marks": ["x"], "owner": "bob"}).json
    assert ([mark["name"] for mark in changed["marks"]], changed["owner"]) == (["x"], bob)
    assert client.patch(place, {"owner": None}).json["owner"] is None
    assert client.patch(place, {"title": "c"}).json["marks"] == changed["marks"]
    assert client.patch(place, {"marks": []}).json["marks"] == []


def test_an_id_beside_the_thing_says_which_it_is() -> None:
    """`owner_id` is kept where entities have it, and `owner` is that member."""
    sent = {"type": "object", "properties": {"title": TEXT, "owner_id": NUMBER}}
    client = tasks(sent, owner_id=NUMBER)
    ann = client.post("/members", {"login": "ann"}).json
    made = client.post("/tasks", {"owner_id": ann["id"]}).json
    assert (made["owner_id"], made["owner"]) == (ann["id"], ann)


def test_names_stay_names_where_entities_hold_names() -> None:
    """Nothing is looked up that needs no looking up."""
    client = tasks(marks=TEXTS)
    assert client.post("/tasks", {"marks": ["bug"]}).json["marks"] == ["bug"]
    either = {"type": "array", "items": {"oneOf": [TEXT, ref("Mark")]}}
    assert tasks(marks=either).post("/tasks", {"marks": ["bug"]}).json["marks"] == ["bug"]

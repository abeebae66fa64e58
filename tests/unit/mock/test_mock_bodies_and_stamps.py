"""What a client may change, in which wrapping it says so, and what the server notes beside it."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import Any

import pytest
from mock_client import serve
from mock_descriptions import PATHS, SCHEMAS, content, path_parameter, ref
from test_mock_relations import PATHS as BLOG
from test_mock_relations import SCHEMAS as BLOG_SCHEMAS

ITEM: dict[str, Any] = PATHS["/pets/{petId}"]
PATCHES = {
    "requestBody": {
        "content": {
            "application/merge-patch+json": {"schema": {"type": "object"}},
            "application/json-patch+json": {"schema": {"type": "array", "items": {"type": "object"}}},
        }
    },
    "responses": {"200": content(ref("Pet"))},
}
MERGE = {"content-type": "application/merge-patch+json"}
STEPS = {"content-type": "application/json-patch+json"}
EARLY = "2000-01-01T00:00:00Z"


def test_no_patch_changes_what_is_read_only() -> None:
    """A patch whose schema says nothing of the entity leaves alone what is the server's."""
    client = serve({**PATHS, "/pets/{petId}": {**ITEM, "patch": PATCHES}}, schemas=SCHEMAS)
    before = client.get("/pets/1").json
    merged = client.patch("/pets/1", {"created_at": EARLY, "id": 9, "name": "Tim"}, headers=MERGE)
    assert merged.json == {**before, "name": "Tim"}
    steps = [
        {"op": "replace", "path": "/created_at", "value": EARLY},
        {"op": "replace", "path": "/id", "value": 9},
        {"op": "replace", "path": "/name", "value": "Tom"},
    ]
    assert client.patch("/pets/1", steps, headers=STEPS).json == {**before, "name": "Tom"}


@pytest.mark.parametrize(
    ("patch", "headers"),
    [({"name": None}, MERGE), ([{"op": "replace", "path": "/name", "value": 5}], STEPS)],
)
def test_no_patch_leaves_what_is_not_described(patch: Any, headers: dict[str, str]) -> None:
    """A patch that takes away what is required, or puts in another type, is refused."""
    client = serve({**PATHS, "/pets/{petId}": {**ITEM, "patch": PATCHES}}, schemas=SCHEMAS)
    before = client.get("/pets/1").json
    refused = client.patch("/pets/1", patch, headers=headers)
    assert (refused.status, refused.json["type"]) == (400, "urn:mockdown:problem:invalid-body")
    assert refused.json["errors"]
    assert client.get("/pets/1").json == before


def test_a_body_in_an_envelope() -> None:
    """`{"pet": {…}}` is a pet, in each operation that sends one."""
    shape = {"type": "object", "properties": {"pet": ref("Pet")}}
    sent = {"requestBody": {**content(shape), "required": True}}
    item = {
        "parameters": ITEM["parameters"],
        "get": {"responses": {"200": content(shape)}},
        "put": {**sent, "responses": {"200": content(shape)}},
    }
    paths = {"/pets": {"post": {**sent, "responses": {"201": content(shape)}}}, "/pets/{petId}": item}
    client = serve(paths, schemas=SCHEMAS)
    made = client.post("/pets", {"pet": {"name": "Zoe", "kind": "dog", "id": 77}}).json["pet"]
    assert (made["name"], made["kind"]) == ("Zoe", "dog")
    assert made["id"] != 77
    place = f"/pets/{made['id']}"
    assert client.get(place).json == {"pet": made}
    assert client.put(place, {"pet": {"name": "Zed"}}).json["pet"]["name"] == "Zed"


def test_a_mail_address_names_a_user_too() -> None:
    """An entity is found by its mail address, and nobody else may have it where 409 is documented."""
    user = {"type": "object", "properties": {"id": {"type": "integer"}, "email": {"type": "string"}}}
    post = {
        "requestBody": {**content(ref("User")), "required": True},
        "responses": {"201": content(ref("User")), "409": {"description": ""}},
    }
    one = {
        "parameters": [path_parameter("user", {"type": "string"})],
        "get": {"responses": {"200": content(ref("User"))}},
    }
    client = serve({"/users": {"post": post}, "/users/{user}": one}, schemas={"User": user})
    made = client.post("/users", {"email": "ann@example.com"}).json
    assert client.get("/users/ann%40example.com").json == made
    assert client.post("/users", {"email": "ann@example.com"}).status == 409


def test_moments_are_known_by_many_names() -> None:
    """What is made and changed is stamped however the docs call it, by actions too."""
    date = {"type": "string", "format": "date-time", "readOnly": True}
    names = ("created_on", "creation_time", "modified_on", "updatedDate")
    order = {
        "type": "object",
        "properties": {
            "id": {"type": "integer", "readOnly": True},
            "status": {"type": "string", "enum": ["open", "cancelled"]},
            "version": {"type": "integer", "readOnly": True},
            **dict.fromkeys(names, date),
        },
    }
    shown = {"responses": {"200": content(ref("Order"))}}
    place = {"parameters": [path_parameter("id", {"type": "integer"})]}
    paths = {
        "/orders": {
            "post": {"requestBody": content(ref("Order")), "responses": {"201": content(ref("Order"))}}
        },
        "/orders/{id}": {**place, "get": shown},
        "/orders/{id}/cancel": {**place, "post": shown},
    }
    client = serve(paths, schemas={"Order": order})
    made = client.post("/orders", {"status": "open"}).json
    assert len({made[name] for name in names}) == 1
    cancelled = client.post(f"/orders/{made['id']}/cancel").json
    assert (cancelled["status"], made["version"], cancelled["version"]) == ("cancelled", 1, 2)
    assert cancelled["created_on"] == made["created_on"]
    assert cancelled["modified_on"] >= made["modified_on"]


def print_seeds() -> bytes:
    """What a mock starts with."""
    client = serve({**BLOG, **PATHS}, schemas={**BLOG_SCHEMAS, **SCHEMAS})
    paths = ("/posts", "/comments", "/pets", "/pets/1/visits", "/_mock/state")
    return b"\n".join(client.get(path).body for path in paths)


def test_seeds_are_the_same_in_every_process() -> None:
    """Same seed, same bytes, whatever Python's hashes are."""
    code = "import test_mock_bodies_and_stamps as t; print(t.print_seeds().decode(), end='')"
    there = subprocess.run(
        [sys.executable, "-c", code],
        env={"PYTHONHASHSEED": "1", "PYTHONPATH": os.pathsep.join(map(str, sys.path))},
        capture_output=True,
        check=True,
        timeout=60,
    )
    assert there.stdout == print_seeds()

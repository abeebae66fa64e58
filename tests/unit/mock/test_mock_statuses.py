"""Statuses besides the usual ones, each where it is documented."""

from __future__ import annotations

from typing import Any

import pytest
from mock_client import serve
from mock_descriptions import LIST, PATHS, SCHEMAS, content, path_parameter, ref

ITEM: dict[str, Any] = PATHS["/pets/{petId}"]
TAG = {"headers": {"ETag": {"schema": {"type": "string"}}}}
PLACE = {"headers": {"Location": {"schema": {"type": "string"}}}}


def also(operation: dict[str, Any], *statuses: str) -> dict[str, Any]:
    """An operation that documents further statuses."""
    more = {status: {"description": ""} for status in statuses}
    return {**operation, "responses": {**operation["responses"], **more}}


def with_item(**methods: Any) -> dict[str, Any]:
    return {**PATHS, "/pets/{petId}": {**ITEM, **methods}}


def posting(response: dict[str, Any], status: str) -> dict[str, Any]:
    return {
        **PATHS,
        "/pets": {**PATHS["/pets"], "post": {**PATHS["/pets"]["post"], "responses": {status: response}}},
    }


def test_what_was_deleted_is_gone() -> None:
    """410 where it is documented, and 404 for what never was."""
    client = serve(with_item(get=also(ITEM["get"], "410")), schemas=SCHEMAS)
    assert client.delete("/pets/1").status == 204
    gone = client.get("/pets/1")
    assert (gone.status, gone.json["type"]) == (410, "urn:mockdown:problem:gone")
    assert client.get("/pets/4711").status == 404
    assert client.delete("/pets/1").status == 404


def test_an_object_that_was_deleted_is_gone() -> None:
    """A singleton is gone in the same way."""
    read = {"responses": {"200": content({"type": "object", "properties": {"on": {"type": "boolean"}}})}}
    remove = {"responses": {"204": {"description": ""}}}
    client = serve({"/switch": {"get": also(read, "410"), "delete": remove}})
    assert [client.get("/switch").status, client.delete("/switch").status, client.get("/switch").status] == [
        200,
        204,
        410,
    ]


@pytest.mark.parametrize("method", ["PUT", "PATCH"])
def test_a_change_to_a_name_that_is_taken(method: str) -> None:
    """409 for another's name, not for one's own."""
    client = serve(with_item(put=also(ITEM["put"], "409"), patch=also(ITEM["patch"], "409")), schemas=SCHEMAS)
    client.post("/pets", {"name": "Ann"})
    place = f"/pets/{client.post('/pets', {'name': 'Bob'}).json['id']}"
    assert client.request(method, place, json_body={"name": "Ann"}).status == 409
    assert client.request(method, place, json_body={"name": "Bob"}).status == 200
    assert client.get(place).json["name"] == "Bob"


def test_a_change_has_to_name_the_state() -> None:
    """428 without `If-Match`, 412 with another state's tag, both where they are documented."""
    client = serve(
        with_item(
            get={"responses": {"200": {**content(ref("Pet")), **TAG}}},
            put=also(ITEM["put"], "412", "428"),
        ),
        schemas=SCHEMAS,
    )
    assert client.put("/pets/1", {"name": "Tim"}).status == 428
    assert client.put("/pets/1", {"name": "Tim"}, headers={"if-match": '"other"'}).status == 412
    assert client.put("/pets/1", {"name": "Tim"}, headers={"if-none-match": "*"}).status == 412
    tag = client.get("/pets/1").headers["etag"]
    assert client.put("/pets/1", {"name": "Tim"}, headers={"if-match": tag}).status == 200
    assert client.delete("/pets/1").status == 204


def test_a_list_that_is_known() -> None:
    """Lists have tags as items have, and 304 until something changes."""
    read = {**PATHS["/pets"]["get"], "responses": {"200": {**content(LIST), **TAG}}}
    client = serve({**PATHS, "/pets": {**PATHS["/pets"], "get": also(read, "304")}}, schemas=SCHEMAS)
    known = {"if-none-match": client.get("/pets").headers["etag"]}
    assert (client.get("/pets", headers=known).status, client.get("/pets", headers=known).body) == (304, b"")
    client.post("/pets", {"name": "Tim"})
    assert client.get("/pets", headers=known).status == 200


@pytest.mark.parametrize(
    ("status", "response"),
    [
        ("201", content(ref("Pet"))),
        ("200", {**content(ref("Pet")), **PLACE}),
        ("202", {"description": "Later", **PLACE}),
    ],
)
def test_a_creation_says_where_the_entity_is(status: str, response: dict[str, Any]) -> None:
    """`Location` leads to what was made: always with 201, else where it is documented."""
    client = serve(posting(response, status), schemas=SCHEMAS)
    made = client.post("/pets", {"name": "Tim"})
    assert made.status == int(status)
    assert client.get(made.headers["location"]).json["name"] == "Tim"


def test_a_creation_that_is_put_off_is_carried_out() -> None:
    """202 with the entity: it is there at once, for a mock has nothing to wait for."""
    client = serve(posting(content(ref("Pet")), "202"), schemas=SCHEMAS)
    made = client.post("/pets", {"name": "Tim"})
    assert made.status == 202
    assert "location" not in made.headers
    assert client.get(f"/pets/{made.json['id']}").json == made.json


@pytest.mark.parametrize("base", ["", "/api/v1"])
def test_the_place_of_what_is_made_elsewhere(base: str) -> None:
    """Where items have a path of their own, `Location` leads there."""
    made_at = {
        "parameters": [path_parameter("owner", {"type": "string"})],
        "post": PATHS["/pets"]["post"],
    }
    paths = {"/owners/{owner}/pets": made_at, "/pets/{petId}": ITEM}
    client = serve(paths, schemas=SCHEMAS, servers=[{"url": f"http://example.com{base}"}])
    made = client.post(f"{base}/owners/a%2Fb/pets", {"name": "Tim"})
    assert made.headers["location"] == f"{base}/pets/{made.json['id']}"
    assert client.get(made.headers["location"]).json == made.json


def test_the_place_of_what_only_its_parents_lead_to() -> None:
    """An item below a parent that the creation does not name has no place to tell."""
    item = {
        "parameters": [path_parameter("owner", {"type": "string"}), *ITEM["parameters"]],
        "get": ITEM["get"],
    }
    client = serve(
        {"/pets": {"post": PATHS["/pets"]["post"]}, "/owners/{owner}/pets/{petId}": item}, schemas=SCHEMAS
    )
    made = client.post("/pets", {"name": "Tim"})
    assert made.status == 201
    assert "location" not in made.headers


def test_many_that_are_made_at_once() -> None:
    """A POST of a list answers with what was made, where a list is documented."""
    many = {"type": "array", "items": ref("Pet")}
    post = {"requestBody": {**content(many), "required": True}, "responses": {"201": content(many)}}
    client = serve({**PATHS, "/pets": {**PATHS["/pets"], "post": post}}, schemas=SCHEMAS)
    made = client.post("/pets", [{"name": "Tim"}, {"name": "Tom"}]).json
    assert [pet["name"] for pet in made] == ["Tim", "Tom"]
    assert [client.get(f"/pets/{pet['id']}").json for pet in made] == made


def test_leaving_http_cannot_be_wished() -> None:
    """101 is a status that no answer of the mock can have."""
    client = serve({"/stream": {"get": {"responses": {"101": {"description": ""}, "200": content({})}}}})
    wish = client.get("/stream", headers={"prefer": "code=101"})
    assert (wish.status, wish.json["possible"]) == (400, ["200"])
    assert client.get("/stream").status == 200

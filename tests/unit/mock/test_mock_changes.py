"""What changes of entities do: replaced, merged, patched, refused or confirmed."""

from __future__ import annotations

from mock_client import Client, serve
from mock_descriptions import PATHS, SCHEMAS, content, path_parameter, ref


def test_the_server_keeps_what_is_its_own(pets: Client) -> None:
    """Read-only values of a client are ignored, write-only ones are never shown."""
    made = pets.post(
        "/pets", {"name": "Tom", "id": 999, "secret": "s", "created_at": "2000-01-01T00:00:00Z"}
    ).json
    assert made["id"] != 999
    assert "secret" not in made
    assert not made["created_at"].startswith("2000")


def test_put_replaces_and_patch_merges(pets: Client) -> None:
    """PUT leaves what was not sent away, PATCH keeps it; the id stays."""
    made = pets.post("/pets", {"name": "Tom", "kind": "cat", "vaccinated": True}).json
    path = f"/pets/{made['id']}"
    assert pets.patch(path, {"name": "Tim"}).json["kind"] == "cat"
    replaced = pets.put(path, {"name": "Ted"}).json
    assert "kind" not in replaced
    assert replaced["id"] == made["id"]
    assert pets.get(path).json == replaced


SETTINGS = {"type": "object", "required": ["paused"], "properties": {"paused": {"type": "boolean"}}}
SINGLETON = {
    "/settings": {
        "get": {"responses": {"200": content(ref("Settings"), example={"paused": True})}},
        "put": {
            "requestBody": {**content(ref("Settings")), "required": True},
            "responses": {"200": content(ref("Settings")), "304": {"description": "The same"}},
        },
    }
}


def test_an_object_that_stands_alone_is_replaced() -> None:
    """PUT, then GET; a PUT that changes nothing is 304 where that is documented."""
    client = serve(SINGLETON, schemas={"Settings": SETTINGS})
    assert client.get("/settings").json == {"paused": True}
    assert client.put("/settings", {"paused": False}).json == {"paused": False}
    assert client.get("/settings").json == {"paused": False}
    same = client.put("/settings", {"paused": False})
    assert (same.status, same.body) == (304, b"")


def test_a_duplicate_is_a_conflict_where_documented() -> None:
    """409 for the second of a name, if the description speaks of 409."""
    post = {
        **PATHS["/pets"]["post"],
        "responses": {"201": content(ref("Pet")), "409": {"description": "Taken"}},
    }
    client = serve({**PATHS, "/pets": {**PATHS["/pets"], "post": post}}, schemas=SCHEMAS)
    assert client.post("/pets", {"name": "Tom"}).status == 201
    assert client.post("/pets", {"name": "Tom"}).status == 409


def test_a_json_patch() -> None:
    """RFC 6902 where the media type says so; a step that cannot be taken is 400 and changes nothing."""
    patch = {
        **PATHS["/pets/{petId}"]["patch"],
        "requestBody": content({"type": "array", "items": {"type": "object"}}, "application/json-patch+json"),
    }
    client = serve({**PATHS, "/pets/{petId}": {**PATHS["/pets/{petId}"], "patch": patch}}, schemas=SCHEMAS)
    pet = client.post("/pets", {"name": "Tom"}).json
    send = {"content-type": "application/json-patch+json"}
    path = f"/pets/{pet['id']}"
    assert (
        client.patch(path, [{"op": "replace", "path": "/name", "value": "Tim"}], headers=send).json["name"]
        == "Tim"
    )
    wrong = client.patch(path, [{"op": "remove", "path": "/nothing"}], headers=send)
    assert (wrong.status, wrong.json["errors"][0]["pointer"]) == (400, "#/0")
    assert client.get(path).json["name"] == "Tim"


def test_entity_tags_where_documented() -> None:
    """An ETag in the answer, 304 for a state that is known, 412 for a change of another state."""
    header = {"headers": {"ETag": {"schema": {"type": "string"}}}}
    item = {
        "parameters": PATHS["/pets/{petId}"]["parameters"],
        "get": {"responses": {"200": {**content(ref("Pet")), **header}, "304": {"description": ""}}},
        "put": {
            **PATHS["/pets/{petId}"]["put"],
            "responses": {"200": content(ref("Pet")), "412": {"description": ""}},
        },
    }
    client = serve({"/pets": PATHS["/pets"], "/pets/{petId}": item}, schemas=SCHEMAS)
    tag = client.get("/pets/1").headers["etag"]
    assert client.get("/pets/1", headers={"if-none-match": tag}).status == 304
    assert client.put("/pets/1", {"name": "Tim"}, headers={"if-match": tag}).status == 200
    assert client.put("/pets/1", {"name": "Tom"}, headers={"if-match": tag}).status == 412
    assert client.get("/pets/1", headers={"if-none-match": tag}).json["name"] == "Tim"


def test_documented_defaults_are_applied() -> None:
    """What a body leaves out has the value that the docs promise, on POST and on PUT, not on PATCH."""
    tea = {
        "type": "object",
        "required": ["name"],
        "properties": {
            "id": {"type": "integer", "readOnly": True},
            "name": {"type": "string"},
            "minutes": {"type": "integer", "default": 3},
            "tags": {"type": "array", "items": {"type": "string"}, "default": []},
            "grams": {"type": "integer", "default": "a spoon"},
            "sort": {"type": "string"},
        },
    }
    sent = {"requestBody": {**content(ref("Tea")), "required": True}}
    item = {"parameters": [path_parameter("id", {"type": "integer"})]}
    client = serve(
        {
            "/teas": {"post": {**sent, "responses": {"201": content(ref("Tea"))}}},
            "/teas/{id}": {
                **item,
                **{
                    method: {**sent, "responses": {"200": content(ref("Tea"))}} for method in ("put", "patch")
                },
                "get": {"responses": {"200": content(ref("Tea"))}},
            },
        },
        schemas={"Tea": tea},
    )
    made = client.post("/teas", {"name": "Assam"}).json
    assert made == {"id": made["id"], "name": "Assam", "minutes": 3, "tags": []}
    given = client.post("/teas", {"name": "Sencha", "minutes": 2})
    assert list(given.json) == ["id", "name", "minutes", "tags"]
    place = f"/teas/{made['id']}"
    assert client.put(place, {"name": "Sencha", "minutes": 2}).json["minutes"] == 2
    assert client.request("PATCH", place, json_body={"name": "Gunpowder"}).json["minutes"] == 2
    assert client.put(place, {"name": "Sencha"}).json["minutes"] == 3
    assert client.get(place).json["minutes"] == 3


def test_what_fits_of_a_body_is_kept() -> None:
    """Ids that an answer shows as objects are not taken over; what else is wrong leaves the rest as it is."""
    sent = {
        "type": "object",
        "properties": {
            "name": {"type": "string"},
            "grade": {"type": "string"},
            "books": {"type": "array", "items": {"type": "string"}},
        },
    }
    book = {"type": "object", "required": ["title"], "properties": {"title": {"type": "string"}}}
    shelf = {
        "type": "object",
        "properties": {
            "id": {"type": "string"},
            "name": {"type": "string"},
            "grade": {"type": "string", "enum": ["a", "b"]},
            "books": {"type": "array", "items": book},
        },
    }
    listed = {"type": "object", "properties": {"shelves": {"type": "array", "items": ref("Shelf")}}}
    client = serve(
        {
            "/shelves": {
                "get": {"responses": {"200": content(listed)}},
                "post": {
                    "requestBody": {**content(sent), "required": True},
                    "responses": {"201": content(ref("Shelf"))},
                },
            },
            "/shelves/{id}": {
                "parameters": [path_parameter("id", {"type": "string"})],
                "get": {"responses": {"200": content(ref("Shelf"))}},
            },
        },
        schemas={"Shelf": shelf},
    )
    made = client.post("/shelves", {"name": "N", "grade": "zzz", "books": ["b1"]}).json
    assert made["name"] == "N"
    assert made["grade"] in {"a", "b"}
    assert made["books"] == [{"title": "b1"}]
    assert client.get(f"/shelves/{made['id']}").json == made
    assert client.get("/shelves").json["shelves"][-1] == made


def test_an_answer_that_only_confirms_a_change_keeps_the_change() -> None:
    """Settings whose PATCH answers with a message are changed all the same, and not shown by it."""
    settings = {
        "type": "object",
        "properties": {"theme": {"type": "string"}, "zone": {"type": "string"}},
    }
    told = {"type": "object", "properties": {"message": {"type": "string"}}}
    client = serve(
        {
            "/settings": {
                "get": {"responses": {"200": content(settings, example={"theme": "", "zone": "utc"})}},
                "patch": {
                    "requestBody": {**content(settings), "required": True},
                    "responses": {"200": content(told, example={"message": "changed"})},
                },
            },
        },
    )
    assert client.patch("/settings", {"theme": "dark"}).json == {"message": "changed"}
    assert client.get("/settings").json == {"theme": "dark", "zone": "utc"}

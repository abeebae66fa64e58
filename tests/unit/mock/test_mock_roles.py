"""The part each operation plays, for the shapes that APIs are written in."""

from __future__ import annotations

from typing import Any

import pytest
from mock_client import Client, serve
from mock_descriptions import PATHS, SCHEMAS, content, path_parameter, query_parameter, ref

from mockdown.mock.clock import Stamps
from mockdown.mock.patches import apply_patch
from mockdown.mock.problems import Problem

THING = {
    "type": "object",
    "required": ["id"],
    "properties": {"id": {"type": "string"}, "n": {"type": "integer"}},
}
ITEM = [path_parameter("id", {"type": "string"})]


def body(schema: Any, media_type: str = "application/json") -> dict[str, Any]:
    return {"requestBody": {**content(schema, media_type), "required": True}}


def things(**methods: Any) -> Client:
    item = {"parameters": ITEM, "get": {"responses": {"200": content(ref("Thing"))}}, **methods}
    listed = {"get": {"responses": {"200": content({"type": "array", "items": ref("Thing")})}}}
    return serve({"/things": listed, "/things/{id}": item}, schemas={"Thing": THING})


def test_put_makes_what_is_not_there() -> None:
    """PUT to a new id makes the item, with 201 where that is documented; then it changes it."""
    client = things(
        put={**body(ref("Thing")), "responses": {"200": content(ref("Thing")), "201": content(ref("Thing"))}}
    )
    assert client.put("/things/new", {"id": "new", "n": 1}).status == 201
    assert client.put("/things/new", {"id": "new", "n": 2}).status == 200
    assert client.get("/things/new").json == {"id": "new", "n": 2}


def test_post_to_the_path_of_an_item() -> None:
    """It makes the item when it is not there, and changes it when it is."""
    client = things(
        post={
            **body({"type": "object", "properties": {"n": {"type": "integer"}}}),
            "responses": {"200": content(ref("Thing"))},
        }
    )
    assert client.post("/things/x", {"n": 1}).json == {"id": "x", "n": 1}
    assert client.post("/things/x", {"n": 2}).json == {"id": "x", "n": 2}


def test_a_collection_is_cleared() -> None:
    """DELETE of a collection leaves it empty."""
    paths = {**PATHS, "/pets": {**PATHS["/pets"], "delete": {"responses": {"204": {"description": ""}}}}}
    client = serve(paths, schemas=SCHEMAS)
    first = client.get("/pets").json["data"][0]["id"]
    client.get(f"/pets/{first}/visits")
    assert client.delete("/pets").status == 204
    assert client.get("/pets").json["data"] == []
    assert client.get(f"/pets/{first}/visits").status == 404


def test_several_items_at_once() -> None:
    """A list that is posted makes each of its items."""
    post = {**body({"type": "array", "items": ref("Pet")}), "responses": {"201": content({"type": "object"})}}
    client = serve({**PATHS, "/pets": {**PATHS["/pets"], "post": post}}, schemas=SCHEMAS)
    before = client.get("/pets").json["total"]
    assert client.post("/pets", [{"name": "A"}, {"name": "B"}]).status == 201
    assert client.get("/pets").json["total"] == before + 2


def test_an_action_sets_a_status() -> None:
    """`cancel` makes a status `cancelled`, `unlock` and `disable` set flags to false, a body is taken."""
    job = {
        "type": "object",
        "properties": {
            "id": {"type": "string"},
            "status": {"type": "string", "enum": ["queued", "cancelled"]},
            "locked": {"type": "boolean"},
            "enabled": {"type": "boolean"},
            "note": {"type": "string"},
        },
    }
    act: dict[str, Any] = {"post": {"responses": {"200": content(ref("Job"))}}, "parameters": ITEM}
    noted = {
        **act,
        "post": {**body({"type": "object", "properties": {"note": {"type": "string"}}}), **act["post"]},
    }
    paths = {
        "/jobs": {"get": {"responses": {"200": content({"type": "array", "items": ref("Job")})}}},
        "/jobs/{id}": {"parameters": ITEM, "get": {"responses": {"200": content(ref("Job"))}}},
        "/jobs/{id}/cancel": act,
        "/jobs/{id}/unlock": act,
        "/jobs/{id}/disable": act,
        "/jobs/{id}/comment": noted,
    }
    client = serve(paths, schemas={"Job": job})
    one = client.get("/jobs").json[0]["id"]
    assert client.post(f"/jobs/{one}/cancel").json["status"] == "cancelled"
    assert client.post(f"/jobs/{one}/unlock").json["locked"] is False
    assert client.post(f"/jobs/{one}/disable").json["enabled"] is False
    assert client.post(f"/jobs/{one}/comment", {"note": "n"}).json["note"] == "n"
    assert client.get(f"/jobs/{one}").json["status"] == "cancelled"
    assert client.post("/jobs/none/cancel").status == 404


PROFILE = {
    "type": "object",
    "properties": {"name": {"type": "string"}, "age": {"type": "integer", "nullable": True}},
}
OWN = {
    "/users/{user}/profile": {
        "parameters": [path_parameter("user", {"type": "string"})],
        "get": {
            "responses": {
                "200": content(PROFILE, example={"name": "Ann", "age": 5}),
                "304": {"description": ""},
            }
        },
        "patch": {**body(PROFILE), "responses": {"200": content(PROFILE), "412": {"description": ""}}},
        "delete": {"responses": {"204": {"description": ""}}},
    }
}


def test_an_object_per_parent() -> None:
    """A single object below a parent is changed, deleted and found by itself."""
    client = serve(OWN)
    assert client.patch("/users/a/profile", {"age": None}).json == {"name": "Ann", "age": None}
    assert client.get("/users/a/profile").json["age"] is None
    assert client.get("/users/b/profile").json["age"] == 5
    assert client.delete("/users/a/profile").status == 204
    assert client.get("/users/a/profile").status == 404
    assert client.delete("/users/a/profile").status == 404
    assert client.patch("/users/a/profile", {"name": "Bea"}).json == {"name": "Bea"}
    assert client.patch("/users/b/profile", {"name": "x"}, headers={"if-match": '"other"'}).status == 412


def test_merge_patch_removes_with_null() -> None:
    """RFC 7396 in its own media type: null removes, objects merge."""
    schema = {
        "type": "object",
        "properties": {"a": {"type": "object"}, "b": {"type": "string", "nullable": True}},
    }
    operation = {**body(schema, "application/merge-patch+json"), "responses": {"200": content(schema)}}
    paths = {
        "/doc": {
            "get": {"responses": {"200": content(schema, example={"a": {"x": 1, "y": 2}, "b": "z"})}},
            "patch": operation,
        }
    }
    reply = serve(paths).patch(
        "/doc", {"a": {"x": None}, "b": None}, headers={"content-type": "application/merge-patch+json"}
    )
    assert reply.json == {"a": {"y": 2}}


@pytest.mark.parametrize(
    ("steps", "result"),
    [
        ([{"op": "add", "path": "/list/-", "value": 3}], {"a": 1, "list": [1, 2, 3]}),
        ([{"op": "add", "path": "/list/0", "value": 0}], {"a": 1, "list": [0, 1, 2]}),
        ([{"op": "remove", "path": "/a"}, {"op": "test", "path": "/list/0", "value": 1}], {"list": [1, 2]}),
        ([{"op": "replace", "path": "/list/1", "value": 9}], {"a": 1, "list": [1, 9]}),
        ([{"op": "move", "from": "/a", "path": "/b"}], {"b": 1, "list": [1, 2]}),
        ([{"op": "copy", "from": "/list", "path": "/c~1d"}], {"a": 1, "list": [1, 2], "c/d": [1, 2]}),
        ([{"op": "replace", "path": "", "value": {"z": 1}}], {"z": 1}),
    ],
)
def test_steps_of_a_json_patch(steps: list[Any], result: Any) -> None:
    """The operations of RFC 6902; the original stays as it was."""
    original = {"a": 1, "list": [1, 2]}
    assert apply_patch(original, steps) == result
    assert original == {"a": 1, "list": [1, 2]}


@pytest.mark.parametrize(
    "step",
    [
        {"op": "test", "path": "/a", "value": 2},
        {"op": "replace", "path": "/none", "value": 1},
        {"op": "add", "path": "/list/9", "value": 1},
        {"op": "remove", "path": "/list/x"},
        {"op": "odd", "path": "/a"},
        {"op": "add", "path": "a", "value": 1},
        {"op": "replace", "path": "", "value": []},
        {},
        5,
    ],
)
def test_steps_that_cannot_be_taken(step: Any) -> None:
    """Each is a problem, not a crash."""
    with pytest.raises(Problem):
        apply_patch({"a": 1, "list": [1]}, [step])


def test_what_an_envelope_says_of_a_page() -> None:
    """Limits, offsets, page numbers and counts agree with the page."""
    meta = {
        "type": "object",
        "properties": {
            "total_pages": {"type": "integer"},
            "per_page": {"type": "integer"},
            "page": {"type": "integer"},
        },
    }
    listed = {
        "type": "object",
        "properties": {
            "pets": {"type": "array", "items": ref("Pet")},
            "count": {"type": "integer"},
            "meta": meta,
        },
    }
    parameters = [query_parameter(name, {"type": "integer"}) for name in ("page", "per_page")]
    paths = {
        **PATHS,
        "/pets": {**PATHS["/pets"], "get": {"parameters": parameters, "responses": {"200": content(listed)}}},
    }
    client = serve(paths, schemas=SCHEMAS)
    reply = client.get("/pets?page=2&per_page=2").json
    assert reply["meta"] == {"total_pages": 2, "per_page": 2, "page": 2}
    assert reply["count"] == 3
    assert [pet["id"] for pet in reply["pets"]] == [3]


def test_sorting_in_both_directions() -> None:
    """By a property, with a sign or a direction; values of other types and missing ones do no harm."""
    parameters = [query_parameter(name, {"type": "string"}) for name in ("sort_by", "order")]
    paths = {
        **PATHS,
        "/pets": {
            **PATHS["/pets"],
            "get": {
                "parameters": parameters,
                "responses": {"200": content({"type": "array", "items": ref("Pet")})},
            },
        },
    }
    client = serve(paths, schemas=SCHEMAS)
    client.post("/pets", {"name": "Zed"})
    names = [pet["name"] for pet in client.get("/pets?sort_by=name&order=desc").json]
    assert names == sorted(names, reverse=True)
    assert len(client.get("/pets?sort_by=kind").json) == len(names)
    assert len(client.get("/pets?sort_by=nothing").json) == len(names)


def test_moments_in_the_documented_form() -> None:
    """Texts, dates, seconds, milliseconds; versions count up."""
    forms = {"a": "text", "b": "date", "c": "seconds", "d": "milliseconds"}
    stamps = Stamps(made=forms, changed={"u": "seconds"}, versions=("v",), now=lambda: 1_700_000_000.5)
    made = stamps.on_make()
    assert made == {
        "a": "2023-11-14T22:13:20.500Z",
        "b": "2023-11-14",
        "c": 1_700_000_000,
        "d": 1_700_000_000_500,
        "u": 1_700_000_000,
        "v": 1,
    }
    assert stamps.on_change(made) == {"u": 1_700_000_000, "v": 2}


def test_a_lookup_by_me() -> None:
    """Where the docs say "or me", `me` is somebody."""
    user = {
        "type": "object",
        "properties": {"id": {"type": "string", "format": "uuid"}, "username": {"type": "string"}},
    }
    parameter = path_parameter("user", {"type": "string"}, description="User ID, username, or me")
    paths = {
        "/users": {"get": {"responses": {"200": content({"type": "array", "items": ref("User")})}}},
        "/users/{user}": {"parameters": [parameter], "get": {"responses": {"200": content(ref("User"))}}},
    }
    client = serve(paths, schemas={"User": user})
    somebody = client.get("/users/me").json
    assert client.get(f"/users/{somebody['username']}").json == somebody
    assert client.get("/users/nobody").status == 404


def test_records_of_one_name_under_several_parents() -> None:
    """`a/x` and `b/x` are two items."""
    repo = {"type": "object", "properties": {"name": {"type": "string"}, "stars": {"type": "integer"}}}
    owner = path_parameter("owner", {"type": "string"})
    paths = {
        "/repos/{owner}": {
            "parameters": [owner],
            "post": {**body(repo), "responses": {"201": content(repo)}},
            "get": {"responses": {"200": content({"type": "array", "items": repo})}},
        },
        "/repos/{owner}/{name}": {
            "parameters": [owner, path_parameter("name", {"type": "string"})],
            "get": {"responses": {"200": content(repo)}},
        },
    }
    client = serve(paths)
    for name, stars in (("a", 1), ("b", 2)):
        assert client.post(f"/repos/{name}", {"name": "x", "stars": stars}).status == 201
    assert [client.get(f"/repos/{name}/x").json["stars"] for name in "ab"] == [1, 2]


def test_an_upload_is_kept_by_its_name() -> None:
    """A posted file leaves its name in the entity."""
    form = {
        "type": "object",
        "properties": {"name": {"type": "string"}, "photo": {"type": "string", "format": "binary"}},
    }
    pet = {
        "type": "object",
        "properties": {"id": {"type": "integer"}, "name": {"type": "string"}, "photo": {"type": "string"}},
    }
    client = serve(
        {
            "/pets": {
                "post": {**body(form, "multipart/form-data"), "responses": {"201": content(ref("Pet"))}}
            },
            "/pets/{id}": {
                "parameters": [path_parameter("id", {"type": "integer"})],
                "get": {"responses": {"200": content(ref("Pet"))}},
            },
        },
        schemas={"Pet": pet},
    )
    parts = (
        b'--X\r\ncontent-disposition: form-data; name="name"\r\n\r\nTom\r\n'
        b'--X\r\ncontent-disposition: form-data; name="photo"; filename="t.png"\r\n\r\n\xff\r\n--X--\r\n'
    )
    made = client.request(
        "POST", "/pets", content=parts, headers={"content-type": "multipart/form-data; boundary=X"}
    )
    assert made.json == {"id": 4, "name": "Tom", "photo": "t.png"}


def test_an_operation_for_another_protocol() -> None:
    """Where only 101 is documented, plain HTTP is told to upgrade."""
    reply = serve({"/ws": {"get": {"responses": {"101": {"description": "Switching"}}}}}).get("/ws")
    assert (reply.status, reply.headers["upgrade"]) == (426, "websocket")


def test_a_root_object_with_a_list_is_no_list() -> None:
    """An object that happens to hold a list is an object."""
    response = {
        "type": "object",
        "properties": {
            "message": {"type": "string"},
            "faults": {
                "type": "array",
                "items": {"type": "object", "properties": {"field": {"type": "string"}}},
            },
        },
    }
    rows = (
        serve({"/": {"get": {"responses": {"200": content(response)}}}})
        .get("/_mock/operations")
        .json["operations"]
    )
    assert rows[0]["role"] == "read-singleton"

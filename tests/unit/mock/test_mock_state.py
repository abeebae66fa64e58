"""What clients do is remembered, without a line of code for it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from mock_client import Client, serve
from mock_descriptions import PATHS, SCHEMAS, content, path_parameter, query_parameter, ref

from mockdown.mock.settings import MockSettings


@pytest.fixture
def pets() -> Client:
    return serve(PATHS, schemas=SCHEMAS)


def test_what_is_posted_can_be_got(pets: Client) -> None:
    """A created item has an id, is found under it and stands in the list."""
    made = pets.post("/pets", {"name": "Tom", "kind": "cat"})
    assert made.status == 201
    assert made.headers["location"] == f"/pets/{made.json['id']}"
    assert pets.get(made.headers["location"]).json == made.json
    assert made.json in pets.get("/pets").json["data"]


def test_lists_count(pets: Client) -> None:
    """The envelope's total is that of the whole list, not of the page."""
    before = pets.get("/pets").json["total"]
    pets.post("/pets", {"name": "Tom"})
    page = pets.get("/pets?limit=1").json
    assert len(page["data"]) == 1
    assert page["total"] == before + 1


def test_lists_page_filter_sort_and_search(pets: Client) -> None:
    """Query parameters that are named for it do what their names say."""
    for name, kind in (("Ann", "cat"), ("Bob", "dog"), ("Cid", "cat")):
        pets.post("/pets", {"name": name, "kind": kind})
    cats = [pet["name"] for pet in pets.get("/pets?kind=cat&sort=-name").json["data"]]
    assert cats[:2] == sorted(cats, reverse=True)[:2]
    assert {"Ann", "Cid"} <= set(cats)
    assert "Bob" not in cats
    whole = pets.get("/pets").json["data"]
    assert pets.get("/pets?limit=2&offset=1").json["data"] == whole[1:3]
    assert [pet["name"] for pet in pets.get("/pets?q=bob").json["data"]] == ["Bob"]


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


def test_what_is_deleted_is_gone_with_what_stood_below_it(pets: Client) -> None:
    """After DELETE the item and its sub-collection are 404, and the id is not given again."""
    made = pets.post("/pets", {"name": "Tom"}).json
    path = f"/pets/{made['id']}"
    pets.post(f"{path}/visits", {"reason": "cough"})
    assert pets.delete(path).status == 204
    assert pets.get(path).status == 404
    assert pets.get(f"{path}/visits").status == 404
    assert pets.delete(path).status == 404
    assert pets.post("/pets", {"name": "Tim"}).json["id"] != made["id"]


def test_sub_collections_belong_to_their_parent(pets: Client) -> None:
    """What is made under one parent is not seen under another, and points at its own."""
    first, second = (pets.post("/pets", {"name": name}).json["id"] for name in ("A", "B"))
    visit = pets.post(f"/pets/{first}/visits", {"reason": "cough"}).json
    assert visit["pet_id"] == first
    assert pets.get(f"/pets/{first}/visits").json == [visit]
    assert visit not in pets.get(f"/pets/{second}/visits").json


def test_related_ids_agree_from_the_start(pets: Client) -> None:
    """Synthetic entities point at entities that exist."""
    pet = pets.get("/pets").json["data"][0]["id"]
    assert {visit["pet_id"] for visit in pets.get(f"/pets/{pet}/visits").json} == {pet}


def test_an_action_changes_what_its_name_says(pets: Client) -> None:
    """`vaccinate` makes a pet `vaccinated`."""
    made = pets.post("/pets", {"name": "Tom", "vaccinated": False}).json
    assert pets.post(f"/pets/{made['id']}/vaccinate").json["vaccinated"] is True
    assert pets.get(f"/pets/{made['id']}").json["vaccinated"] is True


def test_unknown_ids_are_not_found(pets: Client) -> None:
    """An id that no list shows and no POST made is 404, below it too."""
    for path in ("/pets/4711", "/pets/4711/visits"):
        reply = pets.get(path)
        assert reply.status == 404
        assert reply.headers["content-type"] == "application/problem+json"


def test_sessions_and_reset(pets: Client) -> None:
    """Each session has its own state; a reset puts one or all back to the seeds."""
    one, two = {"x-mock-session": "one"}, {"x-mock-session": "two"}
    made = pets.post("/pets", {"name": "Tom"}, headers=one).json["id"]
    assert pets.get(f"/pets/{made}", headers=one).status == 200
    assert pets.get(f"/pets/{made}", headers=two).status == 404
    assert pets.get(f"/pets/{made}").status == 404
    pets.app.reset("two")
    assert pets.get(f"/pets/{made}", headers=one).status == 200
    pets.app.reset()
    assert pets.get(f"/pets/{made}", headers=one).status == 404


def test_the_same_seed_gives_the_same_bytes() -> None:
    """Two mocks of one description start alike; another seed starts otherwise."""
    first, second = (serve(PATHS, schemas=SCHEMAS).get("/pets").body for _ in range(2))
    assert first == second
    assert serve(PATHS, schemas=SCHEMAS, settings=MockSettings(seed=7)).get("/pets").body != first


def test_documented_examples_are_there_at_the_start() -> None:
    """An example's id is the id under which it is found, and nothing is invented beside it."""
    example = {"id": 42, "name": "Rex", "kind": "dog"}
    item = {
        "get": {"responses": {"200": content(ref("Pet"), example=example)}},
        "parameters": PATHS["/pets/{petId}"]["parameters"],
    }
    client = serve({"/pets": {"get": PATHS["/pets"]["get"]}, "/pets/{petId}": item}, schemas=SCHEMAS)
    assert client.get("/pets/42").json == example
    assert client.get("/pets").json["data"] == [example]


def test_the_id_in_the_documentation_works() -> None:
    """A path parameter's example names an item that exists."""
    item = {
        **PATHS["/pets/{petId}"],
        "parameters": [path_parameter("petId", {"type": "integer"}, example=77)],
    }
    client = serve({"/pets": PATHS["/pets"], "/pets/{petId}": item}, schemas=SCHEMAS)
    assert client.get("/pets/77").json["id"] == 77


def test_ids_that_nobody_can_learn_are_all_there() -> None:
    """Where there is neither a list nor a POST, any id works until it is deleted."""
    client = serve({"/pets/{petId}": PATHS["/pets/{petId}"]}, schemas=SCHEMAS)
    assert client.get("/pets/5").json["id"] == 5
    assert client.delete("/pets/5").status == 204
    assert client.get("/pets/5").status == 404


@pytest.mark.parametrize(
    ("schema", "form"),
    [
        ({"type": "integer"}, r"\d+"),
        ({"type": "string", "format": "uuid"}, r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"),
        ({"type": "string", "example": "pet_8f2a61c09d"}, r"pet_[0-9a-f]{10}"),
        ({"type": "string", "example": "PET-0007"}, r"PET-\d{4}"),
        ({"type": "string", "pattern": "^pet_[0-9a-z]{8}$"}, r"pet_[0-9a-z]{8}"),
        ({"type": "string", "pattern": "^(?:p|q)[A-Z]+$"}, r"p[A-Z]+"),
        ({"type": "string", "minLength": 24, "maxLength": 24}, r"[-\w]{24}"),
        ({"type": "string", "maxLength": 4}, r"[0-9a-f]{4}"),
    ],
)
def test_ids_have_the_documented_form(schema: dict[str, Any], form: str) -> None:
    """New identifiers look like those of the documentation."""
    pet = {"type": "object", "properties": {"id": {**schema, "readOnly": True}, "name": {"type": "string"}}}
    paths = {
        "/pets": {
            "post": {
                "requestBody": {**content(ref("Pet")), "required": True},
                "responses": {"201": content(ref("Pet"))},
            }
        },
        "/pets/{id}": {
            "parameters": [path_parameter("id", {"type": schema["type"]})],
            "get": {"responses": {"200": content(ref("Pet"))}},
        },
    }
    client = serve(paths, schemas={"Pet": pet})
    ids = [client.post("/pets", {"name": "x"}).json["id"] for _ in range(3)]
    assert len(set(ids)) == 3
    for one in ids:
        assert re.fullmatch(form, str(one))
        assert client.get(f"/pets/{one}").json["id"] == one


@pytest.mark.parametrize("is_listed", [False, True])
def test_ids_have_the_form_of_those_in_examples(is_listed: bool) -> None:  # noqa: FBT001 - of the test
    """An id that only the example of a body shows is the model of new ones, its prefix too."""
    shown = {"id": "card_1MvoiELkdIwHu7ix", "name": "x"}
    card = {"type": "object", "properties": {"id": {"type": "string"}, "name": {"type": "string"}}}
    alone: dict[str, Any] = {} if is_listed else {"example": shown}
    listed: dict[str, Any] = {"examples": {"one": {"value": {"data": [shown]}}}} if is_listed else {}
    cards = {
        "post": {
            "requestBody": {**content(ref("Card")), "required": True},
            "responses": {"201": content(ref("Card"), **alone)},
        },
        "get": {
            "responses": {
                "200": content(
                    {"type": "object", "properties": {"data": {"type": "array", "items": ref("Card")}}},
                    **listed,
                )
            }
        },
    }
    item = {
        "parameters": [path_parameter("id", {"type": "string"})],
        "get": {"responses": {"200": content(ref("Card"))}},
    }
    client = serve({"/cards": cards, "/cards/{id}": item}, schemas={"Card": card})
    made = client.post("/cards", {"name": "y"}).json["id"]
    assert re.fullmatch(r"card_[0-9a-f]{16}", made)
    assert client.get(f"/cards/{shown['id']}").json == shown


def test_a_form_that_has_few_ids() -> None:
    """When all ids of the documented form are taken, others are given; none is given twice."""
    thing = {
        "type": "object",
        "properties": {"id": {"type": "string", "pattern": "^[ab]$", "readOnly": True}},
    }
    post = {"requestBody": content(ref("Thing")), "responses": {"201": {"description": ""}}}
    item = {
        "parameters": [path_parameter("id", {"type": "string"})],
        "get": {"responses": {"200": content(ref("Thing"))}},
    }
    client = serve({"/things": {"post": post}, "/things/{id}": item}, schemas={"Thing": thing})
    places = {client.post("/things", {}).headers["location"] for _ in range(4)}
    assert len(places) == 4


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


def test_a_put_whose_body_names_the_entity() -> None:
    """A PUT to a fixed path overwrites the entity of the body's id."""
    build = {
        "type": "object",
        "required": ["id", "state"],
        "properties": {"id": {"type": "integer"}, "state": {"type": "string"}},
    }
    client = serve(
        {
            "/build": {
                "put": {
                    "requestBody": {**content(build), "required": True},
                    "responses": {"200": content(build)},
                }
            }
        }
    )
    assert client.put("/build", {"id": 9, "state": "new"}).json == {"id": 9, "state": "new"}
    assert client.put("/build", {"id": 9, "state": "done"}).json == {"id": 9, "state": "done"}
    tables = client.app.store.local("").to_json()["tables"]
    rows = [row["value"] for rows in tables.values() for row in rows]
    assert {"id": 9, "state": "done"} in rows


def test_an_item_in_an_envelope() -> None:
    """An envelope around an item keeps its other members as the example shows them."""
    shape = {"type": "object", "properties": {"message": {"type": "string"}, "data": ref("Pet")}}
    paths = {
        "/pets": {
            "post": {
                "requestBody": {**content(ref("Pet")), "required": True},
                "responses": {
                    "200": content(shape, example={"message": "", "data": {"id": 1, "name": "Rex"}})
                },
            }
        },
        "/pets/{petId}": {
            "parameters": PATHS["/pets/{petId}"]["parameters"],
            "get": {
                "responses": {
                    "200": content(shape, example={"message": "", "data": {"id": 1, "name": "Rex"}})
                }
            },
        },
    }
    client = serve(paths, schemas=SCHEMAS)
    made = client.post("/pets", {"name": "Tom"}).json
    assert made["message"] == ""
    assert client.get(f"/pets/{made['data']['id']}").json == made


def test_creation_at_another_path_than_the_list() -> None:
    """What a parent's POST makes is found under its own path, by id and by name."""
    template = {
        "type": "object",
        "required": ["id", "name"],
        "properties": {"id": {"type": "string", "format": "uuid"}, "name": {"type": "string"}},
    }
    wish = {"type": "object", "required": ["name"], "properties": {"name": {"type": "string"}}}
    paths = {
        "/organizations/{organization}/templates": {
            "parameters": [path_parameter("organization", {"type": "string"})],
            "post": {
                "requestBody": {**content(wish), "required": True},
                "responses": {"201": content(ref("Template"))},
            },
        },
        "/templates/{template}": {
            "parameters": [path_parameter("template", {"type": "string"})],
            "get": {"responses": {"200": content(ref("Template"))}},
        },
    }
    client = serve(paths, schemas={"Template": template})
    made = client.post("/organizations/acme/templates", {"name": "docker"}).json
    assert client.get(f"/templates/{made['id']}").json == made
    assert client.get("/templates/docker").json == made


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


def test_a_state_that_is_full_says_so() -> None:
    """507 instead of growth without bound."""
    client = serve(PATHS, schemas=SCHEMAS, settings=MockSettings(max_records=5))
    statuses = [client.post("/pets", {"name": "x"}).status for _ in range(4)]
    assert statuses == [201, 201, 507, 507]


def test_numbers_of_any_size_come_back_exactly() -> None:
    """An integer beyond 64 bits is not rounded."""
    thing = {"type": "object", "properties": {"id": {"type": "integer"}, "n": {"type": "integer"}}}
    client = serve(
        {
            "/thing": {
                "put": {
                    "requestBody": {**content(thing), "required": True},
                    "responses": {"200": content(thing)},
                }
            }
        }
    )
    assert (
        client.put("/thing", {"id": 1, "n": 62546236743266896321708032}).json["n"]
        == 62546236743266896321708032
    )


def test_a_list_by_cursor() -> None:
    """A cursor leads through a list, each record once."""
    listed = {
        "type": "object",
        "properties": {
            "items": {"type": "array", "items": ref("Pet")},
            "next_cursor": {"type": "string", "nullable": True},
            "has_more": {"type": "boolean"},
        },
    }
    parameters = [
        query_parameter("limit", {"type": "integer"}),
        query_parameter("cursor", {"type": "string"}),
    ]
    paths = {
        **PATHS,
        "/pets": {**PATHS["/pets"], "get": {"parameters": parameters, "responses": {"200": content(listed)}}},
    }
    client = serve(paths, schemas=SCHEMAS)
    for index in range(4):
        client.post("/pets", {"name": f"pet {index}"})
    seen, page = [], client.get("/pets?limit=3").json
    while True:
        seen += [pet["id"] for pet in page["items"]]
        if not page["has_more"]:
            break
        page = client.get(f"/pets?limit=3&cursor={page['next_cursor']}").json
    assert seen == sorted(set(seen))
    assert len(seen) == 7


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


def test_links_between_pages_where_documented() -> None:
    """A documented `Link` header leads to the next page, a documented count says the total."""
    headers = {"Link": {"schema": {"type": "string"}}, "X-Total-Count": {"schema": {"type": "integer"}}}
    parameters = [
        query_parameter("page", {"type": "integer"}),
        query_parameter("per_page", {"type": "integer"}),
    ]
    listed = {**content({"type": "array", "items": ref("Pet")}), "headers": headers}
    client = serve(
        {"/pets": {"get": {"parameters": parameters, "responses": {"200": listed}}}}, schemas=SCHEMAS
    )
    reply = client.get("/pets?page=1&per_page=2")
    assert reply.headers["x-total-count"] == "3"
    target = re.search(r'<([^>]+)>; rel="next"', reply.headers["link"])
    assert target is not None
    assert [pet["id"] for pet in client.get(target[1]).json] == [3]
    assert 'rel="next"' not in client.get(target[1]).headers["link"]


def test_a_key_of_odd_characters_is_encoded_in_its_location() -> None:
    """A client's own id may hold anything; the header that names its place is still a header."""
    thing = {"type": "object", "required": ["id"], "properties": {"id": {"type": "string"}}}
    body = {"requestBody": {**content(ref("Thing")), "required": True}}
    paths = {
        "/things": {"post": {**body, "responses": {"201": content(ref("Thing"))}}},
        "/things/{id}": {
            "parameters": [path_parameter("id", {"type": "string"})],
            "get": {"responses": {"200": content(ref("Thing"))}},
        },
    }
    client = serve(paths, schemas={"Thing": thing})
    for key in ("a/b c", "\x1f", "\r\nx: y", "é"):
        location = client.post("/things", {"id": key}).headers["location"]
        assert location.isprintable()
        assert location.isascii()
        assert client.get(location).json == {"id": key}


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


def test_a_page_beyond_all_numbers_is_empty(pets: Client) -> None:
    """However far a client asks to go, there is nothing there, and nothing breaks."""
    for name in ("limit", "offset"):
        assert pets.get(f"/pets?{name}=27983307698265648734928896").status == 200
    assert pets.get("/pets?limit=9007199254740992&offset=9007199254740992").json["data"] == []


def test_numbers_beside_names_are_not_given_twice() -> None:
    """Entities that are asked for by their name get a number each, and none that a seed has."""
    user = {
        "type": "object",
        "properties": {"id": {"type": "integer"}, "username": {"type": "string"}},
    }
    sent = {"type": "object", "required": ["username"], "properties": {"username": {"type": "string"}}}
    client = serve(
        {
            "/users": {
                "post": {
                    "requestBody": {**content(sent), "required": True},
                    "responses": {"201": content(ref("User"), example={"id": 2, "username": "ann"})},
                }
            },
            "/users/{username}": {
                "parameters": [path_parameter("username", {"type": "string"})],
                "get": {"responses": {"200": content(ref("User"))}},
            },
        },
        schemas={"User": user},
    )
    made = [client.post("/users", {"username": name}).json["id"] for name in ("", "", "bob", "cid")]
    assert len({2, *made}) == 5


def test_lists_show_what_their_items_are_described_with() -> None:
    """What only the answer for one entity has stays out of the list of all."""
    brief = {"type": "object", "properties": {"id": {"type": "string"}, "name": {"type": "string"}}}
    whole = {"allOf": [ref("Brief"), {"type": "object", "properties": {"feed": {"type": "string"}}}]}
    client = serve(
        {
            "/shows": {
                "get": {
                    "responses": {
                        "200": content(
                            {"type": "array", "items": ref("Brief")},
                            example=[{"id": "a", "name": "A", "rank": 1}],
                        )
                    }
                },
                "post": {
                    "requestBody": {**content(ref("Brief")), "required": True},
                    "responses": {"201": content(whole)},
                },
            },
            "/shows/{id}": {
                "parameters": [path_parameter("id", {"type": "string"})],
                "get": {
                    "responses": {
                        "200": content(whole, example={"id": "a", "name": "A", "feed": "f", "rank": 1})
                    }
                },
            },
        },
        schemas={"Brief": brief},
    )
    made = client.post("/shows", {"name": "B"}).json
    assert "feed" in made
    assert client.get("/shows").json == [
        {"id": "a", "name": "A", "rank": 1},
        {"id": made["id"], "name": "B"},
    ]


def test_examples_of_other_bodies_are_no_entities() -> None:
    """Where a body may be one of several things, only what has something of the entity is a seed."""
    report = {"type": "object", "properties": {"filters": {"type": "object"}, "show": ref("Show")}}
    client = serve(
        {
            "/shows": {"get": {"responses": {"200": content({"type": "array", "items": ref("Show")})}}},
            "/shows/{id}": {
                "parameters": [path_parameter("id", {"type": "string"})],
                "get": {
                    "responses": {
                        "200": content(
                            {"anyOf": [ref("Show"), report]},
                            examples={
                                "plain": {"value": {"id": "a", "name": "A"}},
                                "report": {"value": {"filters": {}, "show": {"id": "b"}}},
                            },
                        )
                    }
                },
            },
        },
        schemas={
            "Show": {
                "type": "object",
                "properties": {"id": {"type": "string"}, "name": {"type": "string"}},
            }
        },
    )
    assert client.get("/shows").json == [{"id": "a", "name": "A"}]


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
    assert made["books"][0]["title"]
    assert client.get(f"/shelves/{made['id']}").json == made
    assert client.get("/shelves").json["shelves"][-1] == made


def test_an_entity_may_stand_beside_what_belongs_to_it() -> None:
    """What was made alone is found in the property that the path is named for, its time as described."""
    board = {
        "type": "object",
        "properties": {
            "id": {"type": "string", "format": "uuid"},
            "name": {"type": "string"},
            "created_at": {"type": "integer", "description": "In ms since 1970."},
        },
    }
    whole = {
        "type": "object",
        "properties": {"board": ref("Board"), "repos": {"type": "array", "items": {"type": "object"}}},
    }
    sent = {"type": "object", "properties": {"name": {"type": "string"}}}
    client = serve(
        {
            "/boards": {
                "post": {
                    "requestBody": {**content(sent), "required": True},
                    "responses": {"201": content(ref("Board"))},
                },
            },
            "/boards/{id}": {
                "parameters": [path_parameter("id", {"type": "string"})],
                "get": {"responses": {"200": content(whole)}},
            },
        },
        schemas={"Board": board},
    )
    made = client.post("/boards", {"name": "N"}).json
    assert made["created_at"] > 10**12
    read = client.get(f"/boards/{made['id']}").json
    assert read["board"] == made
    assert "repos" in read


def test_a_list_of_something_else_is_answered_as_documented() -> None:
    """A list whose items have nothing of what is made beside it does not show that without its properties."""
    region = {"type": "object", "properties": {"proxies": {"type": "array", "items": ref("Proxy")}}}
    client = serve(
        {
            "/proxies": {
                "get": {"responses": {"200": content({"type": "array", "items": region})}},
                "post": {
                    "requestBody": {**content(ref("Proxy")), "required": True},
                    "responses": {"201": content(ref("Proxy"))},
                },
            },
            "/proxies/{proxy}": {
                "parameters": [path_parameter("proxy", {"type": "string"})],
                "get": {"responses": {"200": content(ref("Proxy"))}},
            },
        },
        schemas={
            "Proxy": {
                "type": "object",
                "properties": {"id": {"type": "string"}, "name": {"type": "string"}},
            }
        },
    )
    made = client.post("/proxies", {"name": "N"}).json
    assert client.get(f"/proxies/{made['id']}").json == made
    assert all(region["proxies"] for region in client.get("/proxies").json)


def test_an_answer_that_only_names_what_was_made_names_it_rightly() -> None:
    """The key stands under the name that the path has for it, in the type of the example."""
    told = {
        "type": "object",
        "properties": {"orgId": {"type": "string"}, "message": {"type": "string"}},
    }
    org = {"type": "object", "properties": {"id": {"type": "integer"}, "name": {"type": "string"}}}
    client = serve(
        {
            "/orgs": {
                "post": {
                    "requestBody": {
                        **content({"type": "object", "properties": {"name": {"type": "string"}}}),
                        "required": True,
                    },
                    "responses": {"200": content(told, example={"orgId": "1", "message": "made"})},
                },
            },
            "/orgs/{orgId}": {
                "parameters": [path_parameter("orgId", {"type": "integer"})],
                "get": {"responses": {"200": content(ref("Org"))}},
            },
        },
        schemas={"Org": org},
    )
    one, other = (client.post("/orgs", {"name": name}).json for name in ("A", "B"))
    assert one["orgId"] != other["orgId"]
    assert one["message"] == "made"
    assert client.get(f"/orgs/{other['orgId']}").json == {"id": int(other["orgId"]), "name": "B"}


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

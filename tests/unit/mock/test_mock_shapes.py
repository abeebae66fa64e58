"""What bodies hold is recognised: an entity, a list of them, or something else."""

from __future__ import annotations

from mock_client import serve
from mock_descriptions import PATHS, SCHEMAS, content, path_parameter, ref


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

"""Keys that a client gives what it makes, or does not."""

from __future__ import annotations

from typing import Any

from mock_client import serve
from mock_descriptions import content, path_parameter, ref

TEXT = {"type": "string"}
THING: dict[str, Any] = {
    "type": "object",
    "properties": {"name": TEXT, "title": TEXT, "level": {"type": "integer"}},
}
PATHS: dict[str, Any] = {
    "/things": {
        "post": {
            "requestBody": {**content(ref("Thing")), "required": True},
            "responses": {"201": content(ref("Thing"))},
        }
    },
    "/things/{name}": {
        "get": {"parameters": [path_parameter("name", TEXT)], "responses": {"200": content(ref("Thing"))}}
    },
}


def test_an_empty_name_is_no_name() -> None:
    """What could not be asked for gets a name that can."""
    client = serve(PATHS, schemas={"Thing": THING})
    made = client.post("/things", {"name": "", "title": "One"}).json
    assert made["name"]
    assert client.get(f"/things/{made['name']}").json["title"] == "One"
    assert client.post("/things", {"name": "two"}).json["name"] == "two"


def test_what_is_no_text_and_no_number_is_no_name() -> None:
    """A body may hold anything where the schema says nothing; what is made has a name all the same."""
    sent = {"requestBody": {**content({"properties": {"name": {}, "title": TEXT}}), "required": True}}
    client = serve(
        {**PATHS, "/things": {"post": {**PATHS["/things"]["post"], **sent}}}, schemas={"Thing": THING}
    )
    for odd in ({"a": "/"}, ["b"], True, None):
        name = client.post("/things", {"name": odd, "title": "One"}).json["name"]
        assert name.startswith("thing")
        assert client.get(f"/things/{name}").json["title"] == "One"


def test_zero_is_a_key() -> None:
    """A number that counts for nothing names a thing all the same."""
    numbered = {**THING, "properties": {**THING["properties"], "name": {"type": "integer"}}}
    client = serve(PATHS, schemas={"Thing": numbered})
    assert client.post("/things", {"name": 0, "title": "None"}).json["name"] == 0
    assert client.get("/things/0").json["title"] == "None"

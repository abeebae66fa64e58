"""What leads back, where only its name says so: null on the first page, and never made up."""

from __future__ import annotations

from typing import Any

import pytest
from mock_client import Client, serve
from mock_descriptions import PATHS, SCHEMAS, content, query_parameter, ref

from mockdown.mock.settings import MockSettings

MAYBE = {"type": "string", "nullable": True}


def listing(parameter: str, following: dict[str, Any], back: str) -> Client:
    members = {"data": {"type": "array", "items": ref("Pet")}, "next": following, back: MAYBE}
    nodes = [query_parameter("limit", {"type": "integer"})]
    nodes.append(query_parameter(parameter, {"type": "integer" if parameter == "offset" else "string"}))
    shown = {"responses": {"200": content({"type": "object", "properties": members})}, "parameters": nodes}
    paths = {**PATHS, "/pets": {**PATHS["/pets"], "get": shown}}
    return serve(paths, schemas=SCHEMAS, settings=MockSettings(count=7))


@pytest.mark.parametrize("back", ["previous", "prev"])
def test_what_stands_beside_a_link_is_a_link(back: str) -> None:
    """The form of `next` tells what a plain text beside it is."""
    client = listing("offset", {**MAYBE, "format": "uri-reference"}, back)
    page = client.get("/pets?limit=3").json
    assert (page["next"], page[back]) == ("/pets?limit=3&offset=3", None)
    assert client.get(page["next"]).json[back] == "/pets?limit=3&offset=0"


def test_what_stands_beside_a_cursor_is_a_cursor() -> None:
    """Where lists are asked for by cursors, a bare name is one."""
    client = listing("cursor", MAYBE, "previous")
    page = client.get("/pets?limit=3").json
    assert page["previous"] is None
    page = client.get(f"/pets?limit=3&cursor={page['next']}").json
    before = client.get(f"/pets?limit=3&cursor={page['previous']}").json
    assert [pet["id"] for pet in before["data"]] == [1, 2, 3]

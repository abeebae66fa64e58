"""Pages that are asked for by cursors: the next one, and the one before."""

from __future__ import annotations

from typing import Any

import pytest
from mock_client import Client, serve
from mock_descriptions import PATHS, SCHEMAS, content, query_parameter, ref

from mockdown.mock.settings import MockSettings

INTEGER, TEXT = {"type": "integer"}, {"type": "string"}
MAYBE = {"type": "string", "nullable": True}
PETS = {"type": "array", "items": ref("Pet")}


def listing(parameters: dict[str, Any], members: dict[str, Any] | None = None, *headers: str) -> Client:
    """Serve seven pets, listed with these query parameters and in an envelope with these members."""
    schema = PETS if members is None else {"type": "object", "properties": members}
    shown = {**content(schema), "headers": {name: {"schema": TEXT} for name in headers}}
    nodes = [query_parameter(name, node) for name, node in parameters.items()]
    paths = {**PATHS, "/pets": {**PATHS["/pets"], "get": {"parameters": nodes, "responses": {"200": shown}}}}
    return serve(paths, schemas=SCHEMAS, settings=MockSettings(count=7))


def numbers(page: Any) -> list[int]:
    return [pet["id"] for pet in page["data"]]


@pytest.mark.parametrize("cursor", [TEXT, INTEGER])
def test_a_cursor_leads_back(cursor: dict[str, Any]) -> None:
    """Through all pages and back again, with the one cursor that there is."""
    members = {"data": PETS, "next_cursor": {**cursor, "nullable": True}}
    members["prev_cursor"] = members["next_cursor"]
    client = listing({"cursor": cursor, "limit": INTEGER}, members)
    page = client.get("/pets?limit=3").json
    seen = [numbers(page)]
    while page["next_cursor"] and len(seen) < 9:
        page = client.get(f"/pets?limit=3&cursor={page['next_cursor']}").json
        seen.append(numbers(page))
    assert seen == [[1, 2, 3], [4, 5, 6], [7]]
    back: list[list[int]] = []
    while page["prev_cursor"] and len(back) < 9:
        page = client.get(f"/pets?limit=3&cursor={page['prev_cursor']}").json
        back.append(numbers(page))
    assert back == [[4, 5, 6], [1, 2, 3]]


def test_a_page_that_ends_before_an_item() -> None:
    """`ending_before` gives what stands before an item, the nearest."""
    client = listing({"starting_after": TEXT, "ending_before": TEXT, "limit": INTEGER}, {"data": PETS})
    assert numbers(client.get("/pets?limit=2&ending_before=6").json) == [4, 5]
    assert numbers(client.get("/pets?limit=5&ending_before=3").json) == [1, 2]
    assert numbers(client.get("/pets?ending_before=4").json) == [1, 2, 3]
    assert numbers(client.get("/pets?limit=2&starting_after=5").json) == [6, 7]
    assert numbers(client.get("/pets?limit=2&ending_before=unknown").json) == [1, 2]


def test_the_link_header_leads_both_ways() -> None:
    """One cursor takes the place of the other."""
    client = listing({"after": TEXT, "before": TEXT, "limit": INTEGER}, None, "Link")
    link = client.get("/pets?limit=2&after=2").headers["link"]
    assert link == '</pets?after=4&limit=2>; rel="next", </pets?limit=2&before=3>; rel="prev"'
    back = client.get("/pets?limit=2&before=3")
    assert [pet["id"] for pet in back.json] == [1, 2]
    assert back.headers["link"] == '</pets?limit=2&after=2>; rel="next"'


def test_the_link_header_leads_back_by_one_cursor() -> None:
    """The page before has a cursor too where there is no parameter for it."""
    client = listing({"cursor": TEXT, "limit": INTEGER}, None, "Link")
    link = client.get("/pets?limit=2&cursor=4").headers["link"]
    assert link == '</pets?cursor=6&limit=2>; rel="next", </pets?cursor=2&limit=2>; rel="prev"'
    assert 'rel="prev"' not in client.get("/pets?limit=2").headers["link"]


@pytest.mark.parametrize(
    ("cursor", "required", "expected"),
    [
        (MAYBE, ["data", "next_cursor"], {"next_cursor": None}),
        ({**INTEGER, "nullable": True}, ["next_cursor"], {"next_cursor": None}),
        (TEXT, ["data"], {}),
        (TEXT, ["next_cursor"], {"next_cursor": ""}),
    ],
)
def test_where_no_page_is_left_no_cursor_leads(
    cursor: dict[str, Any], required: list[str], expected: dict[str, Any]
) -> None:
    """Null where it may stand, else nothing, else an empty text; in an object of its own as well."""
    meta = {"type": "object", "required": [*{*required} - {"data"}], "properties": {"next_cursor": cursor}}
    members = {"data": PETS, "next_cursor": cursor, "meta": meta}
    whole = {"type": "object", "required": [*required, "meta"], "properties": members}
    nodes = [query_parameter(name, node) for name, node in {"cursor": TEXT, "limit": INTEGER}.items()]
    listed = {"get": {"parameters": nodes, "responses": {"200": content(whole)}}}
    client = serve({**PATHS, "/pets": listed}, schemas=SCHEMAS, settings=MockSettings(count=7))
    first = client.get("/pets?limit=5").json
    assert first["next_cursor"] == first["meta"]["next_cursor"]
    last = client.get(f"/pets?limit=5&cursor={first['next_cursor']}").json
    assert numbers(last) == [6, 7]
    assert last.pop("meta") == expected
    assert {name: value for name, value in last.items() if name != "data"} == expected

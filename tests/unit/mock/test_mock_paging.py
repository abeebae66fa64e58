"""Pages of lists: what their envelopes and headers say, and where their links lead."""

from __future__ import annotations

import re
from typing import Any

import pytest
from mock_client import Client, serve
from mock_descriptions import PATHS, SCHEMAS, content, query_parameter, ref

from mockdown.mock.settings import MockSettings

INTEGER, TEXT, TRUTH = {"type": "integer"}, {"type": "string"}, {"type": "boolean"}
LINK = {"type": "string", "format": "uri"}
PETS = {"type": "array", "items": ref("Pet")}


def listing(
    parameters: dict[str, Any],
    members: dict[str, Any] | None = None,
    *,
    headers: tuple[str, ...] = (),
) -> Client:
    """Serve twelve pets, listed with these query parameters and in an envelope with these members."""
    schema = PETS if members is None else {"type": "object", "properties": members}
    shown = {**content(schema), "headers": {name: {"schema": TEXT} for name in headers}}
    get = {
        "parameters": [query_parameter(name, node) for name, node in parameters.items()],
        "responses": {"200": shown},
    }
    paths = {**PATHS, "/pets": {**PATHS["/pets"], "get": get}}
    return serve(paths, schemas=SCHEMAS, settings=MockSettings(count=12))


OFFSET = {"limit": INTEGER, "offset": INTEGER}
PAGE = {"page": INTEGER, "per_page": INTEGER}


def test_links_of_an_envelope_lead_to_the_neighbours() -> None:
    """`next` and `previous` are addresses where the docs show addresses, and null where nothing follows."""
    members = {"count": INTEGER, "results": PETS}
    members |= {name: {**LINK, "nullable": True} for name in ("next", "previous")}
    client = listing(OFFSET, members)
    seen, target = [], "/pets?limit=5"
    while target is not None:
        page = client.get(target.removeprefix("http://mock.example")).json
        assert page["count"] == 12
        seen += [pet["id"] for pet in page["results"]]
        target = page["next"]
    assert seen == list(range(1, 13))
    assert page["previous"] == "http://mock.example/pets?limit=5&offset=5"
    assert client.get("/pets?limit=5").json["previous"] is None


@pytest.mark.parametrize("href", [False, True])
def test_links_in_an_object_of_their_own(href: bool) -> None:  # noqa: FBT001 - a parameter of the test
    """`_links.next` and its `href`, with `self`, `first` and `last`; what leads nowhere is not there."""
    link = {"type": "object", "properties": {"href": TEXT}} if href else TEXT
    relations = ("self", "first", "prev", "next", "last")
    links = {"type": "object", "properties": dict.fromkeys(relations, link)}
    page = listing(PAGE, {"data": PETS, "_links": links}).get("/pets?page=1&per_page=5").json
    found = {name: one.get("href") if href else one for name, one in page["_links"].items()}
    assert {name: one.removeprefix("http://mock.example") for name, one in found.items() if one} == {
        "self": "/pets?page=1&per_page=5",
        "first": "/pets?page=1&per_page=5",
        "next": "/pets?page=2&per_page=5",
        "last": "/pets?page=3&per_page=5",
    }


def test_a_link_that_may_not_be_left_out_is_empty() -> None:
    """Where the schema wants a text, an empty one says that nothing follows."""
    schema = {"type": "object", "required": ["next_url"], "properties": {"data": PETS, "next_url": TEXT}}
    get = {**PATHS["/pets"]["get"], "responses": {"200": content(schema)}}
    client = serve({**PATHS, "/pets": {**PATHS["/pets"], "get": get}}, schemas=SCHEMAS)
    following = client.get("/pets?limit=2").json["next_url"]
    assert following == "http://mock.example/pets?limit=2&offset=2"
    assert client.get("/pets?limit=2&offset=2").json["next_url"] == ""


def test_a_next_that_is_a_cursor_is_no_link() -> None:
    """Where pages are asked for by cursor, `next` is one."""
    client = listing({"limit": INTEGER, "cursor": TEXT}, {"data": PETS, "next": TEXT, "prev_cursor": TEXT})
    page = client.get("/pets?limit=5").json
    assert [pet["id"] for pet in client.get(f"/pets?limit=5&cursor={page['next']}").json["data"]] == [
        6,
        7,
        8,
        9,
        10,
    ]
    assert "prev_cursor" not in page


def test_what_an_envelope_says_of_its_page() -> None:
    """Counts, numbers and truths by their names, as frameworks write them."""
    numbers = "number size totalElements totalPages numberOfElements next_page"
    members = dict.fromkeys(numbers.split(), INTEGER)
    members |= dict.fromkeys(("first", "last", "empty", "hasNext", "has_previous"), TRUTH)
    client = listing({"page": {**INTEGER, "minimum": 0}, "size": INTEGER}, {"content": PETS, **members})
    page = client.get("/pets?page=2&size=5").json
    assert [pet["id"] for pet in page.pop("content")] == [11, 12]
    assert page == {
        "number": 2,
        "size": 5,
        "totalElements": 12,
        "totalPages": 3,
        "numberOfElements": 2,
        "next_page": 2,
        "first": False,
        "last": True,
        "empty": False,
        "hasNext": False,
        "has_previous": True,
    }
    assert client.get("/pets?page=0&size=5").json["next_page"] == 1


def test_a_cursor_that_is_a_number() -> None:
    """A cursor has the documented type."""
    members = {"data": PETS, "next_cursor": {**INTEGER, "nullable": True}}
    client = listing({"limit": INTEGER, "cursor": INTEGER}, members)
    assert client.get("/pets?limit=5").json["next_cursor"] == 5


def test_headers_of_a_page() -> None:
    """The documented headers that tell of pages are filled."""
    names = ("X-Total", "X-Total-Pages", "X-Page", "X-Per-Page", "X-Next-Page", "X-Prev-Page")
    reply = listing(PAGE, headers=names).get("/pets?page=2&per_page=5")
    assert [reply.headers[name.lower()] for name in names] == ["12", "3", "2", "5", "3", "1"]
    last = listing(PAGE, headers=names).get("/pets?page=3&per_page=5")
    assert "x-next-page" not in last.headers


def test_a_page_is_as_long_as_documented() -> None:
    """The default of `limit` holds where a client says nothing."""
    client = listing({**OFFSET, "limit": {**INTEGER, "default": 4}}, {"data": PETS, "total": INTEGER})
    page = client.get("/pets").json
    assert (len(page["data"]), page["total"]) == (4, 12)
    assert len(client.get("/pets?limit=6").json["data"]) == 6


@pytest.mark.parametrize("query", ["sort=kind,-name", "sort=kind:asc,name:desc", "sort=kind&sort=-name"])
def test_a_list_sorted_by_several_properties(query: str) -> None:
    """The first property counts first, each in its own direction."""
    sort = {"type": "array", "items": TEXT} if query.count("sort=") > 1 else TEXT
    pets = listing({"sort": sort}).get(f"/pets?{query}").json
    names = {kind: [pet["name"] for pet in pets if pet["kind"] == kind] for kind in ("cat", "dog")}
    assert [pet["name"] for pet in pets] == names["cat"] + names["dog"]
    assert all(found == sorted(found, reverse=True) for found in names.values())


def test_a_direction_at_the_end_of_a_name() -> None:
    """`name_desc` sorts by name."""
    pets = listing({"sort": TEXT}).get("/pets?sort=name_desc").json
    names = [pet["name"] for pet in pets]
    assert names == sorted(names, reverse=True)


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


def test_a_page_beyond_all_numbers_is_empty(pets: Client) -> None:
    """However far a client asks to go, there is nothing there, and nothing breaks."""
    for name in ("limit", "offset"):
        assert pets.get(f"/pets?{name}=27983307698265648734928896").status == 200
    assert pets.get("/pets?limit=9007199254740992&offset=9007199254740992").json["data"] == []

"""What leaves entities out of lists: ranges, lists of ids, and limits that are none."""

from __future__ import annotations

from typing import Any

import pytest
from mock_client import Client, serve
from mock_descriptions import content, path_parameter, query_parameter, ref

INTEGER, TEXT = {"type": "integer"}, {"type": "string"}
MOMENT = {"type": "string", "format": "date-time"}
OFFER = {
    "type": "object",
    "properties": {
        "id": {"type": "integer"},
        "price": {"type": "number"},
        "status": {"type": "string"},
        "made_time": {"type": "integer", "description": "In milliseconds."},
        "created_at": MOMENT,
        "updated_at": MOMENT,
    },
}
ROWS = [
    {
        "id": number,
        "price": 10 * number,
        "status": ("open", "sold", "lost", "open")[number - 1],
        "made_time": 1_704_067_200_000 + 86_400_000 * (number - 1),
        "created_at": f"2024-01-0{number}T12:00:00Z",
        "updated_at": f"2024-02-0{5 - number}T12:00:00+00:00",
    }
    for number in range(1, 5)
]


def offers(*parameters: dict[str, Any]) -> Client:
    """Serve four offers, listed with these query parameters."""
    listed = content({"type": "array", "items": ref("Offer")}, example=ROWS)
    paths = {
        "/offers": {"get": {"parameters": list(parameters), "responses": {"200": listed}}},
        "/offers/{id}": {
            "get": {
                "parameters": [path_parameter("id", INTEGER)],
                "responses": {"200": content(ref("Offer"))},
            }
        },
    }
    return serve(paths, schemas={"Offer": OFFER})


def ids(client: Client, query: str) -> list[int]:
    return [row["id"] for row in client.get(f"/offers?{query}").json]


@pytest.mark.parametrize(
    ("name", "schema", "value", "expected"),
    [
        ("min_price", {"type": "number"}, "20", [2, 3, 4]),
        ("maxPrice", {"type": "number"}, "20", [1, 2]),
        ("price_gt", {"type": "number"}, "20", [3, 4]),
        ("price[lt]", {"type": "number"}, "20", [1]),
        ("price__gte", TEXT, "20.5", [3, 4]),
        ("created_after", MOMENT, "2024-01-02T12:00:00Z", [3, 4]),
        ("created_before", MOMENT, "2024-01-02T13:00:00%2B01:00", [1]),
        ("created_to", {"type": "string", "format": "date"}, "2024-01-02", [1, 2]),
        ("created_after", {"type": "string", "format": "date"}, "2024-01-02", [3, 4]),
        ("from_created_at", {"type": "string", "format": "date"}, "2024-01-02", [2, 3, 4]),
        ("made_since", MOMENT, "2024-01-03T00:00:00Z", [3, 4]),
        ("made_until", INTEGER, "1704067200000", [1]),
    ],
)
def test_a_range_over_a_property(name: str, schema: dict[str, Any], value: str, expected: list[int]) -> None:
    """Bounds before and behind the property's name, of numbers and moments."""
    assert ids(offers(query_parameter(name, schema)), f"{name}={value}") == expected


@pytest.mark.parametrize(
    ("name", "text", "value", "expected"),
    [
        ("since", "", "2024-01-03T00:00:00Z", [3, 4]),
        ("since", "Only those updated after this time.", "2024-02-03T00:00:00Z", [1, 2]),
        ("before", "Compared with `updated_at`.", "2024-02-03T00:00:00Z", [3, 4]),
        ("before", "Only what was updated before this time.", "2024-02-03T00:00:00Z", [3, 4]),
        ("start_date", "", "2024-01-03T00:00:00Z", [3, 4]),
        ("end_time", "", "2024-01-03T00:00:00Z", [1, 2]),
        ("from", "", "2024-01-03T00:00:00Z", [3, 4]),
        ("after", "", "2024-01-03T12:00:00Z", [4]),
    ],
)
def test_a_bound_that_names_no_property(name: str, text: str, value: str, expected: list[int]) -> None:
    """It is about the property that its description speaks of, else about when things were made."""
    client = offers(query_parameter(name, MOMENT, description=text))
    assert ids(client, f"{name}={value}") == expected


def test_a_number_that_is_told_to_be_a_time() -> None:
    """Its description says of which event, as the property's name does."""
    text = "Only offers made before this time (UTC epoch)."
    assert ids(offers(query_parameter("before", INTEGER, description=text)), "before=1704067200001") == [1]


def test_what_is_no_moment_bounds_nothing() -> None:
    """`from` may count, and `after` may be a cursor; a text that tells no time leaves all."""
    client = offers(query_parameter("from", INTEGER), query_parameter("after", INTEGER))
    assert ids(client, "from=2") == [3, 4]
    assert ids(client, "after=3") == [4]
    assert ids(offers(query_parameter("price_from", TEXT)), "price_from=cheap") == [1, 2, 3, 4]


@pytest.mark.parametrize(
    ("name", "schema", "query"),
    [
        ("ids", {"type": "array", "items": INTEGER}, "ids=2&ids=4"),
        ("ids", TEXT, "ids=2,%204"),
        ("offerIds", TEXT, "offerIds=4,2"),
        ("offer_ids[]", {"type": "array", "items": INTEGER}, "offer_ids[]=2&offer_ids[]=4"),
    ],
)
def test_a_list_of_ids(name: str, schema: dict[str, Any], query: str) -> None:
    """Only those are listed whose id is asked for."""
    assert ids(offers(query_parameter(name, schema)), query) == [2, 4]


def test_several_values_of_a_property() -> None:
    """The plural of a property, or a property whose values are documented to be separated by commas."""
    assert ids(offers(query_parameter("statuses", TEXT)), "statuses=sold,lost") == [2, 3]
    told = query_parameter("status", TEXT, description="Comma-separated.")
    assert ids(offers(told), "status=sold,open") == [1, 2, 4]
    assert ids(offers(query_parameter("status", TEXT)), "status=sold,open") == []


@pytest.mark.parametrize(
    ("text", "value", "count"),
    [
        ("At most so many; 0 means no limit.", 0, 4),
        ("Use `-1` for all of them.", -1, 4),
        ("No limit if 0.", 0, 4),
        ("Defaults to 2; zero disables paging.", 0, 4),
        ("From 0 to 100.", 0, 0),
        ("At most 100 of all offers.", 0, 0),
        ("All offers, from 0.5 on.", 0, 0),
    ],
)
def test_a_limit_that_is_documented_to_be_none(text: str, value: int, count: int) -> None:
    """It gives all there are, past the default; without such words no items are no items."""
    limit = query_parameter("limit", {"type": "integer", "default": 2}, description=text)
    client = offers(limit)
    assert len(ids(client, "")) == 2
    assert len(ids(client, f"limit={value}")) == count

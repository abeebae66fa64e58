"""Properties that count without saying so, and those that count only some."""

from __future__ import annotations

from typing import Any

import pytest
from mock_client import Client, serve
from mock_descriptions import content, path_parameter, ref

STATES = {"type": "string", "enum": ["open", "in_progress", "closed"], "default": "open"}
COUNT = {"type": "integer", "readOnly": True}
SCHEMAS: dict[str, Any] = {
    "Board": {
        "type": "object",
        "properties": {
            "id": {"type": "integer", "readOnly": True},
            "title": {"type": "string"},
            "cards": COUNT,
            "open_cards_count": COUNT,
            "numInProgressCards": COUNT,
            "days": {"type": "integer"},
        },
    },
    "Card": {
        "type": "object",
        "properties": {
            "id": {"type": "integer", "readOnly": True},
            "board_id": {"type": "integer", "readOnly": True},
            "text": {"type": "string"},
            "state": STATES,
        },
    },
}
NUMBER = {"type": "integer"}


def collection(name: str) -> dict[str, Any]:
    return {
        "get": {"responses": {"200": content({"type": "array", "items": ref(name)})}},
        "post": {"requestBody": content(ref(name)), "responses": {"201": content(ref(name))}},
    }


def item(name: str) -> dict[str, Any]:
    shown = {"responses": {"200": content(ref(name))}}
    changed = {"requestBody": content(ref(name)), **shown}
    return {
        "get": shown,
        "patch": changed,
        "put": changed,
        "delete": {"responses": {"204": {"description": ""}}},
    }


@pytest.fixture
def boards() -> Client:
    board, card = path_parameter("boardId", NUMBER), path_parameter("cardId", NUMBER)
    close = {"post": {"responses": {"200": content(ref("Card"))}}}
    paths = {
        "/boards": collection("Board"),
        "/boards/{boardId}": {"parameters": [board], **item("Board")},
        "/boards/{boardId}/cards": {"parameters": [board], **collection("Card")},
        "/boards/{boardId}/cards/{cardId}": {"parameters": [board, card], **item("Card")},
        "/boards/{boardId}/cards/{cardId}/close": {"parameters": [board, card], **close},
    }
    return serve(paths, schemas=SCHEMAS)


def counts(client: Client, place: str) -> tuple[int, int, int]:
    board = client.get(place).json
    return board["cards"], board["open_cards_count"], board["numInProgressCards"]


def test_a_property_with_the_name_of_a_collection_counts_it(boards: Client) -> None:
    """From nothing, through what comes and goes; other numbers stay what was sent."""
    made = boards.post("/boards", {"title": "a", "days": 4, "cards": 9}).json
    place = f"/boards/{made['id']}"
    assert (made["cards"], made["open_cards_count"], made["days"]) == (0, 0, 4)
    first = boards.post(f"{place}/cards", {"text": "x"}).json["id"]
    boards.post(f"{place}/cards", {"text": "y"})
    assert boards.get(place).json["cards"] == 2
    boards.delete(f"{place}/cards/{first}")
    assert (boards.get(place).json["cards"], boards.get(place).json["days"]) == (1, 4)


def test_those_of_one_value_are_counted(boards: Client) -> None:
    """However they come to have it: made with it, changed by PATCH or PUT, or acted on."""
    place = f"/boards/{boards.post('/boards', {'title': 'a'}).json['id']}"
    one = f"{place}/cards/{boards.post(f'{place}/cards', {'text': 'x'}).json['id']}"
    boards.post(f"{place}/cards", {"text": "y", "state": "in_progress"})
    assert counts(boards, place) == (2, 1, 1)
    boards.patch(one, {"state": "in_progress"})
    assert counts(boards, place) == (2, 0, 2)
    boards.put(one, {"text": "z", "state": "open"})
    assert counts(boards, place) == (2, 1, 1)
    boards.patch(one, {"text": "w"})
    assert counts(boards, place) == (2, 1, 1)
    assert boards.post(f"{one}/close").json["state"] == "closed"
    assert counts(boards, place) == (2, 0, 1)
    boards.patch(one, {"state": "open"})
    boards.delete(one)
    assert counts(boards, place) == (1, 0, 1)


def test_counts_of_some_are_true_from_the_start(boards: Client) -> None:
    """Of what nobody made as well."""
    for board in boards.get("/boards").json:
        cards = boards.get(f"/boards/{board['id']}/cards").json
        states = [card["state"] for card in cards]
        counted = (board["cards"], board["open_cards_count"], board["numInProgressCards"])
        assert counted == (len(cards), states.count("open"), states.count("in_progress"))

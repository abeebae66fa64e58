"""Actions on entities: what their names say of statuses, truths and moments."""

from __future__ import annotations

from typing import Any

import pytest
from mock_client import Client, serve
from mock_descriptions import content, path_parameter, ref

STATUSES = ["pending", "paid", "sent", "held", "begun", "running", "closed", "denied", "cancelled"]
TIME = {"type": "string", "format": "date-time", "readOnly": True, "nullable": True}
TRUTH = {"type": "boolean", "default": False}
BILL: dict[str, Any] = {
    "type": "object",
    "properties": {
        "id": {"type": "integer", "readOnly": True},
        "title": {"type": "string"},
        "status": {"type": "string", "enum": STATUSES, "default": "pending", "readOnly": True},
        "locked": TRUTH,
        "is_starred": TRUTH,
        "pinned": TRUTH,
        "enabled": TRUTH,
        "paid_at": TIME,
        "locked_at": TIME,
        "cancelled_at": TIME,
    },
}
SENT = {"type": "object", "properties": {"title": {"type": "string"}}}
NOTHING = {"responses": {"204": {"description": ""}, "404": {"description": ""}}}


def bills(*actions: str, **methods: Any) -> Client:
    """A mock of bills with these actions below them."""
    place = {"parameters": [path_parameter("id", {"type": "integer"})]}
    shown = {"responses": {"200": content(ref("Bill"))}}
    paths = {
        "/bills": {
            "get": {"responses": {"200": content({"type": "array", "items": ref("Bill")})}},
            "post": {"requestBody": content(SENT), "responses": {"201": content(ref("Bill"))}},
        },
        "/bills/{id}": {**place, "get": shown},
        **{f"/bills/{{id}}/{action}": {**place, **(methods or {"post": shown})} for action in actions},
    }
    return serve(paths, schemas={"Bill": BILL})


@pytest.mark.parametrize(
    ("action", "status"),
    [
        ("pay", "paid"),
        ("send", "sent"),
        ("hold", "held"),
        ("begin", "begun"),
        ("run", "running"),
        ("close", "closed"),
        ("deny", "denied"),
        ("cancel", "cancelled"),
    ],
)
def test_a_status_is_what_an_action_makes_it(action: str, status: str) -> None:
    """However the participle is formed."""
    client = bills(action)
    made = client.post("/bills", {"title": "a"}).json
    assert (made["status"], client.post(f"/bills/{made['id']}/{action}").json["status"]) == (
        "pending",
        status,
    )
    assert client.get(f"/bills/{made['id']}").json["status"] == status


def test_an_action_that_says_nothing_of_a_status_leaves_it() -> None:
    """`pa` and `remind` are no verbs of any of them."""
    client = bills("remind", "pa")
    before = client.get("/bills/1").json
    assert client.post("/bills/1/remind").json == client.post("/bills/1/pa").json == before


def test_an_action_tells_when_it_was_carried_out() -> None:
    """What was null before is the moment; the moments of other verbs stay null."""
    client = bills("pay", "cancel")
    made = client.post("/bills", {"title": "a"}).json
    paid = client.post(f"/bills/{made['id']}/pay").json
    assert (made["paid_at"], paid["cancelled_at"]) == (None, None)
    assert paid["paid_at"] > "2025"
    cancelled = client.post(f"/bills/{made['id']}/cancel").json
    assert cancelled["paid_at"] == paid["paid_at"]
    assert cancelled["cancelled_at"] >= paid["paid_at"]


@pytest.mark.parametrize(
    ("action", "name"), [("lock", "locked"), ("star", "is_starred"), ("pin", "pinned"), ("enable", "enabled")]
)
def test_put_sets_a_truth_and_delete_takes_it_back(action: str, name: str) -> None:
    """Where the path is called by the verb of the property."""
    client = bills(action, put=NOTHING, delete=NOTHING)
    place = f"/bills/{client.post('/bills', {'title': 'a'}).json['id']}"
    assert client.get(place).json[name] is False
    assert client.put(f"{place}/{action}").status == 204
    changed = client.get(place).json
    assert changed[name] is True
    if action == "lock":
        assert changed["locked_at"] > "2025"
    assert client.delete(f"{place}/{action}").status == 204
    assert client.get(place).json[name] is False
    assert client.get(place).json["locked_at"] is None
    assert client.put(f"/bills/4711/{action}").status == 404


@pytest.mark.parametrize(
    ("action", "name"), [("unlock", "locked"), ("unpin", "pinned"), ("disable", "enabled")]
)
def test_an_action_takes_back_another(action: str, name: str) -> None:
    """`unlock` after `lock`."""
    client = bills(action, "lock", "pin", "enable")
    place = f"/bills/{client.post('/bills', {'title': 'a'}).json['id']}"
    for verb in ("lock", "pin", "enable"):
        client.post(f"{place}/{verb}")
    assert client.get(place).json[name] is True
    after = client.post(f"{place}/{action}").json
    assert after[name] is False
    assert (after["locked_at"] is None) == (action == "unlock")


@pytest.mark.parametrize(
    ("words", "status"), [("The bill is already cancelled", 409), ("The ledger is closed", 200)]
)
def test_what_was_done_already_is_refused_where_that_is_documented(words: str, status: int) -> None:
    """A 409 that is documented for something else is not given."""
    responses = {"200": content(ref("Bill")), "409": {"description": words}}
    client = bills("cancel", post={"responses": responses})
    place = f"/bills/{client.post('/bills', {'title': 'a'}).json['id']}"
    assert client.post(f"{place}/cancel").status == 200
    assert client.post(f"{place}/cancel").status == status


def test_a_change_of_a_status_tells_when_it_was() -> None:
    """Set by the change that makes it so, kept by others, and emptied by the one that takes it back."""
    states = {"type": "string", "enum": ["open", "closed"], "default": "open"}
    topic: dict[str, Any] = {"id": {"type": "integer", "readOnly": True}, "title": {"type": "string"}}
    topic |= {"state": states, "closed_at": TIME, "is_archived": TRUTH, "archived_on": TIME}
    sent = {"title": topic["title"], "state": states, "is_archived": TRUTH}
    body = {"requestBody": content({"type": "object", "properties": sent})}
    shown = {"200": content(ref("Topic"))}
    item: dict[str, Any] = {
        "parameters": [path_parameter("id", {"type": "integer"})],
        "get": {"responses": shown},
    }
    paths = {
        "/topics": {"post": {**body, "responses": {"201": content(ref("Topic"))}}},
        "/topics/{id}": {**item, "patch": {**body, "responses": shown}, "put": {**body, "responses": shown}},
        "/topics/{id}/reopen": {"parameters": item["parameters"], "post": {"responses": shown}},
    }
    client = serve(paths, schemas={"Topic": {"type": "object", "properties": topic}})
    place = f"/topics/{client.post('/topics', {'title': 'a'}).json['id']}"
    closed = client.patch(place, {"state": "closed"}).json
    assert (closed["closed_at"] > "2025", closed["archived_on"]) == (True, None)
    assert client.patch(place, {"title": "b"}).json["closed_at"] == closed["closed_at"]
    assert client.patch(place, {"is_archived": True}).json["archived_on"] >= closed["closed_at"]
    reopened = client.post(f"{place}/reopen").json
    assert (reopened["state"], reopened["closed_at"]) == ("open", None)
    again = client.put(place, {"title": "c", "state": "closed", "is_archived": False}).json
    assert (again["closed_at"] > "2025", again["archived_on"]) == (True, None)

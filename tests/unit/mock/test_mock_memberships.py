"""Things that stand elsewhere and belong to others: users to a team."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from mock_client import Client, serve
from mock_descriptions import content, path_parameter, ref

from mockdown.diagnostics import MockdownError
from mockdown.mock.memberships import row_key

INTEGER, TEXT = {"type": "integer"}, {"type": "string"}
USER = {
    "type": "object",
    "properties": {
        "id": {"type": "integer", "readOnly": True},
        "username": TEXT,
        "email": TEXT,
        "role": TEXT,
    },
}
TEAM = {
    "type": "object",
    "properties": {
        "id": {"type": "integer", "readOnly": True},
        "name": TEXT,
        "members_count": {"type": "integer", "readOnly": True},
    },
}
SCHEMAS = {"User": USER, "Team": TEAM}
GONE = {"responses": {"204": {"description": ""}}}


def body(schema: Any) -> dict[str, Any]:
    return {"requestBody": {**content(schema), "required": True}}


def home(name: str, key: str) -> dict[str, Any]:
    """A collection and its items."""
    shown = {"responses": {"200": content(ref(name))}}
    place = f"/{name.lower()}s"
    return {
        place: {
            "get": {"responses": {"200": content({"type": "array", "items": ref(name)})}},
            "post": {**body(ref(name)), "responses": {"201": content(ref(name))}},
        },
        f"{place}/{{{key}}}": {
            "parameters": [path_parameter(key, INTEGER)],
            "get": shown,
            "put": {**body(ref(name)), **shown},
            "delete": GONE,
        },
    }


TEAM_KEY, USER_KEY = path_parameter("team", INTEGER), path_parameter("user", TEXT)
MEMBERS: dict[str, Any] = {
    "/teams/{team}/members": {
        "parameters": [TEAM_KEY],
        "get": {"responses": {"200": content({"type": "array", "items": ref("User")})}},
    },
    "/teams/{team}/members/{user}": {"parameters": [TEAM_KEY, USER_KEY], "put": GONE, "delete": GONE},
}
HOMES = {**home("User", "id"), **home("Team", "team")}


def with_teams(paths: dict[str, Any] = MEMBERS) -> tuple[Client, int, list[int]]:
    """Serve teams and users; gives a client, a new team, and two new users."""
    client = serve({**HOMES, **paths}, schemas=SCHEMAS)
    team = client.post("/teams", {"name": "Red"}).json["id"]
    users = [client.post("/users", {"username": name}).json["id"] for name in ("ann", "bob")]
    return client, team, users


def listed(client: Client, path: str) -> list[int]:
    return [one["id"] for one in client.get(path).json]


def test_members_come_and_go_and_stay_users() -> None:
    """PUT and DELETE change who belongs to a team, and nobody else."""
    client, team, (ann, bob) = with_teams()
    assert listed(client, f"/teams/{team}/members") == []
    assert client.put(f"/teams/{team}/members/{ann}").status == 204
    assert client.put(f"/teams/{team}/members/bob").status == 204
    assert client.put(f"/teams/{team}/members/bob").status == 204
    assert listed(client, f"/teams/{team}/members") == [ann, bob]
    assert client.delete(f"/teams/{team}/members/{ann}").status == 204
    assert listed(client, f"/teams/{team}/members") == [bob]
    assert client.get(f"/users/{ann}").json["username"] == "ann"
    assert client.delete(f"/teams/{team}/members/{ann}").status == 404
    assert client.put(f"/teams/{team}/members/nobody").status == 404
    assert client.put(f"/teams/4711/members/{ann}").status == 404


def test_users_of_the_start_belong_to_the_teams_of_the_start() -> None:
    """A member may be taken out of one team without leaving another."""
    client, team, _ = with_teams()
    first, *others = [one for one in listed(client, "/teams") if one != team]
    members = listed(client, f"/teams/{first}/members")
    assert members
    assert client.delete(f"/teams/{first}/members/{members[0]}").status == 204
    assert listed(client, f"/teams/{first}/members") == members[1:]
    assert all(listed(client, f"/teams/{one}/members") == members for one in others)


def test_who_is_deleted_belongs_nowhere() -> None:
    """Deleting a user ends the memberships; deleting a team leaves the users."""
    client, team, (ann, bob) = with_teams()
    for user in (ann, bob):
        client.put(f"/teams/{team}/members/{user}")
    assert client.get(f"/teams/{team}").json["members_count"] == 2
    client.delete(f"/users/{ann}")
    assert listed(client, f"/teams/{team}/members") == [bob]
    assert client.get(f"/teams/{team}").json["members_count"] == 1
    client.delete(f"/teams/{team}/members/{bob}")
    assert client.get(f"/teams/{team}").json["members_count"] == 0
    client.put(f"/teams/{team}/members/{bob}")
    assert client.delete(f"/teams/{team}").status == 204
    assert client.get(f"/users/{bob}").status == 200
    assert client.get(f"/teams/{team}/members").status == 404


def test_teams_of_a_user() -> None:
    """The list on the other side knows the memberships too."""
    other = {
        "/users/{id}/teams": {
            "parameters": [path_parameter("id", INTEGER)],
            "get": {"responses": {"200": content({"type": "array", "items": ref("Team")})}},
        }
    }
    client, team, (ann, _) = with_teams({**MEMBERS, **other})
    assert listed(client, f"/users/{ann}/teams") == []
    client.put(f"/teams/{team}/members/{ann}")
    assert listed(client, f"/users/{ann}/teams") == [team]


@pytest.mark.parametrize(
    ("properties", "sent"),
    [
        ({"user_id": INTEGER, "role": TEXT}, lambda ids: {"user_id": ids[0], "role": "boss"}),
        ({"username": TEXT}, lambda _: {"username": "ann"}),
        ({"users": {"type": "array", "items": INTEGER}}, lambda ids: {"users": ids[:1]}),
    ],
)
def test_a_body_that_names_a_member(properties: dict[str, Any], sent: Any) -> None:
    """POST to the members adds whom the body names, with the role that it says."""
    schema = {"type": "object", "properties": properties}
    place = {**MEMBERS["/teams/{team}/members"], "post": {**body(schema), **GONE}}
    item = {"parameters": [TEAM_KEY, USER_KEY], "delete": GONE}
    paths = {"/teams/{team}/members": place, "/teams/{team}/members/{user}": item}
    client, team, users = with_teams(paths)
    count = len(client.get("/users").json)
    assert client.post(f"/teams/{team}/members", sent(users)).status == 204
    (member,) = client.get(f"/teams/{team}/members").json
    assert member["id"] == users[0]
    if "role" in properties:
        assert member["role"] == "boss"
        assert client.get(f"/users/{users[0]}").json.get("role") != "boss"
    assert len(client.get("/users").json) == count
    assert client.delete(f"/teams/{team}/members/ann").status == 204
    assert client.get(f"/users/{users[0]}").status == 200


def test_all_members_leave() -> None:
    """DELETE of the members empties a team."""
    place = {**MEMBERS["/teams/{team}/members"], "delete": GONE}
    client, team, users = with_teams({**MEMBERS, "/teams/{team}/members": place})
    for user in users:
        client.put(f"/teams/{team}/members/{user}")
    assert client.delete(f"/teams/{team}/members").status == 204
    assert listed(client, f"/teams/{team}/members") == []
    assert set(users) <= set(listed(client, "/users"))


def test_statuses_of_joining() -> None:
    """201 for what is new and 304 for what is there, where both are documented; one member is shown."""
    shown = content(ref("User"))
    put = {"responses": {"201": shown, "304": {"description": ""}, "404": {"description": ""}}}
    item = {**MEMBERS["/teams/{team}/members/{user}"], "put": put, "get": {"responses": {"200": shown}}}
    client, team, (ann, bob) = with_teams({**MEMBERS, "/teams/{team}/members/{user}": item})
    made = client.put(f"/teams/{team}/members/{ann}")
    assert (made.status, made.json["username"]) == (201, "ann")
    assert client.put(f"/teams/{team}/members/{ann}").status == 304
    assert client.get(f"/teams/{team}/members/{ann}").json["id"] == ann
    assert client.get(f"/teams/{team}/members/{bob}").status == 404


def test_what_is_made_below_its_parent_is_deleted_there() -> None:
    """Where a body makes the whole thing, or its own name stands in the path, it is no membership."""
    paths = {
        "/teams/{team}/users": {
            "parameters": [TEAM_KEY],
            "get": {"responses": {"200": content({"type": "array", "items": ref("User")})}},
        },
        "/teams/{team}/users/{user}": {"parameters": [TEAM_KEY, USER_KEY], "delete": GONE},
    }
    client, team, (ann, _) = with_teams(paths)
    assert client.delete(f"/teams/{team}/users/{ann}").status == 204
    assert client.get(f"/users/{ann}").status == 404
    whole = {"parameters": [TEAM_KEY, USER_KEY], "put": {**body(ref("User")), **GONE}, "delete": GONE}
    client, team, (ann, _) = with_teams({"/teams/{team}/members/{user}": whole})
    assert client.delete(f"/teams/{team}/members/{ann}").status == 204
    assert client.get(f"/users/{ann}").status in (200, 404)


def test_keys_with_slashes_are_kept_apart() -> None:
    """No two memberships are kept under one key, whatever keys both sides have."""
    pairs = [("a/b", "c"), ("a", "b/c"), ("a%2Fb", "c"), ("a", "b%2Fc"), ("a", "b")]
    assert len({row_key(*pair) for pair in pairs}) == len(pairs)


def test_a_membership_is_explained() -> None:
    """What was inferred says so, and why."""
    client, _, _ = with_teams()
    parts = {one["operation"]: one for one in client.app.explain()}
    part = parts["PUT /teams/{team}/members/{user}"]
    assert (part["role"], part["resource"]) == ("join", "User")
    assert parts["DELETE /teams/{team}/members/{user}"]["role"] == "leave"
    assert "/teams/{team}/members" in part["reason"]


def test_what_was_inferred_of_a_membership_is_overridden(tmp_path: Path) -> None:
    """`resources.yaml` may say that a user is deleted after all; a role that does not fit is refused."""
    item, file = "/teams/{team}/members/{user}", tmp_path / "resources.yaml"
    file.write_text(f"operations:\n  DELETE {item}: {{role: delete}}\n  PUT {item}: {{role: join}}\n")
    client = serve({**HOMES, **MEMBERS}, schemas=SCHEMAS, folder=tmp_path)
    user = client.post("/users", {"username": "ann"}).json["id"]
    team = listed(client, "/teams")[0]
    assert client.put(f"/teams/{team}/members/{user}").status == 204
    assert user in listed(client, f"/teams/{team}/members")
    assert client.delete(f"/teams/{team}/members/{user}").status == 204
    assert client.get(f"/users/{user}").status == 404
    file.write_text("operations:\n  DELETE /users/{id}: {role: leave}\n")
    with pytest.raises(MockdownError, match="cannot be `leave`"):
        serve({**HOMES, **MEMBERS}, schemas=SCHEMAS, folder=tmp_path)

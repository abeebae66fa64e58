"""The control API: for callers on this machine, described by its own file."""

from __future__ import annotations

from typing import Any

import pytest
from mock_client import Client, make_description, serve
from mock_descriptions import PATHS, SCHEMAS, content

from mockdown.mock.app import create_app
from mockdown.mock.mounts import create_mounts
from mockdown.mock.settings import MockSettings


def test_state_is_read_and_put(pets: Client) -> None:
    """What is put is what operations see."""
    pets.get("/pets")
    state = pets.get("/_mock/state").json
    state["tables"]["Pet"] = [{"key": "8", "value": {"id": 8, "name": "Put"}}]
    assert pets.put("/_mock/state", state).status == 200
    assert pets.get("/pets").json["data"] == [{"id": 8, "name": "Put"}]
    wrongs: list[Any] = [{}, [], {"tables": {"Pet": [{}]}, "values": {}}]
    for wrong in wrongs:
        assert pets.put("/_mock/state", wrong).status == 400
    sent = {"content-type": "application/json"}
    assert pets.request("PUT", "/_mock/state", content=b"{", headers=sent).status == 400
    assert pets.request("PUT", "/_mock/state", content=b"{}").status == 415


def test_reset_of_one_session_and_of_all(pets: Client) -> None:
    """The header or the query names the session; without one all start anew."""
    for session in ("a", "b"):
        pets.post("/pets", {"name": "Tom"}, headers={"x-mock-session": session})
    assert pets.get("/_mock/sessions").json == {"sessions": ["a", "b"]}
    assert pets.post("/_mock/reset?session=a").status == 204
    assert pets.get("/_mock/sessions").json == {"sessions": ["b"]}
    assert pets.post("/_mock/reset").status == 204
    assert pets.get("/_mock/sessions").json == {"sessions": []}


def test_snapshots(pets: Client) -> None:
    """A snapshot is kept under a name and brought back, as often as is wanted."""
    assert pets.put("/_mock/snapshots/before").status == 204
    made = pets.post("/pets", {"name": "Tom"}).json["id"]
    for _ in range(2):
        assert pets.post("/_mock/snapshots/before/restore").status == 204
        assert pets.get(f"/pets/{made}").status == 404
        assert pets.post("/pets", {"name": "Tim"}).json["id"] == made
    assert pets.get("/_mock/snapshots").json == {"snapshots": ["before"]}
    assert pets.delete("/_mock/snapshots/before").status == 204
    assert pets.post("/_mock/snapshots/before/restore").status == 404


def test_the_journal_remembers_the_last_requests() -> None:
    """Method, path, status, and what became of it; no more than it may hold."""
    pets = serve(PATHS, schemas=SCHEMAS, settings=MockSettings(journal=2))
    for path in ("/pets", "/pets/1", "/pets/999"):
        pets.get(path)
    entries = pets.get("/_mock/journal").json["entries"]
    assert [(entry["path"], entry["status"], entry["verdict"]) for entry in entries] == [
        ("/pets/1", 200, "answered"),
        ("/pets/999", 404, "unknown-id"),
    ]
    assert pets.delete("/_mock/journal").status == 204
    assert pets.get("/_mock/journal").json == {"entries": []}


def test_it_tells_what_was_inferred(pets: Client) -> None:
    """For each operation its role and why."""
    rows = {row["operation"]: row["role"] for row in pets.get("/_mock/operations").json["operations"]}
    assert rows["POST /pets"] == "create"
    assert rows["POST /pets/{petId}/vaccinate"] == "action"


def test_only_callers_on_this_machine() -> None:
    """Another machine needs the token, a page of another origin gets nothing."""
    app = create_app(make_description(PATHS, schemas=SCHEMAS), settings=MockSettings(control_token="t"))
    far, near = Client(app, client=("203.0.113.9", 1)), Client(app)
    assert far.get("/_mock/state").status == 403
    assert far.get("/_mock/state", headers={"authorization": "Bearer t"}).status == 200
    assert near.get("/_mock/state").status == 200
    assert near.post("/_mock/reset", headers={"origin": "http://page.example"}).status == 403
    assert Client(app, client=("::1", 1)).get("/_mock/state").status == 200


def test_the_state_is_whole_from_the_start(pets: Client) -> None:
    """What nobody has asked for yet stands in it, and what is put is all that there is."""
    assert pets.get("/_mock/state").json["tables"]["Pet"]
    assert pets.put("/_mock/state", {"tables": {}, "values": {}}).status == 200
    assert pets.get("/pets").json["data"] == []


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost:8080", 200),
        ("127.0.0.1", 200),
        ("[::1]:80", 200),
        ("a.localhost", 200),
        ("evil.example", 403),
    ],
)
def test_a_page_under_a_foreign_name_is_kept_out(pets: Client, host: str, status: int) -> None:
    """Its owner may let the name point to this machine; a browser says that a page asks."""
    headers = {"host": host, "sec-fetch-site": "same-origin"}
    assert pets.get("/_mock/state", headers=headers).status == status


def test_fault_rules(pets: Client) -> None:
    """Rules say which operations fail, how often and how; without rules nothing does."""
    rules = [{"operations": ["GET /pets/*"], "kind": "error", "status": 502, "latency": 1, "jitter": 1}]
    assert pets.put("/_mock/faults", {"rules": rules}).json == {"rules": rules}
    assert [pets.get(path).status for path in ("/pets/1", "/pets")] == [502, 200]
    pets.put("/_mock/faults", {"rules": [{"kind": "error", "rate": 0.5}]})
    assert {pets.get("/pets").status for _ in range(40)} == {200, 503}
    for wrong in ({"rules": [{"kind": "odd"}]}, {"rules": [{"rate": 2}]}, {}):
        assert pets.put("/_mock/faults", wrong).status == 400
    refused = pets.put("/_mock/faults", {"rules": [{}, {"operations": ["GET /cats"]}]})
    assert (refused.status, refused.json["detail"]) == (404, "rule 2 fits no operation: GET /cats")
    assert pets.put("/_mock/faults", {"rules": []}).status == 200
    assert pets.get("/pets/1").status == 200


def test_the_way_in_lists_what_there_is(pets: Client) -> None:
    """`/_mock` is where one looks first: it names the paths, for callers on this machine."""
    for path in ("/_mock", "/_mock/"):
        index = pets.get(path).json
        rows = {(row["method"], row["path"]) for row in index["operations"]}
        assert {("GET", "/_mock/state"), ("POST", "/_mock/reset"), ("GET", "/_mock/journal")} <= rows
        assert ("GET", "/_mock/description.json") in rows
        assert all(row["summary"] for row in index["operations"])
    assert Client(pets.app, client=("203.0.113.9", 1)).get("/_mock").status == 403


def test_each_of_several_apis_has_a_way_in() -> None:
    """The paths of an index are those that answer, wherever the API is mounted."""
    client = mounts(a="/v1", b="/v1")
    assert client.get("/_mock").json == {"apis": {"a": "/_mock/a", "b": "/_mock/b"}}
    for path in ("/_mock/a", "/_mock/a/"):
        paths = [row["path"] for row in client.get(path).json["operations"] if row["method"] == "GET"]
        assert "/_mock/a/state" in paths
        assert {client.get(found).status for found in paths} == {200}
    assert Client(client.app, client=("203.0.113.9", 1)).get("/_mock").status == 403


def test_unknown_control_paths(pets: Client) -> None:
    """404 and 405 with Allow, as elsewhere."""
    assert pets.get("/_mock/nothing").status == 404
    assert pets.get("/_mock/reset").headers["allow"] == "OPTIONS, POST"


def test_descriptions_are_served(pets: Client) -> None:
    """Its own, and the one that is mocked, with the place where it is served."""
    assert pets.get("/_mock/openapi.json").json["info"]["title"] == "Control API of the mock"
    assert pets.get("/_mock/description.json").json["servers"] == [{"url": "/"}]


def mounts(**base_paths: str) -> Client:
    apps = {
        name: create_app(
            make_description({"/who": {"get": {"responses": {"200": content({}, example=name)}}}}),
            settings=MockSettings(base_path=path),
        )
        for name, path in base_paths.items()
    }
    return Client(create_mounts(apps))


def test_apis_stand_under_their_base_paths() -> None:
    """Where base paths differ each API keeps its own."""
    client = mounts(a="/api/a", b="/api/b")
    assert [client.get(f"/api/{name}/who").json for name in "ab"] == ["a", "b"]


def test_apis_stand_under_their_names_where_base_paths_collide() -> None:
    """Equal base paths, or one below the other, are told apart by the API's name."""
    client = mounts(a="/v1", b="/v1", c="")
    assert [
        client.get(f"/{name}{path}/who").json for name, path in (("a", "/v1"), ("b", "/v1"), ("c", ""))
    ] == ["a", "b", "c"]
    assert client.get("/v1/who").status == 404


def test_the_start_page_lists_the_apis() -> None:
    """As HTML for people, as JSON for programs."""
    client = mounts(a="/v1", b="/v1")
    assert [row["path"] for row in client.get("/").json["apis"]] == ["/a/v1", "/b/v1"]
    page = client.get("/", headers={"accept": "text/html,*/*;q=0.8"})
    assert page.headers["content-type"].startswith("text/html")
    assert b"/a/v1" in page.body
    assert client.post("/").status == 405


def test_each_api_has_its_own_control() -> None:
    """`/_mock/<api>/…` is for one, `/_mock/reset` for all; a single API needs no name."""
    client = mounts(a="/v1", b="/v1")
    assert client.get("/_mock/a/description.json").json["servers"] == [{"url": "/a/v1"}]
    assert client.get("/_mock/state").status == 404
    assert client.post("/_mock/reset").status == 204
    assert mounts(a="/v1").get("/_mock/state").status == 200

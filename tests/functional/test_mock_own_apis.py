"""The project's own three APIs, served over HTTP: what their docs promise happens."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from mockdown.description import read_description
from mockdown.diagnostics import MockdownError
from mockdown.mock.app import MockApp, create_app
from mockdown.mock.mounts import create_mounts
from mockdown.mock.server import BackgroundServer, serve

ROOT = Path(__file__).parents[2]
NAMES = ("coder", "vela", "vieter")


def make_app(name: str) -> MockApp:
    return create_app(read_description(ROOT / "openapi" / f"{name}.yaml"), folder=ROOT / "mocks" / name)


@pytest.fixture(scope="module")
def server() -> Iterator[tuple[str, dict[str, MockApp], dict[str, str]]]:
    apps = {name: make_app(name) for name in NAMES}
    mounts = create_mounts(apps)
    with BackgroundServer(mounts) as running:
        yield running.url, apps, {name: running.url + mounts.path_of(name) for name in NAMES}


@pytest.fixture
def client(server: tuple[str, dict[str, MockApp], dict[str, str]]) -> Iterator[httpx.Client]:
    """A client after a reset of all three APIs."""
    url, apps, _ = server
    for app in apps.values():
        app.reset()
    with httpx.Client(base_url=url) as running:
        yield running


@pytest.fixture
def places(server: tuple[str, dict[str, MockApp], dict[str, str]]) -> dict[str, str]:
    return server[2]


def is_problem(reply: httpx.Response, status: int) -> bool:
    return (reply.status_code, reply.headers["content-type"]) == (status, "application/problem+json")


def test_coder_keeps_its_settings(client: httpx.Client, places: dict[str, str]) -> None:
    """PUT then GET; equal settings are 304; without the session token 401."""
    url, key = f"{places['coder']}/prebuilds/settings", {"Coder-Session-Token": "token"}
    assert client.put(url, json={"reconciliation_paused": False}, headers=key).status_code == 200
    assert client.get(url, headers=key).json() == {"reconciliation_paused": False}
    same = client.put(url, json={"reconciliation_paused": False}, headers=key)
    assert (same.status_code, same.content) == (304, b"")
    refused = client.get(url)
    assert is_problem(refused, 401)
    assert "Coder-Session-Token" in refused.headers["www-authenticate"]


def vela_build(apps: dict[str, MockApp]) -> dict[str, Any]:
    operation = apps["vela"].description.operations[0]
    media = operation.definition["requestBody"]["content"]["application/json"]
    required = media["schema"]["required"]
    return {name: media["example"].get(name, "") for name in required}


def test_vela_overwrites_a_build(
    server: tuple[str, dict[str, MockApp], dict[str, str]], client: httpx.Client, places: dict[str, str]
) -> None:
    """The build of the body's id is overwritten; a missing field is named; no bearer is 401."""
    url, key = f"{places['vela']}/api/v1/admin/build", {"Authorization": "Bearer token"}
    build = vela_build(server[1])
    first = client.put(url, json={**build, "message": "one"}, headers=key)
    assert (first.status_code, first.json()["message"]) == (200, "one")
    client.put(url, json={**build, "message": "two"}, headers=key)
    rows = [row for table in client.get("/_mock/vela/state").json()["tables"].values() for row in table]
    assert [row["value"]["message"] for row in rows if row["value"]["id"] == build["id"]] == ["two"]
    del build["branch"]
    incomplete = client.put(url, json=build, headers=key)
    assert is_problem(incomplete, 400)
    assert [error["pointer"] for error in incomplete.json()["errors"]] == ["#/branch"]
    assert incomplete.json()["errors"][0]["docs"].startswith("docs/vela/")
    assert is_problem(client.put(url, json=build), 401)


def test_vieter_hands_each_job_out_once(client: httpx.Client, places: dict[str, str]) -> None:
    """The right architecture, at most `max`, the bare flag `force`, the envelope kept."""
    base, key = f"{places['vieter']}/api/v1/jobs", {"X-Api-Key": "secret"}
    for query in ("target=10&arch=x86_64&force", "target=11&arch=aarch64", "target=12&arch=x86_64"):
        assert client.post(f"{base}/queue?{query}", headers=key).status_code == 200

    def poll(query: str) -> list[dict[str, Any]]:
        reply = client.get(f"{base}/poll?{query}", headers=key).json()
        assert reply["message"] == ""
        return list(reply["data"])

    first = poll("arch=x86_64&max=1")
    assert [(job["target_id"], job["force"]) for job in first] == [(10, True)]
    assert [(job["target_id"], job["force"]) for job in poll("arch=x86_64&max=5")] == [(12, False)]
    assert poll("arch=x86_64&max=5") == []
    assert [job["target_id"] for job in poll("arch=aarch64")] == [11]
    assert is_problem(client.post(f"{base}/queue?arch=x86_64", headers=key), 400)
    assert is_problem(client.get(f"{base}/poll"), 401)


@pytest.mark.parametrize("name", NAMES)
def test_every_operation_answers_its_own_example(name: str) -> None:
    """Nothing that an operation answers is invalid: each is called as the docs show it."""
    app = make_app(name)
    headers = {key: value for one in app.credentials.values() for key, value in one.headers.items()}
    with (
        BackgroundServer(app) as running,
        httpx.Client(base_url=running.url + app.base_path, headers=headers) as client,
    ):
        for operation in app.description.operations:
            body = (
                (operation.definition.get("requestBody") or {}).get("content", {}).get("application/json", {})
            )
            path = operation.path.replace("{user}", "me")
            reply = client.request(operation.method, path, json=body.get("example"))
            assert reply.status_code < 500, operation.label


def test_wrong_requests_over_http(client: httpx.Client, places: dict[str, str]) -> None:
    """404, 405 with a full Allow, 415, 400: problems all of them."""
    settings, key = f"{places['coder']}/prebuilds/settings", {"Coder-Session-Token": "token"}
    assert is_problem(client.get(f"{places['coder']}/nothing"), 404)
    assert is_problem(client.get("/nothing"), 404)
    refused = client.delete(settings)
    assert is_problem(refused, 405)
    assert refused.headers["allow"] == "GET, HEAD, OPTIONS, PUT"
    text = {**key, "content-type": "text/plain"}
    assert is_problem(client.put(settings, content=b"{}", headers=text), 415)
    json = {**key, "content-type": "application/json"}
    assert is_problem(client.put(settings, content=b"{", headers=json), 400)


def test_an_address_that_is_taken() -> None:
    """One clear error with a way out."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(MockdownError, match="cannot listen") as caught:
            serve(make_app("vieter"), host="127.0.0.1", port=taken.getsockname()[1])
    assert "port 0" in (caught.value.diagnostics[0].help or "")


def test_a_connection_that_is_dropped(client: httpx.Client, places: dict[str, str]) -> None:
    """A client gets no answer at all, not even a status."""
    rules = [{"kind": "drop", "operations": ["get_buildinfo", "GET */buildinfo"]}]
    client.put("/_mock/coder/faults", json={"rules": rules}).raise_for_status()
    try:
        with pytest.raises(httpx.TransportError), client.stream("GET", f"{places['coder']}/buildinfo") as got:
            pytest.fail(f"a response began: {got.status_code}")
        entry = client.get("/_mock/coder/journal").json()["entries"][-1]
        assert (entry["status"], entry["verdict"]) == (0, "dropped")
    finally:
        client.put("/_mock/coder/faults", json={"rules": []}).raise_for_status()
    assert client.get(f"{places['coder']}/buildinfo").status_code == 200


@pytest.mark.parametrize("kind", ["truncate"])
def test_a_connection_that_breaks(kind: str, client: httpx.Client, places: dict[str, str]) -> None:
    """A client sees the connection end before the body does."""
    client.put("/_mock/coder/faults", json={"rules": [{"kind": kind}]}).raise_for_status()
    try:
        with pytest.raises(httpx.RemoteProtocolError):
            client.get(f"{places['coder']}/buildinfo")
    finally:
        client.put("/_mock/coder/faults", json={"rules": []}).raise_for_status()
    assert client.get(f"{places['coder']}/buildinfo").status_code == 200

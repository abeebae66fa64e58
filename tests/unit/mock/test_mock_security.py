"""Credentials are asked for as the description says, and only then."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Any

import pytest
from mock_client import Client, serve
from mock_descriptions import content

from mockdown.diagnostics import MockdownError
from mockdown.mock.settings import Auth, MockSettings

KEY = {"type": "apiKey", "in": "header", "name": "X-Api-Key"}
QUERY = {"type": "apiKey", "in": "query", "name": "key"}
COOKIE = {"type": "apiKey", "in": "cookie", "name": "sid"}
BASIC = {"type": "http", "scheme": "basic"}
BEARER = {"type": "http", "scheme": "bearer"}
OAUTH = {"type": "oauth2", "flows": {"implicit": {"authorizationUrl": "https://x.example", "scopes": {}}}}
MUTUAL = {"type": "mutualTLS"}


def guarded(security: list[dict[str, Any]], auth: Auth = Auth.ANY, **schemes: Any) -> Client:
    operation = {"security": security, "responses": {"200": content({})}}
    return serve(
        {"/e": {"get": operation}}, components={"securitySchemes": schemes}, settings=MockSettings(auth=auth)
    )


def encoded(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


CASES: list[tuple[dict[str, Any], str, dict[str, str], dict[str, str]]] = [
    (KEY, "/e", {"x-api-key": "anything"}, {"x-api-key": ""}),
    (QUERY, "/e?key=anything", {}, {}),
    (COOKIE, "/e", {"cookie": "sid=anything"}, {"cookie": "other=1"}),
    (BASIC, "/e", {"authorization": f"Basic {encoded('a:b')}"}, {"authorization": "Basic !!"}),
    (BEARER, "/e", {"authorization": "bearer token"}, {"authorization": "Bearer"}),
    (OAUTH, "/e", {"authorization": "Bearer token"}, {"authorization": f"Basic {encoded('a:b')}"}),
]


@pytest.mark.parametrize(("scheme", "target", "good", "bad"), CASES)
def test_any_well_formed_credential_passes(
    scheme: dict[str, Any], target: str, good: dict[str, str], bad: dict[str, str]
) -> None:
    """By default nothing needs to be set up; without a credential it is 401 with a challenge."""
    client = guarded([{"s": []}], s=scheme)
    assert client.get(target, headers=good).status == 200
    refused = client.get("/e", headers=bad)
    assert refused.status == 401
    assert refused.headers["content-type"] == "application/problem+json"
    assert refused.headers["www-authenticate"]


@pytest.mark.parametrize("value", ["invalid", "my-expired-token", "SOME-INVALID-VALUE", "revoked"])
def test_a_credential_that_calls_itself_wrong_is_refused(value: str) -> None:
    """So a client can try what it does on 401."""
    assert guarded([{"s": []}], s=KEY).get("/e", headers={"x-api-key": value}).status == 401


@pytest.mark.parametrize("scheme", [KEY, QUERY, COOKIE, BASIC, BEARER, OAUTH])
def test_known_credentials_only(scheme: dict[str, Any]) -> None:
    """With `auth=known` the mock's own example passes and nothing else."""
    client = guarded([{"s": []}], Auth.KNOWN, s=scheme)
    example = client.app.credentials["s"]
    query = "&".join(f"{name}={value}" for name, value in example.query.items())
    cookies = "; ".join(f"{name}={value}" for name, value in example.cookies.items())
    headers = {**example.headers, **({"cookie": cookies} if cookies else {})}
    assert client.get(f"/e?{query}", headers=headers).status == 200
    assert client.get("/e", headers={"x-api-key": "other", "authorization": "Bearer other"}).status == 401


def test_alternatives_and_combinations() -> None:
    """One of several requirements is enough; all schemes of one requirement are needed."""
    either = guarded([{"a": []}, {"b": []}], a=KEY, b=BEARER)
    both = guarded([{"a": [], "b": []}], a=KEY, b=BEARER)
    key, bearer = {"x-api-key": "k"}, {"authorization": "Bearer t"}
    assert [either.get("/e", headers=one).status for one in (key, bearer, {})] == [200, 200, 401]
    assert [both.get("/e", headers=one).status for one in (key, bearer, {**key, **bearer})] == [401, 401, 200]


def test_a_refusal_says_what_to_send() -> None:
    """Who sends credentials of another scheme learns in words which ones are wanted, and by the header."""
    either = guarded([{"a": [], "c": []}, {"b": []}], a=KEY, b=BEARER, c=COOKIE)
    refused = either.get("/e", headers={"authorization": f"Basic {encoded('a:b')}"})
    assert refused.json["detail"] == (
        "credentials are missing or of another scheme: send "
        "the header `X-Api-Key` and the cookie `sid`, or `Authorization: Bearer <token>`"
    )
    challenges = [value for name, value in refused.raw_headers if name == b"www-authenticate"]
    assert [value.partition(b" ")[0] for value in challenges] == [b"ApiKey", b"ApiKey", b"Bearer"]
    basic = guarded([{"s": []}, {"q": []}], s=BASIC, q=QUERY).get("/e").json["detail"]
    assert basic.endswith(
        "`Authorization: Basic`, then `user:password` in base64, or the query parameter `key`"
    )


def test_what_needs_no_credentials() -> None:
    """An empty requirement, an empty list, no security at all, mutual TLS, and `auth=off`."""
    assert guarded([{"s": []}, {}], s=KEY).get("/e").status == 200
    assert guarded([], s=KEY).get("/e").status == 200
    assert guarded([{"s": []}], s=MUTUAL).get("/e").status == 200
    assert guarded([{"s": []}], Auth.OFF, s=KEY).get("/e").status == 200


def test_credentials_come_before_validation() -> None:
    """Who may not ask learns nothing of what was wrong with the question."""
    body = {"required": True, "content": {"application/json": {"schema": {"type": "object"}}}}
    operation = {"security": [{"s": []}], "requestBody": body, "responses": {"200": content({})}}
    client = serve({"/e": {"post": operation}}, components={"securitySchemes": {"s": KEY}})
    assert client.request("POST", "/e", content=b"{").status == 401


BOOK = """
credentials:
  - {value: secret, roles: [admin]}
  - {scheme: s, value: guest}
rules:
  - {operations: ["DELETE *"], roles: [admin]}
"""


def booked(text: str, folder: Path) -> Client:
    (folder / "auth.yaml").write_text(text)
    item = {
        method: {"security": [{"s": []}], "responses": {"200": content({})}} for method in ("get", "delete")
    }
    return serve({"/e": item}, components={"securitySchemes": {"s": KEY}}, folder=folder)


def test_named_credentials_and_their_roles(tmp_path: Path) -> None:
    """`auth.yaml` says who passes, and who may do what: 401, 403."""
    client = booked(BOOK, tmp_path)
    assert client.app.credentials["s"].headers == {"X-Api-Key": "secret"}
    assert [client.get("/e", headers={"x-api-key": key}).status for key in ("secret", "guest", "other")] == [
        200,
        200,
        401,
    ]
    assert [client.delete("/e", headers={"x-api-key": key}).status for key in ("secret", "guest")] == [
        200,
        403,
    ]


@pytest.mark.parametrize(
    "text", ["credentials: 5", "credentials: [{roles: [a]}]", "rules: [{operations: a}]", "[]"]
)
def test_a_broken_book_is_a_clear_error(tmp_path: Path, text: str) -> None:
    """What cannot be read is told when the mock is built."""
    with pytest.raises(MockdownError, match=r"auth\.yaml"):
        booked(text, tmp_path)

"""What stock Connexion 3.3 does wrong in answers and security, and the mock does right.

Its other cases stand in `test_mock_any_description.py`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from mock_client import Client, serve
from mock_descriptions import content

OK = {"200": content({})}


def answering(answer: str, responses: dict[str, Any], folder: Path) -> Client:
    """A mock whose handler gives an answer."""
    (folder / "handlers.py").write_text(f"def get():\n    return {answer}\n")
    return serve({"/e": {"get": {"operationId": "get", "responses": responses}}}, folder=folder)


@pytest.mark.parametrize(("value", "status"), [("'5'", 200), ("'five'", 500)])
def test_headers_of_answers_are_validated(tmp_path: Path, value: str, status: int) -> None:
    """Not only whether they are there: their schema counts."""
    count = {"X-Count": {"required": True, "schema": {"type": "integer"}}}
    responses = {"200": {**content({}), "headers": count}}
    answer = f"(200, {{}}, {{'X-Count': {value}}})"
    assert answering(answer, responses, tmp_path).get("/e").status == status


def test_a_default_response_is_validated(tmp_path: Path) -> None:
    """A status that is not declared is held against `default`."""
    number = {"type": "object", "required": ["n"], "properties": {"n": {"type": "integer"}}}
    client = answering("(418, {'n': 'x'})", {**OK, "default": content(number)}, tmp_path)
    assert client.get("/e").status == 500


@pytest.mark.parametrize(
    "scheme",
    [
        {"type": "mutualTLS"},
        {"type": "http", "scheme": "hoba"},
        {"type": "openIdConnect", "openIdConnectUrl": "https://x.example/.well-known"},
        {"type": "oauth2", "flows": {"clientCredentials": {"tokenUrl": "https://x.example/t", "scopes": {}}}},
    ],
    ids=["mutualTLS", "hoba", "openIdConnect", "oauth2"],
)
def test_schemes_that_need_no_function_of_ours(scheme: dict[str, Any]) -> None:
    """Every scheme of OpenAPI lets somebody in: with the example credentials of the mock."""
    client = serve(
        {"/e": {"get": {"security": [{"s": []}], "responses": OK}}},
        openapi="3.1.0",
        components={"securitySchemes": {"s": scheme}},
    )
    sent = client.app.credentials["s"].headers if "s" in client.app.credentials else {}
    assert client.get("/e", headers=dict(sent)).status == 200


def test_a_slash_at_the_end_is_another_path() -> None:
    """404 and not a redirect to somewhere else."""
    client = serve({"/e": {"get": {"responses": OK}}, "/f/": {"get": {"responses": OK}}})
    assert [client.get(path).status for path in ("/e", "/e/", "/f/", "/f")] == [200, 404, 200, 404]

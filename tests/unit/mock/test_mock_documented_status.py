"""Wrong requests have the status that is documented for them."""

from __future__ import annotations

from typing import Any

import pytest
from mock_client import Client, serve
from mock_descriptions import content

_THING = {"type": "object", "required": ["n"], "properties": {"n": {"type": "integer"}}}
_ERROR = {"type": "object", "required": ["message"], "properties": {"message": {"type": "string"}}}


def things(*statuses: str, method: str = "post", **more: Any) -> Client:
    """An operation that documents these errors."""
    errors = {status: content(_ERROR) for status in statuses}
    operation = {
        "requestBody": {**content(_THING), "required": True},
        "responses": {"200": content({}), **errors},
    }
    return serve({"/things": {method: {**operation, **more}}})


@pytest.mark.parametrize(
    ("documented", "unfit", "malformed"),
    [
        (("422",), 422, 422),
        (("400", "422"), 422, 400),
        (("400",), 400, 400),
        ((), 400, 400),
        (("4XX",), 400, 400),
    ],
)
def test_a_body_that_does_not_fit(documented: tuple[str, ...], unfit: int, malformed: int) -> None:
    """422 where that is what the docs have for it, and always the documented form."""
    client = things(*documented)
    reply = client.post("/things", {"n": "x"})
    assert reply.status == unfit
    assert str(unfit) not in documented or "message" in reply.json
    broken = client.request("POST", "/things", content=b"{", headers={"content-type": "application/json"})
    assert broken.status == malformed


def test_a_condition_that_is_missing() -> None:
    """A required If-Match is asked for by 428 where that is documented (RFC 6585, 3)."""
    match = {"name": "If-Match", "in": "header", "required": True, "schema": {"type": "string"}}
    limit = {"name": "limit", "in": "query", "schema": {"type": "integer"}}
    client = things("428", parameters=[match, limit])
    assert client.post("/things", {"n": 1}).status == 428
    assert client.post("/things?limit=x", {"n": 1}).status == 400
    assert things("400", parameters=[match]).post("/things", {"n": 1}).status == 400

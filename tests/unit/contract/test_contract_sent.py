from __future__ import annotations

from typing import Any

import pytest
import schemathesis
from requests import Request

from mockdown.contract.sent import URLENCODED, sent_names, sent_values
from mockdown.description import Description

_SCHEMA = {"type": "object", "properties": {"amount": {"type": "integer"}, "note": {"type": "string"}}}


def _description(media_type: str) -> Description:
    body = {"required": True, "content": {media_type: {"schema": _SCHEMA}}}
    pay = {"operationId": "pay", "requestBody": body, "responses": {"201": {"description": ""}}}
    return Description(
        "pay",
        {"openapi": "3.0.4", "info": {"title": "Pay", "version": "1"}, "paths": {"/payments": {"post": pay}}},
    )


def _case(description: Description, media_type: str, body: Any) -> schemathesis.Case[Any]:
    operation = schemathesis.openapi.from_dict(dict(description.document))["/payments"]["POST"]
    return operation.Case(body=body, media_type=media_type)


@pytest.mark.parametrize(
    ("media_type", "expected"),
    [
        ("application/json", {"amount": 3, "other": "3"}),
        (URLENCODED, {"amount": 3}),
        ("multipart/form-data", {"amount": 3}),
    ],
)
def test_only_described_fields_of_a_form_can_be_compared(media_type: str, expected: dict[str, Any]) -> None:
    """A form sends 3 and "3" alike: what no schema describes may come back as either."""
    description = _description(media_type)
    (operation,) = description.operations
    case = _case(description, media_type, {"amount": 3, "other": "3"})
    assert sent_values(description, operation, case) == expected


@pytest.mark.parametrize("body", [[1], "text", 3])
def test_a_body_without_members_has_nothing_to_compare(body: Any) -> None:
    """Only objects have properties."""
    description = _description("application/json")
    (operation,) = description.operations
    assert sent_values(description, operation, _case(description, "application/json", body)) == {}


def test_the_names_of_a_form_are_those_on_the_wire() -> None:
    """`a[b]` is a name of its own for one service, and a member of `a` for another."""
    case = _case(_description(URLENCODED), URLENCODED, {"amount": 3, "meta": {"á": "1"}})
    request = Request("POST", "http://localhost", data={"amount": "3", "meta[á]": "1", "x[]": ""}).prepare()
    names = set(sent_names(case, request))
    assert names >= {"amount", "meta", "á", "meta[á]", "x", "x[]"}


def test_the_names_of_json_are_those_at_any_depth() -> None:
    """Without a request, as when none was sent, and with one."""
    case = _case(_description("application/json"), "application/json", {"a": [{"b": 1}]})
    request = Request("POST", "http://localhost", json={"a": [{"b": 1}]}).prepare()
    assert set(sent_names(case, None)) == set(sent_names(case, request)) == {"a", "b"}

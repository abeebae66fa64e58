"""Headings and lead-ins say what follows."""

from __future__ import annotations

import pytest

from mockdown.vocabularies.roles import Role, role_of, role_of_sentence, status_in


@pytest.mark.parametrize(
    ("title", "role"),
    [
        ("Path Parameters", Role.PATH),
        ("Query parameters:", Role.QUERY),
        ("Query string parameters", Role.QUERY),
        ("Optional Query Parameters", Role.QUERY),
        ("Filters", Role.QUERY),
        ("Headers", Role.HEADER),
        ("Cookies", Role.COOKIE),
        ("Form data", Role.FORM),
        ("Request body", Role.BODY),
        ("JSON Body:", Role.BODY),
        ("**Payload**", Role.BODY),
        ("Parameters", Role.PARAMETERS),
        ("Arguments", Role.PARAMETERS),
        ("Example request", Role.REQUEST),
        ("Response", Role.RESPONSE),
        ("Example Response:", Role.RESPONSE),
        ("Returns", Role.RESPONSE),
        ("Response headers", Role.RESPONSE_HEADER),
        ("Status codes", Role.STATUSES),
        ("Errors", Role.STATUSES),
        ("Responses", Role.STATUSES),
        ("Attributes", Role.FIELDS),
        ("Properties", Role.FIELDS),
        ("Example", Role.EXAMPLE),
        ("Enumerated Values", Role.ENUM),
        ("Required permissions", Role.DECOY),
        ("Changelog", Role.DECOY),
        ("Orders", Role.NONE),
        ("Response to complaints from the neighbours", Role.NONE),
        ("", Role.NONE),
    ],
)
def test_role(title: str, role: Role) -> None:
    """All the words of a title must be known."""
    assert role_of(title) is role


@pytest.mark.parametrize(
    ("sentence", "role"),
    [
        ("The request body must contain these fields:", Role.BODY),
        ("This endpoint accepts the following parameters:", Role.PARAMETERS),
        ("The above command returns JSON structured like this:", Role.RESPONSE),
        ("These query parameters narrow the list:", Role.QUERY),
        ("Possible status codes are:", Role.STATUSES),
        ("Nothing of this kind.", Role.NONE),
    ],
)
def test_sentence(sentence: str, role: Role) -> None:
    """A sentence gives its role to the block after it."""
    assert role_of_sentence(sentence) is role


@pytest.mark.parametrize(
    ("text", "status"), [("404: Not found", "404"), ("Room 40412", None), ("none", None)]
)
def test_status(text: str, status: str | None) -> None:
    """A status is three digits that stand alone."""
    assert status_in(text) == status

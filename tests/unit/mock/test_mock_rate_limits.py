"""Rate limits: documented headers are kept true, and 429 comes where it is asked for."""

from __future__ import annotations

from typing import Any

import pytest
from mock_client import Client, make_description
from mock_descriptions import content

from mockdown.mock.app import create_app
from mockdown.mock.faults import FaultKind, FaultRule
from mockdown.mock.rate_limits import RateLimits
from mockdown.mock.settings import MockSettings

START = 1_800_000_000.0
USUAL: dict[str, Any] = {
    "X-RateLimit-Limit": {"schema": {"type": "integer"}, "example": 5},
    "X-RateLimit-Remaining": {"schema": {"type": "integer"}, "example": 3},
    "X-RateLimit-Reset": {"schema": {"type": "integer"}},
}


class Clock:
    """A clock that a test turns."""

    now = START

    def __call__(self) -> float:
        return self.now


def serve(headers: dict[str, Any], clock: Clock, *, limit: int | None = None, **more: Any) -> Client:
    """Serve one operation whose responses document the headers."""
    responses = {
        "200": {**content({"type": "object"}), "headers": headers},
        "429": {"description": "", "headers": headers},
    }
    paths = {"/a": {"get": {"responses": responses}}, "/b": {"get": {"responses": {"200": content({})}}}}
    settings = more.pop("settings", MockSettings())
    app = create_app(make_description(paths, **more), settings=settings)
    app.rate_limits = RateLimits(limit, now=clock)
    return Client(app)


def told(client: Client, **headers: str) -> list[str]:
    """The values of the rate-limit headers of an answer, sorted by name."""
    reply = client.get("/a", headers=headers)
    return [value for name, value in sorted(reply.headers.items()) if "rate" in name]


def test_what_remains_counts_down() -> None:
    """Limit as documented, remaining and seconds to the reset as they are; nobody is refused."""
    clock = Clock()
    client = serve(USUAL, clock)
    assert told(client) == ["5", "4", "60"]
    clock.now += 10.5
    assert told(client) == ["5", "3", "50"]
    assert [told(client)[1] for _ in range(5)] == ["2", "1", "0", "0", "0"]
    assert client.get("/a").status == 200
    clock.now += 60
    assert told(client) == ["5", "4", "60"]


def test_each_session_and_credential_is_counted_by_itself() -> None:
    """What one caller uses up is there for another."""
    schemes = {"securitySchemes": {"token": {"type": "http", "scheme": "bearer"}}}
    client = serve(USUAL, Clock(), components=schemes, security=[{"token": []}])
    assert told(client, authorization="Bearer a")[1] == "4"
    assert told(client, authorization="Bearer a")[1] == "3"
    assert told(client, authorization="Bearer b")[1] == "4"
    mine = {"authorization": "Bearer a", "x-mock-session": "mine"}
    assert told(client, **mine)[1] == "4"
    client.post("/_mock/reset", headers={"x-mock-session": "mine"})
    assert (told(client, **mine)[1], told(client, authorization="Bearer a")[1]) == ("4", "2")
    client.post("/_mock/reset")
    assert told(client, authorization="Bearer a")[1] == "4"


@pytest.mark.parametrize(
    ("reset", "expected"),
    [
        ({"example": 1_700_000_000}, "1800000060"),
        ({"example": 1_700_000_000_000}, "1800000060000"),
        ({"example": 30}, "60"),
        ({"description": "Unix time at which the window ends"}, "1800000060"),
        ({"schema": {"type": "string", "format": "date-time"}}, "2027-01-15T08:01:00Z"),
        (
            {"schema": {"type": "string"}, "example": "Fri, 15 Jan 2027 08:00:00 GMT"},
            "Fri, 15 Jan 2027 08:01:00 GMT",
        ),
        ({"schema": {"type": "integer", "default": 1_700_000_000}}, "1800000060"),
        ({"examples": {"one": {"value": 1_700_000_000}}}, "1800000060"),
    ],
)
def test_a_reset_has_the_documented_form(reset: dict[str, Any], expected: str) -> None:
    """Seconds, epoch or a date, as the example, the schema or the text says."""
    node = {"schema": {"type": "integer"}, **reset}
    assert told(serve({"X-Rate-Limit-Reset": node}, Clock())) == [expected]


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({"RateLimit": {"schema": {"type": "string"}}}, ["limit=100, remaining=99, reset=60"]),
        ({"RateLimit": {"example": '"default";r=1;t=2'}}, ['"default";r=99;t=60']),
        (
            {"RateLimit-Policy": {"example": "10;w=60"}, "RateLimit-Limit": {"example": "10, 10;w=60"}},
            ["10", "10;w=60"],
        ),
        ({"RateLimit-Policy": {"example": '"a";q=10'}}, ['"default";q=100;w=60']),
        ({"X-RateLimit-Used": {}, "X-RateLimit-Limit": {"description": "Requests per hour"}}, ["100", "1"]),
        (
            {
                "X-RateLimit-Remaining-Hour": {},
                "X-RateLimit-Limit-Hour": {"example": 9},
                "X-RateLimit-Reset": {},
            },
            ["9", "8", "60"],
        ),
    ],
)
def test_other_headers_of_the_family(headers: dict[str, Any], expected: list[str]) -> None:
    """The drafts of the IETF and what gateways send are known too."""
    nodes = {name: {"schema": {"type": "string"}, **node} for name, node in headers.items()}
    assert told(serve(nodes, Clock())) == expected


def test_the_window_is_as_long_as_documented() -> None:
    """A limit per hour is there again after an hour."""
    limit = {**USUAL["X-RateLimit-Limit"], "description": "Requests per hour."}
    assert told(serve({**USUAL, "X-RateLimit-Limit": limit}, Clock())) == ["5", "4", "3600"]


def test_too_many_are_refused_where_that_is_asked_for() -> None:
    """429 with `Retry-After`, its documented headers, and again an answer when the window has ended."""
    clock = Clock()
    client = serve(USUAL, clock, limit=2)
    assert [told(client), told(client)] == [["2", "1", "60"], ["2", "0", "60"]]
    refused = client.get("/a")
    assert (refused.status, refused.headers["retry-after"]) == (429, "60")
    assert refused.headers["x-ratelimit-remaining"] == "0"
    clock.now += 61
    assert client.get("/a").status == 200


def test_a_limit_holds_for_operations_that_document_none() -> None:
    """Who asks for a limit gets it everywhere; without that, nothing is counted."""
    client = Client(create_app(serve({}, Clock()).app.description, settings=MockSettings(rate_limit=1)))
    replies = [client.get("/b") for _ in range(2)]
    assert [reply.status for reply in replies] == [200, 429]
    assert replies[1].json["type"] == "urn:mockdown:problem:too-many-requests"
    assert not any("rate" in name for name in replies[0].headers)


def test_no_more_windows_are_kept_than_there_may_be(monkeypatch: pytest.MonkeyPatch) -> None:
    """A client that makes up credentials does not fill the memory."""
    monkeypatch.setattr("mockdown.mock.rate_limits._MAX_WINDOWS", 2)
    client = serve(USUAL, Clock())
    for session in ("a", "b", "c"):
        assert told(client, **{"x-mock-session": session})[1] == "4"
    assert told(client, **{"x-mock-session": "c"})[1] == "3"
    assert told(client, **{"x-mock-session": "a"})[1] == "4"


def test_a_fault_rule_says_when_to_try_again() -> None:
    """429 and 503 by a rule carry `Retry-After`, as clients expect of them."""
    rules = (FaultRule(kind=FaultKind.ERROR, status=429),)
    refused = serve(USUAL, Clock(), settings=MockSettings(faults=rules)).get("/a")
    assert (refused.status, refused.headers["retry-after"]) == (429, "1")
    rules = (FaultRule(kind=FaultKind.ERROR, status=500),)
    assert "retry-after" not in serve(USUAL, Clock(), settings=MockSettings(faults=rules)).get("/a").headers

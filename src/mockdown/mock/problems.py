"""Problems: what the mock answers when it cannot do as asked (RFC 9457)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from itertools import islice
from typing import Any

import orjson

MEDIA_TYPE = "application/problem+json"

Headers = tuple[tuple[bytes, bytes], ...]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of problem: its name stands in `type`."""

    name: str
    status: int

    @property
    def type(self) -> str:
        return f"urn:mockdown:problem:{self.name}"

    @property
    def title(self) -> str:
        return HTTPStatus(self.status).phrase


UNKNOWN_PATH = Kind("unknown-path", 404)
UNKNOWN_ID = Kind("unknown-id", 404)
UNKNOWN_OPERATION = Kind("unknown-operation", 404)
METHOD_NOT_ALLOWED = Kind("method-not-allowed", 405)
INVALID_PARAMETER = Kind("invalid-parameter", 400)
INVALID_BODY = Kind("invalid-body", 400)
MALFORMED_BODY = Kind("malformed-body", 400)
MALFORMED_REQUEST = Kind("malformed-request", 400)
REQUEST_TIMEOUT = Kind("request-timeout", 408)
HEAD_TOO_LARGE = Kind("head-too-large", 431)
MISSING_BODY = Kind("missing-body", 400)
BODY_TOO_LARGE = Kind("body-too-large", 413)
UPGRADE_REQUIRED = Kind("upgrade-required", 426)
NO_WEBSOCKETS = Kind("no-websockets", 501)
UNSUPPORTED_MEDIA_TYPE = Kind("unsupported-media-type", 415)
NOT_ACCEPTABLE = Kind("not-acceptable", 406)
UNAUTHORIZED = Kind("unauthorized", 401)
FORBIDDEN = Kind("forbidden", 403)
CONFLICT = Kind("conflict", 409)
GONE = Kind("gone", 410)
PRECONDITION_FAILED = Kind("precondition-failed", 412)
PRECONDITION_REQUIRED = Kind("precondition-required", 428)
TOO_MANY_REQUESTS = Kind("too-many-requests", 429)
STORE_AWAY = Kind("store-away", 503)
STATE_FULL = Kind("state-full", 507)
BROKEN_HANDLER = Kind("broken-handler", 500)
INVALID_RESPONSE = Kind("invalid-response", 500)
IMPOSSIBLE_PREFERENCE = Kind("impossible-preference", 400)
INJECTED_FAULT = Kind("injected-fault", 503)
CONTROL_ONLY_HERE = Kind("control-only-here", 403)
INVALID_CONTROL = Kind("invalid-control-request", 400)

KINDS = tuple(value for value in list(globals().values()) if isinstance(value, Kind))


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing that was wrong with a request."""

    detail: str
    pointer: str | None = None
    """JSON pointer into the body, as a URI fragment."""
    location: str | None = None
    """OpenAPI's `in`, for a parameter."""
    name: str | None = None
    docs: str | None = None
    """The line of the docs that says so, as `page:line`."""

    def to_json(self) -> dict[str, Any]:
        values = {
            "detail": self.detail,
            "pointer": self.pointer,
            "in": self.location,
            "name": self.name,
            "docs": self.docs,
        }
        return {key: value for key, value in values.items() if value is not None}


MAX_FAULTS = 100
"""A problem lists so many faults and no more: an answer is not to outgrow the request."""


def list_faults(found: Iterable[Fault]) -> tuple[tuple[Fault, ...], str]:
    """The faults to list, and what the problem's own sentence says when there are more."""
    faults = tuple(islice(found, MAX_FAULTS + 1))
    if len(faults) <= MAX_FAULTS:
        return faults, ""
    return faults[:MAX_FAULTS], f"; only the first {MAX_FAULTS} faults are listed"


class Problem(Exception):  # noqa: N818 - RFC 9457 calls it a problem
    """An answer that says what went wrong; handlers may raise it: `raise Problem(404, "no such pet")`."""

    def __init__(
        self,
        kind: Kind | int,
        detail: str | None = None,
        *,
        faults: Iterable[Fault] = (),
        headers: Headers = (),
        docs: str | None = None,
        members: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(detail or "")
        self.kind = kind if isinstance(kind, Kind) else Kind("handler", kind)
        self.detail = detail
        self.faults = tuple(faults)
        self.headers = headers
        self.docs = docs
        self.members = members or {}

    @property
    def status(self) -> int:
        return self.kind.status

    def to_json(self) -> dict[str, Any]:
        """The problem as RFC 9457 writes it."""
        value: dict[str, Any] = {"type": self.kind.type, "title": self.kind.title, "status": self.kind.status}
        if self.detail:
            value["detail"] = self.detail
        if self.faults:
            value["errors"] = [fault.to_json() for fault in self.faults]
        if self.docs:
            value["docs"] = self.docs
        value.update(self.members)
        return value

    def render(self) -> bytes:
        return orjson.dumps(self.to_json())

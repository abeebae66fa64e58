"""What can be set about a mock; every setting has a working default."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from mockdown.mock.faults import FaultRule


class Auth(StrEnum):
    """Which credentials pass."""

    ANY = "any"
    """Every well-formed one, except those that call themselves wrong (`invalid-token`, `expired`)."""
    KNOWN = "known"
    """Those of `MockApp.credentials` and of `auth.yaml`, and no others."""
    OFF = "off"
    """No credentials are asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MockSettings:
    """How one mock behaves."""

    base_path: str | None = None
    """Where the operations are mounted; None means the path of the description's first server."""
    auth: Auth = Auth.ANY
    cors: bool = True
    seed: int = 0
    """Other numbers give other synthetic data; the same number gives the same bytes."""
    count: int = 3
    """How many items a collection without documented examples starts with."""
    max_body: int = 10 * 1024 * 1024
    """Bytes of a request body; more is 413."""
    max_records: int = 100_000
    """Records of one session; more is 507."""
    max_sessions: int = 1_000
    """Sessions kept; the one unused longest goes first."""
    session_seconds: float = 86_400
    """How long a session is kept that nobody uses."""
    faults: tuple[FaultRule, ...] = ()
    """What goes wrong on purpose; the control API can change it."""
    rate_limit: int | None = None
    """Requests of one caller in a window after which the answer is 429; None refuses nobody."""
    journal: int = 200
    """Requests that the journal remembers."""
    control_token: str | None = None
    """Lets callers that are not on this machine use `/_mock`, by `Authorization: Bearer …`."""

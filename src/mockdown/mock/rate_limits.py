"""Rate limits: documented headers say how much is left, and where it is switched on, too much is 429."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from mockdown.description import Description, Operation
from mockdown.mock.problems import TOO_MANY_REQUESTS, Problem
from mockdown.mock.rate_headers import Gauge, RateHeader, read_headers
from mockdown.mock.schemas import Json

_MAX_WINDOWS = 10_000
Caller = tuple[bytes, str]
"""A session, and the credential that came with the request."""
RawHeaders = list[tuple[bytes, bytes]]


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a caller stands in one window."""

    limit: int
    used: int
    ends: float
    now: float

    @property
    def remaining(self) -> int:
        return max(self.limit - self.used, 0)

    @property
    def wait(self) -> int:
        """Seconds until the window ends."""
        return max(math.ceil(self.ends - self.now), 0)


class RateLimits:
    """Counts the requests of each caller in windows of fixed length."""

    def __init__(self, enforced: int | None = None, *, now: Callable[[], float] = time.time) -> None:
        self.enforced = enforced
        """Requests after which a window is used up; None means that nobody is refused."""
        self._now = now
        self._windows: dict[tuple[Caller, Gauge], tuple[float, int]] = {}

    def meter(self, description: Description, operation: Operation) -> Meter | None:
        """What counts the requests of an operation; None where no limit is documented or in force."""
        headers = {
            str(status).upper(): tuple(read_headers(description, _headers_of(description, node)))
            for status, node in (operation.definition.get("responses") or {}).items()
        }
        if self.enforced is None and not any(headers.values()):
            return None
        return Meter(self, headers)

    def count(self, caller: Caller, gauge: Gauge) -> Standing:
        """Count one request of a caller."""
        now = self._now()
        ends, used = self._windows.pop((caller, gauge), (0.0, 0))
        if ends <= now:
            ends, used = now + gauge.seconds, 0
        if len(self._windows) >= _MAX_WINDOWS:
            self._windows.pop(next(iter(self._windows)))
        self._windows[caller, gauge] = ends, used + 1
        limit = gauge.limit if self.enforced is None else self.enforced
        return Standing(limit, used + 1, ends, now)

    def forget(self, session: str | None) -> None:
        """Begin the windows of a session anew, or all of them."""
        if session is None:
            self._windows.clear()
            return
        name = session.encode("latin-1", "replace")
        for key in [key for key in self._windows if key[0][0] == name]:
            del self._windows[key]


class Meter:
    """Counts the requests of one operation, and fills its documented headers."""

    def __init__(self, limits: RateLimits, headers: Mapping[str, tuple[RateHeader, ...]]) -> None:
        self._limits = limits
        self._headers = headers
        gauges = dict.fromkeys(header.gauge for found in headers.values() for header in found)
        self._gauges = tuple(gauges) or (Gauge(),)

    def count(self, caller: Caller) -> dict[Gauge, Standing]:
        """Count one request; gives where its caller stands."""
        return {gauge: self._limits.count(caller, gauge) for gauge in self._gauges}

    def check(self, standings: Mapping[Gauge, Standing]) -> None:
        """Raise a 429 problem where limits are in force and one is exceeded."""
        if self._limits.enforced is None:
            return
        for standing in standings.values():
            if standing.used > standing.limit:
                raise Problem(
                    TOO_MANY_REQUESTS,
                    f"{standing.limit} requests were made; the next may come in {standing.wait} s",
                    headers=((b"retry-after", b"%d" % standing.wait),),
                )

    def fill(self, sent: RawHeaders, status: int, standings: Mapping[Gauge, Standing]) -> RawHeaders:
        """The headers of an answer, with what is documented for its status of the limits."""
        own = dict(self._values(status, standings))
        if not own:
            return sent
        return [pair for pair in sent if pair[0] not in own] + list(own.items())

    def _values(self, status: int, standings: Mapping[Gauge, Standing]) -> Iterator[tuple[bytes, bytes]]:
        for key in (str(status), f"{status // 100}XX", "DEFAULT"):
            if key in self._headers:
                for header in self._headers[key]:
                    standing = standings[header.gauge]
                    yield (
                        header.name,
                        header.write(standing.limit, standing.remaining, standing.wait, standing.ends),
                    )
                return


def _headers_of(description: Description, node: Json) -> Mapping[str, Json]:
    headers = description.resolve(node).get("headers") or {}
    return {str(name): description.resolve(header) for name, header in headers.items()}

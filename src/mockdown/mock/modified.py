"""Conditional requests by time (RFC 9110, 13.1): `Last-Modified`, `If-Modified-Since` and its opposite."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime

from mockdown.mock.clock import Stamps
from mockdown.mock.problems import PRECONDITION_FAILED, Problem
from mockdown.mock.schemas import Json

HEADER = "last-modified"
CONDITIONS = frozenset({"if-modified-since", "if-unmodified-since"})
"""The request headers that name such a time."""


class Modified:
    """Knows when entities of one kind were changed last, by the moments that they show."""

    def __init__(self, stamps: Stamps) -> None:
        self._forms = {**stamps.made, **stamps.changed}

    def moment(self, value: Json) -> datetime | None:
        """When an entity was changed last, to the second; None when it does not say."""
        if not isinstance(value, Mapping):
            return None
        found = (_moment(value.get(name), form) for name, form in self._forms.items())
        return max((one for one in found if one is not None), default=None)

    def latest(self, values: Iterable[Json]) -> datetime | None:
        """When any of several was changed last."""
        return max((one for value in values if (one := self.moment(value)) is not None), default=None)


def header_of(moment: datetime | None) -> dict[str, str]:
    """The header for a moment; nothing where none is known."""
    return {} if moment is None else {"Last-Modified": format_datetime(moment, usegmt=True)}


def is_not_newer(headers: Mapping[bytes, bytes], moment: datetime | None) -> bool:
    """Whether nothing was changed since a client asked; `If-None-Match` counts before the time."""
    if b"if-none-match" in headers:
        return False
    since = _date(headers.get(b"if-modified-since"))
    return since is not None and moment is not None and moment <= since


def check_unchanged(headers: Mapping[bytes, bytes], moment: datetime | None) -> None:
    """Raise a 412 problem when an entity was changed after the time that the client knows."""
    if b"if-match" in headers:
        return
    since = _date(headers.get(b"if-unmodified-since"))
    if since is not None and moment is not None and moment > since:
        changed = format_datetime(moment, usegmt=True)
        raise Problem(PRECONDITION_FAILED, f"the entity was changed at {changed}")


def _date(header: bytes | None) -> datetime | None:
    """The moment of a header; None for what is no date (RFC 9110, 5.6.7): it says nothing."""
    if header is None:
        return None
    try:
        moment = parsedate_to_datetime(header.decode("latin-1"))
    except (ValueError, OverflowError):
        return None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment


def _moment(value: Json, form: str) -> datetime | None:
    try:
        if isinstance(value, str):
            moment = datetime.fromisoformat(value)
            moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
        elif isinstance(value, (int, float)) and not isinstance(value, bool):
            moment = datetime.fromtimestamp(value / (1_000 if form == "milliseconds" else 1), UTC)
        else:
            return None
    except (ValueError, OverflowError, OSError):
        return None
    return moment.replace(microsecond=0)

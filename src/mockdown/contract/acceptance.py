"""Broken promises that are known: `x-accepted` on an element says why, who answers for it, and until when.

An overlay puts it there, beside the docs: the claim stays as it is written, and is reported, but the run
does not fail for it until the last day has passed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from mockdown import codes
from mockdown.description import Description, Json
from mockdown.diagnostics import Diagnostic, MockdownError

EXTENSION = "x-accepted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Acceptance:
    """Why a broken promise does not count."""

    reason: str
    owner: str
    expires: date
    """The last day on which it does not."""

    def __str__(self) -> str:
        return f"until {self.expires.isoformat()} by {self.owner}: {self.reason}"


def find_acceptance(description: Description, pointers: tuple[str, ...], *, today: date) -> Acceptance | None:
    """What is said of the elements at these pointers, or of those around them; None when it has expired.

    Raises `MockdownError` for one that lacks its reason, its owner or its last day.
    """
    for pointer in pointers:
        for place in _around(pointer):
            node = description.at(place)
            if isinstance(node, Mapping) and EXTENSION in node:
                found = _read(description, place, node[EXTENSION])
                if found.expires >= today:
                    return found
    return None


def _around(pointer: str) -> Iterator[str]:
    """The pointer of an element, then of those around it, up to an operation or a component."""
    while pointer.count("/") > 2:
        yield pointer
        pointer = pointer.rpartition("/")[0]


def _read(description: Description, place: str, value: Json) -> Acceptance:
    given = value if isinstance(value, Mapping) else {}
    try:
        expires = given.get("expires")
        return Acceptance(
            reason=_text(given, "reason"),
            owner=_text(given, "owner"),
            expires=expires if isinstance(expires, date) else date.fromisoformat(_text(given, "expires")),
        )
    except ValueError as error:
        origin = description.origin(place)
        raise MockdownError(
            Diagnostic(
                code=codes.CON109,
                message=f"`{EXTENSION}` at {place} cannot be read: {error}",
                page=origin.page if origin else None,
                help="give it a `reason`, an `owner`, and the day it `expires`, such as 2027-01-31",
            )
        ) from None


def _text(given: Mapping[str, Json], name: str) -> str:
    value = given.get(name)
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"it has no `{name}`")
    return value.strip()

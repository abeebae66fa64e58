"""The headers that tell of rate limits: which there are, and in which form each says what it says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime

from mockdown.description import Description
from mockdown.mock.schemas import Json
from mockdown.mock.styles import schema_of

_NAME = re.compile(
    r"(?:x-)?rate-?limit(?:-requests)?-(?P<kind>limit|remaining|reset|used|policy)"
    r"(?:-(?:requests|(?P<unit>second|minute|hour|day)))?"
)
_PER = re.compile(r"(?i)\b(?:per|each|every|an?|/)\s?(?P<unit>second|minute|hour|day)\b")
_EPOCH = re.compile(r"(?i)\bepoch\b|\bunix\b|\btimestamp\b")
_SECONDS = {"second": 1, "minute": 60, "hour": 3_600, "day": 86_400}
_DEFAULT_LIMIT, _DEFAULT_SECONDS = 100, 60
_FIRST_EPOCH, _FIRST_MILLISECONDS = 10**9, 10**11


@dataclass(frozen=True, slots=True)
class Gauge:
    """So many requests in so many seconds."""

    limit: int = _DEFAULT_LIMIT
    seconds: int = _DEFAULT_SECONDS


@dataclass(frozen=True, slots=True, kw_only=True)
class RateHeader:
    """One documented header."""

    name: bytes
    kind: str
    """`limit`, `remaining`, `reset`, `used`, `policy`, or `all` for those that say several things."""
    form: str
    """Of a reset: `seconds`, `epoch`, `milliseconds`, `text` or `http`; of others: `plain` or `quoted`."""
    gauge: Gauge

    def write(self, limit: int, remaining: int, wait: int, ends: float) -> bytes:
        """What it says of a window."""
        seconds = self.gauge.seconds
        texts = {
            "limit": str(limit),
            "remaining": str(remaining),
            "used": str(limit - remaining),
            "policy": f'"default";q={limit};w={seconds}' if self.form == "quoted" else f"{limit};w={seconds}",
            "all": f'"default";r={remaining};t={wait}'
            if self.form == "quoted"
            else f"limit={limit}, remaining={remaining}, reset={wait}",
        }
        return (_moment(self.form, wait, ends) if self.kind == "reset" else texts[self.kind]).encode()


def _moment(form: str, wait: int, ends: float) -> str:
    if form == "seconds":
        return str(wait)
    if form == "milliseconds":
        return str(int(ends * 1_000))
    if form == "epoch":
        return str(int(ends))
    moment = datetime.fromtimestamp(int(ends), UTC)
    return (
        format_datetime(moment, usegmt=True) if form == "http" else moment.isoformat().replace("+00:00", "Z")
    )


def read_headers(description: Description, headers: Mapping[str, Json]) -> Iterator[RateHeader]:
    """The headers of one response that tell of limits."""
    found = {name: match for name in headers if (match := _match(name)) is not None}
    for name, (kind, unit) in found.items():
        node = headers[name]
        limits = [other for other, (said, of) in found.items() if said == "limit" and of == unit]
        of = headers[limits[0]] if limits else node
        seconds = _SECONDS.get(unit or "") or _window(*(headers[other] for other in (name, *limits)))
        limit = _number(_example(description, of)) if limits else None
        yield RateHeader(
            name=name.lower().encode("ascii", "ignore"),
            kind=kind,
            form=_form(kind, node, description),
            gauge=Gauge(limit or _DEFAULT_LIMIT, seconds),
        )


def _match(name: str) -> tuple[str, str | None] | None:
    """What a header says, and of which unit, by its name."""
    if name.lower() in ("ratelimit", "x-ratelimit", "x-rate-limit"):
        return "all", None
    match = _NAME.fullmatch(name.lower())
    return (match["kind"], match["unit"]) if match is not None else None


def _window(*nodes: Mapping[str, Json]) -> int:
    for node in nodes:
        match = _PER.search(str(node.get("description") or ""))
        if match is not None:
            return _SECONDS[match["unit"].lower()]
    return _DEFAULT_SECONDS


def _example(description: Description, node: Mapping[str, Json]) -> Json:
    schema = description.resolve(schema_of(node)) or {}
    for value in (node.get("example"), schema.get("example"), schema.get("default")):
        if value is not None:
            return value
    for example in (node.get("examples") or {}).values():
        return description.resolve(example).get("value")
    return None


def _number(value: Json) -> int | None:
    match = re.match(r"\d{1,15}", str(value)) if not isinstance(value, bool) else None
    return int(match[0]) if match is not None else None


def _form(kind: str, node: Mapping[str, Json], description: Description) -> str:
    example = _example(description, node)
    if kind != "reset":
        return "quoted" if str(example or "").startswith('"') else "plain"
    schema = description.resolve(schema_of(node)) or {}
    if schema.get("format") == "date-time" or re.match(r"\d{4}-\d\d-\d\dT", str(example)):
        return "text"
    if re.match(r"[A-Z][a-z]{2}, \d\d ", str(example)):
        return "http"
    number = _number(example)
    if number is None:
        return "epoch" if _EPOCH.search(str(node.get("description") or "")) else "seconds"
    if number >= _FIRST_MILLISECONDS:
        return "milliseconds"
    return "epoch" if number >= _FIRST_EPOCH else "seconds"

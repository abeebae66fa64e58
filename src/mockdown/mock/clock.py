"""The properties that a server keeps by itself: moments of making and change, and versions."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache

from mockdown.description import Description
from mockdown.mock.schemas import Json
from mockdown.mock.shapes import words
from mockdown.mock.wire import admitted_types

_MADE = (
    ["created", "at"],
    ["created"],
    ["create", "time"],
    ["creation", "date"],
    ["date", "created"],
    ["inserted", "at"],
    ["created", "on"],
    ["created", "date"],
    ["created", "time"],
    ["creation", "time"],
)
_CHANGED = (
    ["updated", "at"],
    ["updated"],
    ["update", "time"],
    ["modified"],
    ["modified", "at"],
    ["last", "modified"],
    ["last", "updated"],
    ["last", "update"],
    ["date", "updated"],
    ["changed", "at"],
    ["updated", "on"],
    ["updated", "date"],
    ["updated", "time"],
    ["modified", "on"],
    ["modified", "date"],
    ["modified", "time"],
    ["last", "modified", "at"],
    ["last", "modified", "date"],
    ["last", "updated", "at"],
)
_VERSIONS = (["version"], ["revision"], ["resource", "version"])

_MILLISECONDS = re.compile(r"(?i)\b(?:ms|millis|milliseconds?)\b")

Now = Callable[[], float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamps:
    """The properties of one entity that making and changing it sets."""

    made: Mapping[str, str]
    """Property → form: `text`, `date`, `seconds` or `milliseconds`."""
    changed: Mapping[str, str]
    versions: tuple[str, ...]
    now: Now = time.time

    def on_make(self) -> dict[str, Json]:
        """What a new entity gets."""
        moment = self.now()
        told: dict[str, Json] = {}
        for form in (*self.made.values(), *self.changed.values()):
            if form not in told:
                told[form] = stamp(form, moment)
        stamps = {name: told[form] for name, form in self.made.items()}
        stamps.update({name: told[form] for name, form in self.changed.items()})
        stamps.update(dict.fromkeys(self.versions, 1))
        return stamps

    def on_change(self, old: Mapping[str, Json]) -> dict[str, Json]:
        """What a changed entity gets."""
        moment = self.now()
        stamps: dict[str, Json] = {name: stamp(form, moment) for name, form in self.changed.items()}
        for name in self.versions:
            value = old.get(name)
            stamps[name] = value + 1 if isinstance(value, int) else 1
        return stamps


def make_stamps(description: Description, properties: Mapping[str, Json]) -> Stamps:
    """Find the properties that a server keeps, among those that clients do not send."""
    made, changed, versions = {}, {}, []
    for name, schema in properties.items():
        parts = words(name)
        form = form_of(description, schema)
        if parts in _VERSIONS and "integer" in admitted_types(description, schema):
            versions.append(name)
        elif form is not None and parts in _MADE:
            made[name] = form
        elif form is not None and parts in _CHANGED:
            changed[name] = form
    return Stamps(made=made, changed=changed, versions=tuple(versions))


def form_of(description: Description, schema: Json) -> str | None:
    """The form in which a property tells a moment; None where it tells none."""
    node = description.resolve(schema)
    types = admitted_types(description, node)
    if types & {"integer", "number"}:
        example = node.get("example")
        in_milliseconds = isinstance(example, int) and example > 10**11
        in_milliseconds |= _MILLISECONDS.search(str(node.get("description") or "")) is not None
        return "milliseconds" if in_milliseconds else "seconds"
    if "string" in types:
        return {"date-time": "text", "date": "date"}.get(str(node.get("format")))
    return None


def stamp(form: str, moment: float) -> Json:
    """A moment in one of the forms."""
    if form == "seconds":
        return int(moment)
    if form == "milliseconds":
        return int(moment * 1_000)
    second = int(moment)
    text = _second(second)
    return text[:10] if form == "date" else f"{text}.{int((moment - second) * 1_000):03d}Z"


@lru_cache(maxsize=8)
def _second(moment: int) -> str:
    """A second as RFC 3339 writes it, without its zone; many requests come in one."""
    return datetime.fromtimestamp(moment, UTC).isoformat()[:19]

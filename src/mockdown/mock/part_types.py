"""The media types of the parts of multipart bodies (OpenAPI 3.1, 4.8.15: `encoding`)."""

from __future__ import annotations

from collections.abc import Mapping

from mockdown.mock.media import essence, matches
from mockdown.mock.problems import INVALID_BODY, UNSUPPORTED_MEDIA_TYPE, Fault, Problem
from mockdown.mock.schemas import Json

PartTypes = Mapping[str, tuple[str, ...]]
"""Field → the media types that its part may have."""


def part_types(encoding: Mapping[str, Json]) -> PartTypes:
    """The types that the description gives the parts of a body."""
    found: dict[str, tuple[str, ...]] = {}
    for name, rule in encoding.items():
        text = rule.get("contentType") if isinstance(rule, Mapping) else None
        if isinstance(text, str):
            found[name] = tuple(essence(one) for one in text.split(",") if one.strip())
    return found


def check_part(types: PartTypes, name: str, media_type: str | None, *, refuses_types: bool) -> None:
    """Raise a 415 problem, or a 400 where none is documented, for a part of another type."""
    wanted = types.get(name)
    if not wanted or media_type is None:
        return
    if any(matches(one, essence(media_type)) for one in wanted):
        return
    detail = f"the part `{name}` is {essence(media_type)}, and has to be {' or '.join(wanted)}"
    kind = UNSUPPORTED_MEDIA_TYPE if refuses_types else INVALID_BODY
    raise Problem(kind, detail, faults=[Fault(detail=detail, pointer=f"#/{name}")])

"""Conditional requests (RFC 9110, 13): entity tags, `If-Match` and `If-None-Match`."""

from __future__ import annotations

import zlib
from collections.abc import Mapping

from mockdown.mock.json_text import dump_json
from mockdown.mock.problems import PRECONDITION_FAILED, PRECONDITION_REQUIRED, Problem
from mockdown.mock.schemas import Json


def etag_of(value: Json) -> str:
    """The strong entity tag of a value."""
    return f'"{zlib.crc32(dump_json(value)):08x}"'


def check_match(headers: Mapping[bytes, bytes], value: Json, *, is_required: bool = False) -> None:
    """Raise a 412 problem when `If-Match` names another state, a 428 problem when there has to be one."""
    wanted = headers.get(b"if-match")
    if wanted is None:
        if is_required and headers.keys().isdisjoint((b"if-none-match", b"if-unmodified-since")):
            raise Problem(PRECONDITION_REQUIRED, f"say what is changed: `If-Match: {etag_of(value)}`")
    elif not _names(wanted, etag_of(value)):
        raise Problem(PRECONDITION_FAILED, f"the entity has changed: its tag is {etag_of(value)}")


def check_new(headers: Mapping[bytes, bytes]) -> None:
    """Raise a 412 problem when `If-None-Match: *` asks for what is not there yet."""
    if headers.get(b"if-none-match", b"").strip() == b"*":
        raise Problem(PRECONDITION_FAILED, "the entity is there already")


def is_unchanged(headers: Mapping[bytes, bytes], value: Json) -> bool:
    """Whether `If-None-Match` names the state in which the entity is."""
    known = headers.get(b"if-none-match")
    return known is not None and _names(known, etag_of(value))


def _names(header: bytes, tag: str) -> bool:
    tags = [part.strip().removeprefix("W/") for part in header.decode("latin-1").split(",")]
    return "*" in tags or tag in tags

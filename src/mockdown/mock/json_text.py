"""JSON as text: fast, and exact for integers of any size."""

from __future__ import annotations

import json
import re
from typing import Any, NoReturn

import orjson

_LONG = re.compile(rb"[0-9]{19}")
"""An integer of so many digits may not fit into 64 bits; the fast reader would round it."""


def load_json(data: bytes) -> Any:
    """Read a JSON text; raises ValueError for what is none."""
    value = orjson.loads(data)
    return value if _LONG.search(data) is None else json.loads(data, parse_constant=_refuse)


def dump_json(value: Any) -> bytes:
    """Write a value as JSON."""
    try:
        return orjson.dumps(value)
    except TypeError:
        return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()


def _refuse(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON")

"""JSON as text: fast, and exact for integers of any size."""

from __future__ import annotations

import json
import re
from typing import Any, NoReturn

import orjson

_ODD = re.compile(rb"[0-9](?:[0-9]{18}|\.0+(?![0-9])|[eE])")
"""An integer that may not fit into 64 bits, or one that is written like `5.0` or `5e3`."""


def load_json(data: bytes) -> Any:
    """Read a JSON text; raises ValueError for what is none.  A number without a fraction is an int."""
    value = orjson.loads(data)
    if _ODD.search(data) is None:
        return value
    return _with_integers(json.loads(data, parse_constant=_refuse))


def _with_integers(value: Any) -> Any:
    if isinstance(value, float):
        return int(value) if value.is_integer() else value
    if isinstance(value, list):
        return [_with_integers(item) for item in value]
    if isinstance(value, dict):
        return {name: _with_integers(item) for name, item in value.items()}
    return value


def dump_json(value: Any) -> bytes:
    """Write a value as JSON."""
    try:
        return orjson.dumps(value)
    except TypeError:
        return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()


def _refuse(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON")

"""JSON as text, for any value that a description can hold."""

from __future__ import annotations

import json
from typing import Any

import orjson


def compact(value: Any) -> str:
    """On one line."""
    try:
        return orjson.dumps(value, default=str).decode()
    except TypeError:  # orjson stops at 64 bits, JSON does not
        return json.dumps(value, default=str, ensure_ascii=False, separators=(",", ":"))


def indented(value: Any) -> str:
    """Two spaces a level."""
    try:
        return orjson.dumps(value, default=str, option=orjson.OPT_INDENT_2).decode()
    except TypeError:
        return json.dumps(value, default=str, ensure_ascii=False, indent=2)

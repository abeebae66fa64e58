"""Turns values as the docs write them into values of their type."""

from __future__ import annotations

import re
from typing import Any

import orjson

from mockdown.model.schema import Schema

Json = Any


def number_of(text: str) -> float:
    """A number that is written out, perhaps with marks between thousands: whole where it is whole."""
    value = float(text.replace(",", "").replace("_", ""))
    return int(value) if value.is_integer() else value


def type_of_text(value: str) -> str:
    """The type of a value that is written without one."""
    if value.lower() in ("true", "false"):
        return "boolean"
    return "integer" if re.fullmatch(r"-?\d+", value) else "string"


def convert(value: str, schema: Schema) -> Json:
    """A value written in the docs as the schema's type; None when it does not fit."""
    kind = schema.type
    try:
        if kind == "integer":
            return int(value.replace(",", ""))
        if kind == "number":
            return number_of(value)
    except ValueError:
        return None
    if kind == "boolean":
        return {"true": True, "false": False, "1": True, "0": False}.get(value.lower())
    if kind in ("array", "object") and value[:1] in ("[", "{"):
        return _container(value, kind)
    if kind in ("array", "object") or schema.ref or schema.any_of:
        return None
    return value


def _container(value: str, kind: str) -> Json:
    """A list or an object that is written as JSON."""
    try:
        read = orjson.loads(value)
    except orjson.JSONDecodeError:
        return None
    return read if isinstance(read, list if kind == "array" else dict) else None

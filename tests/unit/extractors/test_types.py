"""Type expressions become schemas."""

from __future__ import annotations

from typing import Any

import pytest

from mockdown.extractors.types import parse_type
from mockdown.model.schema import ANYTHING, Schema


def shown(schema: Schema) -> Any:
    """A schema as a short value: the type, with what is in it."""
    if schema.ref is not None:
        return f"#{schema.ref}"
    if schema.any_of:
        return [shown(part) for part in schema.any_of]
    if schema.type == "array":
        return {"array": shown(schema.items or ANYTHING)}
    if schema.additional is not None:
        return {"map": shown(schema.additional)}
    name = schema.type or "any"
    name += f"({schema.keywords['format']})" if "format" in schema.keywords else ""
    return f"{name}?" if schema.nullable else name


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("string", "string"),
        ("String", "string"),
        ("`int`", "integer"),
        ("integer(int64)", "integer(int64)"),
        ("string<date-time>", "string(date-time)"),
        ("timestamp", "string(date-time)"),
        ("uuid", "string(uuid)"),
        ("number", "number"),
        ("bool", "boolean"),
        ("object", "object"),
        ("any", "any"),
        ("string or null", "string?"),
        ("?string", "string?"),
        ("null", "any?"),
        ("integer, required", "integer"),
        ("(string)", "string"),
        ("array", {"array": "any"}),
        ("array of strings", {"array": "string"}),
        ("array of string", {"array": "string"}),
        ("list of integers", {"array": "integer"}),
        ("string[]", {"array": "string"}),
        ("[]string", {"array": "string"}),
        ("[string]", {"array": "string"}),
        ("array<integer>", {"array": "integer"}),
        ("array[string]", {"array": "string"}),
        ("array of arrays of strings", {"array": {"array": "string"}}),
        ("map[string]int", {"map": "integer"}),
        ("map of string to boolean", {"map": "boolean"}),
        ("dict<string, number>", {"map": "number"}),
        ("string | integer", ["string", "integer"]),
        ("integer or string", ["integer", "string"]),
        ("Order", "#Order"),
        ("array of Order", {"array": "#Order"}),
        ("api.Order", "#api.Order"),
        ("", "any"),
        ("…", "any"),
    ],
)
def test_written(written: str, expected: Any) -> None:
    """Types are read however they are written."""
    assert shown(parse_type(written)) == expected


def test_enumeration() -> None:
    """An enumeration lists its values."""
    assert parse_type("enum(red, green)").keywords == {"enum": ["red", "green"]}


def test_long_text_is_no_type() -> None:
    """A sentence is not taken for a type."""
    assert parse_type("x" * 300) is ANYTHING


def test_depth_is_bounded() -> None:
    """Arrays of arrays of arrays end somewhere."""
    assert parse_type("array of " * 20 + "string").type == "array"

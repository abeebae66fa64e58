"""Values that are made for schemas are valid, and the same each time."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mock_client import make_description

from mockdown.mock.patterns import text_for
from mockdown.mock.schemas import SchemaView
from mockdown.mock.synthesis import Synthesizer

DESCRIPTION = make_description(
    {},
    schemas={
        "Node": {
            "type": "object",
            "required": ["next"],
            "properties": {"next": {"$ref": "#/components/schemas/Node"}},
        },
        "Pet": {"type": "object", "required": ["name"], "properties": {"name": {"type": "string"}}},
    },
)
VIEW = SchemaView(DESCRIPTION, hidden="writeOnly")


def value_of(schema: Any, number: int = 1) -> Any:
    return Synthesizer(DESCRIPTION).value(schema, number=number, is_valid=VIEW.compile(schema).is_valid)


numbers = st.integers(-1000, 1000)
schemas = st.recursive(
    st.one_of(
        st.builds(
            lambda low, extra: {"type": "integer", "minimum": low, "maximum": low + extra},
            numbers,
            st.integers(0, 9),
        ),
        st.builds(lambda low: {"type": "number", "exclusiveMinimum": True, "minimum": low}, numbers),
        st.builds(lambda step: {"type": "integer", "multipleOf": step}, st.integers(1, 50)),
        st.builds(
            lambda low, extra: {"type": "string", "minLength": low, "maxLength": low + extra},
            st.integers(0, 40),
            st.integers(0, 5),
        ),
        st.sampled_from(
            [
                {"type": "string", "format": name}
                for name in ("date", "date-time", "uuid", "email", "uri", "ipv4", "byte")
            ]
        ),
        st.sampled_from(
            [{"type": "boolean"}, {"enum": ["a", 5, None]}, {"type": "string", "nullable": True}, {}]
        ),
    ),
    lambda inner: st.one_of(
        st.builds(
            lambda items, low: {"type": "array", "items": items, "minItems": low}, inner, st.integers(0, 3)
        ),
        st.builds(
            lambda properties, needed: {
                "type": "object",
                "properties": properties,
                "required": [name for name in properties if name in needed],
            },
            st.dictionaries(st.sampled_from("abcdef"), inner, max_size=4),
            st.sets(st.sampled_from("abcdef")),
        ),
        st.builds(lambda branch: {"allOf": [branch]}, inner),
        st.builds(lambda branch, other: {"oneOf": [branch, {"allOf": [other, {"not": {}}]}]}, inner, inner),
        st.builds(lambda branch: {"anyOf": [{"type": "null"}, branch]}, inner),
    ),
    max_leaves=8,
)


@settings(max_examples=150, deadline=None)
@given(schemas)
def test_values_are_valid(schema: Any) -> None:
    """Whatever is composed of these, the value fits."""
    is_valid = VIEW.compile(schema).is_valid
    assert is_valid(value_of(schema))
    assert value_of(schema) == value_of(schema)


@pytest.mark.parametrize(
    "schema",
    [
        {"$ref": "#/components/schemas/Pet"},
        {
            "allOf": [
                {"$ref": "#/components/schemas/Pet"},
                {"required": ["age"], "properties": {"age": {"type": "integer"}}},
            ]
        },
        {"type": "object", "minProperties": 2, "additionalProperties": {"type": "integer"}},
        {"type": "object", "required": ["x"]},
        {"type": "string", "pattern": "^[A-Z]{3}-[0-9]{2,}$"},
        {"type": "string", "enum": ["a"], "example": "b"},
        {"type": "integer", "example": "five", "default": 5},
        {"type": "array", "items": {"type": "integer"}, "uniqueItems": True, "minItems": 3},
        {"type": "number", "multipleOf": 0.5, "minimum": 1.2},
        {"type": ["null", "string"]},
        {"const": 7},
    ],
)
def test_schemas_of_all_kinds(schema: Any) -> None:
    """References, compositions, constraints, and examples that are wrong."""
    assert VIEW.compile(schema).is_valid(value_of(schema))


def test_recursion_ends() -> None:
    """A schema that demands itself without end gives a value all the same."""
    assert isinstance(value_of({"$ref": "#/components/schemas/Node"}), dict)


def test_siblings_differ() -> None:
    """Synthetic siblings have names of their own; an example is the first's alone."""
    schema = {
        "type": "object",
        "properties": {"name": {"type": "string", "example": "Rex"}, "email": {"type": "string"}},
    }
    first, second = value_of(schema), value_of(schema, 2)
    assert first["name"] == "Rex"
    assert first["name"] != second["name"]
    assert first["email"] != second["email"]
    assert "@" in first["email"]


@pytest.mark.parametrize(
    "pattern",
    [
        r"^[a-z]{3,5}-\d+$",
        "^(foo|bar)[^a-z]x?$",
        r"\w+@\w+\.com",
        r"^[\w\-.]+$",
        r"(?:ab){2}\x41\u0042",
        "^(?<n>a)b*$",
        r"^\S\D\W$",
    ],
)
def test_texts_match_their_patterns(pattern: str) -> None:
    """A text for a pattern matches it, also in other variants."""
    for variant in range(3):
        assert re.search(pattern.replace("?<n>", "?P<n>"), text_for(pattern, variant))


@pytest.mark.parametrize("pattern", ["[", "a{", "(", "\\", "(?", "x{99999999999}", "[z-a]"])
def test_broken_patterns_do_no_harm(pattern: str) -> None:
    """What cannot be read gives some text, soon."""
    assert isinstance(text_for(pattern), str)

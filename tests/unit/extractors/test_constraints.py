"""What descriptions say of values."""

from __future__ import annotations

from typing import Any

import pytest

from mockdown.extractors.applied_constraints import apply_constraints
from mockdown.extractors.constraints import read_constraints
from mockdown.extractors.written_values import convert
from mockdown.model.schema import Schema


@pytest.mark.parametrize(
    ("text", "required"),
    [
        ("Required. The name", True),
        ("The name (required)", True),
        ("**Required** The name", True),
        ("This field is required.", True),
        ("Optional. The name", False),
        ("The name (optional)", False),
        ("Not required", False),
        ("Required if `kind` is set", False),
        ("The required size", None),
        ("The name", None),
    ],
)
def test_required(text: str, required: bool | None) -> None:  # noqa: FBT001
    """Requiredness is read from the words that say so, not from every "required"."""
    assert read_constraints(text).required is required


@pytest.mark.parametrize(
    ("text", "default"),
    [
        ("Default is `20`", "20"),
        ("defaults to 20", "20"),
        ("The default value is 20.", "20"),
        ("(default: `name`)", "name"),
        ('default "asc"', "asc"),
        ("Default: true", "true"),
        ("Defaults to the current user", None),
        ("Default is none", None),
        ("Nothing of the kind", None),
    ],
)
def test_default(text: str, default: str | None) -> None:
    """A default is a value, not the next word."""
    assert read_constraints(text).default == default


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("One of `a`, `b` or `c`", ("a", "b", "c")),
        ("Must be one of: low, mid, high", ("low", "mid", "high")),
        ('Can be "open" or "closed"', ("open", "closed")),
        ("Possible values: `x`, `y`", ("x", "y")),
        ("either 'left' or 'right'", ("left", "right")),
        ("One of the best", ()),
        ("The name", ()),
        ("asc or desc", ("asc", "desc")),
        ("Sort order, `asc` or `desc`", ("asc", "desc")),
        ("The state: `on`, `off`, `idle`.", ("on", "off", "idle")),
        ("Order of the list: newest or oldest", ("newest", "oldest")),
        ("Filter by state, e.g. `on` or `off`", ()),
        ("The kind of thing: name or id", ()),
        ("The type: `string` or `integer`", ()),
        ("Either name or ID", ()),
        ("ID or name of the crate", ()),
    ],
)
def test_choices(text: str, values: tuple[str, ...]) -> None:
    """Choices are listed values."""
    assert read_constraints(text).enum == values


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("between 1 and 50", {"minimum": 1, "maximum": 50}),
        ("(1-50)", {"minimum": 1, "maximum": 50}),
        ("maximum 100", {"maximum": 100}),
        ("at most 1,000", {"maximum": 1000}),
        ("max 40 characters", {"maxLength": 40}),
        ("minimum 0.5", {"minimum": 0.5}),
        ("at least 2 characters", {"minLength": 2}),
        ("the number 5", {}),
        ("The name (2-100 characters)", {"minLength": 2, "maxLength": 100}),
        ("2 to 100 characters", {"minLength": 2, "maxLength": 100}),
        ("3–20 chars long", {"minLength": 3, "maxLength": 20}),
        ("no longer than 64 characters", {"maxLength": 64}),
        ("no longer than 24 hours", {}),
        ("Exactly 32 characters", {"minLength": 32, "maxLength": 32}),
        ("1..100", {"minimum": 1, "maximum": 100}),
        ("from 10.0.0.1", {}),
        ("at most 5 items", {"maxItems": 5}),
        ("no less than 5", {"minimum": 5}),
    ],
)
def test_bounds(text: str, bounds: dict[str, float]) -> None:
    """Bounds are of the value, or of its length where characters are counted."""
    assert dict(read_constraints(text).bounds) == bounds


@pytest.mark.parametrize(
    ("text", "pattern"),
    [
        ("Must match `[a-z]+`.", "[a-z]+"),
        ("must match the regular expression `/^v[0-9]+$/`", "^v[0-9]+$"),
        ("Must match `password`", None),
        ("Must match `[a-z`", None),
        ("Matches `a.*` by default", None),
    ],
)
def test_pattern(text: str, pattern: str | None) -> None:
    """What a value must match is a regular expression, and neither another field nor a broken one."""
    assert read_constraints(text).pattern == pattern


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("Deprecated. Use the other", "deprecated"),
        ("May be `null`", "nullable"),
        ("Read-only", "read_only"),
        ("A comma-separated list of names", "comma_separated"),
        ("Force it (true if present)", "bare_flag"),
    ],
)
def test_flags(text: str, flag: str) -> None:
    """Single words turn a flag on, and no other."""
    found = read_constraints(text)
    flags = ("deprecated", "nullable", "read_only", "comma_separated", "bare_flag")
    assert [name for name in flags if getattr(found, name)] == [flag]


@pytest.mark.parametrize(
    ("text", "schema", "expected"),
    [
        ("defaults to 5", Schema(type="integer"), {"default": 5}),
        ("defaults to yes", Schema(type="boolean"), {}),
        ("defaults to `false`", Schema(type="boolean"), {"default": False}),
        ("one of `1`, `2`", Schema(type="integer"), {"enum": [1, 2]}),
        ("max 5", Schema(type="integer"), {"maximum": 5}),
        ("max 5", Schema(type="string"), {}),
        ("max 5 characters", Schema(type="string"), {"maxLength": 5}),
        ("one of `a`, `b`, default `c`", Schema(type="string"), {"enum": ["a", "b"]}),
    ],
)
def test_applied(text: str, schema: Schema, expected: dict[str, Any]) -> None:
    """A schema takes what fits its type."""
    applied = apply_constraints(schema, read_constraints(text))
    assert applied.type == schema.type
    assert dict(applied.keywords) == expected


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Whether it is open", "boolean"),
        ("The number of rows", "integer"),
        ("One of `a`, `b`", "string"),
        ("Comma-separated names", "array"),
        ("The time in ISO 8601", "string"),
        ("Unix timestamp", "integer"),
        ("The name", None),
    ],
)
def test_type_from_prose(text: str, kind: str | None) -> None:
    """Where no type is declared, the description may tell it."""
    assert apply_constraints(Schema(), read_constraints(text)).type == kind


def test_array_takes_choices_for_its_items() -> None:
    """The choices of a list are those of its items."""
    schema = Schema(type="array", items=Schema(type="string"))
    applied = apply_constraints(schema, read_constraints("any of `a`, `b`"))
    assert applied.items is not None
    assert applied.items.keywords == {"enum": ["a", "b"]}


@pytest.mark.parametrize(
    ("value", "kind", "expected"),
    [
        ("1,000", "integer", 1000),
        ("x", "integer", None),
        ("1.5", "number", 1.5),
        ("TRUE", "boolean", True),
        ("maybe", "boolean", None),
        ("a", "array", None),
        ("a", "string", "a"),
        ("a", None, "a"),
    ],
)
def test_convert(value: str, kind: str | None, expected: Any) -> None:
    """Values are of the schema's type, or nothing."""
    assert convert(value, Schema(type=kind)) == expected

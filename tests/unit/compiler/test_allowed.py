"""Keywords that no schema may hold are left out, and so are defaults that the others forbid."""

from __future__ import annotations

from typing import Any

import pytest

from mockdown.compiler.tidy import tidy
from mockdown.model.schema import ANYTHING, Property, Schema


def kept(type_name: str | None, **keywords: Any) -> dict[str, Any]:
    return dict(tidy(Schema(type=type_name, keywords=keywords)).keywords)


@pytest.mark.parametrize(
    ("type_name", "keywords", "gone"),
    [
        ("integer", {"minimum": 5, "maximum": 1}, {"minimum", "maximum"}),
        ("integer", {"minimum": 1, "maximum": 1, "exclusiveMinimum": True}, {"minimum", "maximum"}),
        ("integer", {"minimum": float("inf"), "maximum": 3}, {"minimum"}),
        ("number", {"maximum": float("nan")}, {"maximum"}),
        ("integer", {"maximum": 10**30}, {"maximum"}),
        ("integer", {"exclusiveMaximum": True}, {"exclusiveMaximum"}),
        ("number", {"multipleOf": 0}, {"multipleOf"}),
        ("number", {"multipleOf": 0.5}, set()),
        ("string", {"minLength": -1, "maxLength": 2.5}, {"minLength", "maxLength"}),
        ("string", {"minLength": 3, "maxLength": 2}, {"minLength", "maxLength"}),
        ("string", {"pattern": "["}, {"pattern"}),
        ("string", {"pattern": "^[a-z]+$"}, set()),
        ("array", {"minItems": True}, {"minItems"}),
        ("object", {"maxProperties": 0}, set()),
    ],
)
def test_unsound_keywords(type_name: str, keywords: dict[str, Any], gone: set[str]) -> None:
    """A bound that JSON Schema forbids, or that allows nothing, is not written."""
    left = kept(type_name, **keywords)
    gone = gone | {
        name
        for name in ("exclusiveMinimum", "exclusiveMaximum")
        if gone & {name.lower().replace("exclusive", "")}
    }
    assert set(left) == set(keywords) - gone


@pytest.mark.parametrize(
    ("type_name", "keywords", "default", "written"),
    [
        ("integer", {"minimum": 0, "exclusiveMinimum": True}, 0, None),
        ("integer", {"minimum": 0, "exclusiveMinimum": True}, 4096, 4096),
        ("integer", {"maximum": 9}, "10", None),
        ("integer", {"maximum": 10}, "10", 10),
        ("integer", {"format": "int32"}, 2**31, None),
        ("number", {"multipleOf": 0.1}, 0.3, 0.3),
        ("number", {"multipleOf": 2}, 3, None),
        ("number", {}, "inf", None),
        ("boolean", {}, "true", True),
        ("string", {"enum": ["a"]}, "b", None),
        ("string", {"maxLength": 2}, "abc", None),
        ("string", {"pattern": "^a"}, "b", None),
        ("string", {"format": "date-time"}, "now", None),
        ("string", {"format": "date-time"}, "2024-05-01T10:00:00Z", "2024-05-01T10:00:00Z"),
        ("string", {"format": "date-time"}, "2024-05-41T10:00:00Z", None),
        ("string", {"format": "date"}, "2024-02-30", None),
        ("string", {"format": "date"}, "2024-02-29", "2024-02-29"),
        ("string", {"format": "time"}, "10:00:00", "10:00:00"),
        ("string", {"format": "uuid"}, "none", None),
        ("string", {"format": "email"}, "me@example.org", "me@example.org"),
        ("string", {"format": "ipv4"}, "10.0.0.256", None),
        ("string", {"format": "byte"}, "été", None),
        ("string", {"format": "password"}, "anything", "anything"),
        ("array", {}, "a", None),
    ],
)
def test_default(type_name: str, keywords: dict[str, Any], default: Any, written: Any) -> None:
    """A default stays where the schema itself allows it."""
    assert kept(type_name, **keywords, default=default).get("default") == written


def test_default_of_an_object() -> None:
    """A word is no default of an object, whether the type is named or shows in its members."""
    schema = Schema(properties=(Property(name="a", schema=ANYTHING),), keywords={"default": "none"})
    assert tidy(schema).keywords == {}

"""Examples show schemas; several show more than one."""

from __future__ import annotations

from typing import Any

import pytest

from mockdown.extractors.example_schemas import infer_schema, merge_examples, plain
from mockdown.model.schema import Schema
from mockdown.readers.json_samples import Placeholder, read_json
from mockdown.source import SourceFile, SourceText, Span

TEXT = SourceText(SourceFile("page.md", b""), "")


def infer(text: str) -> Schema:
    """The schema of a sample."""
    return infer_schema(read_json(text)[0], lambda at: Span(TEXT, at, at))


def shown(schema: Schema | None) -> Any:
    """A schema as a short value."""
    if schema is None:
        return None
    if schema.any_of:
        value: Any = {"any of": [shown(part) for part in schema.any_of]}
    elif schema.properties:
        value = {
            f"{item.name}{'?' if item.required is False else ''}": shown(item.schema)
            for item in schema.properties
        }
    elif schema.additional is not None:
        value = {"*": shown(schema.additional)}
    elif schema.type == "array":
        value = [shown(schema.items)]
    else:
        value = schema.keywords.get("format", schema.type)
    return (value, "null") if schema.nullable else value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            '{"a": "x", "b": 1, "c": 1.5, "d": true}',
            {"a": "string", "b": "integer", "c": "number", "d": "boolean"},
        ),
        ('{"a": null}', {"a": (None, "null")}),
        ('[{"a": 1}]', [{"a": "integer"}]),
        ("[]", [None]),
        ('{"a": "2024-05-01T10:00:00Z"}', {"a": "date-time"}),
        ('{"a": "3f0c9a52-7a53-4f9c-8d9a-2f3f3f3f3f3f"}', {"a": "uuid"}),
        ('{"a": <integer>, "b": <name>, "c": ...}', {"a": "integer", "b": "string", "c": None}),
        ('{"1": {"a": 1}, "2": {"a": 2}}', {"*": {"a": "integer"}}),
        ('[{"a": 1, "b": 2}, {"a": 1}]', [{"a": "integer", "b?": "integer"}]),
        ('[1, "x"]', [{"any of": ["integer", "string"]}]),
        ("[1, 2.5]", ["number"]),
        ("[null, 1]", [("integer", "null")]),
    ],
)
def test_infer(text: str, expected: Any) -> None:
    """A value shows its type, and the items of a list what they have in common."""
    assert shown(infer(text)) == expected


def test_properties_have_places() -> None:
    """Each property knows the place of its name."""
    schema = infer('{"a": {"b": 1}}')
    inner = schema.properties[0].schema.properties[0]
    assert (schema.properties[0].span, inner.span) == (Span(TEXT, 1, 1), Span(TEXT, 7, 7))


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ('{"a": 1}', '{"a": 2, "b": 3}', {"a": "integer", "b?": "integer"}),
        ('{"a": 1}', '{"b": 2}', {"a?": "integer", "b?": "integer"}),
        ('{"a": null}', '{"a": {"b": 1}}', {"a": ({"b": "integer"}, "null")}),
        ('{"a": []}', '{"a": [{"b": 1}]}', {"a": [{"b": "integer"}]}),
        ('{"a": 1}', '{"a": "x"}', {"a": {"any of": ["integer", "string"]}}),
        ('{"a": 1}', '{"a": 1.5}', {"a": "number"}),
        ('{"a": "2024-05-01T10:00:00Z"}', '{"a": "soon"}', {"a": "string"}),
        ('{"1": 1, "2": 2}', '{"3": 3, "4": 4}', {"*": "integer"}),
    ],
)
def test_merge(first: str, second: str, expected: Any) -> None:
    """What one example leaves out is optional; what they differ in is either."""
    assert shown(merge_examples(infer(first), infer(second))) == expected


def test_union_grows_once() -> None:
    """A type that is in the union already is not added again."""
    merged = merge_examples(merge_examples(infer("[1]"), infer('["x"]')), infer("[2]"))
    assert shown(merged) == [{"any of": ["integer", "string"]}]


def test_plain() -> None:
    """An example is kept as JSON, with something fit for each placeholder."""
    value = {
        "a": Placeholder("integer"),
        "b": [Placeholder("name")],
        "c": Placeholder("..."),
        "d": Placeholder("bool"),
    }
    assert plain(value) == {"a": 0, "b": ["name"], "c": None, "d": True}

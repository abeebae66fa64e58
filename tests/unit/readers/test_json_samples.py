"""JSON is read as docs write it, and what had to be mended is said."""

from __future__ import annotations

from typing import Any

import pytest

from mockdown.readers.json_samples import Choice, Placeholder, looks_like_json, read_json


@pytest.mark.parametrize(
    ("text", "value", "repair"),
    [
        ('{"a": 1 // note\n}', {"a": 1}, "comment"),
        ('{"a": 1, /* note */ "b": 2}', {"a": 1, "b": 2}, "comment"),
        ('{"a": 1, # note\n"b": 2}', {"a": 1, "b": 2}, "comment"),
        ('{"a": 1, ...}', {"a": 1}, "ellipsis"),
        ('{"a": {...}}', {"a": {}}, "ellipsis"),
        ('["a", …]', ["a"], "ellipsis"),
        ('{"a": 1,}', {"a": 1}, "trailing comma"),
        ('{"a": 1\n"b": 2}', {"a": 1, "b": 2}, "missing comma"),
        ("{'a': 'b'}", {"a": "b"}, "other quotes"),
        ("{a: 1}", {"a": 1}, None),
        ('{"a": True, "b": None}', {"a": True, "b": None}, "other literals"),
        ('{"a": "x" | "y"}', {"a": Choice(("x", "y"))}, "alternatives"),
        ('{"a": }', {"a": Placeholder("")}, "missing value"),
        ('{"a": <text>}', {"a": Placeholder("text")}, "placeholder"),
        ('{"a": 1, "a": 2}', {"a": 1}, "doubled name"),
        ('{"a": [1, 2', {"a": [1, 2]}, "no closing bracket"),
    ],
)
def test_repaired(text: str, value: Any, repair: str | None) -> None:
    """A slip of the pen does not hide the rest."""
    (sample,) = read_json(text)
    assert sample.value == value
    assert repair is None or repair in [kind for kind, _ in sample.repairs]


def test_strict_json_needs_no_repair() -> None:
    """Proper JSON is taken as it is."""
    (sample,) = read_json('{"a": {"b": [1, "x: y", null]}}')
    assert sample.value == {"a": {"b": [1, "x: y", None]}}
    assert sample.repairs == ()


def test_keys_have_places() -> None:
    """Every member name knows where it stands, in the order of the text."""
    text = '{"a": {"b": 1}, "c": "a: b"}'
    (sample,) = read_json(text)
    assert [text[at : at + 3] for at in sample.keys] == ['"a"', '"b"', '"c"']


def test_places_of_loose_keys() -> None:
    """Names keep their places where the text had to be mended."""
    text = '{a: 1, // b: 2\n"c": 3,}'
    (sample,) = read_json(text)
    assert [text[at] for at in sample.keys] == ["a", '"']


def test_several_values() -> None:
    """Values may follow one another, with words between them."""
    assert [sample.value for sample in read_json('{"a": 1}\nOR\n{"b": 2}')] == [{"a": 1}, {"b": 2}]


@pytest.mark.parametrize("text", ["", "nothing", "<html></html>", "a: b"])
def test_no_value(text: str) -> None:
    """Other text holds no value."""
    assert read_json(text) == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{"a": 1}', True),
        ("[1, 2]", True),
        ("[]", True),
        ("// note\n{}", True),
        ("/* note */ []", True),
        ("{% tag %}", False),
        ("[Link](there)", False),
        ("[section]\nkey = value", False),
        ("curl x", False),
        ("", False),
    ],
)
def test_looks_like_json(text: str, expected: bool) -> None:  # noqa: FBT001
    """A block is taken for JSON by its first characters."""
    assert looks_like_json(text) is expected


def test_depth_is_bounded() -> None:
    """Nesting that no page needs is passed over."""
    assert read_json('{"a":' * 500 + "1" + "}" * 500) == ()

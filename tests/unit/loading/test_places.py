from __future__ import annotations

import json

import pytest

from mockdown.loading import find_lines


@pytest.mark.parametrize(
    ("text", "pointer", "line"),
    [
        ("a: 1\nb:\n  c: 2\n", "/b/c", 3),
        ("a:\n  - x\n  - y: 1\n", "/a/1/y", 3),
        ("a: {b: [1,\n  2]}\n", "/a/b/1", 2),
        ("'/items/{id}':\n  ~x: 1\n", "/~1items~1{id}/~0x", 2),
        ("a:\n\n  long\n", "/a", 1),
        ("# note\na: &x\n  b: 1\nc: *x\n", "/c", 4),
    ],
)
def test_a_value_has_the_line_of_its_key(text: str, pointer: str, line: int) -> None:
    """A value stands where its key stands, an entry where it begins."""
    assert find_lines(text)[pointer] == line


def test_json_has_lines_too() -> None:
    """JSON is read as the YAML that it is, however it is indented."""
    text = json.dumps({"a": {"b": [1, {"c": None}]}}, indent="\t")
    assert find_lines(text)["/a/b/1/c"] == 6


def test_what_an_alias_brings_has_no_line_of_its_own() -> None:
    """Below an alias there are no lines: the caller takes that of the alias."""
    assert "/c/b" not in find_lines("a: &x\n  b: 1\nc: *x\n")


def test_a_broken_text_has_lines_up_to_its_mistake() -> None:
    """Nothing is raised."""
    lines = find_lines("a: 1\nb: [2\nc: 3\n")
    assert lines["/a"] == 1
    assert "/c" not in lines

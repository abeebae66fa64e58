from __future__ import annotations

from typing import Any

import pytest

from mockdown.overlay.merging import find_clash, fresh, merge, remap, remove


def merged(target: Any, update: Any) -> Any:
    copy = fresh(target)
    list(merge(copy, update))
    return copy


@pytest.mark.parametrize(
    ("target", "update", "expected"),
    [
        ({"a": 1}, {"b": 2}, {"a": 1, "b": 2}),
        ({"a": {"b": 1, "c": 2}}, {"a": {"b": 3}}, {"a": {"b": 3, "c": 2}}),
        ({"a": [1]}, {"a": [2, 3]}, {"a": [1, 2, 3]}),
        ({"a": 1}, {"a": None}, {"a": None}),
        ({"a": 1}, {"a": True}, {"a": True}),
        ([1], 2, [1, 2]),
        ([1], [2, 3], [1, 2, 3]),
        ([], {"a": 1}, [{"a": 1}]),
        ({}, {}, {}),
    ],
)
def test_merge(target: Any, update: Any, expected: Any) -> None:
    """Objects are merged member by member, arrays grow, plain values are replaced."""
    assert find_clash(target, update) is None
    assert merged(target, update) == expected


def test_merge_says_what_it_set() -> None:
    """What was there already is not said, nor the way to what was set."""
    target = {"a": {"b": 1, "c": [0]}, "d": 4}
    update = {"a": {"b": 1, "c": [5], "e": {"f": 6}}, "d": 7}
    assert list(merge(target, update)) == [
        (("a", "c", 1), ("a", "c", 0)),
        (("a", "e"), ("a", "e")),
        (("d",), ("d",)),
    ]


@pytest.mark.parametrize(
    ("target", "update", "place"),
    [
        ({"a": {}}, {"a": 1}, ("a",)),
        ({"a": 1}, {"a": {}}, ("a",)),
        ({"a": {"b": []}}, {"a": {"b": {}}}, ("a", "b")),
        ({"a": {}}, {"a": None}, ("a",)),
        ({}, [], ()),
        ({}, 1, ()),
    ],
)
def test_what_does_not_fit_is_found(target: Any, update: Any, place: tuple[str, ...]) -> None:
    """Nothing takes the place of a value of another kind."""
    clash = find_clash(target, update)
    assert clash is not None
    assert clash[0] == place


def test_an_update_that_is_used_twice_is_not_shared() -> None:
    """What is changed in one place later stays as it is in the other."""
    update = {"x": {"y": 1}}
    one: Any = {}
    other: Any = {}
    list(merge(one, update))
    list(merge(other, update))
    one["x"]["y"] = 2
    assert (other, update) == ({"x": {"y": 1}}, {"x": {"y": 1}})


DOCUMENT = {"a": [{"n": 0}, {"n": 1}, {"n": 2}, {"n": 3}], "b": {"c": 1, "d": 2}}


def test_removal_takes_the_pointers_along() -> None:
    """Pointers into what is removed go, and those behind it in an array move up."""
    document = fresh(DOCUMENT)
    gone = [("a", 0), ("a", 2), ("a", 2, "n"), ("b", "c")]
    pointers = {
        pointer: pointer for pointer in ("", "/a", "/a/0", "/a/1/n", "/a/2/n", "/a/3", "/b/c", "/b/d")
    }
    left = remap(pointers, document, gone)
    remove(document, gone)
    assert document == {"a": [{"n": 1}, {"n": 3}], "b": {"d": 2}}
    assert left == {"": "", "/a": "/a", "/a/0/n": "/a/1/n", "/a/1": "/a/3", "/b/d": "/b/d"}

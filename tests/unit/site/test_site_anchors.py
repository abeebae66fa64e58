"""Names of files and fragments."""

from __future__ import annotations

import pytest

from mockdown.site.anchors import Anchors, slug, unique_slugs


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("GET /users/{id}", "get-users-id"),
        ("getUserById", "get-user-by-id"),
        ("shop.Pet", "shop.pet"),
        ("../../etc/passwd", "etc-passwd"),
        ('a"b<c>', "a-b-c"),
        ("Größe", "groe"),
        ("🎉", ""),
        ("x" * 300, "x" * 80),
    ],
)
def test_slugs_hold_only_what_is_safe_in_a_file_name(text: str, expected: str) -> None:
    assert slug(text) == expected


def test_texts_with_the_same_slug_are_told_apart_whatever_their_order() -> None:
    first = dict(zip(["a/b", "a b", "c"], unique_slugs(["a/b", "a b", "c"]), strict=True))
    second = dict(zip(["c", "a b", "a/b"], unique_slugs(["c", "a b", "a/b"]), strict=True))
    assert first == second
    assert len(set(first.values())) == 3
    assert first["c"] == "c"


def test_names_of_devices_and_reserved_names_are_avoided() -> None:
    names = unique_slugs(["con", "aux.x", "index", "fine"], reserved=("index",))
    assert names[3] == "fine"
    assert all("-" in name for name in names[:3])


def test_equal_texts_still_get_two_names() -> None:
    assert len(set(unique_slugs(["same", "same"]))) == 2


def test_an_anchor_is_claimed_once() -> None:
    anchors = Anchors()
    assert anchors.claim("query", "limit") == "query-limit"
    assert anchors.claim("query", "limit") != "query-limit"
    assert anchors.claim("query-limit-2") not in {"query-limit", "query-limit-2"}

"""Paths in any notation become templates."""

from __future__ import annotations

import pytest

from mockdown.model.paths import anonymous, parameter_name, parse_path, parse_query


@pytest.mark.parametrize(
    ("written", "path"),
    [
        ("/a/:id", "/a/{id}"),
        ("/a/{id}/b", "/a/{id}/b"),
        ("/a/<id>", "/a/{id}"),
        ("/a/&lt;id&gt;", "/a/{id}"),
        ("/a/[ID]", "/a/{ID}"),
        ("/a/(id or name)", "/a/{id}"),
        ("/a/${id}", "/a/{id}"),
        ("/a/$id", "/a/{id}"),
        ("/a/\\{guild.id\\}", "/a/{guild_id}"),
        ("/a/{guild.id#anchor}/b", "/a/{guild_id}/b"),
        ("/a/<order id>", "/a/{order_id}"),
        ("/a/{id}.{format}", "/a/{id}.{format}"),
        ("/a[/b]", "/a"),
        ("a/b", "/a/b"),
        ("/a//b", "/a/b"),
        ("/a/b#part", "/a/b"),
        ("`/a`", "/a"),
        ("/", "/"),
    ],
)
def test_notations(written: str, path: str) -> None:
    """Every notation of a parameter gives the same template."""
    template = parse_path(written)
    assert template is not None
    assert template.path == path


def test_names_are_told_apart() -> None:
    """Two parameters of one name become two names."""
    template = parse_path("/a/:id/b/:id")
    assert template is not None
    assert template.path == "/a/{id}/b/{id2}"
    assert template.parameters == ("id", "id2")


@pytest.mark.parametrize(
    ("written", "server", "path"),
    [
        ("https://api.example/v1/a", "https://api.example", "/v1/a"),
        ("http://localhost:8080/a", "http://localhost:8080", "/a"),
        ("localhost:8080/a", "", "/a"),
        ("{host}/a/{id}", "", "/a/{id}"),
        ("https://api.example", "https://api.example", "/"),
    ],
)
def test_server(written: str, server: str, path: str) -> None:
    """Scheme and host are no part of the path."""
    template = parse_path(written)
    assert template is not None
    assert (template.server, template.path) == (server, path)


@pytest.mark.parametrize("written", ["/a b", "/a|b", '/"a"', "/a^b"])
def test_no_path(written: str) -> None:
    """What cannot be a path is none."""
    assert parse_path(written) is None


@pytest.mark.parametrize(
    ("written", "query"),
    [
        ("/a?b=1&c", (("b", "1"), ("c", None))),
        ("/a{?b,c}", (("b", None), ("c", None))),
        ("/a?b={x}", (("b", "{x}"),)),
        ("/a?ids[]=1", (("ids[]", "1"),)),
        ("/a[?b=<x>]", (("b", "<x>"),)),
    ],
)
def test_query(written: str, query: tuple[tuple[str, str | None], ...]) -> None:
    """What stands behind the question mark is kept aside."""
    template = parse_path(written)
    assert template is not None
    assert template.path == "/a"
    assert template.query == query


def test_query_names_stand_once() -> None:
    """A name that is repeated counts once; words that are no names do not count."""
    assert parse_query("a=1&a=2&b c=3") == (("a", "1"),)


def test_key_leaves_names_out() -> None:
    """Templates that differ only in names are the same resource."""
    first, second = parse_path("/a/{b}"), parse_path("/a/:c")
    assert first is not None
    assert second is not None
    assert first.key == second.key == anonymous("/a/{x}") == "/a/{}"
    assert first.segments == ("a", "{b}")


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("id or name", "id"),
        ("guild.id#x", "guild_id"),
        ("a b", "a_b"),
        ("*", "id"),
        ("+rest*", "rest"),
    ],
)
def test_parameter_name(written: str, name: str) -> None:
    """A name is fit for a template."""
    assert parameter_name(written) == name

"""Where a page announces operations, and what belongs to each."""

from __future__ import annotations

import pytest

from mockdown.compiler.choose import choose_announcements
from mockdown.extractors.announced_lines import parse_line
from mockdown.extractors.announcements import Announcement, Strength, find_announcements
from mockdown.extractors.scopes import find_scopes
from mockdown.readers.blocks import Document
from mockdown.readers.page import read_page
from mockdown.source import SourceFile


def page(text: str) -> Document:
    """Read a page."""
    return read_page(SourceFile("page.md", text.encode()), lambda _: None)


def found(text: str) -> list[Announcement]:
    """What a page announces."""
    return find_announcements(page(text))


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("GET /a/{id}", [("GET", "/a/{id}")]),
        ("get out/of/here now", []),
        ("POST, PUT /a", [("POST", "/a"), ("PUT", "/a")]),
        ("GET|HEAD /a", [("GET", "/a"), ("HEAD", "/a")]),
        ("[DELETE] /a", [("DELETE", "/a")]),
        ("DEL /a", [("DELETE", "/a")]),
        ("/a/b [GET]", [("GET", "/a/b")]),
        ("/a/b (POST)", [("POST", "/a/b")]),
        ("GET https://h.example/a", [("GET", "/a")]),
        ("GET /", [("GET", "/")]),
        ("PATCH: /a", [("PATCH", "/a")]),
        ("GET a/b", [("GET", "/a/b")]),
        ("GET out of here", []),
        ("POST the letter to the king", []),
        ("Options", []),
        ("LIST /a", []),
        ("", []),
    ],
)
def test_line(line: str, expected: list[tuple[str, str]]) -> None:
    """A line announces an operation, or it is only a sentence."""
    told = parse_line(line)
    assert ([(method, told.template.path) for method in told.methods] if told else []) == expected


def test_request_line() -> None:
    """A line with a version is a request line."""
    told = parse_line("GET /a HTTP/1.1")
    assert told is not None
    assert told.version


@pytest.mark.parametrize(
    ("text", "strength"),
    [
        ("# GET /a\n", Strength.DECLARED),
        ("`GET /a`\n", Strength.DECLARED),
        ("```\nGET /a\n```\n", Strength.DECLARED),
        ("    GET /a\n", Strength.DECLARED),
        ("| Method | Path |\n|---|---|\n| GET | /a |\n", Strength.DECLARED),
        ("- GET /a\n- GET /b\n", Strength.INDEX),
        ("Use `GET /a` for that.\n", Strength.MENTION),
        ("```http\nGET /a HTTP/1.1\nHost: h\n```\n", Strength.EXCHANGE),
    ],
)
def test_strength(text: str, strength: Strength) -> None:
    """Some places announce more surely than others."""
    first = found(text)[0]
    assert (first.method, first.template.path, first.strength) == ("GET", "/a", strength)


def test_places() -> None:
    """Each announcement knows its line."""
    announced = found("# A\n\n`GET /a`\n\n```\nPUT /b\nDELETE /b\n```\n")
    assert [item.span.location.line for item in announced] == [3, 6, 7]


def chosen(text: str) -> list[str]:
    """The operations that a page stands for."""
    (announced,) = choose_announcements([find_announcements(page(text))])
    return [f"{item.method} {item.template.path}" for item in announced]


def test_example_request_is_no_operation() -> None:
    """A request line with values is an example of the template beside it."""
    text = "# A\n\n`GET /a/{id}`\n\n```http\nGET /a/4fa6e0f0c678?x=1 HTTP/1.1\n```\n"
    assert chosen(text) == ["GET /a/{id}"]


def test_mention_gives_way() -> None:
    """An operation that is mentioned here and announced there is announced there."""
    text = "# A\n\nSee `GET /a/:x`.\n\n# B\n\n`GET /a/{id}`\n"
    assert chosen(text) == ["GET /a/{id}"]


def test_values_become_parameters() -> None:
    """Where only examples announce, their values are parameters."""
    assert chosen("# A\n\n```http\nGET /shops/17/carts/4fa6e0f0c678 HTTP/1.1\n```\n") == [
        "GET /shops/{shop_id}/carts/{cart_id}"
    ]


def test_scopes_follow_sections() -> None:
    """Each operation has what stands under its heading."""
    text = "# All\n\n## A\n\n`GET /a`\n\nOne.\n\n### More\n\nTwo.\n\n## B\n\n`GET /b`\n\nThree.\n"
    document = page(text)
    scopes = find_scopes(document, find_announcements(document))
    texts = [[getattr(passage.block, "text", "") for passage in scope.passages] for scope in scopes]
    assert [scope.title for scope in scopes] == ["A", "B"]
    assert ["One." in told and "Two." in told for told in texts] == [True, False]
    assert "Three." in texts[1]


def test_scopes_in_one_section() -> None:
    """Operations in one section part it at their announcements."""
    text = "# All\n\n`GET /a`\n\nOne.\n\n`GET /b`\n\nTwo.\n"
    document = page(text)
    scopes = find_scopes(document, find_announcements(document))
    texts = [[getattr(passage.block, "text", "") for passage in scope.passages] for scope in scopes]
    assert ["One." in told for told in texts] == [True, False]
    assert ["Two." in told for told in texts] == [False, True]


def test_operations_announced_together_share() -> None:
    """What follows two announcements in one block is of both."""
    document = page("# All\n\n```\nGET /a\nPUT /a\n```\n\nOne.\n\n# Other\n\n`GET /b`\n")
    scopes = find_scopes(document, find_announcements(document))
    assert scopes[0].keys == (("GET", "/a"), ("PUT", "/a"))

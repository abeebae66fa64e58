"""Passages under an operation become facts: statuses, examples, credentials, headers."""

from __future__ import annotations

import pytest

from mockdown.extractors.collect import collect_facts
from mockdown.extractors.facts import (
    ExampleFact,
    Fact,
    FieldsFact,
    HeaderFact,
    RequestFact,
    SchemaFact,
    SecurityFact,
    StatusFact,
    TextFact,
    WholeFact,
)
from mockdown.extractors.passages import walk_section
from mockdown.extractors.security import is_credential_header
from mockdown.readers.page import read_page
from mockdown.source import Rank, SourceFile
from mockdown.vocabularies.roles import Role


def facts(text: str) -> list[Fact]:
    """The facts of a page, all of which speaks of one operation."""
    document = read_page(SourceFile("page.md", text.encode()), lambda _: None)
    return list(collect_facts(document, walk_section(document.root), lambda _start, _end: None))


def statuses(text: str) -> list[tuple[str, Rank]]:
    """Status and rank of each status fact."""
    return [(fact.status, fact.rank) for fact in facts(text) if isinstance(fact, StatusFact)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "| Code | Text |\n|---|---|\n| 200 | OK |\n| `404` | No |\n",
            [("200", Rank.DECLARED), ("404", Rank.DECLARED)],
        ),
        ("| Status | Text |\n|---|---|\n| 5XX | No |\n", [("5XX", Rank.DECLARED)]),
        ("- **201** - Made\n- 409: Clash\n", [("201", Rank.DECLARED), ("409", Rank.DECLARED)]),
        ("It returns a `204` status.\n", [("204", Rank.PROSE)]),
        ("Responds with 202 or returns a 409 error.\n", [("202", Rank.PROSE), ("409", Rank.PROSE)]),
        ("Send 200 letters to 404 people.\n", []),
        ("```\nHTTP/1.1 201 Created\n```\n", [("201", Rank.EXAMPLE)]),
        ("```\nStatus: 200 OK\n```\n", [("200", Rank.EXAMPLE)]),
        ("**404 Not Found**\n", [("404", Rank.DECLARED)]),
    ],
)
def test_statuses(text: str, expected: list[tuple[str, Rank]]) -> None:
    """Statuses are found in tables, lists, sentences and status lines."""
    assert statuses(text) == expected


def test_empty_answer() -> None:
    """Words may say that an answer has no content."""
    (fact,) = (fact for fact in facts("Returns a 204 with no content.\n") if isinstance(fact, StatusFact))
    assert fact.no_content


def test_schema_of_a_status() -> None:
    """A row may name the schema of its answer."""
    text = "| Status | Text | Schema |\n|---|---|---|\n| 200 | OK | [Order](#order) |\n"
    (fact,) = (fact for fact in facts(text) if isinstance(fact, StatusFact))
    assert fact.schema is not None
    assert (fact.schema.ref or "").startswith("Order")


@pytest.mark.parametrize(
    ("text", "role", "status"),
    [
        ('## Response\n\n```json\n{"a": 1}\n```\n', Role.RESPONSE, None),
        ('## Request body\n\n```json\n{"a": 1}\n```\n', Role.BODY, None),
        ('## 404: Not found\n\n```json\n{"a": 1}\n```\n', Role.RESPONSE, "404"),
        ('Example response (201):\n\n```json\n{"a": 1}\n```\n', Role.RESPONSE, "201"),
        ('> 200 Response\n\n```json\n{"a": 1}\n```\n', Role.RESPONSE, "200"),
        ('```json\n{"a": 1}\n```\n', Role.NONE, None),
    ],
)  # fmt: skip
def test_direction_of_examples(text: str, role: Role, status: str | None) -> None:
    """Headings and lead-ins say whether an example is sent or comes back."""
    (fact,) = (fact for fact in facts(text) if isinstance(fact, ExampleFact))
    assert (fact.role, fact.status, fact.value) == (role, status, {"a": 1})


@pytest.mark.parametrize(
    ("title", "role"),
    [
        ("Query parameters", Role.QUERY),
        ("Headers", Role.HEADER),
        ("Request body", Role.BODY),
        ("Response\n\n### Attributes", Role.RESPONSE),
        ("Parameters", Role.PARAMETERS),
    ],
)
def test_role_of_fields(title: str, role: Role) -> None:
    """Headings say what fields are of."""
    text = f"## {title}\n\n| Name | Type |\n|---|---|\n| a | int |\n"
    (fact,) = (fact for fact in facts(text) if isinstance(fact, FieldsFact))
    assert (fact.role, [item.name for item in fact.fields]) == (role, ["a"])


@pytest.mark.parametrize("title", ["Permissions", "Changelog", "Enumerated values"])
def test_decoys(title: str) -> None:
    """Tables of other things hold no fields."""
    text = f"## {title}\n\n| Name | Description |\n|---|---|\n| a | b |\n"
    assert [fact for fact in facts(text) if isinstance(fact, FieldsFact)] == []


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ("-H 'Authorization: Bearer x'", ("http", "bearer", "", "")),
        ("-H 'Authorization: Basic x'", ("http", "basic", "", "")),
        ("-u a:b", ("http", "basic", "", "")),
        ("-H 'X-Api-Key: x'", ("apiKey", "", "header", "X-Api-Key")),
        ("-b 'session=x'", ("apiKey", "", "cookie", "session")),
    ],
)
def test_credentials_of_a_sample(options: str, expected: tuple[str, ...]) -> None:
    """A sample shows which credentials are needed."""
    (fact,) = (
        fact for fact in facts(f"```sh\ncurl {options} http://h/a\n```\n") if isinstance(fact, SecurityFact)
    )
    assert (fact.type, fact.scheme, fact.location, fact.parameter) == expected
    assert fact.needed
    assert fact.rank is Rank.EXAMPLE


@pytest.mark.parametrize(
    ("sentence", "needed"),
    [
        ("This endpoint requires authentication.", True),
        ("You must be logged in.", True),
        ("No authentication is required.", False),
        ("This call does not require authentication.", False),
    ],
)
def test_credentials_in_prose(sentence: str, needed: bool) -> None:  # noqa: FBT001
    """A sentence may say whether credentials are needed."""
    told = [fact.needed for fact in facts(f"{sentence}\n") if isinstance(fact, SecurityFact)]
    assert told == [needed]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Authorization", True),
        ("X-Api-Key", True),
        ("X-Auth-Token", True),
        ("Session-Token", True),
        ("X-CSRF-Token", False),
        ("Idempotency-Key", False),
        ("X-Request-Id", False),
        ("Accept", False),
    ],
)
def test_credential_header(name: str, expected: bool) -> None:  # noqa: FBT001
    """Headers carry credentials by their names."""
    assert is_credential_header(name) is expected


def test_exchange() -> None:
    """An exchange tells of the request, the answer, and the headers of the answer."""
    text = '```http\nGET /a HTTP/1.1\nX-Trace: 1\n\nHTTP/1.1 200 OK\nX-Left: 5\nDate: now\n\n{"a": 1}\n```\n'
    found = facts(text)
    assert [fact.request.method for fact in found if isinstance(fact, RequestFact)] == ["GET"]
    assert [(fact.name, fact.status) for fact in found if isinstance(fact, HeaderFact)] == [("X-Left", "200")]
    (example,) = (fact for fact in found if isinstance(fact, ExampleFact))
    assert (example.role, example.status, example.span.location.line) == (Role.RESPONSE, "200", 9)


def test_named_answer() -> None:
    """A sentence may name what is returned."""
    (fact,) = (
        fact for fact in facts("Returns an array of [Order](#order).\n") if isinstance(fact, SchemaFact)
    )
    assert fact.schema.type == "array"
    assert fact.schema.items is not None
    assert (fact.schema.items.ref or "").startswith("Order")


def test_whole_object() -> None:
    """A note may say that all of a body must be sent."""
    found = facts("You must provide the entire object.\n")
    assert any(isinstance(fact, WholeFact) for fact in found)


def test_prose() -> None:
    """Sentences are kept as they are written."""
    (fact,) = (fact for fact in facts("Shows *one* `order`.\n") if isinstance(fact, TextFact))
    assert fact.text == "Shows *one* `order`."


def test_what_is_read_is_claimed() -> None:
    """Blocks that facts came of are accounted for, others are not."""
    text = "| Name | Type |\n|---|---|\n| a | int |\n\n| Sky | Colour |\n|---|---|\n| a | b |\n"
    document = read_page(SourceFile("page.md", text.encode()), lambda _: None)
    claims: list[tuple[int, int]] = []
    list(collect_facts(document, walk_section(document.root), lambda start, end: claims.append((start, end))))
    assert [text[start:end].split("\n", maxsplit=1)[0] for start, end in claims] == [
        "| Name | Type |",
        "| a | int |",
    ]


@pytest.mark.parametrize(
    ("text", "claimed"),
    [
        ("| Name | Type |\n|---|---|\n| a | int |\n| | |\n| !! what | |\n", [0, 1, 2]),
        ("- `a` (integer) - one\n- `b` (string) - two\n", [0, 1]),
        ("Words about nothing.\n", []),
        ("Returns a 404 when there is none.\n", [0]),
        ("```\nnobody reads\n```\n", []),
    ],
)
def test_lines_that_gave_nothing_are_not_claimed(text: str, claimed: list[int]) -> None:
    """Rows, items and paragraphs count by themselves."""
    document = read_page(SourceFile("page.md", text.encode()), lambda _: None)
    claims: list[tuple[int, int]] = []
    list(collect_facts(document, walk_section(document.root), lambda start, end: claims.append((start, end))))
    lines = document.source.line_index
    assert sorted({line for s, e in claims for line in range(lines(s), lines(e - 1) + 1)}) == claimed

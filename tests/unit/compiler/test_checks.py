"""What is said of a page that contradicts itself, and what is left unsaid."""

from __future__ import annotations

import pytest

from mockdown.diagnostics import Diagnostic
from mockdown.emit import build
from mockdown.source import SourceFile

TABLE = "| Field | Type | Required |\n|---|---|---|\n| title | string | yes |\n| pages | integer | no |\n"
BODY = f"# Add\n\n`POST /books`\n\n### Request body\n\n{TABLE}\n"
QUERY = (
    "# Find\n\n`GET /books`\n\n### Query parameters\n\n| Name | Type |\n|---|---|\n| limit | integer |\n\n"
)

WAYS = "## Find\n\n### HTTP request\n\n* `GET /a/{id}`\n* `GET /a/{id}/{part}`\n"


def said(*pages: str, code: str) -> list[Diagnostic]:
    """The diagnostics of one code."""
    found: list[Diagnostic] = []
    files = [SourceFile(f"page{number}.md", text.encode()) for number, text in enumerate(pages)]
    build(files, name="shop", report=found.append)
    return [item for item in found if item.code.id == code]


def fence(text: str, tag: str = "json") -> str:
    """A fenced code block."""
    return f"```{tag}\n{text}\n```\n"


def labelled(found: Diagnostic) -> list[str]:
    """What stands under the labels, the primary one first."""
    spans = [label.span for label in (found.primary, *found.secondary) if label is not None]
    return [span.text.slice(span.start, span.end) for span in spans]


@pytest.mark.parametrize(
    ("code", "page"),
    [
        ("SCH301", BODY + fence('{"title": "<string>", "pages": "integer"}')),
        ("SCH301", BODY + fence('{"title": "Emma", "pages": NUMBER}')),
        ("SCH301", BODY + fence('{"title": "Emma", "pages": null}')),
        ("SCH301", BODY + fence('{"title": "Emma", "pages": 12.0}')),
        ("SCH303", BODY.replace("POST", "PATCH") + fence('{"pages": 12}')),
        ("SCH303", BODY + fence('{"book": {"title": "Emma"}, "pages": 12}')),
        ("SCH303", BODY + fence('{"pages": 12, ...}')),
        ("SCH304", BODY + fence('{"title": "Emma", "isbn": "1", "shelf": 2, "room": 3}')),
        ("SCH304", BODY + fence('{"title": "Emma", "of": {"pages": 12, "title": "Emma"}}')),
        ("PAR304", QUERY + fence("curl 'http://h/books?limit=<limit>'", "sh")),
        ("PAR304", QUERY + fence("curl 'http://h/books?limit=$LIMIT'", "sh")),
        ("PAR203", QUERY + fence("curl 'http://h/books?limit=5'", "sh")),
        ("OPN301", "`GET /a`\n\n" + fence("curl -X POST http://h/login", "sh")),
        ("OPN302", "`GET /a/b`\n\n" + fence("curl http://h/login", "sh")),
        ("OPN302", "# A\n\n`GET /a/b`\n\n" + fence("curl http://h/a/c", "sh") + "# C\n\n`GET /a/c`\n"),
        ("OPN304", "# A\n\n`GET /a`\n\n" + fence("curl http://h/a\ncurl http://localhost:80/a", "sh")),
        ("EXA101", "`GET /a`\n\n### Response\n\n" + fence('"deleted"')),
        ("EXA201", "`GET /a`\n\n### Response\n\n" + fence('{"a": [1, 2]}')),
        ("EXA401", "`GET /a`\n\n### Response\n\n" + fence('{"a": "<b>"}')),
        ("MDN101", "`GET /a`\n\n### Permissions\n\n| Role | May |\n|---|---|\n| admin | all |\n"),
        ("MDN101", "`GET /a`\n\n" + fence("print(1)", "python")),
        ("MDN101", "`GET /a`\n\n* first do this\n* then do that\n"),
        ("PAR202", "`POST /a`\n\n### JSON data of a book\n\n| Name | Type |\n|---|---|\n| b | string |\n"),
        ("PAR202", "`POST /a`\n\n| Field | Type |\n|---|---|\n| b | string |\n"),
        ("PAR401", "`GET /a/{id}`\n"),
        ("PAR202", f"{WAYS}\n### Parameters\n\n| Name | Type |\n|---|---|\n| part | string |\n"),
        ("PAR305", QUERY.replace("limit | integer", "limit | integer or null, default `null`")),
        ("RSP301", "`POST /a`\n\n| Status | Text |\n|---|---|\n| 2XX | yes |\n\n" + fence("HTTP/1.1 201 OK")),
        ("REF105", "# A b\n\n`GET /a`\n\n[b](#a-b), [c](http://h/#x), [d](../x.md), `[e](#f)`\n"),
        ("REF105", "# What's on\n\n`GET /a`\n\n[b](#what-39-s-on) and [c](#what-s-on)\n"),
        ("REF105", '<a name="old"></a>\n\n# New\n\n`GET /a`\n\n[b](#old)\n'),
        ("SEC301", "`GET /a`\n\nNo authentication is needed here.\n\n" + fence("curl http://h/a", "sh")),
        ("SEC302", "`GET /a`\n\nRequires authentication.\n\n" + fence("curl http://h/a", "sh")),
    ],
)
def test_what_agrees_is_not_reported(code: str, page: str) -> None:
    """Stand-ins, conditions, other operations and loose wording are no contradictions."""
    assert said(page, code=code) == []


def test_labels_are_exact() -> None:
    """The labels stand under the names, not under whole rows and blocks."""
    (found,) = said(BODY + fence('{"title": "Emma", "pages": "12"}'), code="SCH301")
    assert labelled(found) == ["pages", "pages"]


def test_a_name_is_not_found_inside_another() -> None:
    """`page` in `perpage=1&page=2` is the second parameter."""
    (found,) = said("`GET /a?perpage=1&page=2`\n", code="PAR203")
    assert [label.span.start for label in (found.primary, *found.secondary) if label] == [8, 18]


def test_a_finding_is_told_once_for_operations_that_share_a_table() -> None:
    """Two operations of one section do not double what is said of it."""
    page = "# Books\n\n`PUT /books/{id}`\n`PATCH /books/{id}`\n\n" + TABLE.replace("integer", "Intteger")
    assert len(said(page, code="SCH101")) == 1


def test_a_difference_in_a_schema_is_told_for_one_example() -> None:
    """Examples that repeat the same difference add nothing."""
    schema = "# Book\n\n| Property | Type |\n|---|---|\n| id | string |\n| title | string |\n"
    answer = "Returns a [Book](#book).\n\n### Response\n\n" + fence('{"id": 7, "title": "Emma"}')
    page = f"{schema}\n# Find\n\n`GET /books/{{id}}`\n\n{answer}\n# Any\n\n`GET /any`\n\n{answer}"
    assert len(said(page, code="SCH301")) == 1


def test_a_nested_member_is_found_at_its_own_place() -> None:
    """A name that stands in several objects is labelled where it differs."""
    rows = "| Field | Type |\n|---|---|\n| id | integer |\n| owner | object |\n| owner.id | integer |\n"
    page = f"`GET /a`\n\n### Response\n\n{rows}\n" + fence('{"id": 1, "owner": {"id": "x"}}')
    (found,) = said(page, code="SCH301")
    assert "`owner.id`" in found.message
    assert found.primary is not None
    assert found.primary.span.start == page.index('"id": "x"') + 1


def test_ways_to_ask_for_one_thing_share_the_parts_beside() -> None:
    """What stands beside a list of paths holds for all of them."""
    page = f"{WAYS}\n### Response\n\n| Status | Text |\n|---|---|\n| 202 | yes |\n"
    result = build([SourceFile("a.md", page.encode())], name="a")
    assert all("202" in path["get"]["responses"] for path in result.document["paths"].values())
    assert said(page, code="RSP201") == []


@pytest.mark.parametrize(
    ("front", "reason"),
    [
        ("a: b: c", "mapping values"),
        ("a: &x [1]\nb: *x", "aliases"),
        ("a: !!python/name:os.system", "tags"),
        ("a: " + "[" * 3000, ""),
    ],
)
def test_broken_front_matter_is_told(front: str, reason: str) -> None:
    """The rest of the page is read all the same."""
    (found,) = said(f"---\n{front}\n---\n\n`GET /a`\n", code="MDN103")
    assert reason in found.message

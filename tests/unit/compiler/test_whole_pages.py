"""What passes make of whole pages: bases, credentials, twins, ledgers, diagnostics."""

from __future__ import annotations

from typing import Any

import pytest

from mockdown.compiler.settings import BuildSettings
from mockdown.diagnostics import Diagnostic
from mockdown.emit import build
from mockdown.emit.result import BuildResult
from mockdown.model.ledger import LineClass
from mockdown.source import SourceFile


def compiled(*pages: str, settings: BuildSettings | None = None) -> BuildResult:
    """Compile pages."""
    files = [SourceFile(f"page{number}.md", text.encode()) for number, text in enumerate(pages)]
    return build(files, name="shop", settings=settings)


def operation(result: BuildResult, method: str, path: str) -> Any:
    """One operation of the document."""
    return result.document["paths"][path][method]


def needs(result: BuildResult, method: str, path: str) -> list[dict[str, Any]]:
    """The schemes that an operation asks for."""
    schemes = result.document.get("components", {}).get("securitySchemes", {})
    return [schemes[name] for group in operation(result, method, path).get("security", ()) for name in group]


@pytest.mark.parametrize(
    ("text", "server", "path"),
    [
        ("`GET /a`\n\n```sh\ncurl https://h.example/v1/a\n```\n", "https://h.example/v1", "/a"),
        ("`GET /v1/a`\n\n```sh\ncurl https://h.example/v1/a\n```\n", "https://h.example", "/v1/a"),
        ("The base URL is `https://h.example/v1`.\n\n# A\n\n`GET /a`\n", "https://h.example/v1", "/a"),
        ("All paths are prefixed with `/v1`.\n\n# A\n\n`GET /a`\n", "/v1", "/a"),
        ("`GET https://h.example/v1/a`\n", "https://h.example", "/v1/a"),
        ("`GET /a`\n", None, "/a"),
    ],
)
def test_base(text: str, server: str | None, path: str) -> None:
    """The prefix of all paths comes from samples, or from prose."""
    document = compiled(text).document
    assert [item["url"] for item in document.get("servers", ())] == ([server] if server else [])
    assert list(document["paths"]) == [path]


def test_base_is_settable() -> None:
    """A setting says what the base path is."""
    settings = BuildSettings(base_path="/v1", server="https://h.example")
    document = compiled("`GET /v1/a`\n\n`GET /b`\n", settings=settings).document
    assert document["servers"] == [{"url": "https://h.example/v1"}]
    assert list(document["paths"]) == ["/a", "/b"]


def test_title_and_version() -> None:
    """Names come from the page, or from settings."""
    assert compiled("# Shop API\n\n`GET /a`\n").document["info"] == {"title": "Shop API", "version": "1.0.0"}
    named = compiled("`GET /a`\n", settings=BuildSettings(title="Other", version="2")).document["info"]
    assert named == {"title": "Other", "version": "2"}


AUTH = "# Authentication\n\nSend `Authorization: Bearer <token>` with every request.\n"


def test_credentials_said_once() -> None:
    """A page about credentials speaks of all operations."""
    result = compiled(AUTH, "# A\n\n`GET /a`\n")
    assert needs(result, "get", "/a") == [{"type": "http", "scheme": "bearer"}]


def test_an_operation_may_differ() -> None:
    """What an operation says of itself wins."""
    result = compiled(AUTH, "# A\n\n`GET /a`\n\nThis call needs no authentication.\n\n# B\n\n`GET /b`\n")
    assert needs(result, "get", "/a") == []
    assert needs(result, "get", "/b") == [{"type": "http", "scheme": "bearer"}]


def test_no_credentials() -> None:
    """Where nothing is said, nothing is asked for."""
    assert "securitySchemes" not in compiled("`GET /a`\n").document.get("components", {})


def test_pages_about_one_operation_are_merged() -> None:
    """An operation that two pages announce is one."""
    first = "# A\n\n`GET /a/{id}`\n\n| Name | In | Type |\n|---|---|---|\n| x | query | int |\n"
    second = "# A again\n\n`GET /a/:other`\n\n| Status | Text |\n|---|---|\n| 404 | No |\n"
    result = compiled(first, second)
    assert list(result.document["paths"]) == ["/a/{id}"]
    told = operation(result, "get", "/a/{id}")
    assert [item["name"] for item in told["parameters"]] == ["x", "id"]
    assert "404" in told["responses"]


def test_schemas_of_other_pages() -> None:
    """A type that one page names may stand on another."""
    result = compiled(
        "# A\n\n`GET /a`\n\n| Status | Schema |\n|---|---|\n| 200 | [Order](page1.md#order) |\n",
        "# Schemas\n\n## Order\n\n| Field | Type |\n|---|---|\n| id | int |\n",
    )
    schema = operation(result, "get", "/a")["responses"]["200"]["content"]["application/json"]["schema"]
    assert schema == {"$ref": "#/components/schemas/Order"}


@pytest.mark.parametrize(
    "reference",
    ["[Order](#order)", "[Order](page1.md#order)", "[order object](page1.md#order)", "Order", "`Order`"],
)
@pytest.mark.parametrize("title", ["Order", "The Order object", "`Order`", "Order {#order}"])
def test_references(reference: str, title: str) -> None:
    """A schema is found by its name and by its anchor, with its kind or without."""
    row = f"# A\n\n`GET /a`\n\n| Status | Schema |\n|---|---|\n| 200 | {reference} |\n"
    result = compiled(row, f"# Schemas\n\n## {title}\n\n| Field | Type |\n|---|---|\n| id | int |\n")
    schema = operation(result, "get", "/a")["responses"]["200"]["content"]["application/json"]["schema"]
    assert schema == {"$ref": "#/components/schemas/Order"}


def test_schemas_that_hold_each_other() -> None:
    """A schema may refer to itself, directly or not."""
    schemas = (
        "## A\n\n| Field | Type |\n|---|---|\n| b | [B](#b) |\n"
        "\n## B\n\n| Field | Type |\n|---|---|\n| a | A |\n"
    )
    result = compiled("# X\n\n`GET /x`\n\nReturns an [A](#a).\n", f"# Schemas\n\n{schemas}")
    assert set(result.document["components"]["schemas"]) >= {"A", "B"}


def test_whole_body() -> None:
    """A note that a body must be whole makes all of it required."""
    text = '`PUT /a`\n\nThe entire object must be provided.\n\n## Body\n\n```json\n{"a": 1, "b": 2}\n```\n'
    body = operation(compiled(text), "put", "/a")["requestBody"]["content"]["application/json"]["schema"]
    assert body["required"] == ["a", "b"]


@pytest.mark.parametrize(("implied", "expected"), [(True, ["200", "4XX"]), (False, ["200"])])
def test_implied_responses(implied: bool, expected: list[str]) -> None:  # noqa: FBT001
    """What a server needs beyond the docs is marked, and can be left out."""
    responses = operation(
        compiled("`GET /a`\n", settings=BuildSettings(implied_responses=implied)), "get", "/a"
    )["responses"]
    assert list(responses) == expected
    assert all(response["x-implied"] for response in responses.values())


def test_ledger() -> None:
    """Each line is compiled, prose, or a block that nothing was made of."""
    text = "# A\n\n`GET /a`\n\nWords.\n\n| Name | In |\n|---|---|\n| x | query |\n\n```\nnobody reads\n```\n"
    ledger = compiled(text).ledger
    kinds = "".join(kind.value[0] for kind in ledger.pages[0].lines)
    assert kinds == "ppcpppcccpuuup"
    assert list(ledger.pages[0].unread) == [11, 12, 13]
    assert ledger.total == len(kinds)
    assert [ledger.count(kind) for kind in LineClass] == [4, 7, 3]


def diagnostics(*pages: str) -> list[Diagnostic]:
    """What is found while pages are compiled."""
    found: list[Diagnostic] = []
    files = [SourceFile(f"page{number}.md", text.encode()) for number, text in enumerate(pages)]
    build(files, name="shop", report=found.append)
    return found


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("`PUT /a`\n\n```sh\ncurl -X POST http://h/a\n```\n", "OPN301", 4),
        ("`PUT /a`\n\n```sh\ncurl http://h/a\n```\n", "OPN301", 4),
        ("# Nothing\n", "SRC401", 1),
    ],
)
def test_diagnostics(text: str, code: str, line: int) -> None:
    """What does not agree is said, with its place."""
    (found,) = [item for item in diagnostics(text) if item.code.id == code]
    assert found.location is not None
    assert found.location.line == line
    assert found.help


def test_contradiction_names_both_places() -> None:
    """A sample against an announcement points at both."""
    found = next(item for item in diagnostics("`PUT /a`\n\n```sh\ncurl -X POST http://h/a\n```\n"))
    assert [label.span.location.line for label in found.secondary] == [1]


def test_reference_to_nothing() -> None:
    """A schema that nobody describes is named."""
    found = diagnostics("`GET /a`\n\n| Status | Schema |\n|---|---|\n| 200 | [Order](#order) |\n")
    (missing,) = [item for item in found if item.code.id == "REF101"]
    assert "Order" in missing.message
    assert missing.location is not None
    assert missing.location.line == 5


def unread(*pages: str) -> list[list[int]]:
    """The unread lines of each page."""
    return [list(page.unread) for page in compiled(*pages).ledger.pages]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("| Colour | Mood |\n|---|---|\n| red | merry |\n", []),
        ("```yaml\nport: 80\n```\n", []),
        ("```http\nHTTP/1.1 206 Partial Content\n```\n", [7, 8, 9]),
        ("```http\nGET /elsewhere HTTP/1.1\n```\n", [7, 8, 9]),
        ("```http\nGET /a HTTP/1.1\n```\n", []),
        ("```sh\ncurl -F file=@a.jpg http://h.example/pictures\n```\n", [7, 8, 9]),
        ("```sh\ncurl -O http://h.example/install.sh\n```\n", []),
        ("* `404` no such thing\n* `409` there already\n", [7, 8]),
        ("* fast\n* small\n", []),
        ("size (required) - how large\n", [7]),
        ("Size matters, as a reader may know.\n", []),
    ],
)
def test_what_looks_like_an_api_is_not_prose(text: str, lines: list[int]) -> None:
    """Outside of the operations a table of fields or a message that gave nothing is unread."""
    page = f"# A\n\n## Of the weather\n\n{text}\n## List\n\n`GET /a`\n\n## Find\n\n`GET /a/{{id}}`\n"
    assert unread(page) == [[line - 2 for line in lines]]


def test_pages_without_operations_are_prose_but_for_whole_messages() -> None:
    """A guide may show any JSON and any table of settings, and an exchange is one of the API."""
    guide = '# Install\n\n| Name | Type |\n|---|---|\n| a | string |\n\n```json\n{"a": 1}\n```\n'
    exchange = "# How it works\n\n```\nHTTP/1.1 200 OK\n\n{}\n```\n"
    assert unread("# A\n\n`GET /a`\n", guide, exchange)[1:] == [[], [3, 4, 6, 7]]


def test_fields_in_lines_of_text_are_unread_where_they_give_nothing() -> None:
    """Lines of names with their types are data, however they are set."""
    text = "# A\n\n## Make\n\n`POST /a`\n\nBody parameters\n\nname (required) - string\nsize: integer\n"
    lines = unread(text)[0]
    assert lines in ([], [9, 10])
    assert compiled(text).ledger.pages[0].lines[8] is not LineClass.PROSE


def test_what_a_section_says_of_all_lists_counts_as_read() -> None:
    """Conventions are found before the ledger is made."""
    page = '# A\n\n## List\n\n`GET /a`\n\n```json\n[{"id": 1}]\n```\n'
    paging = (
        "# Paging\n\nAll list endpoints take these parameters.\n\n"
        "| Name | Type | Description |\n|---|---|---|\n| page | integer | The page |\n"
    )
    ledger = compiled(page, paging).ledger
    assert ledger.pages[1].count(LineClass.COMPILED) > 0

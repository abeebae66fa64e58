"""Pages made to hurt: each is read in the end, and gives a valid description."""

from __future__ import annotations

import json

import pytest
from openapi_spec_validator import OpenAPIV30SpecValidator

from mockdown.emit import build
from mockdown.source import SourceFile

MANY = 10_000
TABLE = "| Name | Type |\n|---|---|\n"
LAUGHS = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join(f'*{before}' for _ in range(9))}]\n"
    for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)
HOSTILE = {
    "a-million-pipes": "|" * 1_000_000,
    "a-million-pipes-in-rows": "| a | b |\n|---|---|\n" + ("|" * 1000 + "\n") * 1000,
    "a-header-of-pipes": "|" * 50_000 + "\n" + "|-" * 50_000 + "|\n",
    "nested-lists": "".join("  " * depth + "- x\n" for depth in range(1000)),
    "list-marks-in-one-line": "- " * MANY,
    "nested-quotes": ">" * MANY + " x",
    "quotes-in-lists": "- > " * (MANY // 2) + "`GET /a`",
    "braces": "```json\n" + "{" * MANY + "\n```\n",
    "braces-in-a-path": "`GET /" + "{" * MANY + "`\n",
    "pairs-of-braces-in-a-path": "GET /" + "{a}" * MANY + "\n",
    "brackets": "[" * MANY + "]" * MANY,
    "brackets-in-json": "```json\n" + "[" * MANY + "]" * MANY + "\n```\n",
    "brackets-in-a-type": "| Name | Type |\n|---|---|\n| a | " + "array of " * MANY + " |\n",
    "parentheses-in-an-item": "Parameters:\n\n- `a` " + "(" * MANY + "\n- `b` " + "()" * MANY + "\n",
    "emphasis": "*_" * MANY + "a" + "_*" * MANY,
    "backticks": "".join("`" * size + " " for size in range(1, 600)),
    "links": "[a](" * MANY,
    "deep-html": "<div>" * MANY + "<table><tr><td>" * MANY,
    "open-tables": "<table>\n" * MANY,
    "deep-html-lists": "<ul><li>" * MANY,
    "comments": "<!--" * MANY,
    "angles-in-a-path": "POST /" + "<" * MANY + "\n",
    "colons-in-a-path": "POST /" + ":a" * MANY + "\n",
    "a-line-of-many-megabytes": "x" * 10_000_000,
    "a-line-of-many-words": "GET /a " * 1_500_000,
    "a-heading-of-many-words": "# " + "status 200 or " * 70_000,
    "a-cell-of-many-words": "| Name | Description |\n|---|---|\n| a | " + "one of a, b or " * 30_000 + " |\n",
    "a-cell-of-many-values": "| Name | Description |\n|---|---|\n| a | one of " + "`a`, " * 30_000 + " |\n",
    "a-cell-of-defaults": "| Name | Description |\n|---|---|\n| a | " + "default " * 30_000 + " |\n",
    "many-announcements": "".join(f"`GET /a{number}/b`\n\n" for number in range(1500)),
    "many-samples": "# A\n\n`GET /a/{b}`\n\n" + "```sh\ncurl -d '{\"a\": 1}' http://h/a/1\n```\n\n" * 500,
    "one-curl-of-many-words": "```sh\ncurl " + "-H 'a: b' " * 20_000 + "http://h/a\n```\n",
    "open-quotes-in-curl": "```sh\ncurl " + "'" * 20_001 + "\n```\n",
    "backslashes-in-curl": "```sh\ncurl " + "\\\n" * 20_000 + "http://h/a\n```\n",
    "many-headings": "".join(f"{'#' * (1 + number % 6)} a\n" for number in range(3000)),
    "many-columns": "`GET /a`\n\n|" + " Name |" * 2000 + "\n|" + "---|" * 2000 + "\n|" + " a |" * 2000,
    "many-fields": f"`POST /a`\n\n{TABLE}" + "".join(f"| a{i} | int |\n" for i in range(3000)),
    "deep-fields": "`POST /a`\n\n| Name | Type |\n|---|---|\n"
    + "".join(f"| {'»' * depth} a | object |\n" for depth in range(300)),
    "deep-names": "`POST /a`\n\n| Name | Type |\n|---|---|\n| " + "a." * 3000 + "b | int |\n",
    "laughs": f"---\n{LAUGHS}---\n\n`GET /a`\n",
    "deep-front-matter": "---\na: " + "[" * MANY + "\n---\n`GET /a`\n",
    "endless-front-matter": "---\n" + "a: 1\n" * 200_000,
    "huge-json": f"`POST /a`\n\n```json\n{json.dumps([{'a': i, 'b': [i]} for i in range(40_000)])}\n```\n",
    "huge-loose-json": "`POST /a`\n\n```json\n[" + "{a: 1, ...}, " * 15_000 + "\n```\n",
    "deep-json": "`POST /a`\n\n```json\n" + '{"a":' * 3000 + "1" + "}" * 3000 + "\n```\n",
    "wide-json": "`POST /a`\n\n```json\n" + json.dumps({f"k{i}": i for i in range(20_000)}) + "\n```\n",
    "null-bytes": "\0" * 100_000,
    "carriage-returns": "`GET /a`\r" * 10_000,
    "an-include-of-itself": '{{< include "page.md" >}}\n' * 1000,
    "deep-components": "<Tabs><Tab>\n" * 3000 + "`GET /a`\n",
    "open-components": '<ParamField path="a" type="string">\n\n' * 3000,
    "deep-tags": '{% tabs %}\n{% tab title="a" %}\n' * 3000,
    "open-shortcodes": "{{< " * MANY + "{{% " * MANY,
    "deep-containers": ":::note\n" * MANY,
    "admonitions-in-admonitions": "".join("    " * depth + "!!! note\n" for depth in range(300)),
    "attributes": "<Endpoint " + " ".join(f'a{i}="b"' for i in range(20_000)) + ' path="/a" />\n',
    "links-to-nothing": "`GET /a`\n\n" + "Returns a [Thing](#thing).\n\n" * 3000,
    "schemas-in-a-ring": "`GET /a`\n\nReturns an [A0](#a0).\n\n"
    + "".join(f"## A{i}\n\n{TABLE}| a | [A{(i + 1) % 300}](#a{(i + 1) % 300}) |\n\n" for i in range(300)),
    "variants-of-variants": "# A0\n\n"
    + TABLE
    + "| a | int |\n\n"
    + "".join(f"## A{i}\n\n### Added attributes\n{TABLE}|a| [A{i - 1}](#a{i - 1}) |\n\n" for i in range(99)),
    "schemas-that-hold-each-other": "`GET /a`\n\nReturns an [A](#a).\n\n## A\n\n| Field | Type |\n|---|---|\n"
    "| b | [B](#b) |\n\n## B\n\n| Field | Type |\n|---|---|\n| a | [A](#a) |\n| self | array of B |\n",
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_page(name: str) -> None:
    """No page keeps the compiler for ever, or makes it fail."""
    file = SourceFile("page.md", HOSTILE[name].encode())
    result = build([file], name="hostile")
    OpenAPIV30SpecValidator(json.loads(json.dumps(result.document))).validate()
    assert len(result.ledger.pages[0].lines) == len(file.lines)

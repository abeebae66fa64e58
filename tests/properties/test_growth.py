"""Work grows with the size of a page: twice the page takes at most about twice the calls.

Calls of functions are counted, not seconds, so that the figures are the same on every run.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from types import FrameType

import pytest

from mockdown.emit import build
from mockdown.source import SourceFile

TABLE = "| Name | Type |\n|---|---|\n"

PAGES: dict[str, Callable[[int], str]] = {
    "announcements": lambda n: "".join(f"`GET /a{i}/b`\n\n" for i in range(n)),
    "announcing headings": lambda n: "".join(f"## GET /a{i}/b\n\ntext\n\n" for i in range(n)),
    "announcing items": lambda n: "".join(f"- `GET /a{i}`\n" for i in range(n)),
    "announcing rows": lambda n: "| Method | Path |\n|---|---|\n"
    + "".join(f"| GET | /a{i} |\n" for i in range(n)),
    "one operation again and again": lambda n: f"## GET /a\n\n{TABLE}| a | int |\n\n" * n,
    "samples": lambda n: "`GET /a/{b}`\n\n" + "```sh\ncurl http://h/a/1\n```\n\n" * n,
    "samples alone": lambda n: "".join(f"```sh\ncurl http://h/a{i}/1\n```\n\ntext\n\n" for i in range(n)),
    "exchanges": lambda n: "`GET /a`\n\n" + '```http\nHTTP/1.1 200 OK\n\n{"a": 1}\n```\n\n' * n,
    "headings": lambda n: "".join(f"{'#' * (1 + i % 6)} a\n" for i in range(n)),
    "rows": lambda n: f"`POST /a`\n\n{TABLE}" + "".join(f"| a{i} | int |\n" for i in range(n)),
    "nested rows": lambda n: f"`POST /a`\n\n{TABLE}"
    + "".join(f"| {'»' * (i % 9)} a{i} | object |\n" for i in range(n)),
    "columns": lambda n: f"`GET /a`\n\n|{' Name |' * n}\n|{'---|' * n}\n|{' a |' * n}",
    "items": lambda n: "`POST /a`\n\nParameters:\n\n"
    + "".join(f"- `a{i}` (string): text\n" for i in range(n)),
    "definitions": lambda n: "`POST /a`\n\n" + "".join(f"a{i}\n: text\n\n" for i in range(n)),
    "statuses": lambda n: "`GET /a`\n\n" + "".join(f"- {200 + i % 300} - text\n" for i in range(n)),
    "members": lambda n: "`POST /a`\n\n```json\n" + json.dumps({f"k{i}": i for i in range(n)}) + "\n```\n",
    "elements": lambda n: "`POST /a`\n\n```json\n" + json.dumps([{"a": i} for i in range(n)]) + "\n```\n",
    "loose elements": lambda n: "`POST /a`\n\n```json\n[" + "{a: 1, ...}, " * n + "\n```\n",
    "bodies": lambda n: "`POST /a`\n\n" + '```json\n{"a": 1}\n```\n\n' * n,
    "components": lambda n: "`GET /a`\n\n" + '<ParamField query="a" type="string">text</ParamField>\n\n' * n,
    "open components": lambda n: '<ParamField path="a" type="string">\n\n' * n,
    "shortcodes": lambda n: "{{< note >}}\n" * n,
    "containers": lambda n: ":::note\ntext\n:::\n" * n,
    "admonitions": lambda n: "!!! note\n    text\n\n" * n,
    "html rows": lambda n: "`GET /a`\n\n<table>" + "<tr><td>a</td><td>int</td></tr>\n" * n + "</table>",
    "links to nothing": lambda n: "`GET /a`\n\n" + "Returns a [Thing](#thing).\n\n" * n,
    "schemas": lambda n: "`GET /a`\n\nReturns an [A0](#a0).\n\n"
    + "".join(f"## A{i}\n\n{TABLE}| a | [A{i + 1}](#a{i + 1}) |\n\n" for i in range(n)),
    "operations with answers": lambda n: "".join(
        f'## List a{i}\n\n`GET /a{i}`\n\n```json\n{{"id": {i}, "x{i}": 1}}\n```\n\n' for i in range(n)
    ),
    "sentences": lambda n: "`GET /a`\n\n" + "The `a` parameter is required. " * n,
    "pasted rows": lambda n: "GET /x\nParameters\nName In Type\n" + "a path string\n" * n,
}  # fmt: skip


def calls(page: str) -> int:
    """How many calls of functions it takes to build a page."""
    count = 0

    def note(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    file = SourceFile("page.md", page.encode())
    before = sys.getprofile()
    sys.setprofile(note)
    try:
        build([file], name="growth")
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize("name", PAGES)
def test_growth(name: str) -> None:
    """Four times the page takes at most five and a half times the calls: no pass looks at all pairs."""
    make = PAGES[name]
    calls(make(50))  # what is remembered between builds is no part of the growth
    small, large = calls(make(150)), calls(make(600))
    assert large < 5.5 * small

"""Long lines on which a pattern could try every division of the same blanks: it takes one."""

from __future__ import annotations

import sys
from subprocess import run

import pytest

CAP = 60
"""Seconds for a build that takes a few tenths of one; with every division tried it would take an hour."""

BUILD = """
from mockdown.emit import build
from mockdown.source import SourceFile
result = build([SourceFile("page.md", ({page}).encode())], name="hostile")
print(list(result.document["paths"]))
"""


@pytest.mark.parametrize(
    "line",
    [
        "'import ' + ' ' * 200_000 + '!'",
        "'import ' + '\\t' * 200_000 + '!'",
        "'import a' + ' ' * 200_000 + '!'",
        "'```json\\n' + ' ' * 400_000 + '!\\n```'",
        "'```json\\n' + '\\n' * 400_000 + '!\\n```'",
    ],
)
def test_blanks_are_divided_in_one_way(line: str) -> None:
    """The page is built, with the operation that stands above the line."""
    page = f"'`POST /a`\\n\\n' + {line} + '\\n'"
    command = [sys.executable, "-c", BUILD.format(page=page)]
    done = run(command, capture_output=True, text=True, timeout=CAP, check=False)
    assert (done.stdout, done.stderr) == ("['/a']\n", "")

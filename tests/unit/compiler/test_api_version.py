"""Which statements are of the version of an API, and which are of something else."""

from __future__ import annotations

import pytest

from mockdown.compiler.api_version import find_version
from mockdown.diagnostics import Diagnostic
from mockdown.extractors.announcements import find_announcements
from mockdown.readers.page import read_page
from mockdown.source import SourceFile


def _version(*pages: str) -> str | None:
    found: list[Diagnostic] = []
    documents = [
        read_page(SourceFile(f"{index}.md", page.encode()), found.append) for index, page in enumerate(pages)
    ]
    return find_version(documents, [find_announcements(document) for document in documents])


@pytest.mark.parametrize(
    ("page", "version"),
    [
        ("# Harbour API v1.3\n", "1.3"),
        ("# Harbour API reference (2.0.1)\n", "2.0.1"),
        ("# Harbour\n\nThe API version 2.1 knows boats.\n", "2.1"),
        ("# Harbour\n\nAPI version: `2.10`\n", "2.10"),
        ("---\nversion: '3.1'\n---\n# Harbour API v1.3\n", "3.1"),
        ("# From API 1.2 to API 1.3\n", None),
        ("# Harbour 4.2\n", None),
        ("# Harbour\n\nNeeds TLS version 1.2.\n", None),
        ("# Harbour\n\n`GET /boats`\n\nVersion: 2.1\n", None),
    ],
)
def test_statements(page: str, version: str | None) -> None:
    """Front matter, the head of a page and its title state a version; what stands further down does not."""
    assert _version(page) == version


def test_pages_that_differ() -> None:
    """Pages of one API that state several versions leave it open."""
    assert _version("# Boats API v1.3\n", "# Piers API v1.3\n") == "1.3"
    assert _version("# Boats API v1.3\n", "# Piers API v1.4\n") is None

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from contract_services import pets

from mockdown.contract.changes import changed_operations, parse_diff, read_changes
from mockdown.diagnostics import MockdownError


def labels(*lines: int, page: str = "docs/pets.md") -> list[str]:
    return [operation.label for operation in changed_operations(pets(), {page: frozenset(lines)})]


def test_a_changed_line_selects_its_operation() -> None:
    """The line of a parameter selects the operation it belongs to, and no other."""
    assert labels(7) == ["GET /pets"]


def test_an_unmapped_line_belongs_to_what_stands_above_it() -> None:
    """A line inside an example or a paragraph counts for the element it explains."""
    assert labels(8) == ["GET /pets"]
    assert labels(47) == ["GET /pets/{id}"]


def test_a_changed_schema_selects_all_that_share_it() -> None:
    """Every operation that refers to the schema is selected, through any number of references."""
    assert labels(62) == ["GET /pets", "POST /pets", "GET /pets/{id}"]


def test_other_pages_select_nothing() -> None:
    """A page that gave nothing to the description changes no operation."""
    assert labels(7, page="docs/vets.md") == []
    assert labels() == []


def test_a_diff_gives_the_lines_as_they_count_now() -> None:
    """Added lines are named; where lines were only removed, their neighbours are."""
    diff = (
        "diff --git a/docs/pets.md b/docs/pets.md\n--- a/docs/pets.md\n+++ b/docs/pets.md\n"
        "@@ -7,0 +8,2 @@ x\n+one\n+two\n@@ -20,3 +22,0 @@\n-a\n-b\n-c\n"
        "diff --git a/gone.md b/gone.md\n--- a/gone.md\n+++ /dev/null\n@@ -1 +0,0 @@\n-x\n"
    )
    assert parse_diff(diff) == {"docs/pets.md": frozenset({8, 9, 22, 23})}


def git(folder: Path, *arguments: str) -> None:
    identity = ["-c", "user.name=t", "-c", "user.email=t@example.org"]
    subprocess.run(["git", "-C", str(folder), *identity, *arguments], check=True, capture_output=True)


def test_git_is_asked_for_committed_and_uncommitted_changes(tmp_path: Path) -> None:
    """Work that is not committed counts, and so do pages that git does not know yet."""
    git(tmp_path, "init", "-q")
    page = tmp_path / "pets.md"
    page.write_text("one\ntwo\nthree\n", "utf-8")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-q", "-m", "first")
    page.write_text("one\n2\nthree\n", "utf-8")
    (tmp_path / "new.md").write_text("a\nb\n", "utf-8")
    changes = read_changes("HEAD", root=tmp_path)
    assert changes["pets.md"] == {2}
    assert {1, 2} <= changes["new.md"]


def test_an_unknown_revision_is_told(tmp_path: Path) -> None:
    """A name that git does not know, or a folder without git, is wrong use."""
    with pytest.raises(MockdownError, match="git cannot tell what changed"):
        read_changes("no-such-thing", root=tmp_path)

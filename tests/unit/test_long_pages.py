"""Pages that are too long, and pages whose lines end in unusual ways."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mockdown.cli.application import run
from mockdown.diagnostics import Diagnostic, MockdownError
from mockdown.source import SourceFile
from mockdown.targets.sources import LONGEST_PAGE, read_sources

LINE = b"words " * 9 + b"words\n"
HEAD = b"# Books\n\n`GET /books`\n\n"


def write_long(path: Path, size: int, line: bytes = LINE, head: bytes = HEAD) -> int:
    """Write a page of about a size, piece by piece; how many lines it has."""
    times = size // (len(line) * 1000) + 1
    with path.open("wb") as stream:
        stream.write(head)
        for _ in range(times):
            stream.write(line * 1000)
    return head.count(b"\n") + times * 1000 * line.count(b"\n") + 1


def read(path: Path) -> tuple[SourceFile, list[Diagnostic]]:
    found: list[Diagnostic] = []
    (source,) = read_sources([path], path.parent, found.append)
    return source, found


def test_of_a_page_of_50_mb_only_the_first_lines_are_read(tmp_path: Path) -> None:
    """What is handed on is bounded, whole lines, and every line is accounted for."""
    lines = write_long(tmp_path / "a.md", 50_000_000)
    source, (said,) = read(tmp_path / "a.md")
    assert LONGEST_PAGE - len(LINE) < len(source.data) <= LONGEST_PAGE
    assert source.data.endswith(LINE.rstrip(b"\n"))
    assert len(source.lines) + source.left == lines
    assert (said.code.id, str(said.location)) == ("SRC108", f"a.md:{len(source.lines)}")


def test_a_line_past_the_bound_is_left_out_whole(tmp_path: Path) -> None:
    """A line of 10 MB gives nothing, nor do those below it; what stands above is read."""
    write_long(tmp_path / "a.md", 10_000_000, line=b"|" * 1000, head=HEAD)
    with (tmp_path / "a.md").open("ab") as stream:
        stream.write(b"\n`GET /films`\n")
    source, (said,) = read(tmp_path / "a.md")
    assert (source.data, source.left) == (HEAD[:-1], 3)
    assert "3 lines" in said.message


def test_a_page_of_one_long_line_is_left_out(tmp_path: Path) -> None:
    """There is no line to show, so the page is named."""
    write_long(tmp_path / "a.md", 10_000_000, line=b"a", head=b"")
    source, (said,) = read(tmp_path / "a.md")
    assert (source.data, source.left, said.page) == (b"", 1, "a.md")


def test_a_page_within_the_bound_is_whole(tmp_path: Path) -> None:
    """Nothing is cut, and nothing is said."""
    (tmp_path / "a.md").write_bytes(b"a" * LONGEST_PAGE)
    source, found = read(tmp_path / "a.md")
    assert (len(source.data), source.left, found) == (LONGEST_PAGE, 0, [])


def test_lines_that_are_left_out_are_unread(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Ledger and gate count them, from the cache as well."""
    monkeypatch.setattr("mockdown.targets.sources.LONGEST_PAGE", 40)
    monkeypatch.chdir(tmp_path)
    Path("a.md").write_bytes(HEAD + LINE * 3)
    for _ in range(2):
        assert run(["build", "a.md", "--ledger", "--format", "json", "-o", "a.yaml"]) == 0
        (api,) = json.loads(capsys.readouterr().out)["apis"]
        assert (api["lines"], api["unread"]) == (8, 4)
        assert api["pages"][0]["unread_lines"] == [{"first": 5, "last": 8, "text": ""}]
    run(["build", "a.md", "--ledger", "-o", "a.yaml"])
    assert "a.md:5-8\nnot read: the page is too long" in capsys.readouterr().out
    assert run(["build", "a.md", "--max-unread", "5", "-o", "b.yaml"]) == 1
    assert "4 lines after this are not read" in capsys.readouterr().err


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_end_in_any_of_three_ways(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], end: str
) -> None:
    """The same operations come of the page, from the same lines."""
    page = "# Books\n\n`GET /books`\n\n| Name | Type |\n|---|---|\n| a | integer |\n"
    monkeypatch.chdir(tmp_path)
    Path("a.md").write_bytes(page.replace("\n", end).encode())
    assert run(["build", "a.md", "--ledger", "--format", "json", "-o", "a.yaml"]) == 0
    (api,) = json.loads(capsys.readouterr().out)["apis"]
    assert (api["lines"], api["compiled"], api["unread"]) == (8, 4, 0)
    assert "name: a\n" in Path("a.yaml").read_text("utf-8")


def test_a_bad_byte_is_found_where_lines_end_in_cr(tmp_path: Path) -> None:
    """The line is that which people count."""
    (tmp_path / "a.md").write_bytes(b"# A\r\rB\xfccher\r")
    with pytest.raises(MockdownError) as caught:
        read_sources([tmp_path / "a.md"], tmp_path, lambda _: None)
    assert str(caught.value.diagnostics[0].location) == "a.md:3"

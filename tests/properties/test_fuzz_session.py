"""The fuzz session makes what fails small, and says what to do where it cannot run."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

SESSION = Path(__file__).parents[1] / "fuzz" / "session.py"
PAGE = Path(__file__).with_name("pieces.md")


def run(*arguments: str, before: str = "") -> subprocess.CompletedProcess[str]:
    """Run the session's script, with code before it that changes what it finds."""
    start = f"sys.argv[0] = {str(SESSION)!r}\nrunpy.run_path(sys.argv[0], run_name='__main__')"
    code = f"{before}\nimport runpy, sys\n{start}"
    return subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, check=False, text=True
    )


def test_replay_of_a_sound_page() -> None:
    """A page that does not fail is said not to."""
    done = run("--replay", str(PAGE))
    assert (done.returncode, done.stdout) == (0, "the page does not fail\n")


def test_replay_of_a_failing_page(tmp_path: Path) -> None:
    """A page that fails shows where."""
    page = tmp_path / "page.md"
    page.write_text("`GET /pots`\n", encoding="utf-8")
    breaking = "import sys\nfrom mockdown.model import paths\npaths.parse_path = None"
    done = run("--replay", str(page), before=breaking)
    assert done.returncode == 1
    assert "TypeError" in done.stderr


def test_without_atheris() -> None:
    """A Python without atheris is told of one that has it, and of what needs none."""
    done = run(before="import sys, importlib.util\nimportlib.util.find_spec = lambda name: None")
    assert done.returncode == 2
    assert "nox -s fuzz -p" in done.stderr
    assert "--hypothesis-profile=fuzz" in done.stderr


@pytest.mark.parametrize(
    ("data", "small"),
    [
        (b"one\ntwo { three\nfour\n}\nfive", b"{}"),
        (b"{}", b"{}"),
        (b"a" * 500 + b"{" + b"\n" * 500 + b"}", b"{}"),
    ],
)
def test_shrink(data: bytes, small: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the bytes that a failure needs are left of a page."""
    monkeypatch.syspath_prepend(str(SESSION.parent))
    from session import shrink

    assert shrink(data, lambda page: b"{" in page and b"}" in page) == small

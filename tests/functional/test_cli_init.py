"""`mockdown init` and what can be done with what it writes."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest

from mockdown.cli.application import run
from mockdown.config import load_config
from mockdown.targets import load_targets
from mockdown.testing import mock_server

WRITTEN = [
    "contract_tests/conftest.py",
    "contract_tests/test_bookshop.py",
    "docs/bookshop/books.md",
    "docs/bookshop/index.md",
    "mockdown.toml",
    "mocks/bookshop/handlers.py",
    "mocks/bookshop/seed.yaml",
    "noxfile.py",
]


def files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_an_empty_folder_gets_a_project_that_builds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The small API compiles without a warning, and its description is fresh after a build."""
    monkeypatch.chdir(tmp_path)
    assert run(["init"]) == 0
    assert files(tmp_path) == WRITTEN
    assert [run(["lint"]), run(["build"]), run(["build", "--check"])] == [0, 0, 0]
    (compiled,) = load_targets(cwd=tmp_path)
    assert [operation.label for operation in compiled.description.operations] == [
        "GET /books",
        "POST /books",
        "GET /books/{id}",
        "DELETE /books/{id}",
    ]


def test_the_mock_knows_examples_and_seed(tmp_path: Path) -> None:
    """The example of the docs and the record of the seed file are there at the start."""
    assert run(["init", str(tmp_path), "-q"]) == 0
    with mock_server(cwd=tmp_path) as mock:
        books = httpx.get(f"{mock.url}/books", headers=dict(mock.headers)).json()
    assert {"The Time Machine", "A Room of One's Own"} <= {book["title"] for book in books}


def test_nothing_is_overwritten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is there is left, and both kinds are said."""
    monkeypatch.chdir(tmp_path)
    mine = {"noxfile.py": "mine", "docs/bookshop/index.md": "# Mine"}
    for name, text in mine.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    assert run(["init"]) == 0
    assert {name: (tmp_path / name).read_text() for name in mine} == mine
    said = capsys.readouterr().err
    assert "left  noxfile.py (it was there)" in said
    assert "wrote mockdown.toml" in said


def test_a_second_api_is_named_for_the_configuration(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """mockdown.toml is the user's: what belongs into it is said."""
    monkeypatch.chdir(tmp_path)
    assert [run(["init"]), run(["init", "--name", "second"])] == [0, 0]
    assert "add [apis.second] to mockdown.toml" in capsys.readouterr().err
    assert list(load_config(tmp_path).apis) == ["bookshop"]


@pytest.mark.parametrize(
    ("name", "module"), [("my.shop-2", "test_my_shop_2.py"), ("2shop", "test_api_2shop.py")]
)
def test_every_name_that_is_allowed_works(tmp_path: Path, name: str, module: str) -> None:
    """A name with a dot or a digit at its start still gives right TOML and right Python."""
    assert run(["init", str(tmp_path / "new"), "--name", name, "-q"]) == 0
    (compiled,) = load_targets(cwd=tmp_path / "new")
    assert compiled.target.name == name
    suite = tmp_path / "new" / "contract_tests" / module
    compile(suite.read_text(), str(suite), "exec")


def test_a_file_in_the_way_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where a folder must be and a file is, there is one message."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "docs").write_text("a file")
    assert run(["init"]) == 2
    assert "error[USE105]: docs/bookshop/books.md cannot be written" in capsys.readouterr().err

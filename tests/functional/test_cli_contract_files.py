"""`mockdown test`: the files it leaves, its shards, its gate, what changed, and its mutants."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from mockdown.cli.application import run
from mockdown.cli.status import ExitStatus

PAGE = """# {name}

## Get a book

`GET /books/{{id}}`

| Name | In | Type |
|---|---|---|
| id | path | integer |

```http
HTTP/1.1 200 OK
Content-Type: application/json

{{"id": 1, "title": "Dune"}}
```

| Status | Meaning |
|---|---|
| 200 | The book |
| 404 | No such book |

## Count the books

`GET /count`

```http
HTTP/1.1 200 OK
Content-Type: application/json

{{"count": 3}}
```
"""
FAST = ("--phase", "examples", "--phase", "coverage")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two APIs in a folder that is the working directory."""
    for name in ("shop", "store"):
        folder = tmp_path / "docs" / name
        folder.mkdir(parents=True)
        (folder / "page.md").write_text(PAGE.format(name=name.title()))
    text = '[apis.shop]\npages = ["docs/shop"]\n\n[apis.store]\npages = ["docs/store"]\n'
    (tmp_path / "mockdown.toml").write_text(text)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_each_api_has_its_own_files(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`{api}` stands for its name; the log of findings is one for all."""
    names = ("--report", "out/{api}.json", "--claims", "out/{api}.claims.json", "--sarif", "all.sarif")
    assert run(["test", *FAST, *names, "--build", "1.2"]) == ExitStatus.CLEAN
    assert "→ out/shop.claims.json" in capsys.readouterr().err
    claims = json.loads((project / "out" / "store.claims.json").read_text())
    assert (claims["api"], claims["build"], claims["complete"]) == ("store", "1.2", True)
    assert json.loads((project / "out" / "shop.json").read_text())["name"] == "shop"
    assert json.loads((project / "all.sarif").read_text())["version"] == "2.1.0"


def test_one_file_cannot_be_that_of_two(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Before anything is sent."""
    assert run(["test", *FAST, "--claims", "claims.json"]) == ExitStatus.WRONG_USE
    assert "--claims names one file for 2 APIs: shop, store" in capsys.readouterr().err
    assert not (project / "claims.json").exists()


def test_shards_give_one_report(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Put together they are the run that was split; without one of them there is no verdict."""
    for index in ("1", "2"):
        names = ("--report", f"{{api}}-{index}.json")
        assert run(["test", "shop", *FAST, "--shard", f"{index}/2", *names]) == ExitStatus.CLEAN
    capsys.readouterr()
    assert run(["test", "merge", "shop-1.json", "shop-2.json", "--claims", "c.json"]) == ExitStatus.CLEAN
    told = capsys.readouterr()
    assert "2 of 2 operations tested" in told.out
    assert "shop: 2 shards of plan" in told.err
    assert json.loads((project / "c.json").read_text())["summary"]["verified"] > 0
    assert run(["test", "merge", "shop-2.json"]) == ExitStatus.WRONG_USE
    assert "the shards are not whole: missing 1 of 2" in capsys.readouterr().err


@pytest.mark.parametrize("content", ["{", "[]", '{"format": 99}', None])
def test_what_is_no_report_is_refused(
    project: Path, content: str | None, capsys: pytest.CaptureFixture[str]
) -> None:
    """A broken file, one of another kind or version, and one that is not there."""
    if content is not None:
        (project / "r.json").write_text(content)
    assert run(["test", "merge", "r.json"]) == ExitStatus.WRONG_USE
    assert "error[CON106]: r.json" in capsys.readouterr().err


def test_the_gate_asks_for_verified_claims(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A run without failures does not pass when it proved too little."""
    assert run(["test", "shop", "--phase", "examples", "--fail-under", "100"]) == ExitStatus.FINDINGS
    assert "of the claims are verified, 100 % are asked for" in capsys.readouterr().out
    few = ("--phase", "examples", "--fail-on", "unexercised")
    assert run(["test", "shop", *few]) == ExitStatus.FINDINGS
    assert "claims that were never exercised" in capsys.readouterr().out
    assert run(["test", "shop", *FAST, "--fail-under", "1%"]) == ExitStatus.CLEAN
    assert project.is_dir()


def test_only_what_changed_is_tested(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """By the lines of the pages, uncommitted ones included."""
    for command in (
        ("init", "-q"),
        ("add", "-A"),
        ("-c", "user.name=x", "-c", "user.email=x@example.com", "commit", "-qm", "all"),
    ):
        subprocess.run(["git", *command], cwd=project, check=True)
    assert run(["test", *FAST, "--changed-since", "HEAD"]) == ExitStatus.CLEAN
    told = capsys.readouterr()
    assert told.out == ""
    assert "shop: no operation changed since HEAD" in told.err
    page = project / "docs" / "shop" / "page.md"
    page.write_text(page.read_text().replace('"count": 3', '"count": 4'))
    assert run(["test", *FAST, "--changed-since", "HEAD"]) == ExitStatus.CLEAN
    assert "shop (mock): 1 of 1 operation tested" in capsys.readouterr().out
    assert run(["test", *FAST, "--changed-since", "nowhere"]) == ExitStatus.WRONG_USE
    assert "error[CON108]: git cannot tell what changed" in capsys.readouterr().err


def test_findings_are_marked_on_the_pages(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """As workflow commands that name the page and the line."""
    mocks = project / "mocks" / "shop"
    mocks.mkdir(parents=True)
    handler = "def count():\n    return (418, 'teapot')\n\n\nHANDLERS = {'GET /count': count}\n"
    (mocks / "handlers.py").write_text(handler)
    assert run(["test", "shop", *FAST, "--format", "github"]) == ExitStatus.FINDINGS
    assert "::error file=docs/shop/page.md,line=" in capsys.readouterr().out


def test_mutants_are_counted(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each kind with those that were found, and the share that is asked for."""
    asked = ("--mutants", "--sample", "3", "-n", "3", "--fail-under", "100")
    assert run(["test", "shop", *asked, "--compare"]) == ExitStatus.CLEAN
    told = capsys.readouterr().out
    assert "3 of 3 mutants killed (100.0 %)" in told
    assert "Schemathesis alone kills" in told
    assert run(["test", "shop", "--mutants", "--url", "http://localhost:1"]) == ExitStatus.WRONG_USE
    assert "--mutants plants faults in the mock" in capsys.readouterr().err
    assert project.is_dir()


def test_mutants_need_a_sound_mock(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """On a mock that fails by itself every mutant would be found."""
    mocks = project / "mocks" / "shop"
    mocks.mkdir(parents=True)
    (mocks / "handlers.py").write_text("HANDLERS = {'GET /count': lambda: 1 / 0}\n")
    assert run(["test", "shop", *FAST, "--mutants"]) == ExitStatus.FINDINGS
    assert "mutants are tried on a mock that passes" in capsys.readouterr().out

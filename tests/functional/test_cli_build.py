"""`mockdown build` and `mockdown lint`, in processes of their own."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
import yaml
from command_line import mockdown

PAGE = """\
# Books

## List books

`GET /books`

```shell
curl -X POST http://localhost:8080/books
```
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "mockdown.toml").write_text(
        '[apis.shop]\nbase_path = ""\n[apis.pets]\npages = "docs/pets.md"\n'
    )
    (tmp_path / "docs" / "shop").mkdir(parents=True)
    (tmp_path / "docs" / "shop" / "books.md").write_text(PAGE)
    (tmp_path / "docs" / "pets.md").write_text("# Pets\n\n`GET /pets`\n")
    return tmp_path


def test_without_a_target_every_api_is_written(project: Path) -> None:
    """Each API of mockdown.toml gets its description and its map, and standard output stays empty."""
    done = mockdown(project, "build")
    assert (done.returncode, done.stdout) == (0, "")
    assert sorted(path.name for path in (project / "openapi").iterdir()) == [
        "pets.map.json",
        "pets.yaml",
        "shop.map.json",
        "shop.yaml",
    ]
    assert "shop: 1 operation from 1 page → openapi/shop.yaml, openapi/shop.map.json" in done.stderr
    source_map = json.loads((project / "openapi" / "shop.map.json").read_text())
    assert source_map["description"] == "shop.yaml"
    assert source_map["pointers"]["/paths/~1books/get"][:2] == ["docs/shop/books.md", 5]


def test_the_same_pages_give_the_same_bytes_from_any_folder(project: Path) -> None:
    """A second build, from inside the project, changes no file."""
    mockdown(project, "build")
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in (project / "openapi").iterdir()}
    done = mockdown(project / "docs" / "shop", "build")
    after = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in (project / "openapi").iterdir()}
    assert (done.returncode, after) == (0, before)
    assert done.stderr.count("(unchanged)") == 4


def test_a_page_and_a_folder_go_to_standard_output(project: Path) -> None:
    """Nothing is written, and what is said about the page stays out of the description."""
    for target in ("docs/shop/books.md", "docs/shop"):
        done = mockdown(project, "build", target)
        assert done.returncode == 0
        assert list(yaml.safe_load(done.stdout)["paths"]) == ["/books"]
        assert "see `mockdown lint" in done.stderr
    assert not (project / "openapi").exists()


@pytest.mark.parametrize("name", ["out/api.yaml", "api.yml", "api.json"])
def test_output_names_file_and_format(project: Path, name: str) -> None:
    """The suffix chooses the format, and the map stands beside the description."""
    assert mockdown(project, "build", "docs/shop", "-o", name).returncode == 0
    text = (project / name).read_text()
    document = json.loads(text) if name.endswith(".json") else yaml.safe_load(text)
    assert list(document["paths"]) == ["/books"]
    assert (project / name).with_name("api.map.json").is_file()


def test_an_api_can_be_printed_too(project: Path) -> None:
    """`-o -` is standard output."""
    done = mockdown(project, "build", "shop", "-o", "-")
    assert (done.returncode, list(yaml.safe_load(done.stdout)["paths"])) == (0, ["/books"])
    assert not (project / "openapi").exists()


def test_the_version_of_openapi_can_be_chosen(project: Path) -> None:
    """3.0 is the default, 3.1 on request."""
    versions = [
        yaml.safe_load(mockdown(project, "build", "docs/shop", *option).stdout)["openapi"][:3]
        for option in ((), ("--openapi", "3.0"), ("--openapi", "3.1"))
    ]
    assert versions == ["3.0", "3.0", "3.1"]


def test_check_fails_when_a_built_file_is_stale(project: Path) -> None:
    """A change of a page, of the file, or of its map is seen, with the command that mends it."""
    assert mockdown(project, "build", "--check").returncode == 1
    mockdown(project, "build")
    fresh = mockdown(project, "build", "--check")
    assert (fresh.returncode, "shop.yaml is fresh" in fresh.stderr) == (0, True)
    page = project / "docs" / "shop" / "books.md"
    page.write_text("A line more.\n\n" + PAGE)
    stale = mockdown(project, "build", "--check", "shop")
    assert stale.returncode == 1
    assert "openapi/shop.map.json is not what its pages give; it differs from line" in stale.stderr
    assert "= help: run `mockdown build shop`" in stale.stderr
    assert mockdown(project, "build", "shop").returncode == 0
    assert mockdown(project, "build", "--check").returncode == 0


def test_a_file_that_cannot_be_written_is_told(project: Path) -> None:
    """A folder in the place of the file is one message, and nothing is left behind."""
    (project / "openapi" / "shop.yaml").mkdir(parents=True)
    done = mockdown(project, "build", "shop")
    assert done.returncode == 2
    assert "error[USE105]: openapi/shop.yaml cannot be written: is a directory" in done.stderr
    assert [path.name for path in (project / "openapi").iterdir()] == ["shop.yaml"]


def test_a_page_that_is_binary_does_not_stop_the_others(project: Path) -> None:
    """It is named, and the description is built from the rest."""
    (project / "docs" / "shop" / "logo.md").write_bytes(b"\x89PNG\0")
    done = mockdown(project, "build", "shop")
    assert (done.returncode, "docs/shop/logo.md: SRC102" in done.stderr) == (0, True)


def test_lint_gives_each_format_on_standard_output(project: Path) -> None:
    """What a program reads is alone on standard output; a warning is a finding."""
    done = mockdown(project, "lint", "shop", "--format", "json")
    (found,) = [one for one in json.loads(done.stdout) if one["code"] == "OPN301"]
    assert (done.returncode, done.stderr, found["page"]) == (1, "", "docs/shop/books.md")
    concise = mockdown(project, "lint", "shop", "--format", "concise").stdout
    assert f"docs/shop/books.md:{found['line']}:{found['column']}: OPN301 " in concise
    github = mockdown(project, "lint", "shop", "--format", "github").stdout
    assert f"::warning file=docs/shop/books.md,line={found['line']}," in github
    full = mockdown(project, "lint", "shop")
    assert "warning[OPN301]" in full.stdout
    assert "warning" in full.stderr


def test_lint_selects_ignores_and_weighs(project: Path) -> None:
    """Codes and families of codes can be chosen, and the severity that fails."""
    assert mockdown(project, "lint", "shop", "--ignore", "OPN", "--fail-on", "warning").returncode == 0
    assert mockdown(project, "lint", "shop", "--fail-on", "error").returncode == 0
    chosen = mockdown(project, "lint", "shop", "--select", "opn301", "--format", "concise")
    assert (chosen.returncode, chosen.stdout.count("\n")) == (1, 1)
    assert mockdown(project, "lint", "--select", "SRC", "--fail-on", "info").returncode == 0


def test_lint_writes_nothing(project: Path) -> None:
    """Diagnostics only."""
    before = sorted(project.rglob("*"))
    mockdown(project, "lint")
    assert sorted(project.rglob("*")) == before


def test_ledger_stands_alone_on_standard_output(project: Path) -> None:
    """With --ledger a page's description is not printed, and an API's files are written as always."""
    done = mockdown(project, "build", "docs/pets.md", "--ledger")
    assert done.returncode == 0
    assert done.stdout.startswith("pets: 4 lines on 1 page: 25.0 % compiled, 75.0 % prose, 0.0 % unread\n")
    both = mockdown(project, "build", "--ledger", "--format", "json")
    assert [api["name"] for api in json.loads(both.stdout)["apis"]] == ["shop", "pets"]
    assert (project / "openapi" / "shop.yaml").is_file()


@pytest.mark.parametrize("place", ["option", "setting"])
def test_too_many_unread_lines_fail_the_build(project: Path, place: str) -> None:
    """The gate names the page, writes nothing, and comes from the command line or the configuration."""
    with (project / "docs" / "shop" / "books.md").open("a") as page:
        page.write("\n```\nnobody reads this\n```\n")
    options = ["--max-unread", "10%"] if place == "option" else []
    if place == "setting":
        (project / "mockdown.toml").write_text("[apis.shop]\nmax_unread = 10\n")
    done = mockdown(project, "build", "shop", *options)
    assert done.returncode == 1
    assert "SRC107" in done.stderr
    assert "docs/shop/books.md:11" in done.stderr
    assert not (project / "openapi").exists()
    assert mockdown(project, "build", "shop", "--max-unread", "30").returncode == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--max-unread", "101"], "range"),
        (["--max-unread", "-1"], "range"),
        (["--max-unread", "nan"], "range"),
        (["--max-unread", "some"], "not a valid"),
        (["--format", "json"], "--ledger"),
        (["shop", "--ledger", "-o", "-"], "standard output"),
    ],
)
def test_wrong_use_of_the_ledger(project: Path, arguments: list[str], said: str) -> None:
    """What cannot be done is said, and nothing is written."""
    done = mockdown(project, "build", *arguments)
    assert done.returncode == 2
    assert said in done.stderr
    assert not (project / "openapi").exists()


def test_a_gate_of_the_configuration_must_be_a_share(project: Path) -> None:
    """A percent outside 0 to 100 is pointed at."""
    (project / "mockdown.toml").write_text("[apis.shop]\nmax_unread = 101\n")
    done = mockdown(project, "build")
    assert done.returncode == 2
    assert "CFG103" in done.stderr
    assert "mockdown.toml:2" in done.stderr


def test_pages_that_tell_of_credentials_or_schemas_are_not_silent(project: Path) -> None:
    """Only a page of which nothing came is named, and only where pages are judged."""
    (project / "docs" / "shop" / "auth.md").write_text(
        "# Authentication\n\nSend the header `Authorization: Bearer <token>` with every request.\n"
    )
    (project / "docs" / "shop" / "about.md").write_text("# About\n\nWe sell books.\n")
    said = mockdown(project, "build", "shop").stderr
    assert "about.md: SRC401" in said
    assert "auth.md" not in said
    assert "SRC401" not in mockdown(project, "site", "shop").stderr


@pytest.mark.parametrize("command", ["build", "lint", "site"])
def test_no_cache_keeps_nothing(project: Path, monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    """What is said and written is the same with the cache, from the cache and without it."""
    cache = project / "cache"
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache))
    without = mockdown(project, command, "--no-cache", "shop", "-v")
    assert not cache.exists()
    first, again = mockdown(project, command, "shop", "-v"), mockdown(project, command, "shop", "-v")
    assert len(list((cache / "mockdown" / "builds").iterdir())) == 1
    assert first.stdout == again.stdout == without.stdout
    assert first.returncode == again.returncode == without.returncode
    assert "OPN301" in again.stdout + again.stderr


def test_a_page_that_describes_no_api_is_a_finding(project: Path) -> None:
    """Nothing is written where nothing was found, and the way out is told."""
    (project / "passwords").write_text("root:x:0:0:root:/root:/bin/sh\n")
    done = mockdown(project, "build", "passwords", "-o", "api.yaml")
    assert done.returncode == 1
    assert "error[SRC109]: no operation was found in passwords: there is nothing to describe" in done.stderr
    assert not (project / "api.yaml").exists()


def test_an_empty_name_is_wrong_use(project: Path) -> None:
    """An unset variable of a script does not compile the folder it happens to run in."""
    done = mockdown(project, "build", "")
    assert (done.returncode, "error[USE101]: the name of a target is empty" in done.stderr) == (2, True)


def test_a_folder_that_is_made_is_told(project: Path) -> None:
    """A slip in the name of a folder shows."""
    done = mockdown(project, "build", "docs/pets.md", "-o", "other/deep/pets.yaml")
    assert (done.returncode, "made the folder other/deep" in done.stderr) == (0, True)
    again = mockdown(project, "build", "docs/pets.md", "-o", "other/deep/pets.yaml")
    assert "made the folder" not in again.stderr


def test_a_pipe_is_neither_read_nor_written(project: Path) -> None:
    """What is no file does not make the command wait for ever."""
    os.mkfifo(project / "pipe.md")
    os.mkfifo(project / "pipe.yaml")
    read = mockdown(project, "lint", "pipe.md")
    assert (read.returncode, "pipe.md is neither a file nor a folder" in read.stderr) == (2, True)
    written = mockdown(project, "build", "docs/pets.md", "-o", "pipe.yaml")
    assert (written.returncode, "pipe.yaml cannot be written" in written.stderr) == (2, True)


def test_an_api_includes_from_the_folder_of_all_docs(project: Path) -> None:
    """The folder of one API may lie in that of another, and share its partials."""
    (project / "mockdown.toml").write_text(
        '[apis.shop]\npages = "docs"\nexclude = ["docs/admin", "docs/_includes"]\n'
        '[apis.admin]\npages = "docs/admin"\n'
    )
    (project / "docs" / "admin").mkdir()
    (project / "docs" / "_includes").mkdir()
    (project / "docs" / "_includes" / "paging.md").write_text(
        "| Parameter | Type |\n|---|---|\n| page | integer |\n"
    )
    (project / "docs" / "admin" / "users.md").write_text(
        '# Users\n\n`GET /users`\n\n### Query parameters\n\n{% include "paging.md" %}\n'
    )
    (project / "docs" / "admin" / "out.md").symlink_to("/etc/hostname")
    done = mockdown(project, "build")
    assert (done.returncode, "REF102" in done.stderr) == (0, False)
    built = yaml.safe_load((project / "openapi" / "admin.yaml").read_text())
    assert built["paths"]["/users"]["get"]["parameters"][0]["name"] == "page"
    alone = mockdown(project, "build", "shop")
    assert "SRC106" not in alone.stderr
    assert "docs/admin/out.md: SRC106" in mockdown(project, "build", "admin").stderr

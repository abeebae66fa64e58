"""What is kept of a build: it comes back as it was, or not at all."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from mockdown.config import load_config
from mockdown.diagnostics import Diagnostic
from mockdown.emit import BuildResult, build, render_map, render_yaml
from mockdown.reporting import Format, render
from mockdown.targets import cache as cache_module
from mockdown.targets import cache_folder, compile_target, resolve_targets
from mockdown.targets.cache import FORM

PAGE = """\
# Books

`GET /books/{id}`

| Name | In | Type |
|---|---|---|
| id | path | integer |

```sh
curl -X POST http://localhost/books/3
```

```json
{"id": 3, "titlé": "Ä", "price": 1.5, "sold": null}
```

```
nobody reads
```
"""


class Counted:
    """The compiler, counting how often it is asked."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, *arguments: Any, **options: Any) -> BuildResult:
        self.count += 1
        return build(*arguments, **options)


class Project:
    """A folder of pages that is compiled with a cache."""

    def __init__(self, root: Path) -> None:
        self.root = root / "project"
        self.cache = root / "cache"
        self.compiler = Counted()
        (self.root / "docs").mkdir(parents=True)
        self.write("books.md", PAGE)

    def write(self, name: str, text: str) -> None:
        path = self.root / "docs" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def compile(self, *, cached: bool = True, openapi: str | None = None) -> tuple[str, str, str, list[str]]:
        """All that a build gives, as text."""
        (target,) = resolve_targets(["docs"], load_config(self.root), cwd=self.root)
        found: list[Diagnostic] = []
        compiled = compile_target(
            target,
            openapi=openapi,
            report=found.append,
            build=self.compiler,
            cache=self.cache if cached else None,
        )
        result = compiled.result
        assert result is not None
        assert tuple(found) == compiled.diagnostics
        lines = [f"{page.page} {''.join(kind[0] for kind in page.lines)}" for page in result.ledger.pages]
        said = "".join(render(found, form) for form in Format)
        return render_yaml(result), render_map(result, "a.yaml"), said, lines

    @property
    def entries(self) -> list[Path]:
        return sorted(self.cache.iterdir())


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path)


def test_what_comes_back_is_what_was_made(project: Project) -> None:
    """Document, source map, ledger and diagnostics with their excerpts are the same to the byte."""
    afresh = project.compile(cached=False)
    assert "OPN301" in afresh[2]
    assert project.compile() == afresh
    assert project.compile() == afresh
    assert project.compiler.count == 2


@pytest.mark.parametrize("change", ["content", "name", "new page", "setting"])
def test_what_changes_is_compiled_anew(project: Project, change: str) -> None:
    """Every input counts."""
    project.compile()
    if change == "content":
        project.write("books.md", PAGE.replace("titlé", "name"))
    elif change == "name":
        (project.root / "docs" / "books.md").rename(project.root / "docs" / "book.md")
    elif change == "new page":
        project.write("films.md", "`GET /films`\n")
    openapi = "3.1" if change == "setting" else None
    assert project.compile(openapi=openapi) == project.compile(cached=False, openapi=openapi)
    assert project.compiler.count == 3


def test_another_mockdown_compiles_anew(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """An entry holds for the very program that wrote it."""
    project.compile()
    monkeypatch.setattr(cache_module, "_program", lambda: "another")
    project.compile()
    assert project.compiler.count == 2


def test_included_files_count(project: Project) -> None:
    """A partial that changes, goes or comes makes the build another one."""
    project.write("books.md", PAGE + '\n--8<-- "parts/more.txt"\n\n--8<-- "parts/none.txt"\n')
    project.write("parts/.keep", "")
    for text in ("`GET /one`\n", "`GET /two`\n", None):
        if text is None:
            (project.root / "docs" / "parts" / "more.txt").unlink()
        else:
            project.write("parts/more.txt", text)
        built = project.compile()
        assert built == project.compile(cached=False)
        assert ("/one" in built[0], "/two" in built[0]) == (text == "`GET /one`\n", text == "`GET /two`\n")
        count = project.compiler.count
        assert project.compile() == project.compile(cached=False)
        assert project.compiler.count == count + 1


@dataclass(frozen=True)
class Entry:
    """An entry of the cache: its name, and what it holds."""

    name: str
    data: bytes

    @property
    def body(self) -> bytes:
        return self.data[len(FORM) + 32 :]

    def sealed(self, body: bytes, name: str | None = None) -> bytes:
        """An entry whose digest is right, whatever it holds."""
        return FORM + sha256((name or self.name).encode() + body).digest() + body


@pytest.mark.parametrize(
    "damage",
    [
        lambda entry: entry.data[:0],
        lambda entry: entry.data[: len(entry.data) // 2],
        lambda entry: b"\0" * len(entry.data),
        lambda entry: b"another form 1\n" + entry.data[len(FORM) :],
        lambda entry: entry.data.replace(b"GET", b"PUT"),
        lambda entry: entry.sealed(b"\xff"),
        lambda entry: entry.sealed(b"[]"),
        lambda entry: entry.sealed(b"{}"),
        lambda entry: entry.sealed(b"[" * 100_000),
        lambda entry: entry.sealed(b'{"asked":[["nowhere.md","x",[]]]}'),
        lambda entry: entry.sealed(entry.body.replace(b"OPN301", b"XXX000")),
        lambda entry: entry.sealed(entry.body.replace(b'"compiled"', b'"eaten"')),
        lambda entry: entry.sealed(entry.body.replace(b'"range":[', b'"range":[9999,')),
        lambda entry: entry.sealed(entry.body, name="another"),
        lambda entry: entry.sealed(entry.body.replace(b'"ledger":[["docs', b'"ledger":[["elsewhere')),
        lambda entry: entry.sealed(entry.body.replace(b'["prose",', b'["prose",9')),
    ],
)
def test_a_damaged_entry_is_as_good_as_none(project: Project, damage: Callable[[Entry], bytes]) -> None:
    """The pages are compiled, nothing is said, and the entry is written anew."""
    afresh = project.compile()
    (entry,) = project.entries
    kept = entry.read_bytes()
    damaged = damage(Entry(entry.name, kept))
    assert damaged != kept
    entry.write_bytes(damaged)
    assert project.compile() == afresh
    assert project.compiler.count == 2
    assert entry.read_bytes() == kept


def test_a_folder_that_cannot_be_used_is_left_alone(project: Project) -> None:
    """A file in the place of the folder, and a folder in the place of an entry, harm nobody."""
    project.compile()
    (entry,) = project.entries
    entry.unlink()
    entry.mkdir()
    afresh = project.compile()
    assert project.compile() == afresh
    assert project.entries == [entry]
    entry.rmdir()
    project.cache.rmdir()
    project.cache.write_text("no folder")
    assert project.compile() == afresh
    assert project.compiler.count == 4


def test_the_folder_stays_small(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """The entries that were not used for longest go first."""
    project.compile()
    (first,) = project.entries
    os.utime(first, (1, 1))
    monkeypatch.setattr(cache_module, "MOST_BYTES", first.stat().st_size * 3 // 2)
    project.compile(openapi="3.1")
    assert len(project.entries) == 1
    assert first not in project.entries


def test_what_does_not_come_back_from_json_is_not_kept(project: Project) -> None:
    """A document with values that JSON has not is compiled each time."""

    def odd(*arguments: Any, **options: Any) -> BuildResult:
        result = build(*arguments, **options)
        return BuildResult({**result.document, "x-odd": {1: float("nan")}}, result.pointers, result.ledger)

    (target,) = resolve_targets(["docs"], load_config(project.root), cwd=project.root)
    compile_target(target, build=odd, cache=project.cache)
    assert not project.cache.exists()


@pytest.mark.parametrize(("told", "expected"), [("/somewhere", "/somewhere"), ("here", None), ("", None)])
def test_where_builds_are_kept(monkeypatch: pytest.MonkeyPatch, told: str, expected: str | None) -> None:
    """An absolute XDG_CACHE_HOME, else .cache of the home folder."""
    monkeypatch.setenv("XDG_CACHE_HOME", told)
    monkeypatch.setenv("HOME", "/home/me")
    assert cache_folder() == Path(expected or "/home/me/.cache") / "mockdown" / "builds"

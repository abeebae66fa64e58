from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from mockdown.compiler.settings import BuildSettings
from mockdown.config import load_config
from mockdown.diagnostics import Diagnostic, MockdownError
from mockdown.emit import build
from mockdown.source import SourceFile
from mockdown.targets import Kind, compile_target, load_targets, resolve_targets
from mockdown.targets.compiling import build_settings
from mockdown.targets.pages import find_pages, shown_name
from mockdown.targets.sources import read_sources
from mockdown.targets.target import Target

PAGE = "# Books\n\n## List books\n\n`GET /books`\n"
DESCRIPTION = '{"openapi": "3.0.4", "info": {"title": "t", "version": "1"}, "paths": {}}'


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with one API, named by its folder."""
    write(tmp_path, "mockdown.toml", '[apis.shop]\ntitle = "Shop"\nbase_path = "/v1"\nopenapi = "3.1"\n')
    write(tmp_path, "docs/shop/books.md", PAGE)
    return tmp_path


def write(folder: Path, name: str, text: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def resolve(folder: Path, *arguments: str) -> tuple[Target, ...]:
    return resolve_targets(arguments, load_config(folder), cwd=folder)


def complaints(folder: Path, *arguments: str) -> list[tuple[str, str, str | None]]:
    def find_all() -> None:
        for target in resolve(folder, *arguments):
            find_pages(target, lambda _: None)

    with pytest.raises(MockdownError) as caught:
        find_all()
    return [(found.code.id, found.message, found.help) for found in caught.value.diagnostics]


def pages_of(folder: Path, argument: str) -> tuple[list[str], list[tuple[str, str | None]]]:
    """The names of the pages of a target, and what was said about them."""
    found: list[Diagnostic] = []
    (target,) = resolve(folder, argument)
    names = [shown_name(path, target.root) for path in find_pages(target, found.append)]
    return names, [(one.code.id, one.page) for one in found]


def test_each_kind_of_target_is_told_apart(project: Path) -> None:
    """A name is an API first; a path is a page, a folder or an OpenAPI file."""
    write(project, "api.yml", DESCRIPTION)
    write(project, "shop/x.md", PAGE)
    found = resolve(project, "shop", "./shop", "docs/shop/books.md", "api.yml")
    assert [(target.kind, target.name) for target in found] == [
        (Kind.API, "shop"),
        (Kind.FOLDER, "shop"),
        (Kind.PAGE, "books"),
        (Kind.DESCRIPTION, "api"),
    ]


def test_nothing_named_means_every_api(project: Path) -> None:
    """The APIs come in the order of mockdown.toml, each once even when named twice."""
    write(project, "mockdown.toml", "[apis.b]\n[apis.a]\n")
    assert [target.name for target in resolve(project)] == ["b", "a"]
    assert [target.name for target in resolve(project, "a", "a")] == ["a"]


def test_everything_that_is_wrong_is_told_at_once(project: Path) -> None:
    """Each name that means nothing gets the nearest that does."""
    assert complaints(project, "shpo", "docs/shpo", "docs/shop/book.md", "zzz", "no/where/at.md") == [
        (
            "USE101",
            "mockdown.toml has no API `shpo`, and there is no such page or folder",
            "did you mean `shop`?",
        ),
        ("SRC103", "docs/shpo does not exist", "did you mean `docs/shop`?"),
        ("SRC103", "docs/shop/book.md does not exist", "did you mean `docs/shop/books.md`?"),
        ("USE101", "mockdown.toml has no API `zzz`, and there is no such page or folder", "known: `shop`"),
        ("SRC103", "no/where/at.md does not exist", "check the path"),
    ]


def test_without_a_configuration_the_way_out_is_a_page_or_init(tmp_path: Path) -> None:
    """Whoever starts is told what to name."""
    assert complaints(tmp_path) == [
        (
            "USE102",
            "no target is named, and there is no mockdown.toml",
            "name a page or a folder of pages, or run `mockdown init`",
        )
    ]
    ((code, _, way_out),) = complaints(tmp_path, "shop")
    assert (code, way_out) == ("USE101", "name a page or a folder of pages, or add the API to mockdown.toml")
    write(tmp_path, "mockdown.toml", "")
    assert complaints(tmp_path)[0][1] == "no target is named, and mockdown.toml names no API"


def test_pages_come_in_an_order_that_the_machine_does_not_decide(tmp_path: Path) -> None:
    """Introductions first, then the pages of a folder by name, then the folders in it."""
    for name in ("b.md", "A.mdx", "README.md", "index.markdown", "sub/_index.md", "sub/a.txt", "aa/z.md"):
        write(tmp_path, f"docs/{name}", PAGE)
    for name in ("x.html", "data.json", ".hidden.md", ".git/a.md", "node_modules/a.md"):
        write(tmp_path, f"docs/{name}", PAGE)
    names, said = pages_of(tmp_path, "docs")
    assert names == [
        "docs/index.markdown",
        "docs/README.md",
        "docs/A.mdx",
        "docs/b.md",
        "docs/aa/z.md",
        "docs/sub/_index.md",
        "docs/sub/a.txt",
    ]
    assert said == []


def test_a_page_that_is_named_may_be_called_anything(tmp_path: Path) -> None:
    """Suffixes choose among the files of a folder only."""
    write(tmp_path, "api.rst", PAGE)
    assert pages_of(tmp_path, "api.rst")[0] == ["api.rst"]


def test_pages_of_an_api_may_be_folders_pages_and_patterns(tmp_path: Path) -> None:
    """They are read in the order given, each page once."""
    write(tmp_path, "mockdown.toml", '[apis.a]\npages = ["docs/z.md", "docs/part-*.md", "docs"]\n')
    for name in ("z.md", "part-2.md", "part-1.md", "other.md"):
        write(tmp_path, f"docs/{name}", PAGE)
    assert pages_of(tmp_path, "a")[0] == ["docs/z.md", "docs/part-1.md", "docs/part-2.md", "docs/other.md"]


def test_all_sources_of_an_api_that_are_missing_are_told(tmp_path: Path) -> None:
    """A missing folder, an empty one and a pattern without a match are each one message."""
    write(tmp_path, "mockdown.toml", '[apis.a]\npages = ["no", "empty", "x/*.md"]\n')
    (tmp_path / "empty").mkdir()
    assert [(code, message) for code, message, _ in complaints(tmp_path, "a")] == [
        ("SRC103", "no does not exist"),
        ("SRC104", "empty holds no pages"),
        ("SRC104", "no page matches x/*.md"),
    ]


def test_links_that_lead_out_are_not_followed(tmp_path: Path) -> None:
    """Nothing outside the folder of pages is read, and what is passed over is said."""
    write(tmp_path, "secret/password.md", "x")
    write(tmp_path, "docs/a.md", PAGE)
    (tmp_path / "docs" / "inside.md").symlink_to("a.md")
    (tmp_path / "docs" / "out.md").symlink_to(tmp_path / "secret" / "password.md")
    (tmp_path / "docs" / "folder").symlink_to(tmp_path / "secret")
    (tmp_path / "docs" / "loop").symlink_to(tmp_path / "docs")
    (tmp_path / "docs" / "dangling.md").symlink_to("nothing.md")
    names, said = pages_of(tmp_path, "docs")
    assert names == ["docs/a.md", "docs/inside.md"]
    assert said == [("SRC106", "docs/folder"), ("SRC106", "docs/out.md")]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_folder_that_may_not_be_read_is_told(tmp_path: Path) -> None:
    """The pages beside it are read."""
    write(tmp_path, "docs/a.md", PAGE)
    locked = tmp_path / "docs" / "locked"
    locked.mkdir(mode=0)
    names, said = pages_of(tmp_path, "docs")
    locked.chmod(0o700)
    assert (names, said) == (["docs/a.md"], [("SRC105", "docs/locked")])


def test_names_are_relative_and_posix(tmp_path: Path) -> None:
    """A page is called as its user would call it: from the working directory, or as written."""
    assert shown_name(tmp_path / "docs" / ".." / "docs" / "a.md", tmp_path) == "docs/a.md"
    assert shown_name(tmp_path / "in" / ".." / "a.md", tmp_path / "in") == "../a.md"
    assert shown_name(Path("/elsewhere/a.md"), tmp_path) == "/elsewhere/a.md"


def read(folder: Path, data: bytes) -> tuple[list[SourceFile], list[Diagnostic]]:
    found: list[Diagnostic] = []
    return read_sources([write(folder, "a.md", data)], folder, found.append), found


def test_a_page_that_is_not_utf_8_is_refused(tmp_path: Path) -> None:
    """The first byte that cannot be decoded is shown, and nothing is read wrongly."""
    with pytest.raises(MockdownError) as caught:
        read(tmp_path, "# Bücher\nGröße é\n".encode("latin-1"))
    (said,) = caught.value.diagnostics
    assert said.primary is not None
    assert (said.code.id, str(said.primary.span), said.primary.span.location.column) == (
        "SRC101",
        "a.md:1",
        4,
    )


@pytest.mark.parametrize(
    ("data", "kind"), [(b"\x89PNG\r\n\0\0", "binary data"), ("# A".encode("utf-16"), "UTF-16 text")]
)
def test_a_page_that_is_no_text_is_passed_over(tmp_path: Path, data: bytes, kind: str) -> None:
    """It is named, with what it is."""
    sources, (said,) = read(tmp_path, data)
    assert (sources, said.code.id, said.page) == ([], "SRC102", "a.md")
    assert kind in said.message


def test_a_page_that_cannot_be_opened_is_named(tmp_path: Path) -> None:
    """A page that went away, say, does not stop the others."""
    found: list[Diagnostic] = []
    sources = read_sources([tmp_path / "gone.md", write(tmp_path, "a.md", PAGE)], tmp_path, found.append)
    assert [source.name for source in sources] == ["a.md"]
    assert [one.code.id for one in found] == ["SRC105"]


def test_an_api_is_compiled_by_its_settings(project: Path) -> None:
    """Title, base path and version of OpenAPI come from mockdown.toml; the command line wins."""
    (target,) = resolve(project, "shop")
    assert build_settings(target) == BuildSettings(title="Shop", base_path="/v1", openapi="3.1")
    assert build_settings(target, "3.0").openapi == "3.0"
    assert build_settings(resolve(project, "docs/shop")[0]) == BuildSettings()


def test_a_compiled_target_has_its_description_and_lines(project: Path) -> None:
    """The description knows the page and line of each operation, from any folder of the project."""
    (compiled,) = load_targets(cwd=project / "docs" / "shop")
    (operation,) = compiled.description.operations
    origin = compiled.description.origin(operation.pointer)
    assert origin is not None
    assert (operation.label, origin.page, compiled.description.title) == (
        "GET /books",
        "docs/shop/books.md",
        "Shop",
    )
    assert not compiled.has_errors


def test_a_page_without_an_operation_is_named_once(project: Path) -> None:
    """It is a note, and no error."""
    write(project, "docs/shop/about.md", "# About\n\nWords.\n")
    seen: list[Diagnostic] = []
    (compiled,) = load_targets(["shop"], cwd=project, report=seen.append)
    named = [one.page or str(one.location) for one in compiled.diagnostics if one.code.id == "SRC401"]
    assert len(named) == 1
    assert named[0].startswith("docs/shop/about.md")
    assert tuple(seen) == compiled.diagnostics


def test_pages_of_which_none_can_be_read_are_an_error(project: Path) -> None:
    """The reasons come first, then that nothing is left."""
    write(project, "docs/shop/books.md", b"\0")
    with pytest.raises(MockdownError) as caught:
        compile_target(resolve(project, "shop")[0])
    assert [one.code.id for one in caught.value.diagnostics] == ["SRC102", "SRC104"]


def test_what_is_read_is_what_is_compiled(project: Path) -> None:
    """The compiler is given the bytes of the pages, in their order, under the API's name."""
    write(project, "docs/shop/index.md", b"\xef\xbb\xbf# Intro\r\n")
    seen: list[Any] = []

    def spy(pages: Any, **options: Any) -> Any:
        seen.append((options["name"], [(page.name, page.data) for page in pages]))
        return build(pages, **options)

    compile_target(resolve(project, "shop")[0], build=spy)
    assert seen == [
        ("shop", [("docs/shop/index.md", b"\xef\xbb\xbf# Intro\r\n"), ("docs/shop/books.md", PAGE.encode())])
    ]


def test_an_openapi_file_is_read_as_it_is(project: Path) -> None:
    """Its name is the file's, or that of the API it is built from, with that API's mocks."""
    write(project, "openapi/shop.yaml", DESCRIPTION)
    write(project, "other/thing.yaml", DESCRIPTION)
    (project / "mocks" / "shop").mkdir(parents=True)
    built, other = load_targets(["openapi/shop.yaml", "other/thing.yaml"], cwd=project)
    assert (built.description.name, built.target.mocks) == ("shop", project / "mocks" / "shop")
    assert (other.description.name, other.target.mocks, other.result) == ("thing", None, None)

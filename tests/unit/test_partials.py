"""Files that pages include are read from the folder of docs, and from nowhere else."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from mockdown.description import Description
from mockdown.diagnostics import Diagnostic
from mockdown.model.ledger import LineClass
from mockdown.readers.includes import Refused
from mockdown.source import SourceFile
from mockdown.targets import load_targets
from mockdown.targets.partials import Partials

OPERATION = "## List teas\n\n`GET /teas`\n"


def write(folder: Path, name: str, text: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def compiled(folder: Path, target: str) -> tuple[Description, list[Diagnostic]]:
    (one,) = load_targets([target], cwd=folder)
    return one.description, list(one.diagnostics)


def told(folder: Path, target: str) -> list[tuple[str, str]]:
    return [(one.code.id, str(one.location)) for one in compiled(folder, target)[1]]


@pytest.mark.parametrize(
    ("written", "place"),
    [
        ('{% include "part.md" %}', "docs/api/part.md"),
        ("{% include part.md %}", "docs/_includes/part.md"),
        ("{% include_relative ../parts/part.md %}", "docs/parts/part.md"),
        ('{{% include "part.md" %}}', "docs/api/part.md"),
        ('{{< readfile "/parts/part.md" >}}', "docs/parts/part.md"),
        ('--8<-- "part.md"', "docs/snippets/part.md"),
        ("{!part.md!}", "docs/part.md"),
        ("!INCLUDE [part](~/includes/part.md)", "docs/includes/part.md"),
        ("[!INCLUDE [part](~/includes/part.md)]", "docs/includes/part.md"),
        ("<!--@include: @/partials/part.md-->", "docs/partials/part.md"),
        ("@include: @/partials/part.md", "docs/partials/part.md"),
        ("@include 'part.md'", "docs/api/part.md"),
        ('<Snippet file="part.mdx" />', "docs/snippets/part.mdx"),
        ('<Include src="part" />', "docs/_partials/_part.mdx"),
        ("```{include} part.md\n```", "docs/api/part.md"),
        (":::{include} ../part.md\n:::", "docs/part.md"),
        (".. include:: part.md", "docs/api/part.md"),
        ("import Part from './_part.mdx'\n\n<Part />", "docs/api/_part.mdx"),
        ("import Part from '@site/docs/_part.mdx';\n\n<Part />", "docs/_part.mdx"),
        ("import Part from '/snippets/part.mdx';\n\n<Part />", "docs/snippets/part.mdx"),
    ],
)
def test_every_notation_finds_its_file(tmp_path: Path, written: str, place: str) -> None:
    """A page that is given alone, in a configured folder, includes what lies there."""
    write(tmp_path, "mockdown.toml", '[apis.teas]\npages = "docs"\n')
    write(tmp_path, "docs/api/page.mdx", f"# Teas\n\n{written}\n")
    write(tmp_path, place, OPERATION)
    description, found = compiled(tmp_path, "docs/api/page.mdx")
    assert [operation.label for operation in description.operations] == ["GET /teas"]
    assert str(description.origin("/paths/~1teas/get")) == f"{place}:3"
    assert [one for one in found if one.code.id[:3] in ("SRC", "MDN", "REF")] == []


def test_a_page_alone_includes_from_its_own_folder(tmp_path: Path) -> None:
    """Without a configuration the folder of the page is that of the docs, also for what partials include."""
    write(tmp_path, "docs/page.md", "# Teas\n\n{!parts/part.md!}\n")
    write(tmp_path, "docs/parts/part.md", "{!more.md!}\n")
    write(tmp_path, "docs/parts/more.md", OPERATION)
    description, found = compiled(tmp_path, "docs/page.md")
    assert str(description.origin("/paths/~1teas/get")) == "docs/parts/more.md:3"
    assert [one for one in found if one.code.id[:3] in ("SRC", "MDN", "REF")] == []


def test_a_partial_has_an_account_of_its_own(tmp_path: Path) -> None:
    """The ledger accounts for the lines of included files, after those of the pages."""
    write(tmp_path, "page.md", "# Teas\n\n{!part.txt!}\n")
    write(tmp_path, "part.txt", f"{OPERATION}\n| a | b |\n|---|---|\n| 1 | 2 |\n")
    (one,) = load_targets(["page.md"], cwd=tmp_path)
    assert one.result is not None
    accounts = {page.page: page for page in one.result.ledger.pages}
    assert list(accounts) == [page.name for page in one.pages] == ["page.md", "part.txt"]
    assert accounts["part.txt"].lines[2] is LineClass.COMPILED
    assert accounts["part.txt"].lines[4] is LineClass.UNREAD


def test_an_example_is_included_into_its_fence(tmp_path: Path) -> None:
    """JSON beside the pages is an example like any other."""
    write(tmp_path, "page.md", f'# Teas\n\n{OPERATION}\n```json\n--8<-- "teas.json"\n```\n')
    write(tmp_path, "teas.json", '[{"name": "Assam"}]\n')
    description, _ = compiled(tmp_path, "page.md")
    content = description.at("/paths/~1teas/get/responses/200/content/application~1json")
    assert content["example"] == [{"name": "Assam"}]


def test_front_matter_lists_further_pages(tmp_path: Path) -> None:
    """What front matter lists is read after the page; what is missing is told at its line."""
    write(tmp_path, "index.html.md", "---\nincludes:\n  - teas\n  - errors\n---\n\n# Teas\n")
    write(tmp_path, "includes/_teas.md", OPERATION)
    description, found = compiled(tmp_path, "index.html.md")
    assert [operation.label for operation in description.operations] == ["GET /teas"]
    assert ("REF102", "index.html.md:4") in [(one.code.id, str(one.location)) for one in found]


def test_pages_of_a_folder_are_not_read_twice(tmp_path: Path) -> None:
    """A listed page that is among those given anyway is given once."""
    write(tmp_path, "docs/index.html.md", "---\nincludes:\n  - teas\n---\n\n# Teas\n")
    write(tmp_path, "docs/includes/_teas.md", OPERATION)
    (one,) = load_targets(["docs"], cwd=tmp_path)
    assert len(one.pages) == 2


@pytest.mark.parametrize("api", ['"docs/api/*.md"', '["docs/api/page.md"]', '"docs/api"'])
def test_an_api_includes_from_the_folders_of_its_pages(tmp_path: Path, api: str) -> None:
    """The folder of a pattern is the part before its first star; that of a page is where it lies."""
    write(tmp_path, "mockdown.toml", f"[apis.teas]\npages = {api}\n")
    write(tmp_path, "docs/api/page.md", "# Teas\n\n{!parts/part.txt!}\n{!../secret.md!}\n")
    write(tmp_path, "docs/api/parts/part.txt", OPERATION)
    write(tmp_path, "docs/secret.md", "`GET /secret`\n")
    description, found = compiled(tmp_path, "teas")
    assert [operation.path for operation in description.operations] == ["/teas"]
    assert ("REF104", "docs/api/page.md:4") in [(one.code.id, str(one.location)) for one in found]


SECRET = "`GET /secret`\n"


@pytest.mark.parametrize(
    "written",
    [
        "{!../secret.md!}",
        "{!../../../../../../../../etc/passwd!}",
        '--8<-- "parts/../../secret.md"',
        "import Part from '../secret.mdx'\n\n<Part />",
        "```{include} ../secret.md\n```",
        "{% include_relative ../secret.md %}",
        "@include: ..\\secret.md",
    ],
)
def test_no_include_climbs_out(tmp_path: Path, written: str) -> None:
    """A path that leads out of the folder of docs is told, and nothing is read."""
    write(tmp_path, "secret.md", SECRET)
    write(tmp_path, "secret.mdx", SECRET)
    write(tmp_path, "docs/page.mdx", f"# Teas\n\n{written}\n")
    description, found = compiled(tmp_path, "docs")
    assert description.operations == ()
    assert "REF104" in [one.code.id for one in found]


@pytest.mark.parametrize("written", ["{!%s!}", '--8<-- "%s"', '{%% include "%s" %%}', '<Include src="%s" />'])
def test_an_absolute_path_starts_at_the_docs(tmp_path: Path, written: str) -> None:
    """What lies at that path on the machine is not looked at."""
    secret = write(tmp_path, "secret.md", SECRET)
    write(tmp_path, "docs/page.md", f"# Teas\n\n{written % secret}\n")
    description, found = compiled(tmp_path, "docs/page.md")
    assert description.operations == ()
    assert "REF102" in [one.code.id for one in found]


def test_links_that_lead_out_are_not_followed(tmp_path: Path) -> None:
    """Neither a linked file nor a file in a linked folder is read; a link inside is."""
    write(tmp_path, "secret.md", SECRET)
    write(tmp_path, "secrets/more.md", SECRET)
    write(tmp_path, "docs/real.txt", OPERATION)
    write(tmp_path, "docs/page.md", "# Teas\n\n{!link.txt!}\n{!folder/more.md!}\n{!inside.txt!}\n")
    (tmp_path / "docs/link.txt").symlink_to(tmp_path / "secret.md")
    (tmp_path / "docs/folder").symlink_to(tmp_path / "secrets")
    (tmp_path / "docs/inside.txt").symlink_to("real.txt")
    description, found = compiled(tmp_path, "docs/page.md")
    assert [operation.path for operation in description.operations] == ["/teas"]
    assert [(one.code.id, str(one.location)) for one in found if one.code.id[:3] == "REF"] == [
        ("REF104", "docs/page.md:3"),
        ("REF104", "docs/page.md:4"),
    ]


def test_loops_on_disk_end(tmp_path: Path) -> None:
    """A partial that includes the page, or itself, is told once."""
    write(tmp_path, "docs/page.md", f"{OPERATION}\n{{!a.txt!}}\n")
    write(tmp_path, "docs/a.txt", "{!a.txt!}\n{!page.md!}\n")
    assert [item for item in told(tmp_path, "docs/page.md") if item[0] == "REF103"] == [
        ("REF103", "docs/a.txt:1"),
        ("REF103", "docs/a.txt:2"),
    ]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"x" * 1_000_001, "REF103"),
        (b"\xff\xfe", "REF102"),
        (b"a\0b", "REF102"),
    ],
)
def test_what_is_no_partial_is_told(tmp_path: Path, data: bytes, code: str) -> None:
    """Large files, other encodings and binary data stay out."""
    write(tmp_path, "docs/page.md", f"{OPERATION}\n{{!part.txt!}}\n")
    write(tmp_path, "docs/part.txt", data)
    assert (code, "docs/page.md:5") in told(tmp_path, "docs/page.md")


@pytest.mark.parametrize("name", [".env", ".git/config", "node_modules/a.md", "folder", "pipe"])
def test_hidden_and_special_files_are_no_partials(tmp_path: Path, name: str) -> None:
    """What a folder of pages passes over is not included either; a pipe would never end."""
    for hidden in (".env", ".git/config", "node_modules/a.md", "folder/a.txt"):
        write(tmp_path, f"docs/{hidden}", SECRET)
    os.mkfifo(tmp_path / "docs/pipe")
    write(tmp_path, "docs/page.md", f"# Teas\n\n{{!{name}!}}\n")
    assert ("REF102", "docs/page.md:3") in told(tmp_path, "docs/page.md")


def test_lookups_are_bounded(tmp_path: Path) -> None:
    """A page with thousands of includes of nothing does not search thousands of times."""
    partials = Partials(tmp_path, [tmp_path])
    page = SourceFile("page.md", b"")
    answers = [partials.find(page, f"x{number}.md") for number in range(1001)]
    assert answers[:1000] == [None] * 1000
    assert isinstance(answers[1000], Refused)
    assert partials.find(page, "x1.md") is None
    assert partials.find(page, "a" * 5000) == answers[1000]


@pytest.mark.parametrize("name", ["", "/", "@/", "..", ".", "a\0b", "~", "a" * 5000, "\\", "?", "#x"])
def test_odd_names_find_nothing(tmp_path: Path, name: str) -> None:
    """Nothing is raised, whatever is named."""
    write(tmp_path, "docs/a.md", "x")
    found = Partials(tmp_path, [tmp_path / "docs"]).find(SourceFile("docs/page.md", b""), name)
    assert not isinstance(found, SourceFile)

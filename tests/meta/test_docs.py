"""What the program offers is documented, and what the docs say is there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from mockdown import codes
from mockdown.cli.application import application
from mockdown.config import tables
from mockdown.diagnostics import Code

ROOT = Path(__file__).parents[2]
REFERENCE = ROOT / "docs_site" / "reference"
ADRS = sorted((ROOT / "docs_site" / "adr").glob("[0-9]*.md"))
PAGES = sorted(
    path
    for path in (*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("docs_site/**/*.md"))
    if "_build" not in path.parts
)
COMMANDS = application.list_commands(click.Context(application))


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def prose(text: str) -> str:
    """A page without its fences and code spans: neither holds headings or links."""
    text = re.sub(r"^(```+|~~~+).*?^\1[`~]*$", "", text, flags=re.MULTILINE | re.DOTALL)
    return re.sub(r"(`+)(?!`).+?(?<!`)\1(?!`)", lambda m: "`" + re.sub(r"[\[\]()]", "", m[0]) + "`", text)


def sections(text: str, level: int) -> dict[str, str]:
    """The sections of one level, by their titles."""
    parts = re.split(rf"^{'#' * level} (.+)$", text, flags=re.MULTILINE)
    return {
        title.replace("`", "").strip(): body.strip()
        for title, body in zip(*[iter(parts[1:])] * 2, strict=True)
    }


def slug(title: str) -> str:
    """The anchor that code hosts and our site make of a heading."""
    return re.sub(r"[^\w\- ]", "", title.replace("`", "").strip().lower()).replace(" ", "-")


def anchors(path: Path) -> set[str]:
    text = re.sub(r"^```.*?^```$", "", read(path), flags=re.MULTILINE | re.DOTALL)
    headings = re.findall(r"^#{1,6} +(.+?)(?: +#+)?$", text, re.MULTILINE)
    return {slug(heading) for heading in headings} | set(re.findall(r'\b(?:id|name)="([^"]+)"', text))


def links(path: Path) -> Iterator[str]:
    """The links of a page that lead to our own files."""
    for target in re.findall(r"\]\(([^)\s]+)(?: \"[^\"]*\")?\)", prose(read(path))):
        if not re.match(r"[a-z]+:", target):
            yield target


def commands_of_ci() -> str:
    return read(ROOT / ".ci" / "run")


@pytest.mark.parametrize("code", codes.ALL, ids=lambda code: code.id)
def test_code_has_its_section(code: Code) -> None:
    """Each diagnostic can be looked up under its code and name."""
    found = sections(read(REFERENCE / "codes.md"), 3)
    assert found.get(f"{code.id} {code.name}"), f"docs_site/reference/codes.md has no section for {code.id}"


def test_no_section_without_a_code() -> None:
    """The reference speaks of codes that exist."""
    found = set(sections(read(REFERENCE / "codes.md"), 3))
    assert found <= {f"{code.id} {code.name}" for code in codes.ALL}


@pytest.mark.parametrize("name", COMMANDS)
def test_command_is_documented(name: str) -> None:
    """Each command has a section that names each of its options."""
    section = sections(read(REFERENCE / "commands.md"), 2).get(f"mockdown {name}", "")
    command = application.get_command(click.Context(application), name)
    assert command is not None
    shared = {"--color", "--quiet", "--verbose"}
    options = {max(option.opts, key=len) for option in command.params if isinstance(option, click.Option)}
    missing = {option for option in options - shared if f"`{option}" not in section}
    assert section
    assert not missing


def test_readme_names_every_command() -> None:
    """A newcomer learns of all commands."""
    readme = read(ROOT / "README.md")
    assert not [name for name in COMMANDS if f"`mockdown {name}" not in readme]


@pytest.mark.parametrize("name", [*tables.API, *tables.OUTPUTS, *tables.SITE])
def test_setting_is_documented(name: str) -> None:
    """Each setting of mockdown.toml stands in the reference."""
    assert f"| `{name}` |" in read(REFERENCE / "configuration.md")


def test_readme_has_two_commands_for_a_fresh_machine() -> None:
    """One command installs and serves, one installs and tests; CI runs the second word for word."""
    found = re.findall(r"^python3 -m venv .+$", read(ROOT / "README.md"), re.MULTILINE)
    assert len(found) == 2
    serve, test = found
    assert serve.endswith("mockdown serve")
    assert test.endswith("nox")
    assert test in commands_of_ci()


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_resolve(path: Path) -> None:
    """A link between our pages leads to a file that exists, and to a heading of that file."""
    for link in links(path):
        name, _, anchor = link.partition("#")
        target = (path.parent / name).resolve() if name else path
        assert target.exists(), f"{link}: there is no such file"
        if anchor and target.suffix == ".md":
            assert anchor in anchors(target), f"{link}: there is no such heading"


@pytest.mark.parametrize("path", ADRS, ids=lambda path: path.stem)
def test_decision_record_has_its_form(path: Path) -> None:
    """Each record has a date, a status and the three sections, and stands in the list."""
    text = read(path)
    number = int(path.name[:4])
    assert re.match(rf"# {number}\. \S", text)
    assert re.search(r"^Date: \d{4}-\d{2}-\d{2}$", text, re.MULTILINE)
    assert re.search(r"^Status: \w+", text, re.MULTILINE)
    assert list(sections(text, 2)) == ["Context", "Decision", "Consequences"]
    assert f"({path.name})" in read(path.parent / "README.md")


def test_decision_records_are_numbered_without_gaps() -> None:
    """The numbers run from 1."""
    assert [int(path.name[:4]) for path in ADRS] == list(range(1, len(ADRS) + 1))

"""What users read when something is wrong: each `*.md` beside this file holds input and the exact words.

A case is a heading, files (fences with `file=NAME`, where `escaped` reads Python's escapes), and one
`console` fence: the command after `$`, what it prints, and its exit status when it is not 0.
"""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from mockdown import codes
from mockdown.cli.application import run

HERE = Path(__file__).parent
FENCE = re.compile(r"^(`{3,})(.*?)\n(.*?)^\1\n", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, kw_only=True)
class Case:
    """One heading of a file, with what stands under it."""

    name: str
    files: dict[str, bytes] = field(default_factory=dict)
    command: str = ""
    expected: str = ""


def read_cases(path: Path) -> list[Case]:
    return [_read_case(part) for part in _parts(path.read_text("utf-8"))]


def _parts(text: str) -> list[str]:
    """What stands below each heading of the second level; those in fences belong to pages."""
    parts: list[str] = []
    fence = ""
    for line in text.splitlines(keepends=True):
        marks = re.match(r"`{3,}", line)
        if marks is not None and not fence:
            fence = marks[0]
        elif line.rstrip() == fence:
            fence = ""
        if line.startswith("## ") and not fence:
            parts.append(line[3:])
        elif parts:
            parts[-1] += line
    return parts


def _read_case(text: str) -> Case:
    files, command, expected = {}, "", ""
    for _, info, body in FENCE.findall(text):
        if info == "console":
            command, _, expected = body.removeprefix("$ ").partition("\n")
        else:
            name = re.search(r"file=(\S+)", info)
            assert name, f"a fence of `{text[:40]}` names no file"
            escaped = info.endswith(" escaped")
            files[name[1]] = (
                body.strip("\n").encode().decode("unicode_escape").encode("latin-1")
                if escaped
                else body.encode()
            )
    return Case(name=text.partition("\n")[0].strip(), files=files, command=command, expected=expected)


CASES = [
    pytest.param(case, id=f"{path.stem}-{case.name}")
    for path in sorted(HERE.glob("*.md"))
    for case in read_cases(path)
]


@pytest.mark.parametrize("case", CASES)
def test_users_read_what_is_recorded(
    case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Message, excerpt, way out and exit status are as recorded."""
    for name, data in case.files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    program, *arguments = shlex.split(case.command)
    assert program == "mockdown"
    status = run(arguments)
    printed = capsys.readouterr()
    written = (printed.out + printed.err).rstrip("\n") + "\n"
    assert written + (f"[{status}]\n" if status else "") == case.expected


FAMILIES = sorted({code.id[:3] for code in codes.ALL} - {"CON"})
"""All but those that need a service."""


@pytest.mark.parametrize("family", FAMILIES)
def test_every_code_of_reading_and_using_is_shown(family: str) -> None:
    """Each code about pages, files, settings and commands is recorded, unless it takes more than files."""
    shown = " ".join(path.read_text("utf-8") for path in HERE.glob("*.md"))
    golden = " ".join(path.read_text("utf-8") for path in HERE.parent.glob("golden/*/*/diagnostics.txt"))
    elsewhere = {"SRC105", "SRC106", "SRC108", "USE105", "USE106", "USE111", "CFG120", "MDN202", "MDN203"}
    missing = [
        code.id
        for code in codes.ALL
        if code.id.startswith(family) and f"[{code.id}]" not in shown and f" {code.id} " not in golden
    ]
    assert set(missing) <= elsewhere

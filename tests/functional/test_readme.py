"""What the README and the tutorial show is what happens."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = (ROOT / "README.md", ROOT / "docs_site" / "guides" / "getting-started.md")
ADDRESS = "127.0.0.1:8080"


@dataclass(frozen=True)
class Step:
    """One command of a console block, and what the page shows below it."""

    command: str
    output: str


def steps(page: Path) -> Iterator[Step]:
    """The commands of the console blocks of a page, in order."""
    for block in re.findall(r"^```console\n(.*?)^```$", page.read_text("utf-8"), re.MULTILINE | re.DOTALL):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, output = part.partition("\n")
            yield Step(command, output.rstrip("\n"))


def inputs(page: Path) -> Iterator[tuple[str, str]]:
    """The files that a page tells to write, each named by the sentence before it."""
    text = page.read_text("utf-8")
    blocks = re.findall(r"([^\n]*)\n\n````markdown\n(.*?)^````$", text, re.MULTILINE | re.DOTALL)
    for sentence, content in blocks:
        yield re.findall(r"`([^`]+\.md)`", sentence)[0], content


@dataclass
class Shell:
    """Runs commands in a folder; a server in the background takes any free port."""

    folder: Path
    port: str = ""
    server: subprocess.Popen[str] | None = None

    @property
    def environment(self) -> dict[str, str]:
        scripts = str(Path(sys.executable).parent)
        return os.environ | {"PATH": f"{scripts}{os.pathsep}{os.environ['PATH']}", "NO_COLOR": "1"}

    def run(self, command: str) -> str:
        if command.endswith("&"):
            return self.serve(command.removesuffix("&").split())
        done = subprocess.run(
            ["bash", "-c", command.replace(ADDRESS, f"127.0.0.1:{self.port}").replace("curl ", "curl -sS ")],
            cwd=self.folder,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            timeout=120,
        )
        return self.as_shown(done.stdout)

    def serve(self, command: list[str]) -> str:
        self.server = subprocess.Popen(
            [*command, "--port", "0"],
            cwd=self.folder,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        assert self.server.stdout is not None
        output = ""
        for line in self.server.stdout:
            output += line
            if "serving at" in line:
                break
        found = re.search(r"127\.0\.0\.1:(\d+)", output)
        assert found, output
        self.port = found[1]
        return self.as_shown(output)

    def as_shown(self, output: str) -> str:
        return (
            output.replace(f"127.0.0.1:{self.port}", ADDRESS).rstrip("\n")
            if self.port
            else output.rstrip("\n")
        )

    def stop(self) -> None:
        if self.server is not None:
            self.server.terminate()
            self.server.communicate(timeout=30)


@pytest.fixture
def shell(tmp_path: Path) -> Iterator[Shell]:
    found = Shell(tmp_path)
    yield found
    found.stop()


def without_figures(text: str) -> str:
    """Leave out figures that change with the engines' versions and with the theme."""
    return re.sub(r"\d+ cases|seed \d+|\d+ files \(\d+|\d+ (claims|verified)", "N", text)


@pytest.mark.processes
@pytest.mark.skipif(shutil.which("curl") is None, reason="the pages use curl, which is not installed")
@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.stem)
def test_output_is_real(page: Path, shell: Shell) -> None:
    """Each command of the page prints what the page shows."""
    for name, content in inputs(page):
        (shell.folder / name).parent.mkdir(parents=True, exist_ok=True)
        (shell.folder / name).write_text(content, encoding="utf-8")
    for step in steps(page):
        assert without_figures(shell.run(step.command)) == without_figures(step.output), step.command

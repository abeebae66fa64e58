"""How long `mockdown build` takes a second time, against a cold one, and what the cache spares.

Seconds are of processor time, each of a process of its own, the best of several rounds.
Run: python benchmarks/compile/again.py FOLDER_OF_PAGES
Exit status 1 when a build without changes takes more than `GATE` of a cold one.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from measure import process

ROUNDS = 5
GATE = 0.5
APIS = 4


def build(project: Path, *options: str) -> float:
    """Seconds of a build of all APIs of a project."""
    os.chdir(project)
    return process("-m", "mockdown", "build", "-q", *options)[0]


def touch_nothing(_: Path) -> None:
    """The pages are as they were."""


def change_a_page(project: Path) -> None:
    """One page of one API says something that it did not say before."""
    page = next((project / "docs" / "api0").rglob("*.md"))
    with page.open("a") as stream:
        stream.write("\nOne more sentence.\n")


def rounds(project: Path, change: Callable[[Path], None]) -> float:
    """The best of several builds, each after a change."""
    best = float("inf")
    for _ in range(ROUNDS):
        change(project)
        best = min(best, build(project))
    return best


def make_project(folder: Path, pages: Path, apis: int) -> Path:
    """A project with the pages as one API, or as several of the same pages."""
    for number in range(apis):
        shutil.copytree(pages, folder / "docs" / f"api{number}")
    (folder / "mockdown.toml").write_text("".join(f"[apis.api{number}]\n" for number in range(apis)))
    return folder


def main(pages: Path) -> int:
    """Print the table; the gate decides the exit status."""
    pages = pages.resolve()
    print("| project | what | cold | again | ratio |\n|---|---|---|---|---|")
    passed = True
    for apis in (1, APIS):
        with tempfile.TemporaryDirectory() as made, tempfile.TemporaryDirectory() as cache:
            os.environ["XDG_CACHE_HOME"] = cache
            project = make_project(Path(made), pages, apis)
            cold = min(build(project, "--no-cache") for _ in range(ROUNDS))
            build(project)
            for name, change in (("nothing changed", touch_nothing), ("one page changed", change_a_page)):
                again = rounds(project, change)
                called = f"{apis} API" if apis == 1 else f"{apis} APIs"
                print(
                    f"| {called} | {name} | {cold:.2f} s | {again:.2f} s | {again / cold:.2f} |", flush=True
                )
                passed &= change is change_a_page or again <= GATE * cold
            os.chdir(pages)
    return 0 if passed else 1


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))

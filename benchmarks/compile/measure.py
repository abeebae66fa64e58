"""How long pages take to compile, against what nobody can do without; and how that grows.

Seconds are of processor time, because they are compared on a machine that does other things as well.
Run: python benchmarks/compile/measure.py FOLDER_OF_PAGES [TIMES …]
"""

from __future__ import annotations

import os
import re
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pyromark

from mockdown.compiler.pipeline import compile_pages
from mockdown.compiler.settings import BuildSettings
from mockdown.readers.events import OPTIONS
from mockdown.source import SourceFile

ROUNDS = 9
BASELINE = """
import sys, json, yaml
from openapi_spec_validator import validate
document = json.load(open(sys.argv[1]))
validate(document)
yaml.dump(document, open(sys.argv[2], "w"), Dumper=yaml.CSafeDumper, sort_keys=False)
"""
_PATH = re.compile(rb"\b(GET|POST|PUT|PATCH|DELETE|HEAD)(\s+)(https?://[^/\s]+)?/")


def read(folder: Path) -> list[SourceFile]:
    """The Markdown pages of a folder."""
    paths = sorted(folder.rglob("*.md"))
    return [SourceFile(path.relative_to(folder).as_posix(), path.read_bytes()) for path in paths]


def copies(pages: Sequence[SourceFile], times: int) -> list[SourceFile]:
    """The pages as often as said, under other names and with other paths."""
    made = list(pages)
    for number in range(1, times):
        place = b"\\1\\2\\3/copy%d/" % number
        made += [SourceFile(f"{number}/{page.name}", _PATH.sub(place, page.data)) for page in pages]
    return made


def seconds(action: Callable[[], object]) -> float:
    """Processor time of an action."""
    started = time.process_time()
    action()
    return time.process_time() - started


def compile_afresh(pages: Sequence[SourceFile]) -> float:
    """Seconds from pages in memory to the finished model."""
    fresh = [SourceFile(page.name, page.data) for page in pages]
    settings = BuildSettings()
    return seconds(lambda: compile_pages(fresh, name="api", settings=settings, report=lambda _: None))


def apart(action: Callable[[], float]) -> float:
    """The seconds of an action in a process of its own, which remembers nothing of an earlier round."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.write(writing, repr(action()).encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as told:
        found = float(told.read())
    os.waitpid(child, 0)
    return found


def events(pages: Sequence[SourceFile]) -> float:
    """Seconds until pyromark has given all events of the pages."""
    texts = [page.data.decode("utf-8", "replace") for page in pages]

    def run() -> None:
        for text in texts:
            for _ in pyromark.events_with_range(text, options=OPTIONS):
                pass

    return seconds(run)


def process(*command: str) -> tuple[float, float]:
    """Seconds and megabytes at most of a process of its own."""
    child = os.posix_spawn(
        sys.executable,
        [sys.executable, *command],
        os.environ,
        file_actions=[(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)],
    )
    _, status, used = os.wait4(child, 0)
    if os.waitstatus_to_exitcode(status) > 1:
        raise SystemExit(f"{command[0]} failed")
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def cold(folder: Path) -> str:
    """A row for the whole process against one that only validates and dumps what was built."""
    with tempfile.TemporaryDirectory() as made:
        built, dumped = f"{made}/api.json", f"{made}/api.yaml"
        process("-m", "mockdown", "build", str(folder), "-q", "--no-cache", "-o", built)
        ours = min(
            process("-m", "mockdown", "build", str(folder), "-q", "--no-cache", "-o", dumped)
            for _ in range(3)
        )
        theirs = min(process("-c", BASELINE, built, dumped) for _ in range(3))
    return (
        f"| whole process | {ours[0]:.2f} s | {theirs[0]:.2f} s | {ours[0] / theirs[0]:.1f} | "
        f"{ours[1] - theirs[1]:+.0f} MB |"
    )


def main(folder: Path, times: Sequence[int]) -> None:
    """Print the tables."""
    pages = read(folder)
    size = sum(len(page.data) for page in pages)
    compile_afresh([SourceFile("page.md", b"`GET /`")])  # what is imported late is there for all
    # in turn, so that what else the machine does falls on both
    rounds = [(apart(lambda: events(pages)), apart(lambda: compile_afresh(pages))) for _ in range(ROUNDS)]
    parsed, single = (min(taken) for taken in zip(*rounds, strict=True))
    print(f"{len(pages)} pages, {size / 1e6:.2f} MB\n")
    print("| what | mockdown | against | ratio | memory |\n|---|---|---|---|---|")
    print(f"| model / events | {single * 1e3:.0f} ms | {parsed * 1e3:.0f} ms | {single / parsed:.1f} | |")
    print(cold(folder), flush=True)
    print("\n| pages as often | seconds | seconds a byte, against once |\n|---|---|---|")
    print(f"| 1 | {single:.2f} | 1.00 |")
    for count in times:
        many = copies(pages, count)
        spent = min(apart(lambda many=many: compile_afresh(many)) for _ in range(2))
        bytes_ = sum(len(page.data) for page in many)
        print(f"| {count} | {spent:.2f} | {spent / bytes_ * size / single:.2f} |", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), [int(word) for word in sys.argv[2:]] or [10, 40])

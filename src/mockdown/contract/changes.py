"""Which operations are touched by a change of the docs: their own lines, or a schema they share."""

from __future__ import annotations

import re
import subprocess
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from pathlib import Path

from mockdown import codes
from mockdown.description import Description, Json, Operation
from mockdown.diagnostics import Diagnostic, MockdownError

Changes = Mapping[str, frozenset[int]]
"""Page → the lines, as they count now, that are new, or next to which something was removed."""

_HUNK = re.compile(r"@@ -\S+ \+(\d+)(?:,(\d+))? @@")


def changed_operations(description: Description, changes: Changes) -> tuple[Operation, ...]:
    """The operations that a change of pages concerns, in the order of the description."""
    touched = frozenset(_touched(description, changes))
    return tuple(
        operation
        for operation in description.operations
        if any(_is_within(pointer, touched) for pointer in _elements(description, operation))
    )


def _touched(description: Description, changes: Changes) -> Iterator[str]:
    """The elements whose lines changed: a line belongs to the last element announced above it."""
    by_page: dict[str, dict[int, list[str]]] = {}
    for pointer, origin in description.source_map.pointers.items():
        by_page.setdefault(origin.page, {}).setdefault(origin.line, []).append(pointer)
    for page, lines in changes.items():
        owners = by_page.get(page, {})
        starts = sorted(owners)
        for line in lines:
            position = bisect_right(starts, line)
            if position:
                yield from owners[starts[position - 1]]


def _elements(description: Description, operation: Operation) -> Iterator[str]:
    """The parts of the description that make up an operation: itself, and what it refers to."""
    seen: set[str] = set()
    waiting = [operation.pointer, f"{operation.pointer.rpartition('/')[0]}/parameters"]
    while waiting:
        pointer = waiting.pop()
        if pointer not in seen:
            seen.add(pointer)
            yield pointer
            waiting.extend(_references(description.at(pointer)))


def _references(node: Json) -> Iterator[str]:
    if isinstance(node, Mapping):
        reference = node.get("$ref")
        if isinstance(reference, str) and reference.startswith("#/"):
            yield reference[1:]
        for value in node.values():
            yield from _references(value)
    elif isinstance(node, list):
        for value in node:
            yield from _references(value)


def _is_within(pointer: str, touched: frozenset[str]) -> bool:
    return any(element == pointer or element.startswith(f"{pointer}/") for element in touched)


def read_changes(revision: str, *, root: Path) -> Changes:
    """Ask git what changed in the files below `root` since a revision, uncommitted work included."""
    diff = _git(root, "diff", "--unified=0", "--no-color", "--no-ext-diff", "--relative", revision, "--", ".")
    new = _git(root, "ls-files", "--others", "--exclude-standard").splitlines()
    changes = parse_diff(diff)
    return changes | {page: _all_lines(root / page) for page in new}


def parse_diff(diff: str) -> dict[str, frozenset[int]]:
    """The changed lines of each file of a unified diff without context."""
    found: dict[str, set[int]] = {}
    page = ""
    for line in diff.splitlines():
        if line.startswith("+++ "):
            page = line[4:].strip('"').removeprefix("b/")
        elif match := _HUNK.match(line):
            start, count = int(match[1]), int(match[2] or 1)
            # Without new lines the hunk names the line before the gap.
            lines = range(start, start + count) if count else (start, start + 1)
            found.setdefault(page, set()).update(lines)
    return {name: frozenset(lines) for name, lines in found.items() if name != "/dev/null"}


def _all_lines(path: Path) -> frozenset[int]:
    try:
        return frozenset(range(1, path.read_bytes().count(b"\n") + 2))
    except OSError:
        return frozenset()


def _git(root: Path, *arguments: str) -> str:
    command = ["git", "-c", "core.quotePath=false", "-C", str(root), *arguments]
    try:
        done = subprocess.run(command, capture_output=True, check=False, timeout=60)  # noqa: S603 - no shell
    except (OSError, subprocess.TimeoutExpired) as error:
        raise _unknown(str(error)) from None
    if done.returncode:
        raise _unknown(done.stderr.decode("utf-8", "replace"))
    return done.stdout.decode("utf-8", "replace")


def _unknown(reason: str) -> MockdownError:
    first = next((line for line in reason.splitlines() if line.strip()), "git gives no reason")
    return MockdownError(
        Diagnostic(
            code=codes.CON108,
            message=f"git cannot tell what changed: {first.strip().removeprefix('fatal: ')}",
            help="name a commit, branch or tag of the repository that holds the pages",
        )
    )

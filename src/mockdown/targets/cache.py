"""Builds that were made before, in the user's cache folder: same pages, same settings, same mockdown.

An entry is JSON behind its own digest.  One that cannot be read, or is not what was written, is as good
as none; a folder that cannot be written is left alone.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import mockdown
from mockdown.compiler.settings import BuildSettings
from mockdown.diagnostics import Diagnostic, Report
from mockdown.emit import BuildResult
from mockdown.readers.includes import Resolve
from mockdown.source import SourceFile
from mockdown.targets.records import NotKeptError, read_build, write_build

FORM = b"mockdown build 1\n"
MOST_BYTES = 200_000_000
"""All entries together; the oldest go first."""
MOST_BYTES_EACH = 50_000_000

Build = Callable[..., BuildResult]
"""The compiler's face: `mockdown.emit.build`, or what a test puts in its place."""


def cache_folder() -> Path | None:
    """The user's folder for builds, by the XDG Base Directory Specification; None where there is none."""
    told = os.environ.get("XDG_CACHE_HOME", "")
    with suppress(RuntimeError):
        root = Path(told) if Path(told).is_absolute() else Path.home() / ".cache"
        return root / "mockdown" / "builds"
    return None


@dataclass(frozen=True, slots=True)
class BuildCache:
    """Compiles pages, unless that was done before."""

    folder: Path
    build: Build = field(repr=False)

    def __call__(
        self,
        pages: Sequence[SourceFile],
        *,
        name: str,
        settings: BuildSettings,
        report: Report,
        find: Resolve,
    ) -> BuildResult:
        """The build of the pages, with the same reports as if it were made now."""
        path = self.folder / _key(pages, name, settings)
        kept = _read(path, pages, find)
        if kept is not None:
            result, diagnostics = kept
            with suppress(OSError):
                path.touch()
            for diagnostic in diagnostics:
                report(diagnostic)
            return result
        asked = _Asked(find)
        found: list[Diagnostic] = []

        def note(diagnostic: Diagnostic) -> None:
            found.append(diagnostic)
            report(diagnostic)

        result = self.build(pages, name=name, settings=settings, report=note, find=asked)
        _keep(path, result, found, asked)
        return result


class _Asked:
    """Remembers which files were asked for, and what was given: an entry holds only while that is so."""

    def __init__(self, find: Resolve) -> None:
        self._find = find
        self.answers: dict[tuple[str, str], list[str]] = {}

    def __call__(self, page: SourceFile, name: str) -> Any:
        found = self._find(page, name)
        self.answers[page.name, name] = _answer(found)
        return found


def _answer(found: Any) -> list[str]:
    if isinstance(found, SourceFile):
        return [found.name, sha256(found.data).hexdigest()]
    return [] if found is None else [repr(found)]


def _key(pages: Sequence[SourceFile], name: str, settings: BuildSettings) -> str:
    """All that a build depends on, less what it asks for on the way."""
    digest = sha256(FORM)
    for part in (_program(), name, json.dumps(asdict(settings), sort_keys=True)):
        digest.update(b"%d\0" % len(part.encode()) + part.encode())
    for page in pages:
        written = page.name.encode("utf-8", "surrogateescape")
        digest.update(b"%d\0%d\0%d\0" % (len(written), len(page.data), page.left) + written + page.data)
    return digest.hexdigest()


@cache
def _program() -> str:
    """The version of mockdown, and its files as they are: a clone changes without a new version."""
    root = Path(mockdown.__file__).parent
    files = sorted(path for path in root.rglob("*") if path.suffix in {".py", ".toml"})
    stats = ((path.relative_to(root).as_posix(), path.stat()) for path in files)
    state = ";".join(f"{name}:{stat.st_size}:{stat.st_mtime_ns}" for name, stat in stats)
    return f"{mockdown.__version__} {sha256(state.encode()).hexdigest()}"


def _read(
    path: Path, pages: Sequence[SourceFile], find: Resolve
) -> tuple[BuildResult, list[Diagnostic]] | None:
    # Whatever is wrong with an entry, the pages are there: they are compiled anew.
    with suppress(OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError, NotKeptError):
        if path.stat().st_size > MOST_BYTES_EACH:
            return None
        data = path.read_bytes()
        head, digest, body = data[: len(FORM)], data[len(FORM) : len(FORM) + 32], data[len(FORM) + 32 :]
        if head != FORM or sha256(path.name.encode() + body).digest() != digest:
            return None
        record = json.loads(body)
        files = {page.name: page for page in pages}
        for page, name, answer in record["asked"]:
            found = find(files[page], name)
            if _answer(found) != answer:
                return None
            if isinstance(found, SourceFile):
                files.setdefault(found.name, found)
        result, diagnostics = read_build(record, files.__getitem__)
        sizes = [len(files[page.page].lines) for page in result.ledger.pages]
        return (result, diagnostics) if sizes == [len(page.lines) for page in result.ledger.pages] else None
    return None


def _keep(path: Path, result: BuildResult, found: Sequence[Diagnostic], asked: _Asked) -> None:
    # A full disk, a folder that is read-only or no folder: the next build takes as long as this one.
    with suppress(OSError, ValueError, TypeError, RecursionError, NotKeptError):
        record = write_build(result, found)
        record["asked"] = [[page, name, answer] for (page, name), answer in asked.answers.items()]
        text = json.dumps(record, separators=(",", ":"))
        if json.loads(text)["document"] != result.document or len(text) > MOST_BYTES_EACH:
            return
        body = text.encode()
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        _write(path, FORM + sha256(path.name.encode() + body).digest() + body)
        _prune(path.parent)


def _write(path: Path, data: bytes) -> None:
    """Put a file in place whole: who reads at the same time sees the old one or the new one."""
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _prune(folder: Path) -> None:
    """Remove the entries that were not used for longest, until the rest is small enough."""
    entries = sorted(
        ((path.stat(), path) for path in folder.iterdir()), key=lambda entry: entry[0].st_mtime, reverse=True
    )
    size = 0
    for stat, path in entries:
        size += stat.st_size
        if size > MOST_BYTES:
            path.unlink(missing_ok=True)

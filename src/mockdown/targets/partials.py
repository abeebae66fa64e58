"""Included files that are no pages of their own: read from the folder of docs, and from nowhere else."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from mockdown import codes
from mockdown.readers.includes import Refused
from mockdown.source import SourceFile
from mockdown.targets.pages import PASSED_OVER, fixed_folder
from mockdown.targets.target import Target

FOLDERS = ("", "_includes", "includes", "_partials", "partials", "_snippets", "snippets")
"""Where generators of docs sites keep partials, in the folder of a page or above it."""

SUFFIXES = ("", ".md", ".mdx", ".markdown")
MOST_BYTES = 1_000_000
"""A partial larger than this is no partial; all together may have twenty times as much."""
MOST_NAMES = 1000
"""So many names are looked up: a page with more includes is an accident or an attack."""


def docs_folders(target: Target) -> tuple[Path, ...]:
    """The folders in which the pages of a target may include files."""
    found: dict[Path, None] = {}
    for source in (*target.docs, *target.sources):
        path = target.root / source
        if not path.is_dir():
            path = path.parent if path.exists() else target.root / fixed_folder(source)
        found[Path(os.path.normpath(path))] = None
    return tuple(found)


@dataclass(slots=True)
class Partials:
    """Finds the files that pages include; `read` holds those that were found, by their names."""

    root: Path
    """What the names of files are relative to."""
    folders: Sequence[Path]
    """The folders of docs; a page includes what lies in the widest of those that hold it."""
    read: dict[str, SourceFile] = field(default_factory=dict)
    _known: dict[tuple[str, str], SourceFile | Refused | None] = field(default_factory=dict)

    def find(self, page: SourceFile, name: str) -> SourceFile | Refused | None:
        """The file that a page, or a partial, includes under a name; why not, or None where there is none."""
        here = Path(os.path.normpath(self.root / page.name)).parent
        key = (here.as_posix(), name)
        if key not in self._known:
            if len(self._known) >= MOST_NAMES:
                message = f"more than {MOST_NAMES} files are included"
                return Refused(codes.REF103, message, "include fewer files")
            self._known[key] = self._find(here, page.name, name)
        return self._known[key]

    def _shown(self, path: Path, page_name: str) -> str:
        """The name of a file, written as that of the page that includes it: `../docs/part.md` stays so."""
        if Path(page_name).is_absolute():
            return path.as_posix()
        return os.path.relpath(path, self.root).replace(os.sep, "/")

    def _find(self, here: Path, page_name: str, name: str) -> SourceFile | Refused | None:
        holding = [folder for folder in self.folders if here.is_relative_to(folder)]
        if not holding or not name.strip() or "\0" in name:
            return None
        docs = min(holding, key=lambda folder: len(folder.parts))
        outside = False
        for candidate in _candidates(here, docs, name):
            if not candidate.is_relative_to(docs):
                outside = True
            elif not _is_hidden(candidate.relative_to(docs)) and _is_file(candidate):
                return self._read(candidate, docs, name, self._shown(candidate, page_name))
        if outside:
            message = f"`{name}` leads out of the folder of docs, and is not read"
            return Refused(codes.REF104, message, "put what is included into the folder of docs")
        return None

    def _read(self, path: Path, docs: Path, name: str, shown: str) -> SourceFile | Refused:
        if shown in self.read:
            return self.read[shown]
        real = path.resolve()
        if not real.is_relative_to(docs.resolve()):
            message = f"`{name}` is a link that leads out of the folder of docs, and is not read"
            return Refused(codes.REF104, message, "copy what it leads to into the folder of docs")
        try:
            size = real.stat().st_size + sum(len(file.data) for file in self.read.values()) // 20
            if size > MOST_BYTES:
                return Refused(codes.REF103, f"`{name}` is too large to be included", "include smaller files")
            data = real.read_bytes()
        except OSError as error:
            message = f"`{name}` cannot be read: {(error.strerror or str(error)).lower()}"
            return Refused(codes.REF102, message, "check what it is and its permissions")
        if not _is_text(data):
            return Refused(codes.REF102, f"`{name}` is not UTF-8 text", "save it as UTF-8")
        self.read[shown] = SourceFile(shown, data)
        return self.read[shown]


def _candidates(here: Path, docs: Path, name: str) -> Iterator[Path]:
    """Where a file may be: beside the page, then in folders of partials from there up to the docs' root.

    A name that begins with a slash, `@/`, `~/` or `@site/` starts at the root.
    """
    name = name.strip().replace("\\", "/").partition("?")[0].partition("#")[0]
    rooted = name.removeprefix("@site").removeprefix("@").removeprefix("~")
    starts = [here]
    if rooted.startswith("/"):
        name, starts = rooted.lstrip("/"), [docs]
        parts = name.split("/")
        for index, part in enumerate(parts[:-1]):
            if part == docs.name:  # the name starts above the docs: `@site/docs/part.mdx`
                yield from _spellings(docs.joinpath(*parts[index + 1 :]))
    else:
        starts += list(_up(here, docs))
    for start in starts:
        for folder in FOLDERS:
            yield from _spellings(start / folder / name)


def _up(here: Path, docs: Path) -> Iterator[Path]:
    while here != docs:
        here = here.parent
        yield here


def _spellings(path: Path) -> Iterator[Path]:
    """A path as written, with the suffix of a page, and with the underscore that partials have."""
    whole = Path(os.path.normpath(path))
    for mark in ("", "_"):
        for suffix in SUFFIXES:
            yield whole.with_name(f"{mark}{whole.name}{suffix}") if whole.name else whole


def _is_hidden(path: Path) -> bool:
    return any(part.startswith(".") or part in PASSED_OVER for part in path.parts)


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def _is_text(data: bytes) -> bool:
    if b"\0" in data:
        return False
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True

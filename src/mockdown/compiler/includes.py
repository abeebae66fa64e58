"""Finds the files that pages include: among the pages of the API, then where a caller looks for them."""

from __future__ import annotations

import posixpath
from collections.abc import Sequence
from dataclasses import dataclass, field

from mockdown.readers.includes import Refused, Resolve
from mockdown.source import SourceFile

_SUFFIXES = ("", ".md", ".mdx", ".markdown")


@dataclass(slots=True)
class Includes:
    """Resolves names in includes; `used` are the names of the pages that were included."""

    files: Sequence[SourceFile]
    find: Resolve | None = None
    """Looks further; the compiler itself reads no files."""
    used: set[str] = field(default_factory=set)
    _by_name: dict[str, SourceFile] = field(default_factory=dict)
    _by_tail: dict[str, list[SourceFile]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for file in self.files:
            self._by_name[posixpath.normpath(file.name)] = file
            self._by_tail.setdefault(posixpath.basename(file.name), []).append(file)

    def resolve(self, page: SourceFile, name: str) -> SourceFile | Refused | None:
        """The page of that path beside the including one, else what `find` finds, else by its end.

        Beside and on disk a path is taken as written; only then one whose path ends so will do.
        """
        written, name = name, name.strip().replace("\\", "/").partition("?")[0].removeprefix("@")
        if not name or "\x00" in name:
            return None
        found: SourceFile | Refused | None = self._beside(page, name)
        if found is None and self.find is not None:
            found = self.find(page, written)
        if found is None or isinstance(found, Refused):
            found = self._by_end(name) or found
        if isinstance(found, SourceFile):
            found = self._by_name.get(found.name, found)
            self.used.add(found.name)
        return found

    def _beside(self, page: SourceFile, name: str) -> SourceFile | None:
        folder = posixpath.dirname(page.name)
        for candidate in _spellings(name):
            found = self._by_name.get(posixpath.normpath(posixpath.join(folder, candidate)))
            if found is not None:
                return found
        return None

    def _by_end(self, name: str) -> SourceFile | None:
        tail = "/".join(part for part in name.split("/") if part not in ("", ".", ".."))
        for candidate in _spellings(tail):
            fitting = [
                file
                for file in self._by_tail.get(posixpath.basename(candidate), ())
                if f"/{file.name}".endswith(f"/{candidate}")
            ]
            if fitting:
                return min(fitting, key=lambda file: (len(file.name), file.name))
        return None


def _spellings(name: str) -> list[str]:
    """A name as written, with the suffix of a page, and with the underscore that partials have."""
    folder, base = posixpath.split(name)
    return [
        posixpath.join(folder, f"{mark}{base}{suffix}") for mark in ("", "_") for suffix in _SUFFIXES if base
    ]

"""Which files a target is made of, and where to wait for them to change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from mockdown.targets.overlay_files import SUFFIXES as OVERLAY_SUFFIXES
from mockdown.targets.pages import PAGE_SUFFIXES, fixed_folder
from mockdown.targets.target import Kind, Target

_MOCK_SUFFIXES = (*OVERLAY_SUFFIXES, ".py")


@dataclass(frozen=True, slots=True)
class Watched:
    """Files whose change makes another description, or another mock."""

    files: frozenset[Path]
    folders: tuple[tuple[Path, tuple[str, ...]], ...]
    """Folder → the endings of the files in it and below it that count."""

    def holds(self, path: Path) -> bool:
        """Whether the change of a path is to be heeded."""
        return path in self.files or any(
            path.suffix.lower() in endings and folder in path.parents for folder, endings in self.folders
        )

    @property
    def places(self) -> tuple[Path, ...]:
        """The folders to look into; a file is replaced by an editor, its folder is not."""
        wanted = {path.parent for path in self.files} | {folder for folder, _ in self.folders}
        there = {path for path in wanted if path.is_dir()}
        return tuple(sorted(path for path in there if not there.intersection(path.parents)))


def watch_target(target: Target) -> Watched:
    """What to watch for a target: its pages, what they may include, overlays, seeds and handlers."""
    files: set[Path] = set()
    folders: list[tuple[Path, tuple[str, ...]]] = []
    for path in _sources(target):
        if path.is_dir():
            folders.append((path.resolve(), PAGE_SUFFIXES))
        else:
            files.add(path.resolve())
    if target.mocks is not None:
        folders.append((target.mocks.resolve(), _MOCK_SUFFIXES))
    for source in target.api.overlays if target.api is not None else ():
        overlays = target.root / source
        if overlays.is_dir():
            folders.append((overlays.resolve(), OVERLAY_SUFFIXES))
        elif overlays.is_file():
            files.add(overlays.resolve())
    return Watched(frozenset(files), tuple(folders))


def _sources(target: Target) -> Iterator[Path]:
    for source in target.sources:
        is_pattern = target.kind is not Kind.DESCRIPTION and any(sign in source for sign in "*?[")
        yield target.root / (fixed_folder(source) if is_pattern else source)
    yield from _folders(target.root, target.docs)


def _folders(root: Path, docs: Iterable[str]) -> Iterator[Path]:
    yield from (root / folder for folder in docs if (root / folder).is_dir())

"""Writes the files of a site: only what has changed, and nothing outside the output folder."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from mockdown.site.options import SiteReport

MANIFEST = ".mockdown-site.json"
"""Lists what an earlier build wrote, so that only its own leftovers are removed."""


class Output:
    """A folder that pages are written into."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._earlier = _read_manifest(folder / MANIFEST)
        self._written: list[str] = []
        self._unchanged: list[str] = []

    def write(self, path: str, content: str | bytes) -> None:
        """Write one file, unless it is already so."""
        data = content.encode("utf-8", "replace") if isinstance(content, str) else content
        target = self._inside(path)
        if target.is_file() and target.read_bytes() == data:
            self._unchanged.append(path)
            return
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
        self._written.append(path)

    def finish(self) -> SiteReport:
        """Remove what an earlier build wrote and this one did not; note what there is now."""
        current = {*self._written, *self._unchanged}
        removed = sorted(self._earlier - current)
        for path in removed:
            self._inside(path).unlink(missing_ok=True)
        manifest = json.dumps(sorted(current), indent=0, ensure_ascii=False)
        target = self._folder / MANIFEST
        if not target.is_file() or target.read_text("utf-8") != manifest:
            target.write_text(manifest, "utf-8")
        return SiteReport(
            output=self._folder,
            written=tuple(self._written),
            unchanged=tuple(self._unchanged),
            removed=tuple(removed),
        )

    def _inside(self, path: str) -> Path:
        parts = PurePosixPath(path).parts
        if not parts or PurePosixPath(path).is_absolute() or ".." in parts:
            raise ValueError(f"{path!r} is not a path inside the output folder")
        return self._folder.joinpath(*parts)


def _read_manifest(path: Path) -> set[str]:
    try:
        listed = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return set()
    names: Mapping[str, None] = dict.fromkeys(name for name in listed if isinstance(name, str))
    return {name for name in names if ".." not in PurePosixPath(name).parts and not name.startswith("/")}

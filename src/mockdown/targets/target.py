"""What a TARGET turned out to be."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from mockdown.config import Api


class Kind(StrEnum):
    """The kinds of target."""

    API = "API"
    PAGE = "page"
    FOLDER = "folder"
    DESCRIPTION = "OpenAPI file"


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """One thing to work on; `root` is the folder which the names of its pages are relative to."""

    name: str
    """The short name of the API, used in paths and titles."""
    kind: Kind
    given: str
    """As the user wrote it."""
    root: Path
    sources: tuple[str, ...]
    """Folders, pages, globs, or the one OpenAPI file: relative to `root`, or as written."""
    docs: tuple[str, ...] = ()
    """Folders besides those of its sources in which its pages may include files."""
    api: Api | None = None
    """The settings of `mockdown.toml`, also for the description that is built from this API."""

    @property
    def mocks(self) -> Path | None:
        """The folder with seeds and handlers, where there is one."""
        folder = self.root / (self.api.mocks if self.api else f"mocks/{self.name}")
        return folder if folder.is_dir() else None

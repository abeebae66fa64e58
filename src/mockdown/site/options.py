"""What a site is asked to be, and what was written."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteOptions:
    """Settings of `build_site`; every default works."""

    title: str | None = None
    """The name of the whole site; None takes the API's own where there is only one."""
    theme: Path | None = None
    """A folder whose files replace the packaged ones of the same name."""
    language: str = "en"
    source_url: str | None = None
    """Where the docs can be read: a URL with `{page}` and `{line}`.  None shows the place as text."""
    base_url: str | None = None
    """Where the site will be served: an absolute URL.  With it a `sitemap.xml` is written."""
    mock_url: str = "http://127.0.0.1:8080"
    """The host that samples name where the description gives none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteReport:
    """What `build_site` did."""

    output: Path
    written: tuple[str, ...]
    """Files that are new or changed, relative to `output` (POSIX separators)."""
    unchanged: tuple[str, ...]
    removed: tuple[str, ...]
    """Files of an earlier build that nothing leads to any more."""

    @property
    def files(self) -> int:
        return len(self.written) + len(self.unchanged)

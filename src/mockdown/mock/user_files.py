"""The files that people write for a mock: how they are named when something is wrong with them."""

from __future__ import annotations

from pathlib import Path


def shown_name(path: Path) -> str:
    """A path as messages show it: from where the command was started, if it stands below."""
    here = Path.cwd()
    return (path.relative_to(here) if path.is_relative_to(here) else path).as_posix()

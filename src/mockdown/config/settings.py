"""The configuration as the rest of the program sees it: whole, checked, with defaults filled in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Outputs:
    """Folders that are written to, or read besides the pages; relative to the project's root."""

    descriptions: str = "openapi"
    mocks: str = "mocks"
    contract: str = "contract_tests"
    site: str = "docs_site/_build"


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """How the reference site looks."""

    title: str | None = None
    theme: str = "docs_site/theme"
    """A folder whose files replace those of our theme; it need not exist."""
    language: str = "en"
    source_url: str | None = None
    """Where the pages can be read: a URL with `{page}` and `{line}`."""
    mock_url: str = "http://127.0.0.1:8080"


@dataclass(frozen=True, slots=True, kw_only=True)
class Api:
    """One API of `mockdown.toml`.  Paths are relative to the project's root."""

    name: str
    pages: tuple[str, ...]
    """Folders, pages or globs, in the order in which they are read."""
    exclude: tuple[str, ...] = ()
    """Folders, pages or globs that are left out of those."""
    title: str | None = None
    version: str | None = None
    base_path: str | None = None
    server: str | None = None
    """Scheme and host of the first server."""
    openapi: str = "3.0"
    implied_responses: bool = True
    max_unread: float | None = None
    """How many percent of the lines may stay unread; None asks nobody."""
    description: str
    """The file that `mockdown build` writes."""
    mocks: str
    """The folder with seeds and handlers."""
    overlays: tuple[str, ...] = ()
    """Folders, files or globs of overlays, in the order in which they are applied."""
    names_overlays: bool = False
    """Whether the configuration names them, so that they have to be there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """What `mockdown.toml` says; `path` is None where there is none."""

    root: Path
    path: Path | None = None
    apis: Mapping[str, Api] = field(default_factory=dict)
    outputs: Outputs = field(default_factory=Outputs)
    site: Site = field(default_factory=Site)

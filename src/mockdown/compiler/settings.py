"""What a build can be told."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildSettings:
    """Settings of one API; every one has a default that works."""

    title: str | None = None
    """`info.title`; None takes it from the pages."""
    version: str | None = None
    """`info.version`; None takes it from the pages, or gives `1.0.0`."""
    openapi: str = "3.0"
    """`3.0` or `3.1`."""
    base_path: str | None = None
    """The prefix of all paths, such as `/api/v2`; None finds it in samples and prose."""
    server: str | None = None
    """Scheme and host of the first server; None takes it from samples."""
    implied_responses: bool = True
    """Whether responses that a server needs, but no page documents, are added with `x-implied`."""

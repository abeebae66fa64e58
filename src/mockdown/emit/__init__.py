"""Last step of a build, and the compiler's face: pages in, an OpenAPI document and a source map out."""

from __future__ import annotations

from collections.abc import Sequence

from mockdown.compiler.settings import BuildSettings
from mockdown.diagnostics import Diagnostic, Report
from mockdown.emit.result import BuildResult, render_json, render_map, render_yaml
from mockdown.readers.includes import Resolve
from mockdown.source import SourceFile

__all__ = ["BuildResult", "build", "render_json", "render_map", "render_yaml"]


def build(
    pages: Sequence[SourceFile],
    *,
    name: str,
    settings: BuildSettings | None = None,
    report: Report | None = None,
    find: Resolve | None = None,
) -> BuildResult:
    """Compile pages to one OpenAPI document.  Never raises on what the pages hold.

    `find` gives files that pages include and that are not among them; nothing else is read.
    """
    # To import the compiler takes longer than to read a build from the cache: only who compiles does so.
    from mockdown.emit.building import build_pages  # noqa: PLC0415

    return build_pages(
        pages, name=name, settings=settings or BuildSettings(), report=report or _ignore, find=find
    )


def _ignore(_: Diagnostic) -> None:
    """A report that nobody reads."""

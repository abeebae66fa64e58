"""Pages in, an OpenAPI document with its source map and its ledger out."""

from __future__ import annotations

from collections.abc import Sequence

from mockdown.compiler.pipeline import compile_pages
from mockdown.compiler.settings import BuildSettings
from mockdown.diagnostics import Diagnostic, Report
from mockdown.emit.document import DocumentWriter
from mockdown.emit.result import BuildResult
from mockdown.readers.includes import Resolve
from mockdown.source import SourceFile


def build_pages(
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
    settings = settings or BuildSettings()
    compiled = compile_pages(pages, name=name, settings=settings, report=report or _ignore, find=find)
    writer = DocumentWriter(compiled.api, modern=settings.openapi.startswith("3.1"))
    document = writer.write()
    return BuildResult(document, writer.origins.pointers, compiled.ledger)


def _ignore(_: Diagnostic) -> None:
    """A report that nobody reads."""

"""Pages in, an OpenAPI document with its source map and its ledger out."""

from __future__ import annotations

from collections.abc import Sequence

from mockdown.compiler.pipeline import compile_pages
from mockdown.compiler.settings import BuildSettings
from mockdown.diagnostics import Report
from mockdown.emit.document import DocumentWriter
from mockdown.emit.result import BuildResult
from mockdown.readers.includes import Resolve
from mockdown.source import SourceFile


def build_pages(
    pages: Sequence[SourceFile],
    *,
    name: str,
    settings: BuildSettings,
    report: Report,
    find: Resolve | None,
) -> BuildResult:
    """What `mockdown.emit.build` promises, with nothing left open."""
    compiled = compile_pages(pages, name=name, settings=settings, report=report, find=find)
    writer = DocumentWriter(compiled.api, modern=settings.openapi.startswith("3.1"))
    document = writer.write()
    return BuildResult(document, writer.origins.pointers, compiled.ledger)

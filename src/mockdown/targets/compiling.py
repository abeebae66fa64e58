"""Target → compiled description with its source map and what there is to say about its pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from mockdown import codes
from mockdown.compiler.settings import BuildSettings
from mockdown.config import Config, load_config
from mockdown.description import Description, SourceMap, read_description
from mockdown.diagnostics import Diagnostic, MockdownError, Report, Severity
from mockdown.emit import BuildResult, build
from mockdown.source import SourceFile
from mockdown.targets.cache import Build, BuildCache
from mockdown.targets.listed import read_listed
from mockdown.targets.overlay_files import read_overlay_files
from mockdown.targets.overlaying import overlay_result
from mockdown.targets.pages import find_pages
from mockdown.targets.partials import Partials, docs_folders
from mockdown.targets.resolving import resolve_targets
from mockdown.targets.sources import read_sources
from mockdown.targets.target import Kind, Target
from mockdown.targets.today import find_today


@dataclass(frozen=True, slots=True, kw_only=True)
class Compiled:
    """A target with its description."""

    target: Target
    description: Description
    diagnostics: tuple[Diagnostic, ...]
    pages: tuple[SourceFile, ...] = ()
    """The pages, then the files that they include, as in the ledger."""
    result: BuildResult | None = None
    """What the compiler gave; None for an OpenAPI file, which is read as it is."""

    @property
    def has_errors(self) -> bool:
        return any(diagnostic.code.severity is Severity.ERROR for diagnostic in self.diagnostics)


def load_targets(
    arguments: Sequence[str] = (), *, cwd: Path | None = None, report: Report | None = None
) -> tuple[Compiled, ...]:
    """Resolve and compile targets by the configuration that holds in a folder."""
    folder = cwd or Path.cwd()
    config: Config = load_config(folder)
    return tuple(
        compile_target(target, report=report) for target in resolve_targets(arguments, config, cwd=folder)
    )


def compile_target(
    target: Target,
    *,
    openapi: str | None = None,
    overlays: Sequence[Path] = (),
    today: date | None = None,
    report: Report | None = None,
    build: Build = build,
    cache: Path | None = None,
) -> Compiled:
    """Read what a target names and make a description of it.

    `cache` is a folder in which builds are kept, and found again while nothing has changed.
    `overlays` are files besides those of the API; `today` is the day by which they have run out or not.
    Diagnostics go to `report` as they arise, and are all in the result.
    """
    found: list[Diagnostic] = []

    def note(diagnostic: Diagnostic) -> None:
        found.append(diagnostic)
        if report is not None:
            report(diagnostic)

    if target.kind is Kind.DESCRIPTION:
        source = target.sources[0]
        description = read_description(target.root / source, name=target.name, shown=Path(source).as_posix())
        return Compiled(target=target, description=description, diagnostics=())
    pages = read_sources(find_pages(target, note), target.root, note)
    if not pages:
        raise MockdownError(*found, _nothing_read(target))
    partials = Partials(target.root, docs_folders(target))
    pages += read_listed(pages, partials, note)
    settings = build_settings(target, openapi)
    make = build if cache is None else BuildCache(cache, build)
    result = make(pages, name=target.name, settings=settings, report=note, find=partials.find)
    if not holds_anything(result.document):
        note(_nothing_found(target))
    files = read_overlay_files(target, overlays)
    if files:
        result = overlay_result(result, files, target=target, today=today or find_today(), report=note)
    description = Description(target.name, result.document, SourceMap(result.pointers))
    read = {page.name: page for page in (*pages, *partials.read.values())}
    return Compiled(
        target=target,
        description=description,
        diagnostics=tuple(found),
        pages=tuple(read[page.page] for page in result.ledger.pages),
        result=result,
    )


def build_settings(target: Target, openapi: str | None = None) -> BuildSettings:
    """The settings by which a target is compiled; `openapi` overrides that of the configuration."""
    api = target.api
    if api is None:
        return BuildSettings(openapi=openapi or "3.0")
    return BuildSettings(
        title=api.title,
        version=api.version,
        openapi=openapi or api.openapi,
        base_path=api.base_path,
        server=api.server,
        implied_responses=api.implied_responses,
    )


def holds_anything(document: Mapping[str, Any]) -> bool:
    """Whether a description has an operation or a schema: what was read was docs of an API."""
    return bool(document.get("paths") or document.get("components", {}).get("schemas"))


def _nothing_found(target: Target) -> Diagnostic:
    message = f"no operation was found in {target.given}: there is nothing to describe"
    return Diagnostic(
        code=codes.SRC109,
        message=message,
        page=target.given if target.kind is not Kind.API else None,
        help="an operation is announced by a line such as `GET /things/{id}`",
    )


def _nothing_read(target: Target) -> Diagnostic:
    message = f"none of the pages of {target.given} could be read"
    return Diagnostic(code=codes.SRC104, message=message, page=target.given, help="see why above")

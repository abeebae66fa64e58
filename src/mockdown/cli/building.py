"""What `mockdown build` does: compile each target, then write, compare or print it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from mockdown import codes
from mockdown.cli.files import OutputFile, find_stale, write_files
from mockdown.cli.findings import tell_findings
from mockdown.cli.status import ExitStatus
from mockdown.cli.terminal import Terminal
from mockdown.config import load_config
from mockdown.description.reading import SUFFIXES, map_path
from mockdown.diagnostics import Diagnostic, MockdownError
from mockdown.emit import BuildResult, render_json, render_map, render_yaml
from mockdown.reporting.ledgers import LedgerFormat, LedgerReport, render_ledgers
from mockdown.reporting.summary import count
from mockdown.targets import Compiled, Kind, Target, check_unread, compile_target, resolve_targets


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildRequest:
    """The command line of `mockdown build`."""

    targets: tuple[str, ...]
    cwd: Path
    output: Path | None = None
    openapi: str | None = None
    check: bool = False
    cache: Path | None = None
    overlays: tuple[Path, ...] = ()
    today: date | None = None
    ledger: bool = False
    form: str | None = None
    max_unread: float | None = None
    """The gate of the command line, before that of the configuration."""


def run_build(request: BuildRequest, terminal: Terminal) -> ExitStatus:
    """Build every target; one with errors is not written, and makes the status `FINDINGS`."""
    config = load_config(request.cwd)
    targets = resolve_targets(request.targets, config, cwd=request.cwd)
    _check_request(request, targets)
    clean = True
    ledgers: list[LedgerReport] = []
    for target in targets:
        with terminal.progress(f"building {target.name}"):
            compiled = compile_target(
                target,
                openapi=request.openapi,
                overlays=[request.cwd / path for path in request.overlays],
                today=request.today,
                cache=request.cache,
            )
        tell_findings(compiled, terminal, advice=True)
        passes = _pass_gate(compiled, request, terminal) and not compiled.has_errors
        clean = passes and _deliver(compiled, request, terminal) and clean
        if request.ledger and compiled.result is not None:
            ledgers.append(
                LedgerReport(name=target.name, ledger=compiled.result.ledger, pages=compiled.pages)
            )
    if ledgers:
        color = terminal.has_color(sys.stdout)
        terminal.result(render_ledgers(ledgers, LedgerFormat(request.form or "full"), color=color))
    return ExitStatus.CLEAN if clean else ExitStatus.FINDINGS


def _pass_gate(compiled: Compiled, request: BuildRequest, terminal: Terminal) -> bool:
    """Hold the ledger against the share of unread lines that is allowed."""
    api = compiled.target.api
    limit = api.max_unread if api and request.max_unread is None else request.max_unread
    found = list(check_unread(compiled, limit))
    terminal.show(found)
    return not found


def _check_request(request: BuildRequest, targets: tuple[Target, ...]) -> None:
    problems = [*_wrong_targets(targets), *_wrong_options(request, targets)]
    if problems:
        raise MockdownError(*problems)


def _wrong_targets(targets: tuple[Target, ...]) -> Iterator[Diagnostic]:
    for target in targets:
        if target.kind is Kind.DESCRIPTION:
            message = f"{target.given} is an OpenAPI file already: there is nothing to build"
            way_out = "name an API of mockdown.toml, a page, or a folder of pages"
            yield Diagnostic(code=codes.USE103, message=message, help=way_out)


def _wrong_options(request: BuildRequest, targets: tuple[Target, ...]) -> Iterator[Diagnostic]:
    printed = [target for target in targets if _file_of(target, request) is None]
    if request.ledger and request.output is not None and _is_standard_output(request.output):
        message = "--ledger and --output - would both write to standard output"
        yield Diagnostic(code=codes.USE104, message=message, help="name a file, or leave --output out")
    if request.form is not None and not request.ledger:
        message = "--format says how to write the ledger, and none is asked for"
        yield Diagnostic(code=codes.USE104, message=message, help="add --ledger")
    several = len(printed) > 1 and not request.ledger
    if len(targets) > 1 and (request.output is not None or several):
        message = (
            f"{count(len(targets), 'target')} give as many descriptions, and there is one place for them"
        )
        way_out = "build one at a time, or name the folder that holds the pages of one API"
        yield Diagnostic(code=codes.USE104, message=message, help=way_out)
    elif request.check and printed:
        message = f"--check compares files, and {printed[0].given} is not written to one"
        way_out = "add --output FILE, or name an API of mockdown.toml"
        yield Diagnostic(code=codes.USE104, message=message, help=way_out)
    if len(targets) > 1 and request.overlays:
        message = f"--overlay is for one description, and {count(len(targets), 'target')} are built"
        way_out = "name the target, or put the file among the overlays of its API"
        yield Diagnostic(code=codes.USE104, message=message, help=way_out)
    output = request.output
    if output is not None and not _is_standard_output(output) and output.suffix.lower() not in SUFFIXES:
        message = f"the name {output} does not say in which format to write"
        yield Diagnostic(code=codes.USE104, message=message, help="let it end in .yaml or .json")


def _is_standard_output(path: Path) -> bool:
    return path == Path("-")


def _file_of(target: Target, request: BuildRequest) -> Path | None:
    """The description file of a target; None is standard output."""
    if request.output is not None:
        return None if _is_standard_output(request.output) else request.cwd / request.output
    return target.root / target.api.description if target.api else None


def _deliver(compiled: Compiled, request: BuildRequest, terminal: Terminal) -> bool:
    """Write, compare or print; False when what is on disk is stale."""
    assert compiled.result is not None  # noqa: S101 - OpenAPI files were refused
    path = _file_of(compiled.target, request)
    if path is None and request.ledger:
        return True
    if path is None:
        terminal.result(render_yaml(compiled.result))
        return True
    files = _files(compiled.result, path, request.cwd)
    if request.check:
        return _compare(files, compiled, request, terminal)
    made = None if path.parent.is_dir() else path.parent
    changed = write_files(files)
    if made is not None and request.output is not None:
        terminal.say(f"made the folder {request.output.parent}")
    names = ", ".join(file.name if file in changed else f"{file.name} (unchanged)" for file in files)
    terminal.say(f"{_describe(compiled)} → {names}")
    return True


def _files(result: BuildResult, path: Path, cwd: Path) -> list[OutputFile]:
    text = render_json(result) if path.suffix.lower() == ".json" else render_yaml(result)
    source_map = render_map(result, path.name)
    return [OutputFile.at(path, text, cwd), OutputFile.at(map_path(path), source_map, cwd)]


def _compare(files: list[OutputFile], compiled: Compiled, request: BuildRequest, terminal: Terminal) -> bool:
    stale = find_stale(files)
    option = f" --output {request.output}" if request.output else ""
    way_out = f"run `mockdown build {compiled.target.given}{option}`"
    for file, reason in stale:
        message = f"{file.name} {reason}"
        terminal.show([Diagnostic(code=codes.OUT301, message=message, page=file.name, help=way_out)])
    if not stale:
        terminal.say(f"{_describe(compiled)}: {files[0].name} is fresh")
    expired = [one for one in compiled.diagnostics if one.code is codes.OVL401]
    terminal.show([] if terminal.verbose else expired)
    return not stale and not expired


def _describe(compiled: Compiled) -> str:
    operations = count(len(compiled.description.operations), "operation")
    return f"{compiled.target.name}: {operations} from {count(len(compiled.pages), 'page')}"

"""What `mockdown test` does: run the contract of each target against its mock or a service."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from hypothesis.configuration import set_hypothesis_home_dir

from mockdown import codes
from mockdown.cli.contract_files import Gate, Outputs
from mockdown.cli.findings import tell_findings
from mockdown.cli.status import ExitStatus
from mockdown.cli.terminal import Terminal
from mockdown.config import load_config
from mockdown.contract import ContractOptions, ContractReport, render_report
from mockdown.contract.annotations import render_annotations
from mockdown.contract.changes import changed_operations, read_changes
from mockdown.contract.merging import merge_reports
from mockdown.contract.options import matches
from mockdown.contract.report_file import load_report
from mockdown.contract.run_file import run_file_for
from mockdown.contract.runner import run_contract
from mockdown.diagnostics import Diagnostic, MockdownError
from mockdown.mock.app import MockApp, create_app
from mockdown.mock.settings import Auth, MockSettings
from mockdown.targets import Compiled, compile_target, resolve_targets

MERGE = "merge"
"""The word in the place of a target that puts reports together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TestRequest:
    """The command line of `mockdown test`; `options` are the fields of `ContractOptions` that were given."""

    __test__ = False
    targets: tuple[str, ...]
    cwd: Path
    url: str | None = None
    cache: Path | None = None
    options: Mapping[str, Any] = field(default_factory=dict)
    changed_since: str | None = None
    outputs: Outputs = field(default_factory=Outputs)
    gate: Gate = field(default_factory=Gate)
    for_github: bool = False
    """Show the findings as workflow commands beside the lines of the pages."""


def run_test(request: TestRequest, terminal: Terminal) -> ExitStatus:
    """Test every target; a broken promise makes the status `FINDINGS`."""
    _keep_clean(request.cwd)
    if request.targets[:1] == (MERGE,) and len(request.targets) > 1:
        return _merge(request, terminal)
    options = ContractOptions(**request.options)
    targets = resolve_targets(request.targets, load_config(request.cwd), cwd=request.cwd)
    names = [target.name for target in targets]
    _check_url(request.url, names)
    request.outputs.check(names)
    reports: list[ContractReport] = []
    clean = True
    for target in targets:
        with terminal.progress(f"reading {target.name}"):
            compiled = compile_target(target, cache=request.cache)
        tell_findings(compiled, terminal)
        clean = clean and not compiled.has_errors
        chosen = _narrowed(compiled, options, request.changed_since)
        if chosen is None:
            terminal.say(f"{target.name}: no operation changed since {request.changed_since}")
            continue
        with terminal.progress(f"testing {target.name}"):
            report = _run(compiled, request.url, chosen)
        reports.append(report)
        clean = _tell(report, request, terminal, root=target.root) and clean
        if report.stopped:
            break  # Ctrl-C ends all of it; what is known is written
    return _finish(reports, request, terminal, clean=clean)


def _tell(report: ContractReport, request: TestRequest, terminal: Terminal, *, root: Path) -> bool:
    """Show a report; whether it passes."""
    passed = request.gate.is_passed(report)
    if request.for_github:
        terminal.result(render_annotations(report))
    elif not (terminal.quiet and passed):
        terminal.result(render_report(report, root=root))
    for reason in request.gate.reasons(report):
        terminal.result(f"{report.name}: {reason}\n")
    return passed


def _finish(
    reports: Sequence[ContractReport], request: TestRequest, terminal: Terminal, *, clean: bool
) -> ExitStatus:
    for name in request.outputs.write(reports, request.cwd):
        terminal.say(f"→ {name}")
    if any(report.stopped == "Interrupted" for report in reports):
        return ExitStatus.INTERRUPTED
    return ExitStatus.CLEAN if clean else ExitStatus.FINDINGS


def _merge(request: TestRequest, terminal: Terminal) -> ExitStatus:
    """Put the reports of shards together, one report for each API."""
    by_api: dict[str, list[ContractReport]] = {}
    for name in request.targets[1:]:
        report = load_report(_read(request.cwd / name, name), name=name)
        by_api.setdefault(report.name, []).append(report)
    request.outputs.check(list(by_api))
    merged = [merge_reports(parts) for parts in by_api.values()]
    passed = [_tell(report, request, terminal, root=request.cwd) for report in merged]
    for report in merged:
        if report.shard is not None:
            terminal.say(f"{report.name}: {report.shard.count} shards of plan {report.shard.plan}")
    return _finish(merged, request, terminal, clean=all(passed))


def _read(path: Path, name: str) -> str:
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else "it is not UTF-8"
        raise MockdownError(
            Diagnostic(
                code=codes.CON106,
                message=f"{name} cannot be read: {reason.lower()}",
                page=name,
                help="name files that `mockdown test --report FILE` wrote",
            )
        ) from None


def _narrowed(compiled: Compiled, options: ContractOptions, revision: str | None) -> ContractOptions | None:
    """The options for those operations whose docs changed; None when there are none."""
    if revision is None:
        return options
    changes = read_changes(revision, root=compiled.target.root)
    labels = tuple(
        operation.label
        for operation in changed_operations(compiled.description, changes)
        if not options.include or any(matches(operation, pattern) for pattern in options.include)
    )
    return replace(options, include=labels) if labels else None


def _keep_clean(folder: Path) -> None:
    """Let Hypothesis keep its tables of characters in the user's cache, not in a folder of pages.

    A project in which Hypothesis has its own folder already keeps using that.
    """
    if not (folder / ".hypothesis").is_dir():
        caches = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
        set_hypothesis_home_dir(Path(caches) / "mockdown" / "hypothesis")


def _run(compiled: Compiled, url: str | None, options: ContractOptions) -> ContractReport:
    if url is not None:
        options = run_file_for(compiled.target.root, compiled.target.name).under(options)
        return run_contract(compiled.description, url=url, options=options)
    return run_contract(compiled.description, app=mock_of(compiled), options=options)


def mock_of(compiled: Compiled) -> MockApp:
    """The mock that is tested: it lets in whom the contract says, by the credentials that it names."""
    return create_app(
        compiled.description, settings=MockSettings(auth=Auth.KNOWN), folder=compiled.target.mocks
    )


def _check_url(url: str | None, names: list[str]) -> None:
    if url is None:
        return
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        message, help_ = (
            f"`{url}` is not the URL of a service",
            "write it as http://host:port or https://host",
        )
        raise MockdownError(Diagnostic(code=codes.USE104, message=message, help=help_))
    if len(names) > 1:
        message = f"one URL, but {len(names)} APIs to test: {', '.join(names)}"
        raise MockdownError(
            Diagnostic(code=codes.USE104, message=message, help="name the one that runs there")
        )

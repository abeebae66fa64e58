"""What `mockdown test` does: run the contract of each target against its mock or a service."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from hypothesis.configuration import set_hypothesis_home_dir

from mockdown import codes
from mockdown.cli.findings import tell_findings
from mockdown.cli.status import ExitStatus
from mockdown.cli.terminal import Terminal
from mockdown.config import load_config
from mockdown.contract import ContractOptions, ContractReport, render_report
from mockdown.contract.runner import run_contract
from mockdown.diagnostics import Diagnostic, MockdownError
from mockdown.mock.app import create_app
from mockdown.mock.settings import Auth, MockSettings
from mockdown.targets import Compiled, compile_target, resolve_targets


@dataclass(frozen=True, slots=True, kw_only=True)
class TestRequest:
    """The command line of `mockdown test`; `options` are the fields of `ContractOptions` that were given."""

    __test__ = False
    target: str | None
    cwd: Path
    url: str | None = None
    cache: Path | None = None
    options: Mapping[str, Any] = field(default_factory=dict)


def run_test(request: TestRequest, terminal: Terminal) -> ExitStatus:
    """Test every target; a broken promise makes the status `FINDINGS`."""
    _keep_clean(request.cwd)
    options = ContractOptions(**request.options)
    arguments = (request.target,) if request.target else ()
    targets = resolve_targets(arguments, load_config(request.cwd), cwd=request.cwd)
    _check_url(request.url, [target.name for target in targets])
    clean = True
    for target in targets:
        with terminal.progress(f"reading {target.name}"):
            compiled = compile_target(target, cache=request.cache)
        tell_findings(compiled, terminal)
        with terminal.progress(f"testing {target.name}"):
            report = _run(compiled, request.url, options)
        if not (terminal.quiet and report.passed):
            terminal.result(render_report(report, root=target.root))
        clean = report.passed and not compiled.has_errors and clean
    return ExitStatus.CLEAN if clean else ExitStatus.FINDINGS


def _keep_clean(folder: Path) -> None:
    """Let Hypothesis keep its tables of characters in the user's cache, not in a folder of pages.

    A project in which Hypothesis has its own folder already keeps using that.
    """
    if not (folder / ".hypothesis").is_dir():
        caches = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
        set_hypothesis_home_dir(Path(caches) / "mockdown" / "hypothesis")


def _run(compiled: Compiled, url: str | None, options: ContractOptions) -> ContractReport:
    if url is not None:
        return run_contract(compiled.description, url=url, options=options)
    # Only the credentials that the mock names pass: the contract says who is let in.
    app = create_app(
        compiled.description, settings=MockSettings(auth=Auth.KNOWN), folder=compiled.target.mocks
    )
    return run_contract(compiled.description, app=app, options=options)


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

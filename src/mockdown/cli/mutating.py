"""What `mockdown test --mutants` does: try the contract of each target on faults planted in its mock."""

from __future__ import annotations

from dataclasses import dataclass

from mockdown import codes
from mockdown.cli.findings import tell_findings
from mockdown.cli.status import ExitStatus
from mockdown.cli.terminal import Terminal
from mockdown.cli.testing import TestRequest, mock_of
from mockdown.config import load_config
from mockdown.contract import ContractOptions, render_report
from mockdown.contract.mutants.campaign import Outcome, render_mutants, run_mutants
from mockdown.contract.runner import run_contract
from mockdown.diagnostics import Diagnostic, MockdownError
from mockdown.targets import Compiled, compile_target, resolve_targets


@dataclass(frozen=True, slots=True, kw_only=True)
class Campaign:
    """Which mutants are tried, and how."""

    sample: int | None = None
    """At most so many of each API; None means all."""
    kinds: tuple[str, ...] = ()
    compare: bool = False
    """Try them on Schemathesis alone as well."""


def run_campaign(request: TestRequest, campaign: Campaign, terminal: Terminal) -> ExitStatus:
    """Try the mutants of every target; too many survivors make the status `FINDINGS`."""
    if request.url is not None:
        message = "--mutants plants faults in the mock, and --url names a service"
        raise MockdownError(
            Diagnostic(code=codes.USE104, message=message, help="leave one of the two options out")
        )
    clean = True
    for target in resolve_targets(request.targets, load_config(request.cwd), cwd=request.cwd):
        with terminal.progress(f"reading {target.name}"):
            compiled = compile_target(target, cache=request.cache)
        tell_findings(compiled, terminal)
        clean = _try(compiled, request, campaign, terminal) and clean
    return ExitStatus.CLEAN if clean else ExitStatus.FINDINGS


def _try(compiled: Compiled, request: TestRequest, campaign: Campaign, terminal: Terminal) -> bool:
    options = ContractOptions(**request.options)
    name = compiled.target.name
    with terminal.progress(f"testing {name} without a fault"):
        sound = run_contract(compiled.description, app=mock_of(compiled), options=options)
    if not sound.passed:
        terminal.result(render_report(sound, root=compiled.target.root))
        terminal.result(f"{name}: mutants are tried on a mock that passes; this one does not yet\n")
        return False
    outcomes: list[Outcome] = []
    with terminal.progress(f"planting faults in {name}"):
        outcomes.extend(
            run_mutants(
                compiled.description,
                lambda: mock_of(compiled),
                options,
                kinds=campaign.kinds,
                count=campaign.sample,
                compare=campaign.compare,
            )
        )
    terminal.result(f"{name}:\n{render_mutants(outcomes)}")
    killed = sum(outcome.killed for outcome in outcomes)
    share = 100 * killed / len(outcomes) if outcomes else 100.0
    if share < request.gate.fail_under:
        terminal.result(
            f"{name}: {share:.1f} % of the mutants are killed, {request.gate.fail_under:g} % are asked for\n"
        )
        return False
    return True

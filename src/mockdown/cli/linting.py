"""What `mockdown lint` does: compile each target, and show what was said about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from mockdown import codes
from mockdown.cli.status import ExitStatus
from mockdown.cli.terminal import Terminal
from mockdown.config import did_you_mean, load_config
from mockdown.diagnostics import Diagnostic, MockdownError, Severity
from mockdown.reporting import Format, summarise
from mockdown.targets import compile_target, resolve_targets


@dataclass(frozen=True, slots=True, kw_only=True)
class LintRequest:
    """The command line of `mockdown lint`."""

    targets: tuple[str, ...]
    cwd: Path
    form: Format = Format.FULL
    cache: Path | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    fail_on: Severity = Severity.WARNING
    today: date | None = None


def run_lint(request: LintRequest, terminal: Terminal) -> ExitStatus:
    """Show the diagnostics that are selected; `FINDINGS` when one is severe enough."""
    _check_codes([*request.select, *request.ignore])
    found: list[Diagnostic] = []
    for target in resolve_targets(request.targets, load_config(request.cwd), cwd=request.cwd):
        with terminal.progress(f"reading {target.name}"):
            found += compile_target(target, today=request.today, cache=request.cache).diagnostics
    chosen = [one for one in found if _is_chosen(one, request)]
    severe = [one for one in chosen if _weight(one.code.severity) >= _weight(request.fail_on)]
    terminal.show(severe if terminal.quiet else chosen, request.form, to_output=True)
    if request.form is Format.FULL:
        terminal.say(summarise(chosen))
    return ExitStatus.FINDINGS if severe else ExitStatus.CLEAN


def _weight(severity: Severity) -> int:
    return -list(Severity).index(severity)


def _is_chosen(diagnostic: Diagnostic, request: LintRequest) -> bool:
    return (not request.select or _matches(diagnostic, request.select)) and not _matches(
        diagnostic, request.ignore
    )


def _matches(diagnostic: Diagnostic, prefixes: Iterable[str]) -> bool:
    return any(diagnostic.code.id.startswith(prefix.upper()) for prefix in prefixes)


def _check_codes(prefixes: list[str]) -> None:
    known = [code.id for code in codes.ALL]
    families = list(dict.fromkeys(code[:3] for code in known))
    problems = [
        Diagnostic(
            code=codes.USE107,
            message=f"no diagnostic code begins with `{prefix}`",
            help=did_you_mean(
                prefix.upper(), known if any(map(str.isdigit, prefix)) else families, noun="code"
            ),
        )
        for prefix in prefixes
        if not any(code.startswith(prefix.upper()) for code in known)
    ]
    if problems:
        raise MockdownError(*problems)

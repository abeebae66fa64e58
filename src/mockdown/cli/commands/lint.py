"""`mockdown lint`: diagnostics only."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from mockdown.cli.options import cache_option, targets_argument, today_option, with_terminal
from mockdown.cli.status import ExitStatus
from mockdown.cli.terminal import Terminal
from mockdown.diagnostics import Severity
from mockdown.reporting import Format


@click.command("lint", short_help="Show what there is to say about the pages.")
@targets_argument
@click.option(
    "--format",
    "form",
    type=click.Choice([form.value for form in Format]),
    default=Format.FULL.value,
    show_default=True,
    help="How to write it.",
)
@click.option(
    "--select", multiple=True, metavar="CODE", help="Show only these: OPN301, or OPN for all its family."
)
@click.option("--ignore", multiple=True, metavar="CODE", help="Leave these out.")
@click.option(
    "--fail-on",
    type=click.Choice([severity.value for severity in Severity]),
    default=Severity.WARNING.value,
    show_default=True,
    help="The least severity that makes the exit status 1.",
)
@today_option
@cache_option
@with_terminal
def command(
    terminal: Terminal,
    *,
    targets: tuple[str, ...],
    cache: Path | None,
    form: str,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    fail_on: str,
    today: datetime | None,
) -> ExitStatus:
    """Show the diagnostics of pages, and write no description.

    With --quiet only those that decide the exit status are shown.
    """
    from mockdown.cli.linting import LintRequest, run_lint

    request = LintRequest(
        targets=targets,
        cache=cache,
        form=Format(form),
        select=select,
        ignore=ignore,
        fail_on=Severity(fail_on),
        today=today.date() if today else None,
        cwd=Path.cwd(),
    )
    return run_lint(request, terminal)

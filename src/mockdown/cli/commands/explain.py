"""`mockdown explain`: the lines of the docs behind an element."""

from __future__ import annotations

from pathlib import Path

import click

from mockdown.cli.options import cache_option, complete_target, with_terminal
from mockdown.cli.status import ExitStatus
from mockdown.cli.terminal import Terminal


@click.command("explain", short_help="Show which lines an element comes from.")
@click.argument("words", nargs=-1, metavar="[TARGET] [POINTER | METHOD PATH]")
@click.option(
    "--api",
    metavar="TARGET",
    shell_complete=complete_target,
    help="Look in this target.  [default: all APIs of mockdown.toml]",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["full", "json"]),
    default="full",
    show_default=True,
    help="How to write it.",
)
@click.option("--mock", is_flag=True, help="Show what the mock server takes each operation for, and why.")
@cache_option
@with_terminal
def command(
    terminal: Terminal, *, words: tuple[str, ...], api: str | None, form: str, mock: bool, cache: Path | None
) -> ExitStatus:
    """Show an element of a description, the lines of the docs behind it, and what lost against them.

    POINTER is a JSON pointer such as /paths/~1items/get/parameters/0 or '#/components/schemas/Item'.
    An operation is also found by METHOD PATH, with path parameters in any notation and with or
    without the base path, and by its operationId.  A TARGET in front does what --api does.
    Long elements are shown whole with --verbose.
    """
    from mockdown.cli.explaining import ExplainRequest, run_explain

    request = ExplainRequest(words=words, api=api, form=form, mock=mock, cache=cache, cwd=Path.cwd())
    return run_explain(request, terminal)

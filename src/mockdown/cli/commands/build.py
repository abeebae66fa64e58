"""`mockdown build`: pages → OpenAPI description and source map."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import click

from mockdown.cli.options import Percent, cache_option, targets_argument, today_option, with_terminal
from mockdown.cli.status import ExitStatus
from mockdown.cli.terminal import Terminal


@click.command("build", short_help="Compile pages to OpenAPI descriptions.")
@targets_argument
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Write the description here (.yaml or .json), its source map beside it; `-` is standard output.",
)
@click.option("--openapi", type=click.Choice(["3.0", "3.1"]), help="The OpenAPI version to write.")
@click.option(
    "--check", is_flag=True, help="Write nothing; fail when what is on disk is not what would be written."
)
@click.option(
    "--overlay",
    "overlays",
    multiple=True,
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Apply this OpenAPI overlay after those of the API; may be given several times.",
)
@today_option
@click.option(
    "--ledger", is_flag=True, help="Print what became of each line: shares per page, and the unread lines."
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["full", "json"]),
    help="How to write the ledger.  [default: full]",
)
@click.option(
    "--max-unread",
    type=Percent(),
    metavar="PERCENT",
    help="Fail when more of the lines than this are unread.",
)
@cache_option
@with_terminal
def command(terminal: Terminal, *, today: datetime | None, **options: Any) -> ExitStatus:
    """Compile pages to an OpenAPI description with a source map.

    Without TARGET, every API of mockdown.toml is written to openapi/<api>.yaml and
    openapi/<api>.map.json.  For a page or a folder without --output, the description goes to
    standard output.

    --ledger accounts for every line of the pages: it is compiled (facts came of it), prose, or unread
    (a part of an API that was not understood).  What is not written to a file is left
    out then, so that the ledger stands alone on standard output.
    """
    from mockdown.cli.building import BuildRequest, run_build

    request = BuildRequest(today=today.date() if today else None, cwd=Path.cwd(), **options)
    return run_build(request, terminal)

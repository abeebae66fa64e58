"""`mockdown site`: the reference site."""

from __future__ import annotations

from pathlib import Path

import click

from mockdown.cli.options import cache_option, targets_argument, with_terminal
from mockdown.cli.status import ExitStatus
from mockdown.cli.terminal import Terminal


@click.command("site", short_help="Render the reference site.")
@targets_argument
@click.option(
    "-o",
    "--output",
    metavar="DIR",
    type=click.Path(path_type=Path, file_okay=False),
    help="The folder to write to.  [default: docs_site/_build, or as mockdown.toml says]",
)
@cache_option
@with_terminal
def command(
    terminal: Terminal, *, targets: tuple[str, ...], output: Path | None, cache: Path | None
) -> ExitStatus:
    """Render a page for every operation, readable without JavaScript.

    TARGET may also be an OpenAPI file.  Without TARGET, every API of mockdown.toml is rendered.
    """
    from mockdown.cli.siting import SiteRequest, run_site

    return run_site(SiteRequest(targets=targets, output=output, cache=cache, cwd=Path.cwd()), terminal)

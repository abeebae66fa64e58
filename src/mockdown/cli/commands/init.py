"""`mockdown init`: the folders of a project with one small API."""

from __future__ import annotations

from pathlib import Path

import click

from mockdown.cli.options import with_terminal
from mockdown.cli.status import ExitStatus
from mockdown.cli.terminal import Terminal


@click.command("init", short_help="Write the folders of a project with one small API.")
@click.argument("folder", default=".", type=click.Path(path_type=Path, file_okay=False))
@click.option("--name", default="bookshop", show_default=True, help="The name of the API.")
@with_terminal
def command(terminal: Terminal, *, folder: Path, name: str) -> ExitStatus:
    """Write mockdown.toml, docs, mocks and contract tests of one small API into FOLDER.

    Nothing is overwritten: a file that is there already is left as it is.
    """
    from mockdown.cli.scaffolding import run_init

    return run_init(folder, name, terminal)

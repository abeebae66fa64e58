"""The command group, and the last stop of every error."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Sequence
from importlib import import_module
from typing import NoReturn

import click

from mockdown import __version__
from mockdown.cli.options import terminal_options
from mockdown.cli.status import ExitStatus
from mockdown.cli.terminal import Terminal
from mockdown.config import did_you_mean
from mockdown.diagnostics import MockdownError

COMMANDS = ("build", "serve", "test", "site", "lint", "explain", "init")
"""In the order of `--help`; each is the attribute `command` of the module of its name in `commands`."""


class Commands(click.Group):
    """Knows the commands by name and loads the one that is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [*COMMANDS, *super().list_commands(ctx)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return super().get_command(ctx, cmd_name)
        found = import_module(f"mockdown.cli.commands.{cmd_name}").command
        assert isinstance(found, click.Command)  # noqa: S101 - for the type checker
        return found

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name, known = args[0], self.list_commands(ctx)
        if not ctx.resilient_parsing and name not in known and not name.startswith("-"):
            nearest = did_you_mean(name, known, noun="command")
            raise click.UsageError(f"There is no command `{name}`; {nearest}", ctx)
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> int:
        """Run the command; what goes wrong becomes a message and an exit status."""
        try:
            return int(super().invoke(ctx) or ExitStatus.CLEAN)
        except MockdownError as error:
            Terminal.of(ctx).show(error.diagnostics)
            return ExitStatus.WRONG_USE
        except BrokenPipeError:
            # The reader went away (`mockdown build page.md | head`): nothing is wrong.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return ExitStatus.CLEAN
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception as error:  # noqa: BLE001 - the last stop
            return _confess(error, Terminal.of(ctx))


def _confess(error: Exception, terminal: Terminal) -> int:
    """Say that mockdown is broken, and what to do about it."""
    if terminal.verbose:
        traceback.print_exception(error)
    hint = "the lines above" if terminal.verbose else "what the same command says with --verbose"
    message = f"{type(error).__name__}: {error}".rstrip(": ")
    click.echo(f"mockdown has a bug: {message}\nPlease report it with {hint}.", err=True)
    return ExitStatus.BUG


EPILOG = """\
TARGET is an API of mockdown.toml, a page, or a folder of pages.

\b
Exit status: 0 clean, 1 findings, 2 wrong use.
Completion for bash (zsh and fish likewise):
    eval "$(_MOCKDOWN_COMPLETE=bash_source mockdown)"
"""


@click.command(
    "mockdown",
    cls=Commands,
    epilog=EPILOG,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, "-V", "--version", message="mockdown %(version)s")
@terminal_options
def application() -> None:
    """From Markdown API docs: OpenAPI, a mock server that remembers, contract tests, a reference site."""


def run(arguments: Sequence[str] | None = None) -> int:
    """Run a command line and return its exit status; no error leaves this function."""
    words = None if arguments is None else list(arguments)
    try:
        status = application.main(args=words, prog_name="mockdown", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return ExitStatus.WRONG_USE
    except (KeyboardInterrupt, click.Abort):
        click.echo("interrupted", err=True)
        return ExitStatus.INTERRUPTED
    return int(status or ExitStatus.CLEAN)


def main() -> NoReturn:
    """Entry point of the `mockdown` script."""
    sys.exit(run())

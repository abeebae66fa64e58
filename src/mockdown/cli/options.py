"""Options and arguments that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar

import click
from click.shell_completion import CompletionItem

from mockdown.cli import terminal as terminal_module
from mockdown.cli.status import ExitStatus
from mockdown.cli.terminal import Color, Terminal

Function = TypeVar("Function", bound=Callable[..., Any])


def _remember(context: click.Context, parameter: click.Parameter, value: object) -> None:
    """Keep an option that may stand before or after the name of the command."""
    if value:
        context.meta[f"{terminal_module.__name__}.{parameter.name}"] = value


def terminal_options(function: Function) -> Function:
    """Add --quiet, --verbose and --color."""
    for option in (
        click.option(
            "--color",
            type=click.Choice([color.value for color in Color]),
            help="When to use colour; NO_COLOR is honoured.  [default: auto]",
            expose_value=False,
            callback=_remember,
        ),
        click.option(
            "-v", "--verbose", is_flag=True, help="Say more.", expose_value=False, callback=_remember
        ),
        click.option(
            "-q",
            "--quiet",
            is_flag=True,
            help="Say only what is wrong.",
            expose_value=False,
            callback=_remember,
        ),
    ):
        function = option(function)
    return function


def with_terminal(function: Callable[..., ExitStatus]) -> Callable[..., ExitStatus]:
    """Add the terminal options, and hand the terminal to the command as its first argument."""

    @terminal_options
    @wraps(function)
    def command(*arguments: Any, **options: Any) -> ExitStatus:
        return function(Terminal.of(click.get_current_context()), *arguments, **options)

    return command


def cache_option(function: Function) -> Function:
    """Add --no-cache; the command is told the folder of the cache, or None."""
    return click.option(
        "--no-cache",
        "cache",
        is_flag=True,
        callback=_find_cache,
        help="Compile the pages even if nothing has changed, and keep nothing for the next time.",
    )(function)


def _find_cache(context: click.Context, parameter: click.Parameter, without: bool) -> Path | None:  # noqa: FBT001
    del context, parameter
    from mockdown.targets.cache import cache_folder

    return None if without else cache_folder()


class Percent(click.FloatRange):
    """A share from 0 to 100, with or without the sign."""

    name = "percent"

    def __init__(self) -> None:
        super().__init__(0, 100)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """Read `2.5` or `2.5%`; what is no number is refused, `nan` with it."""
        number: Any = value.removesuffix("%") if isinstance(value, str) else value
        share = float(super().convert(number, param, ctx))
        if share != share:  # noqa: PLR0124 - that is what nan is
            self.fail(f"{value!r} is not in the range 0<=x<=100.", param, ctx)
        return share


def complete_target(
    context: click.Context, parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """For the shell: the APIs of `mockdown.toml`, and files and folders."""
    del context, parameter
    from mockdown.config import load_config
    from mockdown.diagnostics import MockdownError

    try:
        names = list(load_config(Path.cwd()).apis)
    except MockdownError:
        names = []
    found = [CompletionItem(name) for name in names if name.startswith(incomplete)]
    return found or [CompletionItem(incomplete, type="file")]


def targets_argument(function: Function) -> Function:
    """Add any number of TARGETs."""
    return click.argument("targets", nargs=-1, metavar="[TARGET]...", shell_complete=complete_target)(
        function
    )


def today_option(function: Function) -> Function:
    """Add --today."""
    return click.option(
        "--today",
        type=click.DateTime(["%Y-%m-%d"]),
        metavar="DATE",
        help="The day by which overlay actions have expired.  [default: SOURCE_DATE_EPOCH, or the clock]",
    )(function)


def target_argument(function: Function) -> Function:
    """Add one TARGET, which may be left out."""
    return click.argument("target", required=False, metavar="[TARGET]", shell_complete=complete_target)(
        function
    )

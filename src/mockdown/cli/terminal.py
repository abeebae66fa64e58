"""What a command says, and where: results on standard output, everything about them on standard error."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from typing import TextIO

import click
from rich.console import Console

from mockdown.diagnostics import Diagnostic
from mockdown.reporting import Format, render


class Color(StrEnum):
    """When to use colour; `auto` means on a terminal, unless `NO_COLOR` is set."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


@dataclass(frozen=True, slots=True, kw_only=True)
class Terminal:
    """How much is said, and with what colours."""

    quiet: bool = False
    verbose: bool = False
    color: Color = Color.AUTO

    @classmethod
    def of(cls, context: click.Context) -> Terminal:
        """The terminal by the options of the command line, wherever on it they stood."""
        return cls(
            quiet=bool(context.meta.get(f"{__name__}.quiet")),
            verbose=bool(context.meta.get(f"{__name__}.verbose")),
            color=Color(context.meta.get(f"{__name__}.color", Color.AUTO)),
        )

    def has_color(self, stream: TextIO) -> bool:
        """Whether text for a stream may be coloured."""
        if self.color is not Color.AUTO:
            return self.color is Color.ALWAYS
        return not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb" and stream.isatty()

    def say(self, text: str) -> None:
        """Tell what was done; `--quiet` leaves it out."""
        if not self.quiet:
            self._write(f"{text}\n", sys.stderr)

    def result(self, text: str) -> None:
        """Write what was asked for to standard output."""
        self._write(text, sys.stdout)

    def show(
        self, diagnostics: Iterable[Diagnostic], form: Format = Format.FULL, *, to_output: bool = False
    ) -> None:
        """Write diagnostics to standard error, or to standard output where they are the result."""
        stream = sys.stdout if to_output else sys.stderr
        width = shutil.get_terminal_size((100, 24)).columns
        text = render(diagnostics, form, color=self.has_color(stream), width=width)
        separator = "\n" if form is Format.FULL and text and not to_output else ""
        self._write(text + separator, stream)

    @contextmanager
    def progress(self, text: str) -> Iterator[None]:
        """Show that something is going on, where standard error is a terminal."""
        if self.quiet or not sys.stderr.isatty():
            yield
            return
        console = Console(stderr=True, no_color=not self.has_color(sys.stderr), highlight=False)
        with console.status(text):
            yield

    def _write(self, text: str, stream: TextIO) -> None:
        encoding = stream.encoding or "utf-8"
        stream.write(text.encode(encoding, "backslashreplace").decode(encoding))
        stream.flush()

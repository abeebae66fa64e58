"""What a command that is not `lint` says about the pages it read."""

from __future__ import annotations

from mockdown.cli.terminal import Terminal
from mockdown.diagnostics import Code, Severity
from mockdown.reporting import Format, summarise
from mockdown.targets import Compiled


def tell_findings(compiled: Compiled, terminal: Terminal, *, advice: bool = False) -> None:
    """Errors in full, files that were not read as they should be in a line each, the rest as a number.

    Advice is for those who write the pages, so most commands leave it out.
    """
    found = [one for one in compiled.diagnostics if advice or not _is_advice(one.code)]
    if terminal.verbose:
        terminal.show(found)
        return
    errors = [one for one in found if one.code.severity is Severity.ERROR]
    terminal.show(errors)
    if terminal.quiet:
        return
    about_files = [one for one in found if one.code.id.startswith("SRC") and one not in errors]
    terminal.show(about_files, Format.CONCISE)
    others = [one for one in found if one not in errors and one not in about_files]
    if others:
        terminal.say(f"{summarise(others)}: see `mockdown lint {compiled.target.given}`")


def _is_advice(code: Code) -> bool:
    """The hundreds of a code say its kind: 4 is advice."""
    return code.id[3] == "4" and code.severity is not Severity.ERROR

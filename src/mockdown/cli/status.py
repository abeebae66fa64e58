"""Exit statuses, by name."""

from enum import IntEnum


class ExitStatus(IntEnum):
    """What a command tells the shell."""

    CLEAN = 0
    FINDINGS = 1
    """The docs, a built file or a service has something to answer for."""
    WRONG_USE = 2
    """The command could not do what it was asked to; the message says what to change."""
    BUG = 3
    """mockdown itself is broken."""
    INTERRUPTED = 130
    """Ctrl-C, as shells count it."""

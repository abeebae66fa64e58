"""The command line.  `commands/` declares each command; what it does is imported when it runs."""

from mockdown.cli.application import main

__all__ = ["main"]

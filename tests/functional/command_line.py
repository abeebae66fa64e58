"""Runs the command as a user does: in a process of its own, in a folder."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

WIDTH = "100"
"""Columns of the terminal, so that output breaks its lines in the same places everywhere."""


def mockdown(
    folder: Path, *arguments: str, env: Mapping[str, str] | None = None, stdin: str = ""
) -> subprocess.CompletedProcess[str]:
    """Run `mockdown` with arguments, and more variables in its environment; its status is not checked."""
    return subprocess.run(
        [sys.executable, "-m", "mockdown", *arguments],
        cwd=folder,
        env={**os.environ, "COLUMNS": WIDTH, **(env or {})},
        input=stdin,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )

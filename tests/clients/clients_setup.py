"""What the tests of generated clients share: the description of the books, and the tools of others."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from mockdown.targets import load_targets

HERE = Path(__file__).parent
PAGE = HERE / "books.md"
OPENAPI = HERE.parents[1] / "openapi"


def demand(program: str) -> str:
    """Where a program is; without it the test is skipped, or fails in CI."""
    found = shutil.which(program)
    if found is None:
        reason = f"`{program}` is not installed"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return found


def write_description(folder: Path) -> Path:
    """Compile the page of the books; gives the file of the description."""
    (compiled,) = load_targets([str(PAGE)], cwd=folder)
    file = folder / "books.json"
    file.write_text(json.dumps(compiled.description.document), encoding="utf-8")
    return file


def run(command: Sequence[str], *, cwd: Path, env: Mapping[str, str] | None = None) -> str:
    """Run a program; what it prints stands in the failure when it fails."""
    done = subprocess.run(
        command,
        cwd=cwd,
        env={**os.environ, **(env or {})},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout

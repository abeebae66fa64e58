"""The words of the site, from a message catalogue: `labels/<language>.toml` in the theme."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace

from mockdown.codes import CFG120
from mockdown.diagnostics import Diagnostic, MockdownError


class Labels(SimpleNamespace):
    """One attribute per message; `{name}` in a message is filled by `str.format`."""


def load_labels(language: str, folders: Sequence[Path]) -> Labels:
    """Read the catalogue; the first folder that has it wins, message by message."""
    found: dict[str, str] = {}
    for folder in reversed(folders):
        path = folder / "labels" / f"{language}.toml"
        if path.is_file():
            found.update(tomllib.loads(path.read_text("utf-8")))
    if not found:
        known = sorted({path.stem for folder in folders for path in (folder / "labels").glob("*.toml")})
        raise MockdownError(
            Diagnostic(
                code=CFG120,
                message=f"the theme has no labels for the language {language!r}",
                help=f"use one of {', '.join(known)}, or add labels/{language}.toml to the theme",
            )
        )
    return Labels(**found)

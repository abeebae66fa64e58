"""Turns page views into text with the theme's templates."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup, escape

from mockdown.site.labels import Labels

THEME = Path(__file__).parent / "theme"
"""The packaged theme."""


_JOINTS = re.compile(r"(?<=[^_./-][_./-])(?=[^_./-])")


class Renderer:
    """The templates of a theme, each compiled once."""

    def __init__(self, folders: Sequence[Path], *, labels: Labels, language: str, title: str) -> None:
        self._environment = Environment(
            loader=FileSystemLoader([str(folder) for folder in folders]),
            autoescape=select_autoescape(("html.jinja2",), default_for_string=True),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        self._environment.filters.update(cell=_cell, breakable=_breakable)
        self._environment.globals.update(t=labels, language=language, site_title=title)

    def render(self, template: str, page: Any) -> str:
        """One page as text."""
        return self._environment.get_template(template).render(page=page)


def _cell(text: str) -> str:
    """A text on one line, fit for a cell of a Markdown table."""
    return " ".join(str(text).split()).replace("|", "\\|")


def _breakable(name: str) -> Markup:
    """A name that may be broken where its parts meet, so that a narrow column does not cut words."""
    pieces = (str(escape(piece)) for piece in _JOINTS.split(name) if piece)
    return Markup("<wbr>".join(pieces))  # noqa: S704 - every piece was escaped

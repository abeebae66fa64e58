"""The pieces that text copied out of a rendered page falls into, before they become Markdown again."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from mockdown.source import Line


class Kind(Enum):
    """What a piece was on the rendered page."""

    TITLE = auto()
    PROSE = auto()
    CODE = auto()
    TABLE = auto()
    ANNOUNCEMENT = auto()
    """A method and a path which stand alone."""
    QUOTE = auto()
    """A label over an example, such as `200 Response`."""
    ADMONITION = auto()
    ITEM = auto()
    """An entry of a list."""
    CHROME = auto()
    """What the site shows around its pages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One piece, with the lines it was made of."""

    kind: Kind
    lines: tuple[Line, ...]
    texts: tuple[str, ...] = ()
    """What becomes of each line, where that is more than the line itself."""
    info: str = ""
    """The info string of code; the kind of an admonition."""
    glued: bool = False
    """No empty line stands before it."""
    level: int = 0

    @property
    def text(self) -> str:
        """The first line, without the signs that sites put beside headings."""
        return self.texts[0] if self.texts else self.lines[0].text.strip()

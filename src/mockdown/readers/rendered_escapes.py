"""Keeps text that a page showed from being read as marks, of which it can hold none."""

from __future__ import annotations

import re

_MARKS = re.compile(r"<(?=[A-Za-z/!?])|\*|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])")
_START = re.compile(r"(?:#{1,6}(?= |$)|>|[-+=](?=[-+= ]*$)|\|)")


def escape(text: str) -> str:
    """Keep text from being read as marks, which it cannot hold."""
    text = escape_marks(text.strip())
    return "\\" + text if _START.match(text) else text


def escape_marks(text: str) -> str:
    """Escape what is a mark anywhere in a line."""
    return _MARKS.sub(lambda found: "\\" + found[0], text)

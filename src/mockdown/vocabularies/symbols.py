"""Takes pictures off titles and labels: `📥 Request body` is `Request body`."""

from __future__ import annotations

import re

_CLASS = "[\U0001f000-\U0001faff\u2190-\u21ff\u231a-\u23ff\u25a0-\u27bf\u2b00-\u2bff\ufe0f\u200d\u20e3]"
"""Emoji, arrows and dingbats, with what joins and colours them."""
_SYMBOLS = re.compile(f"{_CLASS}+")
_LEADING = re.compile(rf"^(?:{_CLASS}|\s)+(?=\w)")


def without_symbols(text: str) -> str:
    """A text without its pictures."""
    return text if text.isascii() else _SYMBOLS.sub(" ", text).strip()


def without_leading_symbols(text: str) -> str:
    """A text without the pictures it starts with; an arrow in the middle of it says something."""
    return text if text.isascii() else _LEADING.sub("", text)

"""Text from strangers made safe and measurable for a terminal."""

from __future__ import annotations

import unicodedata

from rich.cells import cell_len

TAB = "    "


def glyph(character: str) -> str:
    """What stands for a character on screen: itself, unless it would steer the terminal."""
    if character == "\t":
        return TAB
    if ord(character) < 0x20:
        return chr(0x2400 + ord(character))
    if character == "\x7f":
        return "\u2421"
    if character == "\ufeff":
        return ""
    if unicodedata.category(character) in {"Cc", "Cf", "Cs", "Zl", "Zp"}:
        return "\ufffd"
    return character


def visible(text: str) -> str:
    """A text on one line, in which nothing steers the terminal."""
    return "".join(map(glyph, text))


def columns(text: str) -> list[int]:
    """The screen column of each character of a text, and of its end."""
    found = [0]
    for character in text:
        found.append(found[-1] + cell_len(glyph(character)))
    return found

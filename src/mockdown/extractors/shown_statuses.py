"""Finds the status that the messages of a section show, for titles that name none."""

from __future__ import annotations

import re

from mockdown.readers.blocks import CodeBlock, Section

ANSWERED = re.compile(r"^(?:[\w-]+ ){0,3}responses?(?:\s*[:–—(-].*)?$", re.IGNORECASE)
"""A title of an answer, whatever kind of answer it is: "Bad response: no such boat"."""
_STATUS_LINE = re.compile(r"\s*(?:HTTP/[\d.]+\s+|status:\s*)([1-5]\d\d)\b", re.IGNORECASE)


def only_status(section: Section) -> str | None:
    """The status of all messages that a section shows; None where they differ."""
    found = (_STATUS_LINE.match(block.text) for block in section.blocks if isinstance(block, CodeBlock))
    shown = {match[1] for match in found if match is not None}
    return shown.pop() if len(shown) == 1 else None


def shown_status(section: Section) -> str | None:
    """The status of the first message that a section shows."""
    for block in section.blocks:
        if isinstance(block, CodeBlock):
            found = _MESSAGE.match(block.text)
            return found[1] if found else None
    return None


_MESSAGE = re.compile(r"\s*(?:HTTP/[\d.]+\s+|status:\s*)?([1-5]\d\d)\b", re.IGNORECASE)

"""Tells what a short text is the title of: a status, a field, or what follows it."""

from __future__ import annotations

import re

from mockdown.extractors.status_titles import status_of_title
from mockdown.readers.blocks import Heading, Paragraph
from mockdown.vocabularies.roles import Role, role_of

_FIELD_TITLE = re.compile(r"^[\w.$\[\]-]+\??\*?(?:\s*(?:[·•:|,(–—]|-\s)\s*.{1,80})?$")


def is_status_title(text: str) -> bool:
    """Whether a short text is a status with a few words, such as `Response 201 (application/json)`."""
    short = len(text) < 60 and "." not in text and len(_STATUS.findall(text)) < 2
    return short and status_of_title(text.strip()) is not None


_STATUS = re.compile(r"(?<![\d/.:-])[1-5]\d\d(?![\d/.:-])")
"""Where there are several, it is a list: `Responses: 200, 404`."""


def is_field_title(heading: Heading) -> bool:
    """Whether a heading names one field: an identifier, perhaps with its type behind."""
    text = heading.text.strip()
    if not _FIELD_TITLE.match(text) or role_of(text) is not Role.NONE or status_of_title(text):
        return False
    return bool(heading.inline.codes) or not text[:1].isupper() or any(mark in text for mark in "·•|_")


def is_pseudo_heading(block: Paragraph) -> bool:
    """Whether a paragraph acts as a heading: all of it bold, or a known title such as `Parameters:`."""
    text = block.text.strip()
    if not text or len(text) > 80 or "\n" in text:
        return False
    bare = text.rstrip(":").strip()
    if len(block.inline.links) == 1 and block.inline.links[0].text.strip() == text:
        return False  # it leads elsewhere, and says nothing of what follows
    if len(block.inline.strong) == 1 and block.inline.strong[0].strip().rstrip(":").strip() == bare:
        return True
    return role_of(text) is not Role.NONE and not block.inline.codes

"""Reads fields written as they are sent, with their types in brackets: `id=[integer]`, `sort=<string>`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from mockdown.extractors.field_lists import read_words
from mockdown.extractors.fields import Field
from mockdown.readers.blocks import Document, Inline
from mockdown.source import Span
from mockdown.values import replace

_FIELD = re.compile(
    r"`[?&]?(?P<name>[A-Za-z_][\w.-]*(?:\[\w*\])?)\s*=\s*[\[<{](?P<type>[A-Za-z][\w -]{0,30})[\]>}]`"
)
_REQUIRED = re.compile(r"\b(?P<optional>optional)\b|\b(?:required|mandatory)\b", re.IGNORECASE)


def read_bracketed(document: Document, inline: Inline, trail: Sequence[str]) -> Iterator[Field]:
    """The fields of a paragraph; the paragraph or the title above it says whether they are required."""
    if not any("=" in code for code in inline.codes):
        return
    markdown = document.source.slice(inline.start, inline.end)
    for found in _FIELD.finditer(markdown):
        start = inline.start + len(markdown[: found.start()].encode())
        span = Span(document.source, start, start + len(found[0].encode()))
        field = read_words(found["name"], "", [found["type"]], "", span, description="")
        said = _REQUIRED.search(markdown) or (_REQUIRED.search(trail[-1]) if trail else None)
        yield replace(field, required=None if said is None else said["optional"] is None)

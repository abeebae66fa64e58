"""Takes a paragraph apart whose lines are labels with values: `**Endpoint:** …`, `**Auth:** none`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mockdown.extractors.announced_lines import parse_line
from mockdown.extractors.auth_words import is_auth_title, read_auth_words
from mockdown.extractors.facts import SecurityFact
from mockdown.readers.blocks import Document, Inline, Paragraph
from mockdown.source import Span

_LABELLED = re.compile(
    r"^[\s>*_-]*(?P<label>[A-Za-z][A-Za-z /-]{1,30}?\??)\s*[*_]*\s*[:：]\s*[*_]*\s*(?P<value>\S.*)$"
)
_MARKS = re.compile(r"\[([^\[\]]*)\]\([^()]*\)|[`*]+|<br */?>|(?<!\w)_+|_+(?!\w)")
_MOST = 20
_LONGEST = 2000


def lines_of(document: Document, block: Paragraph) -> tuple[Paragraph, ...]:
    """The lines of a paragraph, each as one of its own, where every one of them is a label with a value.

    One of them may be the announcement of the operation.
    """
    if ":" not in block.text or len(block.text) > _LONGEST:
        return ()
    raw = document.source.slice(block.inline.start, block.inline.end).split("\n")
    if not 1 < len(raw) <= _MOST:
        return ()
    plain = [_MARKS.sub(r"\1", line).strip(" \\") for line in raw]
    labelled = sum(_LABELLED.match(line) is not None for line in plain)
    announcing = sum(parse_line(line) is not None for line in plain)
    if labelled + announcing < len(raw) or not labelled:
        return ()
    return tuple(_paragraphs(block, raw, plain))


def _paragraphs(block: Paragraph, raw: list[str], plain: list[str]) -> Iterator[Paragraph]:
    whole = block.inline
    offset = whole.start
    for markdown, text in zip(raw, plain, strict=True):
        size = len(markdown.encode())
        inline = Inline(
            text,
            offset,
            offset + size,
            tuple(code for code in whole.codes if f"`{code}`" in markdown),
            tuple(link for link in whole.links if link.text in text and link.target in markdown),
            tuple(words for words in whole.strong if words in text),
        )
        yield Paragraph(inline, offset, offset + size)
        offset += size + 1


def read_auth_line(document: Document, inline: Inline) -> SecurityFact | None:
    """What a line such as `Auth: Bearer token` asks for."""
    found = _LABELLED.match(inline.text) if "\n" not in inline.text else None
    if found is None or not is_auth_title(found["label"]):
        return None
    return read_auth_words(found["value"], Span(document.source, inline.start, inline.end))

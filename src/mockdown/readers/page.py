"""Reads a page: bytes of a file → Document."""

from __future__ import annotations

from mockdown.diagnostics import Report
from mockdown.readers.blocks import Document
from mockdown.readers.directives import blank_directives
from mockdown.readers.events import EventReader
from mockdown.readers.front_matter import split_front_matter
from mockdown.readers.html import expand_html

from mockdown.readers.pasted import restore
from mockdown.readers.sections import build_sections
from mockdown.source import Line, SourceFile, SourceText


def read_page(file: SourceFile, report: Report) -> Document:
    """Read one page.  Never raises: what cannot be read stays as text."""
    source = _restored(file, report)
    meta, text = split_front_matter(source.text)
    text = blank_directives(text)
    blocks = expand_html(EventReader(text).read_blocks(), source.data)
    return Document(source, build_sections(blocks, len(source.data)), meta)


def _restored(file: SourceFile, report: Report) -> SourceText:
    lines = [Line(text.rstrip("\r"), file, number) for number, text in enumerate(file.lines, start=1)]
    restored = restore(lines, report)
    if restored is lines:
        return SourceText(file, "\n".join(line.text for line in lines))
    return SourceText.of_lines(file, restored)

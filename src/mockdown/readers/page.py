"""Reads a page: bytes of a file → Document."""

from __future__ import annotations

from mockdown import codes
from mockdown.diagnostics import Diagnostic, Label, Report
from mockdown.readers.admonitions import holds_admonitions, rewrite_admonitions
from mockdown.readers.blocks import Document
from mockdown.readers.commented_messages import holds_commented_messages, rewrite_commented_messages
from mockdown.readers.components import place_components
from mockdown.readers.directives import blank_directives
from mockdown.readers.events import EventReader
from mockdown.readers.front_matter import Fail, count_front_matter, split_front_matter
from mockdown.readers.html import expand_html
from mockdown.readers.includes import Resolve, expand_includes, holds_includes
from mockdown.readers.magic_blocks import holds_magic_blocks, rewrite_magic_blocks
from mockdown.readers.pasted import restore
from mockdown.readers.sections import build_sections
from mockdown.readers.shallow_lists import nest_items
from mockdown.readers.tags import Marks, holds_tags, rewrite_tags
from mockdown.source import FileLines, SourceFile, SourceText, Span, joined


def read_page(file: SourceFile, report: Report, resolve: Resolve | None = None) -> Document:
    """Read one page.  Never raises: what cannot be read stays as text.

    `resolve` finds the files that the page includes; without it includes stay unread.
    """
    source, marks = _prepared(file, report, resolve)
    meta, text = split_front_matter(source.text, _fail(source, report))
    text = blank_directives(text)
    blocks = nest_items(expand_html(EventReader(text).read_blocks(), source.data), source.data)
    blocks = place_components(blocks, source, marks, report)
    return Document(source, build_sections(blocks, len(source.data)), meta)


def _fail(source: SourceText, report: Report) -> Fail:
    """Reports front matter that cannot be read, at the line where reading stopped."""

    def fail(line: int, reason: str) -> None:
        start = source.line_starts[min(line, len(source.line_starts) - 1)]
        end = source.data.find(b"\n", start)
        span = Span(source, start, len(source.data) if end < 0 else end)
        report(
            Diagnostic(
                code=codes.MDN103,
                message=f"the front matter cannot be read: {reason}",
                primary=Label(span, "reading stopped here"),
                help="mend its YAML; a text that holds `: ` or begins with a sign stands in quotes",
            )
        )

    return fail


def _prepared(file: SourceFile, report: Report, resolve: Resolve | None) -> tuple[SourceText, Marks]:
    """The Markdown of a page: its lines restored, includes in their place, tags behind marks."""
    own = FileLines(file)
    lines = own if holds_magic_blocks(own.text) else restore(own, report)
    text = joined(lines)
    if resolve is not None and holds_includes(text):
        lines = expand_includes(lines, resolve, report)
        text = joined(lines)
    if holds_magic_blocks(text):
        lines = rewrite_magic_blocks(lines)
        text = joined(lines)
    if holds_commented_messages(text):
        lines = rewrite_commented_messages(lines)
        text = joined(lines)
    if holds_admonitions(text):
        lines = rewrite_admonitions(lines)
        text = joined(lines)
    marks: Marks = {}
    if holds_tags(text):
        rewritten, marks = rewrite_tags(lines, count_front_matter(lines))
        if marks or rewritten != list(lines):
            lines = rewritten
    if lines is own:
        return SourceText(file, text), marks
    return SourceText.of_lines(file, lines), marks

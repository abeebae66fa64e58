"""Turns page text that was copied from the web back into Markdown, before it is parsed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mockdown import codes
from mockdown.diagnostics import Code, Diagnostic, Label, Report
from mockdown.readers.rendered import rebuild
from mockdown.readers.rendered_marks import looks_rendered
from mockdown.readers.scraped import undo_page_copy
from mockdown.source import Line, SourceText, Span, joined


@dataclass(frozen=True, slots=True)
class Restored:
    """The Markdown of a page, the lines that were only shown around it, and what was found out."""

    lines: Sequence[Line]
    chrome: tuple[Line, ...] = ()
    findings: tuple[tuple[Code, str], ...] = ()


def restore(lines: Sequence[Line], report: Report) -> Sequence[Line]:
    """Restore a pasted page, telling so; ordinary Markdown comes back as the same lines."""
    restored = restore_page(lines)
    if restored.lines is not lines:
        first = restored.lines[0] if restored.lines else lines[0]
        label = Label(_span_of(lines, first))
        for code, message in restored.findings:
            report(Diagnostic(code=code, message=message, primary=label))
    return restored.lines


def restore_page(lines: Sequence[Line]) -> Restored:
    """Undo what a code host and a renderer did to a page."""
    text = joined(lines)
    copy = undo_page_copy(lines, text)
    body = lines if copy is None else copy.lines
    findings = list[tuple[Code, str]]()
    if copy is not None:
        if copy.chrome or copy.gutter:
            findings.append((codes.MDN202, "read as a page copied from a code host"))
        if copy.parted:
            findings.append((codes.MDN203, "put back the empty lines between blocks, which were lost"))
        text = joined(body)
    chrome = copy.chrome if copy else ()
    if looks_rendered(text):
        rebuilt = rebuild(_with_plain_spaces(body) if "\u00a0" in text else list(body))
        findings.append((codes.MDN201, "read as a page copied from a rendered site"))
        return Restored(rebuilt.lines, (*chrome, *rebuilt.chrome), tuple(findings))
    return Restored(body, chrome, tuple(findings))


def _with_plain_spaces(lines: Sequence[Line]) -> list[Line]:
    """Sites keep words together by no-break spaces, which JSON and tables do not know."""
    return [line._replace(text=line.text.replace("\u00a0", " ")) for line in lines]


def _span_of(lines: Sequence[Line], line: Line) -> Span:
    """The span of a line in the file as it stands."""
    source = SourceText.of_lines(line.file, lines)
    index = next((at for at, other in enumerate(lines) if other.number == line.number), 0)
    start = source.line_starts[index]
    return Span(source, start, start + len(lines[index].text.encode("utf-8", "surrogatepass")))

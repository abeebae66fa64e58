"""Finds where a page announces operations: in headings, code, fences, table rows, components, prose."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import field
from enum import IntEnum

from mockdown.extractors.announced_components import announced_by, read_meta, summary_of
from mockdown.extractors.announced_lines import (
    LONGEST,
    TITLED,
    AnnouncedLine,
    announced,
    is_gone,
    parse_line,
    read_plain_sentence,
    read_sentence,
)
from mockdown.extractors.announced_pairs import read_pairs
from mockdown.extractors.announced_pieces import read_code_pair
from mockdown.extractors.announced_rows import may_name_paths, other_cells, read_rows
from mockdown.extractors.client_calls import holds_calls, read_calls
from mockdown.extractors.httpie import holds_httpie, read_httpie
from mockdown.extractors.plain_requests import opening_request
from mockdown.extractors.requests import read_curl
from mockdown.extractors.split_announcements import (
    method_of_all,
    methods_of_title,
    path_before_title,
    path_below_method,
    path_of_title,
)
from mockdown.extractors.transcripts import is_transcript, without_marks
from mockdown.model.paths import METHODS, PathTemplate
from mockdown.readers.blocks import (
    Block,
    CodeBlock,
    Component,
    DefinitionList,
    Document,
    Inline,
    ListBlock,
    Paragraph,
    Quote,
    Section,
    Table,
)
from mockdown.source import Span
from mockdown.values import dataclass, replace
from mockdown.vocabularies.columns import Column, column_of
from mockdown.vocabularies.roles import without_number
from mockdown.vocabularies.translated_titles import CHANGE_TITLES


class Strength(IntEnum):
    """How surely a place announces an operation; weaker places count where no stronger one does."""

    CALL = 0
    """A call in a program, which may show any request."""
    CURL = 1
    EXCHANGE = 2
    """The request line of a raw HTTP exchange."""
    MENTION = 3
    """A code span in the middle of a sentence."""
    INDEX = 4
    """A row of a table, or an item of a list, with others beside it."""
    DECLARED = 5
    """A heading, a paragraph or a code block of its own."""


@dataclass(frozen=True, slots=True)
class Announcement:
    """One place that names an operation."""

    method: str
    template: PathTemplate
    strength: Strength
    span: Span = field(compare=False, repr=False)
    block: Block | None = field(compare=False, repr=False)
    section: Section = field(compare=False, repr=False)
    summary: str = ""
    """What the same place says of it: the other cells of its row, the rest of its heading."""
    above: Section | None = field(default=None, compare=False, repr=False)
    """The section of a path that stands above the method; what it says goes for all methods below."""
    row: tuple[Block, ...] = field(default=(), compare=False, repr=False)
    """The row of an index on the same page that links to the section."""
    opening: bool = field(default=False, compare=False, repr=False)
    """Whether it is a request that opens a section which is no example."""

    @property
    def key(self) -> tuple[str, str]:
        return self.method, self.template.key.rstrip("/") or "/"


def find_announcements(document: Document) -> list[Announcement]:
    """All places of a page that announce an operation, in page order."""
    found: list[Announcement] = list(_in_front_matter(document))
    found.extend(_in_sections(document, document.root, (), method_of_all(document)))
    return found


_ABOVE = 2
"""How many headings may stand between a path and the methods below it."""


def _in_sections(
    document: Document, section: Section, above: tuple[Section, ...], habit: str | None
) -> Iterator[Announcement]:
    """What a section announces, and then what those below it do; `above` are the sections around it."""
    own = list(_in_heading(document, section))
    if not own:
        own = list(_below_path(document, section, above)) or list(_below_method(document, section, above))
    inside = list(_in_blocks(document, section, above, habit))
    for line, span in read_pairs(document, section):
        inside.extend(_make(document, section, None, span, line, strength=Strength.DECLARED))
    if not own and not any(found.strength is Strength.DECLARED for found in inside):
        own = list(_by_habit(document, section, habit))
    yield from own
    yield from inside
    for inner in section.sections:
        if not _OF_CHANGES.match(inner.title):
            yield from _in_sections(document, inner, (*above, section)[-_ABOVE:], habit)
            continue
        for found in _in_sections(document, inner, (*above, section)[-_ABOVE:], habit):
            if found.block is None:  # a list of changes names operations, and a heading may announce one
                yield found


_OF_CHANGES = re.compile(
    r"^\W*(?:\d[\d.]*\W+)?(?:change ?log|changes|release notes|what['’]s new|(?:version|revision) history"
    rf"|{CHANGE_TITLES})\W*$",
    re.IGNORECASE,
)


def _in_blocks(
    document: Document, section: Section, above: tuple[Section, ...], habit: str | None
) -> Iterator[Announcement]:
    """What the blocks of a section announce, each on its own."""
    lead: Block | None = None
    opening = opening_request(section, above)
    for block in section.blocks:
        shown = isinstance(block, CodeBlock) and isinstance(lead, Paragraph) and _EXAMPLE.search(lead.text)
        most = Strength.EXCHANGE if shown else Strength.DECLARED
        for found in _in_block(document, section, block, most):
            opens = block is opening and found.strength is Strength.EXCHANGE
            yield replace(found, opening=True) if opens else found
        lead = block
        if habit and isinstance(block, Table):
            yield from _in_paths(document, section, block, habit)


def _by_habit(document: Document, section: Section, habit: str | None) -> Iterator[Announcement]:
    """The operation of a heading that names only its path, where the page says the method of all."""
    found = path_before_title(section.title) if habit and section.heading is not None else None
    if found is None or habit is None or section.heading is None:
        return
    line = announced(habit, found[0], title=found[1])
    if line is not None:
        yield from _make(document, section, None, section.heading, line, strength=Strength.DECLARED)


def _in_paths(document: Document, section: Section, block: Table, habit: str) -> Iterator[Announcement]:
    """The rows of a table of paths without methods, where the page says the method of all."""
    columns = tuple(column_of(cell.text) for cell in block.header)
    if Column.PATH not in columns or Column.METHOD in columns:
        return
    at = columns.index(Column.PATH)
    for row in block.rows:
        path = row.cells[at].text.strip() if at < len(row.cells) else ""
        line = announced(habit, path) if path.startswith("/") and " " not in path else None
        if line is not None:
            told = other_cells(row.cells, columns, (at,))
            yield from _make(
                document, section, block, row.cells[at], line, strength=Strength.INDEX, summary=told
            )


def _below_path(document: Document, section: Section, above: tuple[Section, ...]) -> Iterator[Announcement]:
    """The methods of a heading that stands below a heading with their path."""
    named = methods_of_title(section.title) if section.heading is not None else None
    if named is None or section.heading is None:
        return
    for outer in reversed(above):
        path = path_of_title(outer.title)
        line = announced(named[0], path, title=named[1]) if path is not None else None
        if line is not None:
            for found in _make(document, section, None, section.heading, line, strength=Strength.DECLARED):
                yield replace(found, above=outer)
            return


def _below_method(document: Document, section: Section, above: tuple[Section, ...]) -> Iterator[Announcement]:
    """The path of a heading that stands right below the heading of a method."""
    found = path_below_method(section.title, above[-1].title) if section.heading and above else None
    line = announced(found[0], found[1], title=found[2]) if found is not None else None
    if line is not None and section.heading is not None:
        yield from _make(document, section, None, section.heading, line, strength=Strength.DECLARED)


def _make(
    document: Document,
    section: Section,
    block: Block | None,
    place: Block | Inline | Span,
    line: AnnouncedLine,
    *,
    strength: Strength,
    summary: str = "",
) -> Iterator[Announcement]:
    span = place if isinstance(place, Span) else Span(document.source, place.start, place.end)
    for template in (line.template, *line.longer):
        for method in line.methods:
            yield Announcement(method, template, strength, span, block, section, summary or line.title)


def _in_heading(document: Document, section: Section) -> Iterator[Announcement]:
    heading = section.heading
    if heading is None:
        return
    text = without_number(heading.text)
    line = parse_line(text)
    if line is None:
        for code in heading.inline.codes:
            line = line or parse_line(code)
        if line is None:
            found = TITLED.match(text) if len(text) <= LONGEST else None
            line = announced(found["methods"], found["path"], title=found["title"]) if found else None
    if line is not None:
        yield from _make(document, section, None, heading, line, strength=Strength.DECLARED)


def _in_block(
    document: Document, section: Section, block: Block, strength: Strength
) -> Iterator[Announcement]:
    if isinstance(block, Paragraph):
        yield from _in_text(document, section, block, block.inline, strength)
    elif isinstance(block, CodeBlock):
        yield from _in_code(document, section, block, strength)
    elif isinstance(block, Table):
        yield from _in_table(document, section, block)
    elif isinstance(block, ListBlock):
        inner = Strength.INDEX if len(block.items) > 1 else strength
        for item in block.items:
            for child in item.blocks:
                yield from _in_block(document, section, child, min(inner, strength))
    elif isinstance(block, Quote):
        for child in block.blocks:
            yield from _in_block(document, section, child, strength)
    elif isinstance(block, DefinitionList):
        for entry in block.entries:
            yield from _in_text(document, section, block, entry.term, Strength.INDEX)
    elif isinstance(block, Component):
        yield from _in_component(document, section, block)


def _in_text(
    document: Document, section: Section, block: Block, inline: Inline, strength: Strength
) -> Iterator[Announcement]:
    lines = inline.text.split("\n") if "\n" in inline.text else (inline.text,)
    alone = False
    for text in lines:
        line = parse_line(text)
        if line is not None:
            alone = True
            yield from _make(document, section, block, inline, line, strength=strength)
    pair = None if alone else read_code_pair(inline)
    if pair is not None:
        alone = True
        yield from _make(document, section, block, inline, pair, strength=strength)
    if alone:
        return
    for code in inline.codes:
        line = parse_line(code)
        if line is not None and not is_gone(inline.text, code):
            yield from _make(document, section, block, inline, line, strength=Strength.MENTION)
            alone = True
    if not alone and inline.codes:
        asked = read_sentence(document.source.slice(inline.start, inline.end))
        if asked is not None:
            alone = True
            yield from _make(document, section, block, inline, asked, strength=Strength.MENTION)
    if not alone and "/" in inline.text and len(inline.text) < _LONG:
        asked = read_plain_sentence(inline.text)
        if asked is not None:
            yield from _make(document, section, block, inline, asked, strength=Strength.MENTION)


_LONG = 2000
_COMMENTS = re.compile(r"^(?:[ \t]*(?:(?:#|//)[^\n]*)?\n)+")
_COMMENT = re.compile(r"^[ \t]*(?:#|//)+[ \t]*(\S.{0,200})$")
"""A line above an announcement that says what it does."""
_BULLET = re.compile(r"^[ \t]*(?:[*+•-]|\d{1,2}[.)])[ \t]+(?=[A-Z]{3,7}\b|/)")
"""Before a line of code that announces, as the item of a list."""
_LINKED = re.compile(r"^\[([^\][]{1,300}(?:\[[^\][]{0,80}\][^\][]{0,80})*)\]\([^()\s]{1,300}\)\s*$")
_CONTINUATION = re.compile(r"^[\w-]+:\s")


_EXAMPLE = re.compile(r"\b(?:for example|for instance|e\.g\.?)\W*$", re.IGNORECASE)
"""The end of a lead-in whose code shows requests that announce nothing."""


def _in_code(
    document: Document, section: Section, block: CodeBlock, most: Strength
) -> Iterator[Announcement]:
    """A block whose lines are announcements; with headers or a body below, it is an exchange."""
    text = block.text
    if "curl" in text or holds_httpie(text) or holds_calls(text):
        yield from _in_curl(document, section, block)
    transcript = is_transcript(text)
    text = without_marks(text) if transcript else text
    head = _BULLET.sub("", _COMMENTS.sub("", text[:2000]).lstrip()).lstrip(" \t\n[")[:8].upper()
    if not head.startswith(("GET", "PUT", "POST", "DEL", "OPTIONS", "HEAD", "PATCH", "TRACE", "HTTP", "/")):
        return
    lines = text.split("\n")
    offset = block.content
    first: AnnouncedLine | None = None
    announced: list[tuple[AnnouncedLine, Span]] = []
    others = 0
    said = ""
    for written in lines[:200]:
        raw = _BULLET.sub("", written)
        line = parse_line(_LINKED.sub(r"\1", raw) if raw[:1] == "[" else raw)
        size = len(written.encode())
        comment = _COMMENT.match(raw)
        said = comment[1].strip() if comment else said
        if line is not None and transcript and line.template.server:
            return  # an exchange with some host shows no path of this API
        if line is not None:
            line, said = (replace(line, title=said) if said and not line.title else line), ""
            first = first or line
            announced.append((line, Span(document.source, offset, offset + size)))
        elif raw.strip() and not raw.lstrip().startswith(("#", "//")):
            others += 1
            if first is None:
                return
        offset += size + 1
    if first is None:
        return
    exchange = transcript or first.version or any(_CONTINUATION.match(raw) for raw in lines[1:])
    if others and not exchange and len(announced) == 1:
        exchange = True
    overview = len({line.template.key for line, _ in announced}) > 1
    strength = Strength.EXCHANGE if exchange else Strength.INDEX if overview else Strength.DECLARED
    for line, span in announced[:1] if exchange else announced:
        yield from _make(document, section, block, span, line, strength=min(strength, most))


def _in_curl(document: Document, section: Section, block: CodeBlock) -> Iterator[Announcement]:
    """The request that a sample sends, for docs which announce operations by samples alone."""
    commands = read_httpie(block.text) if holds_httpie(block.text) else read_curl(block.text)
    for request in commands:
        line = AnnouncedLine((request.method,), request.target)
        if request.method in METHODS:
            yield from _make(document, section, block, block, line, strength=Strength.CURL)
            return
    for request in read_calls(block.text) if holds_calls(block.text) else ():
        line = AnnouncedLine((request.method,), request.target)
        yield from _make(document, section, block, block, line, strength=Strength.CALL)


def _in_table(document: Document, section: Section, block: Table) -> Iterator[Announcement]:
    """Rows that name method and path, in one cell or in two."""
    found = read_rows(block) if may_name_paths(document, block) else []
    strength = Strength.INDEX if len(found) > 1 or len(block.rows) > 1 else Strength.DECLARED
    for place, line, summary in found:
        yield from _make(document, section, block, place, line, strength=strength, summary=summary)


def _in_component(document: Document, section: Section, block: Component) -> Iterator[Announcement]:
    line = announced_by(block)
    if line is not None:
        summary = summary_of(block) or line.title
        yield from _make(document, section, block, block, line, strength=Strength.DECLARED, summary=summary)


def _in_front_matter(document: Document) -> Iterator[Announcement]:
    """An operation that the page as a whole describes: `api: GET /things`."""
    found = read_meta(document)
    if found is not None:
        line, span = found
        yield from _make(document, document.root, None, span, line, strength=Strength.INDEX)

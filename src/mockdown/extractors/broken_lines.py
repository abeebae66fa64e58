"""Takes paragraphs apart whose lines announce operations, with no mark of a list and no blank line.

    GET /beds - lists the beds          POST /beds
    POST /beds - digs a bed             Digs a bed.

A line break in the midst of a paragraph is a space to CommonMark (6.8), and a new line to who wrote it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mockdown.extractors.announced_lines import parse_line
from mockdown.model.paths import METHODS
from mockdown.readers.blocks import Block, CodeBlock, Document, Inline, Item, ListBlock, Paragraph, Section
from mockdown.readers.json_samples import looks_like_json
from mockdown.values import dataclass, replace

_MARKS = re.compile(r"\[([^\[\]]*)\]\([^()]*\)|[`*]+|<br */?>|(?<!\w)_+|_+(?!\w)")
_STARTS = frozenset(method[0] for method in METHODS)
_LABEL = re.compile(r"^[^:：{}\[\]]{2,60}[:：]$")
_MOST = 200
_TOGETHER = 3


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a paragraph, with the bytes it stands on."""

    raw: str
    text: str
    start: int
    end: int

    @property
    def announces(self) -> bool:
        return self.text[:1] in _STARTS and parse_line(self.text) is not None

    @property
    def title(self) -> str:
        """What an announcement says of its operation."""
        found = parse_line(self.text)
        return found.title if found is not None else ""


def split_announcing(document: Document) -> Document:
    """The document with such paragraphs as lists of operations, or as an operation and what is said of it."""
    if not any(
        isinstance(block, Paragraph) and _may(block)
        for section in document.root.walk()
        for block in section.blocks
    ):
        return document
    return replace(document, root=_split(document, document.root))


def _may(block: Paragraph) -> bool:
    return block.text[:1] in _STARTS and "/" in block.text


def _split(document: Document, section: Section) -> Section:
    blocks = tuple(part for block in section.blocks for part in _parts(document, block))
    return replace(section, blocks=blocks, sections=tuple(_split(document, one) for one in section.sections))


def _parts(document: Document, block: Block) -> Iterator[Block]:
    lines = list(_lines(document, block.inline)) if isinstance(block, Paragraph) and _may(block) else []
    if not isinstance(block, Paragraph) or not 1 < len(lines) <= _MOST or not lines[0].announces:
        yield block
        return
    if all(line.announces for line in lines):
        if len(lines) <= _TOGETHER and not any(line.title for line in lines):
            yield from (_paragraph(block, [line]) for line in lines)  # what follows speaks of all of them
            return
        items = tuple(Item((_paragraph(block, [line]),), line.start, line.end) for line in lines)
        yield ListBlock(items, block.start, block.end)
        return
    rest: list[_Line] = []
    for line in lines:
        if line.announces:
            yield from _said(block, rest)
            rest = []
            yield _paragraph(block, [line])
        else:
            rest.append(line)
    yield from _said(block, rest)


def _said(block: Paragraph, lines: list[_Line]) -> Iterator[Block]:
    """What stands below an announcement: JSON on lines of its own, labels that speak of it, and sentences."""
    run: list[_Line] = []
    index = 0
    while index < len(lines):
        line = lines[index]
        size = _json_lines(lines[index:]) if line.text[:1] in ("{", "[") else 0
        if size:
            if run:
                yield _paragraph(block, run)
            run = []
            shown = lines[index : index + size]
            text = "\n".join(one.raw for one in shown)
            yield CodeBlock("json", text, line.start, line.start, shown[-1].end)
            index += size
            continue
        if run and (_LABEL.match(line.text) or _LABEL.match(run[-1].text)):
            yield _paragraph(block, run)
            run = []
        run.append(line)
        index += 1
    if run:
        yield _paragraph(block, run)


def _json_lines(lines: list[_Line]) -> int:
    """How many lines from here on are one JSON text; 0 where they are none."""
    depth = 0
    for count, line in enumerate(lines, 1):
        depth += sum(line.raw.count(mark) for mark in "{[") - sum(line.raw.count(mark) for mark in "}]")
        if depth <= 0:
            return count if looks_like_json("\n".join(one.raw for one in lines[:count])) else 0
    return 0


def _lines(document: Document, inline: Inline) -> Iterator[_Line]:
    offset = inline.start
    for raw in document.source.slice(inline.start, inline.end).split("\n"):
        size = len(raw.encode())
        yield _Line(raw, _MARKS.sub(r"\1", raw).strip(" \t\\"), offset, offset + size)
        offset += size + 1


def _paragraph(block: Paragraph, lines: list[_Line]) -> Paragraph:
    whole = block.inline
    raw = "\n".join(line.raw for line in lines)
    text = " ".join(line.text for line in lines)
    start, end = lines[0].start, lines[-1].end
    inline = Inline(
        text,
        start,
        end,
        tuple(code for code in whole.codes if f"`{code}`" in raw),
        tuple(link for link in whole.links if link.text in text and link.target in raw),
        tuple(words for words in whole.strong if words in text),
    )
    return Paragraph(inline, start, end)

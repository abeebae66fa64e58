"""Turns HTML blocks into the blocks they stand for: headings, tables, lists, quotes, code, components."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from html import unescape
from html.parser import HTMLParser

from mockdown.readers.blocks import (
    Block,
    CodeBlock,
    Component,
    Definition,
    DefinitionList,
    Heading,
    HtmlBlock,
    Inline,
    Item,
    Link,
    ListBlock,
    Paragraph,
    Quote,
    Row,
    Table,
    tidy_text,
)
from mockdown.readers.components import CLOSING
from mockdown.readers.tags import MARK

_SPANNING = re.compile(rb"<(/?)(table|dl|ul|ol|pre|aside)\b", re.IGNORECASE)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_QUOTES = frozenset(("aside", "blockquote"))
_BREAKS = frozenset(("p", "div", "section", "article", "details", "summary", "figure", "center", "main"))
_INLINE = frozenset(
    "a abbr b bdi bdo big br cite code del dfn em font i img input ins kbd label mark nobr q s samp small "
    "span strike strong sub sup tt u var wbr button svg path hr link meta script style iframe video "
    "source".split()
)
_TABLE = frozenset(("table", "thead", "tbody", "tfoot", "tr", "td", "th", "caption", "colgroup", "col"))
_LISTS = frozenset(("ul", "ol", "li", "dl", "dt", "dd"))
_DEPTH = 100
"""Elements that are nested deeper count as text: no page needs them, and each level costs stack."""
_MARK = f"<!--{MARK}-->"
_TICKS = re.compile(r"`([^`\n]+)`")
_KNOWN = frozenset((*_HEADINGS, *_QUOTES, *_BREAKS, *_INLINE, *_TABLE, *_LISTS, "pre"))
_HOLDING = (HtmlBlock, ListBlock, Quote)
_SPACE = re.compile(r"[ \t\r\f\v]*\n\s*|[ \t\r\f\v]+")


def expand_html(blocks: Sequence[Block], data: bytes) -> list[Block]:
    """Replace HTML blocks by what they stand for; `data` is the page that the offsets point into."""
    if not any(isinstance(block, _HOLDING) for block in blocks):
        return list(blocks)
    expanded: list[Block] = []
    index = 0
    while index < len(blocks):
        block = blocks[index]
        index += 1
        if isinstance(block, HtmlBlock):
            if block.text.strip() == _MARK:
                expanded.append(Component(MARK, {}, block.start, block.end))
                continue
            end = block.end
            while index < len(blocks) and _unclosed(data[block.start : end]):
                end = blocks[index].end
                index += 1
            expanded.extend(_parse(data, block.start, end))
        elif isinstance(block, ListBlock):
            items = tuple(
                replace(item, blocks=tuple(expand_html(item.blocks, data)))
                if any(isinstance(inner, HtmlBlock) for inner in item.blocks)
                else item
                for item in block.items
            )
            expanded.append(replace(block, items=items))
        elif isinstance(block, Quote):
            expanded.append(replace(block, blocks=tuple(expand_html(block.blocks, data))))
        else:
            expanded.append(block)
    return expanded


def _unclosed(raw: bytes) -> bool:
    depth = 0
    for found in _SPANNING.finditer(raw):
        depth += -1 if found[1] else 1
    return depth > 0


def _parse(data: bytes, start: int, end: int) -> list[Block]:
    parser = _BlockParser(start)
    # Latin-1 keeps one character per byte, so that the parser's positions are byte offsets.
    raw = _closed(data[start:end].decode("latin-1"))
    try:
        parser.feed(raw)
        parser.close()
    except (AssertionError, ValueError, RecursionError):
        return [HtmlBlock(data[start:end].decode("utf-8", "replace"), start, end)]
    return parser.finish(end)


def _closed(raw: str) -> str:
    """The text before a comment or declaration without an end, which takes all that follows (HTML 13.2.5).

    The parser would look for that end anew at each of them.
    """
    for opening, closing in (("<!--", "-->"), ("<![", "]>"), ("<?", ">"), ("<!", ">")):
        at = raw.find(opening, raw.rfind(closing) + 1)
        if at >= 0:
            raw = raw[:at]
    return raw


def _utf8(text: str) -> str:
    return text.encode("latin-1", "replace").decode("utf-8", "replace")


@dataclass(slots=True)
class _Text:
    """Inline content that is being collected."""

    start: int = -1
    parts: list[str] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    strong: list[str] = field(default_factory=list)
    opened: list[tuple[str, str, int]] = field(default_factory=list)
    closed: int = -1
    """How many parts there were where a piece of code ended."""

    def inline(self, end: int) -> Inline | None:
        """Collected text as inline content, None when it is blank."""
        text = _SPACE.sub(lambda found: "\n" if "\n" in found[0] else " ", "".join(self.parts)).strip()
        if not text:
            return None
        codes = (*self.codes, *_TICKS.findall(text))
        text = tidy_text(_TICKS.sub(r"\1", text))
        return Inline(text, max(self.start, 0), end, codes, tuple(self.links), tuple(self.strong))


@dataclass(slots=True)
class _Frame:
    """An open container: a table, list, quote or heading."""

    tag: str
    start: int
    attributes: dict[str, str]
    blocks: list[Block] = field(default_factory=list)
    header: tuple[Inline, ...] = ()
    rows: list[Row] = field(default_factory=list)
    cells: list[Inline] = field(default_factory=list)
    heads: int = 0
    items: list[Item] = field(default_factory=list)
    entries: list[Definition] = field(default_factory=list)
    term: Inline | None = None


class _BlockParser(HTMLParser):
    """Builds blocks from HTML; positions are offsets into the page."""

    def __init__(self, base: int) -> None:
        super().__init__(convert_charrefs=False)
        self.base = base
        self.line_starts = [0]
        self.frames = [_Frame("", base, {})]
        self.text = _Text()

    def feed(self, data: str) -> None:
        self.line_starts = [0, *(found.end() for found in re.finditer("\n", data))]
        super().feed(data)

    def finish(self, end: int) -> list[Block]:
        """Close what is open and give the blocks."""
        while len(self.frames) > 1:
            self._close(end)
        self._flush(end)
        return self.frames[0].blocks

    @property
    def here(self) -> int:
        line, column = self.getpos()
        return self.base + self.line_starts[min(line, len(self.line_starts)) - 1] + column

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: _utf8(unescape(value or "")) for name, value in attrs}
        start = self.here
        if tag == "br":
            self.text.parts.append("\n")
        elif tag in _INLINE:
            target = attributes.get("href", "") if tag == "a" else ""
            if tag == "code" and self.text.closed == len(self.text.parts):
                self.text.parts.append(" ")  # two pieces of code side by side are two words
            self.text.opened.append((tag, target, len(self.text.parts)))
        elif tag in _HEADINGS or tag in _QUOTES or tag in _TABLE or tag in _LISTS or tag == "pre":
            self._open(tag, start, attributes)
        elif tag in _BREAKS:
            self._flush(start)
            if tag == "details":
                self._add(Component(tag, attributes, start, start + len(self.get_starttag_text() or "")))
        else:
            self._flush(start)
            name = _source_name(self.get_starttag_text() or "") or tag
            end = start + len(self.get_starttag_text() or "")
            self._add(Component(name, attributes, start, end))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        last = self.frames[-1].blocks[-1:]
        if last and isinstance(last[0], Component) and last[0].name.lower() == tag:
            self._add(Component(CLOSING + tag, {}, last[0].end, last[0].end))

    def handle_comment(self, data: str) -> None:
        if data.strip() == MARK:
            self._flush(self.here)
            self._add(Component(MARK, {}, self.here, self.here + len(_MARK)))

    def _add(self, component: Component) -> None:
        self.frames[-1].blocks.append(component)

    def handle_endtag(self, tag: str) -> None:
        end = self.here
        if tag in _INLINE:
            self._close_inline(tag)
        elif tag in _BREAKS:
            self._flush(end)
            if tag == "details":
                self._add(Component(CLOSING + tag, {}, end, end))
            elif tag == "summary":
                self._name_details()
        elif any(frame.tag == tag for frame in self.frames[1:]):
            while self.frames[-1].tag != tag:
                self._close(end)
            self._close(end)
        elif tag not in _KNOWN:
            self._flush(end)
            self._add(Component(CLOSING + tag, {}, end, end))

    def _name_details(self) -> None:
        """Give the element `details` its summary as title."""
        blocks = self.frames[-1].blocks
        if len(blocks) > 1 and isinstance(blocks[-1], Paragraph) and isinstance(blocks[-2], Component):
            details, title = blocks[-2], blocks[-1].text
            blocks[-2] = replace(details, attributes={**details.attributes, "title": title})

    def handle_data(self, data: str) -> None:
        text = self.text
        if text.start < 0 and data.strip():
            text.start = self.here + len(data) - len(data.lstrip())
        text.parts.append(_utf8(data))

    def handle_entityref(self, name: str) -> None:
        if self.text.start < 0:
            self.text.start = self.here
        self.text.parts.append(unescape(f"&{name};"))

    def handle_charref(self, name: str) -> None:
        if self.text.start < 0:
            self.text.start = self.here
        self.text.parts.append(unescape(f"&#{name};"))

    def _open(self, tag: str, start: int, attributes: dict[str, str]) -> None:
        if tag in ("thead", "tbody", "tfoot", "caption", "colgroup", "col"):
            self._flush(start)
            return
        if tag in ("td", "th", "tr", "li", "dt", "dd"):  # their end tags may be left out (HTML 13.1.2.4)
            while self.frames[-1].tag in _IMPLIED_END.get(tag, ()):
                self._close(start)
        self._flush(start)
        if len(self.frames) < _DEPTH:
            self.frames.append(_Frame(tag, start, attributes))

    def _close_inline(self, tag: str) -> None:
        text = self.text
        while text.opened:
            opened, target, index = text.opened.pop()
            if opened != tag:
                continue
            content = "".join(text.parts[index:]).strip()
            if tag == "code":
                text.codes.append(content)
                text.closed = len(text.parts)
            elif tag == "a" and target:
                text.links.append(Link(content, target))
            elif tag in ("b", "strong"):
                text.strong.append(content)
            return

    def _flush(self, end: int) -> None:
        inline = self.text.inline(end)
        self.text = _Text()
        if inline is not None:
            self.frames[-1].blocks.append(Paragraph(inline, inline.start, end))

    def _close(self, end: int) -> None:
        frame = self.frames[-1]
        if frame.tag == "pre":
            self._close_code(frame, end)
            return
        self._flush(end)
        self.frames.pop()
        parent = self.frames[-1]
        if frame.tag in ("td", "th"):
            parent.cells.append(_join(frame.blocks, frame.start, end))
            parent.heads += frame.tag == "th"
        elif frame.tag == "tr":
            if frame.cells and frame.heads == len(frame.cells) and not parent.rows and not parent.header:
                parent.header = tuple(frame.cells)
            elif frame.cells:
                parent.rows.append(Row(tuple(frame.cells), frame.start, end))
        elif frame.tag == "table":
            header, rows = frame.header, frame.rows
            if not header and rows:
                header, rows = rows[0].cells, rows[1:]
            if header:
                parent.blocks.append(Table(header, tuple(rows), frame.start, end))
        elif frame.tag == "li":
            parent.items.append(Item(tuple(frame.blocks), frame.start, end))
        elif frame.tag in ("ul", "ol"):
            parent.blocks.append(ListBlock(tuple(frame.items), frame.start, end))
        elif frame.tag == "dt":
            parent.term = _join(frame.blocks, frame.start, end)
        elif frame.tag == "dd":
            if parent.term is not None:
                term = parent.term
                parent.entries.append(Definition(term, tuple(frame.blocks), term.start, end))
        elif frame.tag == "dl":
            parent.blocks.append(DefinitionList(tuple(frame.entries), frame.start, end))
        elif frame.tag in _QUOTES:
            kind = (frame.attributes.get("class") or "").split()
            parent.blocks.append(Quote(tuple(frame.blocks), frame.start, end, kind[0] if kind else ""))
        elif frame.tag in _HEADINGS:
            inline = _join(frame.blocks, frame.start, end)
            anchor = frame.attributes.get("id")
            parent.blocks.append(Heading(_HEADINGS[frame.tag], inline, frame.start, end, anchor))

    def _close_code(self, frame: _Frame, end: int) -> None:
        text = "".join(self.text.parts)
        start = max(self.text.start, frame.start)
        self.text = _Text()
        self.frames.pop()
        language = (frame.attributes.get("class") or frame.attributes.get("lang") or "").split()
        info = language[-1].removeprefix("language-") if language else ""
        self.frames[-1].blocks.append(CodeBlock(info, text, start, frame.start, end))


_IMPLIED_END = {
    "td": ("td", "th"),
    "th": ("td", "th"),
    "tr": ("td", "th", "tr"),
    "li": ("li",),
    "dt": ("dt", "dd"),
    "dd": ("dt", "dd"),
}


def _join(blocks: Sequence[Block], start: int, end: int) -> Inline:
    """The paragraphs in a cell, heading or term as one inline."""
    inlines = [block.inline for block in blocks if isinstance(block, Paragraph | Heading)]
    for block in blocks:
        if isinstance(block, ListBlock):
            inlines.extend(_join(item.blocks, item.start, item.end) for item in block.items)
    return Inline(
        "\n".join(inline.text for inline in inlines),
        inlines[0].start if inlines else start,
        end,
        tuple(code for inline in inlines for code in inline.codes),
        tuple(link for inline in inlines for link in inline.links),
        tuple(strong for inline in inlines for strong in inline.strong),
    )


def _source_name(tag_text: str) -> str:
    """The name of a tag in the case it was written in, which tells a component from an element."""
    found = re.match(r"<([A-Za-z][\w.-]*)", tag_text)
    return found[1] if found else ""

"""Turns pyromark's events, which carry byte ranges, into blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pyromark

from mockdown.readers.blocks import (
    Block,
    CodeBlock,
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
)

OPTIONS = (
    pyromark.Options.ENABLE_TABLES
    | pyromark.Options.ENABLE_DEFINITION_LIST
    | pyromark.Options.ENABLE_GFM
    | pyromark.Options.ENABLE_STRIKETHROUGH
)
INLINE_ELEMENTS = frozenset(
    "a abbr b bdi bdo big br cite code data del dfn em font i img input ins kbd label mark nobr q s samp "
    "small span strike strong sub sup tt u var wbr details summary p div".split()
)
_TAG = re.compile(r"</?([A-Za-z][A-Za-z0-9-]*)\b[^<>]*>")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_HEADING_LEVELS = {f"H{level}": level for level in range(1, 7)}

Event = tuple[Any, Any]
_DEPTH = 50
"""Blocks that are nested deeper are passed over: no page needs them, and each level costs stack."""


class EventReader:
    """Builds blocks of events, one top-level block after the other; `position` is the next event."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.events: list[Event] = []
        """Those of the top-level block that is being read."""
        self.position = 0
        self.depth = 0
        self.anchor: str | None = None
        """The identifier of the anchor read last, for the heading that it stands in or before."""

    def read_blocks(self) -> list[Block]:
        """Read all blocks of the text."""
        blocks: list[Block] = []
        for events in _top_level(self.text):
            self.events, self.position = events, 0
            blocks.extend(self._read_inside())
        self.events = []
        return blocks

    def _read_inside(self) -> list[Block]:
        """Read blocks up to the end of the enclosing container."""
        blocks: list[Block] = []
        events = self.events
        while self.position < len(events):
            event, place = events[self.position]
            if isinstance(event, str):  # a thematic break
                self.position += 1
                continue
            start = event.get("Start")
            if start is not None:
                block = self._read_block(start, place["start"], place["end"])
                if block is not None:
                    blocks.append(block)
            elif "End" in event:
                break
            else:  # inline content straight in a tight list item
                inline = self._read_inline()
                blocks.append(Paragraph(inline, inline.start, inline.end))
        return blocks

    def _read_block(self, tag: Any, start: int, end: int) -> Block | None:
        value: Any = None
        name = tag
        if isinstance(tag, dict):
            name, value = next(iter(tag.items()))
        if name in _INLINE_TAGS:
            inline = self._read_inline()
            return Paragraph(inline, inline.start, inline.end)
        self.position += 1
        self.depth += 1
        block = self._read_content(name, value, start, end) if self.depth < _DEPTH else self._pass_over()
        self.depth -= 1
        self.position += 1
        return block

    def _pass_over(self) -> Block | None:
        """Go to the end of a block that is not read."""
        level = 0
        while True:
            event = self.events[self.position][0]
            if isinstance(event, dict):
                level += ("Start" in event) - ("End" in event)
            if level < 0:
                return None
            self.position += 1

    def _read_content(self, name: str, value: Any, start: int, end: int) -> Block | None:
        block: Block | None = None
        if name == "Paragraph":
            self.anchor = None
            block = Paragraph(self._read_inline(), start, end)
            if block.text:
                self.anchor = None
        elif name == "Heading":
            block = _heading(_HEADING_LEVELS[value["level"]], self._read_inline(), start, end)
            if block.anchor is None and self.anchor is not None:
                block = replace(block, anchor=self.anchor)
            self.anchor = None
        elif name == "CodeBlock":
            block = self._read_code(value, start, end)
        elif name == "Table":
            block = self._read_table(start, end)
        elif name == "List":
            block = ListBlock(tuple(self._read_items()), start, end)
        elif name == "BlockQuote":
            block = Quote(tuple(self._read_inside()), start, end, (value or "").lower())
        elif name == "HtmlBlock":
            text = self._read_raw()[0]
            self.anchor = anchor_in(text)
            block = HtmlBlock(text, start, end)
        elif name == "DefinitionList":
            block = DefinitionList(tuple(self._read_definitions()), start, end)
        else:
            self._read_inside()
        return block

    def _read_raw(self) -> tuple[str, int | None]:
        """Read text events up to the end of a code or HTML block, with the offset of the first."""
        parts: list[str] = []
        first: int | None = None
        events = self.events
        while True:
            event, place = events[self.position]
            if "End" in event:
                return "".join(parts), first
            if first is None:
                first = place["start"]
            parts.append(next(iter(event.values())))
            self.position += 1

    def _read_code(self, kind: Any, start: int, end: int) -> CodeBlock:
        info = kind["Fenced"] if isinstance(kind, dict) else ""
        text, content = self._read_raw()
        return CodeBlock(info, text, start if content is None else content, start, end)

    def _read_items(self) -> list[Item]:
        items: list[Item] = []
        while "Start" in self.events[self.position][0]:
            place = self.events[self.position][1]
            self.position += 1
            blocks = self._read_inside()
            self.position += 1
            items.append(Item(tuple(blocks), place["start"], place["end"]))
        return items

    def _read_definitions(self) -> list[Definition]:
        entries: list[Definition] = []
        term: Inline | None = None
        while "Start" in self.events[self.position][0]:
            event, place = self.events[self.position]
            self.position += 1
            if event["Start"] == "DefinitionListTitle":
                term = self._read_inline()
            else:
                blocks = tuple(self._read_inside())
                if term is not None:
                    entries.append(Definition(term, blocks, term.start, place["end"]))
            self.position += 1
        return entries

    def _read_table(self, start: int, end: int) -> Table:
        rows: list[Row] = []
        events = self.events
        while "Start" in events[self.position][0]:
            place = events[self.position][1]
            self.position += 1
            cells: list[Inline] = []
            while "Start" in events[self.position][0]:
                cell = events[self.position][1]
                self.position += 1
                cells.append(self._read_inline(cell["start"], cell["end"]))
                self.position += 1
            self.position += 1
            rows.append(Row(tuple(cells), place["start"], place["end"]))
        header = rows[0].cells if rows else ()
        return Table(header, tuple(rows[1:]), start, end)

    def _read_inline(self, start: int = -1, end: int = -1) -> Inline:
        """Read inline events up to the end of the block they stand in."""
        events = self.events
        parts: list[str] = []
        codes: list[str] = []
        links: list[Link] = []
        strong: list[str] = []
        opened: list[tuple[str, str, int]] = []
        event, place = events[self.position]
        if start < 0:
            start = end = place["start"]
        elif type(event) is dict:  # most cells of a table hold one word, or nothing
            if "End" in event:
                return Inline("", start, end)
            if "Text" in event and "End" in events[self.position + 1][0]:
                self.position += 1
                return Inline(event["Text"].strip(), start, max(end, place["end"]))
        while self.position < len(events):
            event, place = events[self.position]
            if isinstance(event, str):
                parts.append(" " if event == "SoftBreak" else "\n")
            else:
                kind, value = next(iter(event.items()))
                if kind == "Text":
                    parts.append(value)
                elif kind == "Code":
                    parts.append(value)
                    codes.append(value)
                elif kind in ("InlineHtml", "Html"):
                    parts.append(_plain_html(value))
                    self.anchor = anchor_in(value) or self.anchor
                elif kind == "Start":
                    name = value if isinstance(value, str) else next(iter(value))
                    if name not in _INLINE_TAGS:
                        break
                    target = value[name].get("dest_url", "") if name in ("Link", "Image") else ""
                    opened.append((name, target, len(parts)))
                elif kind == "End":
                    if not opened:
                        break
                    name, target, index = opened.pop()
                    text = "".join(parts[index:])
                    if name == "Link":
                        links.append(Link(text, target))
                    elif name == "Strong":
                        strong.append(text)
                    elif name == "Image":
                        del parts[index:]
                else:
                    parts.append(str(value))
            end = max(end, place["end"])
            self.position += 1
        text = parts[0] if len(parts) == 1 else "".join(parts)
        return Inline(text.strip(), start, end, tuple(codes), tuple(links), tuple(strong))


def _top_level(text: str) -> Iterator[list[Event]]:
    """The events of each top-level block; all of a page at once would weigh on the memory."""
    level = 0
    run: list[Event] = []
    for item in pyromark.events_with_range(text, options=OPTIONS):
        run.append(item)
        event = item[0]
        if "Start" in event:
            level += 1
        elif "End" in event:
            level -= 1
        if level == 0:
            yield run
            run = []


_INLINE_TAGS = frozenset(("Link", "Image", "Strong", "Emphasis", "Strikethrough", "Superscript", "Subscript"))


_ANCHOR = re.compile(r"\s*\{:?\s*#(?P<id>[\w.:-]+)[^{}]*\}\s*$|\s*\{:?\s*\.[\w-]+[^{}]*\}\s*$")


def _heading(level: int, inline: Inline, start: int, end: int) -> Heading:
    """A heading; `{#id}` at its end is its anchor, other braces are a path parameter's."""
    found = _ANCHOR.search(inline.text)
    if found is None:
        return Heading(level, inline, start, end)
    return Heading(level, replace(inline, text=inline.text[: found.start()]), start, end, found["id"])


_ANCHOR_TAG = re.compile(
    r"""<(?:a|span)\s[^<>]*?\b(?:id|name)\s*=\s*["']?(?P<id>[\w.:-]+)[^<>]*>""", re.IGNORECASE
)


def anchor_in(html: str) -> str | None:
    """The identifier of an anchor written as a tag: `<a name="trail">`, `<span id="trail">`."""
    found = _ANCHOR_TAG.search(html[:400])
    return found["id"] if found is not None else None


def _plain_html(text: str) -> str:
    """Drop the tags that HTML knows; keep `<id>` and the like, which docs write for placeholders."""
    if _BREAK.fullmatch(text):
        return "\n"
    tag = _TAG.fullmatch(text)
    if tag is None:
        return "" if text.startswith("<!--") else text
    return "" if tag[1].lower() in INLINE_ELEMENTS else text

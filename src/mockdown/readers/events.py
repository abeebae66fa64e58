"""Turns pyromark's events, which carry byte ranges, into blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain
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
    tidy_text,
    without_runs,
)
from mockdown.values import replace

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
    """Builds blocks of events as pyromark gives them; all of a page at once would weigh on the memory.

    What reads a block takes its events up to its end, and with it.
    """

    def __init__(self, text: str) -> None:
        self.events: Iterator[Event] = iter(pyromark.events_with_range(text, options=OPTIONS))
        self.held: Event | None = None
        """The event that ended inline content, and is still to be read."""
        self.depth = 0
        self.anchor: str | None = None
        """The identifier of the anchor read last, for the heading that it stands in or before."""

    def read_blocks(self) -> list[Block]:
        """Read blocks up to the end of the enclosing container, or of the text."""
        blocks: list[Block] = []
        while True:
            item = self.held or next(self.events, None)
            self.held = None
            if item is None:
                return blocks
            event, place = item
            if isinstance(event, str):  # a thematic break
                continue
            tag = event.get("Start")
            if tag is None and "End" in event:
                return blocks
            name, value = next(iter(tag.items())) if isinstance(tag, dict) else (tag or "", None)
            if not name or name in _INLINE_TAGS:  # inline content straight in a tight list item
                inline = self._read_inline((item,), tight=True)
                blocks.append(Paragraph(inline, inline.start, inline.end))
                continue
            self.depth += 1
            if self.depth < _DEPTH:
                block = self._read_block(name, value, place["start"], place["end"])
                if block is not None:
                    blocks.append(block)
            else:
                self._pass_over()
            self.depth -= 1

    def _pass_over(self) -> None:
        """Go behind the end of a block that is not read."""
        level = 0
        for event, _ in self.events:
            if isinstance(event, dict):
                level += ("Start" in event) - ("End" in event)
            if level < 0:
                return

    def _read_block(self, name: str, value: Any, start: int, end: int) -> Block | None:
        block: Block | None = None
        if name == "Table":
            block = self._read_table(start, end)
        elif name == "Paragraph":
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
        elif name == "List":
            block = ListBlock(tuple(self._read_items()), start, end)
        elif name == "BlockQuote":
            block = Quote(tuple(self.read_blocks()), start, end, (value or "").lower())
        elif name == "HtmlBlock":
            text = self._read_raw()[0]
            self.anchor = anchor_in(text)
            block = HtmlBlock(text, start, end)
        elif name == "DefinitionList":
            block = DefinitionList(tuple(self._read_definitions()), start, end)
        else:
            self.read_blocks()
        return block

    def _read_raw(self) -> tuple[str, int | None]:
        """Read text events up to the end of a code or HTML block, with the offset of the first."""
        parts: list[str] = []
        first: int | None = None
        for event, place in self.events:
            if "End" in event:
                break
            if first is None:
                first = place["start"]
            parts.append(next(iter(event.values())))
        return "".join(parts), first

    def _read_code(self, kind: Any, start: int, end: int) -> CodeBlock:
        info = kind["Fenced"] if isinstance(kind, dict) else ""
        text, content = self._read_raw()
        return CodeBlock(info, text, start if content is None else content, start, end)

    def _read_items(self) -> Iterator[Item]:
        for event, place in self.events:
            if "End" in event:
                return
            yield Item(tuple(self.read_blocks()), place["start"], place["end"])

    def _read_definitions(self) -> Iterator[Definition]:
        term: Inline | None = None
        for event, place in self.events:
            if "End" in event:
                return
            if event["Start"] == "DefinitionListTitle":
                term = self._read_inline()
            else:
                blocks = tuple(self.read_blocks())
                if term is not None:
                    yield Definition(term, blocks, term.start, place["end"])

    def _read_table(self, start: int, end: int) -> Table:
        rows: list[Row] = []
        cells: list[Inline] = []
        events = self.events
        for event, place in events:
            tag = event.get("Start")
            if tag == "TableCell":
                # Most cells hold one word, or nothing, and there are very many.
                item = next(events)
                inner = item[0]
                if "End" in inner:
                    cells.append(Inline("", place["start"], place["end"]))
                    continue
                after = next(events)
                code = inner.get("Code")
                text = inner.get("Text", code)
                if text is None or "End" not in after[0]:
                    cells.append(self._read_inline((item, after), place["start"], place["end"]))
                else:
                    codes = () if code is None else (code,)
                    cells.append(Inline(tidy_text(text), place["start"], place["end"], codes))
            elif tag is not None:
                cells = []
            elif event["End"] == "Table":
                break
            else:
                rows.append(Row(tuple(cells), place["start"], place["end"]))
        header = rows[0].cells if rows else ()
        return Table(header, tuple(rows[1:]), start, end)

    def _read_inline(
        self, first: Sequence[Event] = (), start: int = -1, end: int = -1, *, tight: bool = False
    ) -> Inline:
        """Read inline content: `first`, and what follows up to the end of its block.

        `tight` content of a list item has no block of its own; what ends it is still to be read.
        """
        parts: list[str] = []
        codes: list[str] = []
        links: list[Link] = []
        strong: list[str] = []
        opened: list[tuple[str, str, int]] = []
        for item in chain(first, self.events):
            event, place = item
            if start < 0:
                start = end = place["start"]
            if isinstance(event, str):
                parts.append(" " if event == "SoftBreak" else "\n")
            elif "Text" in event:
                parts.append(event["Text"])
            elif "Code" in event:
                parts.append(event["Code"])
                codes.append(without_runs(event["Code"]))
            elif "Start" in event:
                tag = event["Start"]
                name = tag if isinstance(tag, str) else next(iter(tag))
                if name not in _INLINE_TAGS:
                    self.held = item
                    break
                target = tag[name].get("dest_url", "") if name in ("Link", "Image") else ""
                opened.append((name, target, len(parts)))
            elif "End" in event:
                if not opened:
                    self.held = item if tight else None
                    break
                name, target, index = opened.pop()
                text = without_runs("".join(parts[index:]))
                if name == "Link":
                    links.append(Link(text, target))
                elif name == "Strong":
                    strong.append(text)
                elif name == "Image" and text not in _BADGES:  # a badge stands for its word
                    del parts[index:]
            else:
                kind, value = next(iter(event.items()))
                if kind in ("InlineHtml", "Html"):
                    parts.append(_plain_html(value))
                    self.anchor = anchor_in(value) or self.anchor
                else:
                    parts.append(str(value))
            end = max(end, place["end"])
        text = parts[0] if len(parts) == 1 else "".join(parts)
        return Inline(tidy_text(text), start, end, tuple(codes), tuple(links), tuple(strong))


_BADGES = frozenset(("GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH", "TRACE"))
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

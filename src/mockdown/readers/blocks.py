"""The block tree of a page: CommonMark's blocks, each with the bytes it stands on.

Offsets (`start`, `end`) are bytes of the page's `SourceText`; `Document.span` turns them into a `Span`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import field

from mockdown.source import SourceText, Span
from mockdown.values import dataclass

_BLANKS = re.compile(r"\s{40,}")


def without_runs(text: str) -> str:
    """Text in which very many blanks are one, as on a screen: patterns would try each of them in turn."""
    return text if len(text) < 400 else _BLANKS.sub(" ", text)


def tidy_text(text: str) -> str:
    """Inline text without the blanks around it, and without long runs of them."""
    return without_runs(text.strip())


@dataclass(frozen=True, slots=True)
class Link:
    """A link as written: its visible text and its destination."""

    text: str
    target: str


@dataclass(frozen=True, slots=True)
class Inline:
    """The content of a heading, paragraph or table cell."""

    text: str
    """Without marks: code, emphasis and links are their plain text, a hard break is a newline."""
    start: int
    end: int
    codes: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    strong: tuple[str, ...] = ()
    """What stands in bold, in the order of the text."""


@dataclass(frozen=True, slots=True)
class Heading:
    """An ATX, setext or HTML heading, `level` 1 to 6."""

    level: int
    inline: Inline
    start: int
    end: int
    anchor: str | None = None
    """The identifier given in the page, not the one a renderer would make."""

    @property
    def text(self) -> str:
        return self.inline.text


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, also the tight text of a list item."""

    inline: Inline
    start: int
    end: int

    @property
    def text(self) -> str:
        return self.inline.text


@dataclass(frozen=True, slots=True)
class CodeBlock:
    """A fenced or indented code block; `content` is the offset at which its text starts."""

    info: str
    text: str
    content: int
    start: int
    end: int

    @property
    def language(self) -> str:
        """The first word of the info string, in lower case (CommonMark 4.5)."""
        words = self.info.replace("{", " ").replace(",", " ").split()
        return words[0].lower() if words else ""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table."""

    cells: tuple[Inline, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Table:
    """A table of any notation; the header row may be empty for HTML tables without one."""

    header: tuple[Inline, ...]
    rows: tuple[Row, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Item:
    """One list item with the blocks in it."""

    blocks: tuple[Block, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class ListBlock:
    """A bullet or ordered list."""

    items: tuple[Item, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Definition:
    """One term of a definition list with its definitions."""

    term: Inline
    blocks: tuple[Block, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class DefinitionList:
    """Terms with their definitions."""

    entries: tuple[Definition, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Quote:
    """A block quote or an admonition; `kind` is `note`, `warning` … where one is given."""

    blocks: tuple[Block, ...]
    start: int
    end: int
    kind: str = ""


@dataclass(frozen=True, slots=True)
class HtmlBlock:
    """HTML that no reader turned into other blocks."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Component:
    """An element that docs sites give a meaning: an MDX component, a template tag, a custom element."""

    name: str
    attributes: Mapping[str, str]
    start: int
    end: int
    """Where its opening tag ends."""
    text: str = ""
    """The prose that it holds, as Markdown; these paragraphs stand behind it as blocks, too."""
    closes: int = 0
    """Where its closing tag starts; 0 where it has none."""


Block = Heading | Paragraph | CodeBlock | Table | ListBlock | DefinitionList | Quote | HtmlBlock | Component


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and all up to the next heading of its level or above.

    The root section of a page has no heading and level 0.
    """

    heading: Heading | None
    blocks: tuple[Block, ...]
    """What stands before the first subsection."""
    sections: tuple[Section, ...]
    start: int
    end: int

    @property
    def title(self) -> str:
        return self.heading.text if self.heading else ""

    @property
    def level(self) -> int:
        return self.heading.level if self.heading else 0

    def walk(self) -> Iterator[Section]:
        """This section and all below it, in page order."""
        waiting = [self]
        while waiting:
            section = waiting.pop()
            yield section
            waiting.extend(reversed(section.sections))


@dataclass(frozen=True)
class Document:
    """A page as a tree of sections."""

    source: SourceText
    root: Section
    meta: Mapping[str, object] = field(default_factory=dict)
    """The front matter."""

    @property
    def name(self) -> str:
        return self.source.file.name

    @property
    def title(self) -> str:
        """The title of the front matter, or the first heading, or nothing."""
        title = self.meta.get("title")
        if isinstance(title, str) and title.strip():
            return title.strip()
        for section in self.root.walk():
            if section.heading is not None:
                return section.title
        return ""

    def span(self, block: Block | Inline | Row | Item | Section | Definition) -> Span:
        """The span of a block or of a part of one."""
        return Span(self.source, block.start, block.end)

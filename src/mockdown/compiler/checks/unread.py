"""Reports the tables, lists and fences inside operations that no extractor claimed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

import orjson

from mockdown import codes
from mockdown.compiler.checks.case import first_line
from mockdown.diagnostics import Diagnostic, Label, Report
from mockdown.extractors.announced_lines import parse_line
from mockdown.extractors.operation_rows import is_method, is_operation_row
from mockdown.extractors.passages import Passage
from mockdown.extractors.scopes import Scope
from mockdown.readers.blocks import (
    Block,
    CodeBlock,
    DefinitionList,
    Document,
    Inline,
    ListBlock,
    Paragraph,
    Section,
    Table,
)
from mockdown.source import Span
from mockdown.vocabularies.roles import Role

_TOLD = frozenset(("json", "json5", "jsonc", "http"))
"""Tags of fences that show a message wherever they stand."""
_DATA = frozenset(("", "text", "txt", "plain", "plaintext", "yaml", "yml", "xml"))
"""Tags of fences that show one where the place says so; programs are not for the compiler."""
_SAID = frozenset((Role.BODY, Role.RESPONSE, Role.REQUEST, Role.STATUSES, Role.FORM))
_STAND_IN = re.compile(r"^\W*array item\W*$", re.IGNORECASE)
"""A row that stands for the items of a list, of which nothing more is said."""
_FIELD = re.compile(r"^[\w.$\[\]-]+\??(?:\s*[:(–—-]|$)")
_BROKEN = re.compile(r"\s*(?:[\[{]|\"[\w.$-]+\"\s*:)")


def check_unread(
    scopes: Sequence[Scope], claims: Mapping[str, Iterable[tuple[int, int]]], report: Report
) -> None:
    """What stands in an operation in the form of data is read as data."""
    claimed = {page: _Claimed(places) for page, places in claims.items()}
    for scope in scopes:
        known = claimed[scope.document.name]
        announcing = {id(announcement.block) for announcement in scope.announcements}
        readable = [
            item
            for item in scope.passages
            if _is_data(item) and id(item.block) not in announcing and not _is_told(scope, item.block)
        ]
        unread = [item for item in readable if not known.touches(item.block.start, item.block.end)]
        if not unread:
            continue
        whole = _whole_sections(scope.section, readable, unread)
        for section, inside in whole:
            _report_section(scope.document, section, inside, report)
        told = {id(item.block) for _, inside in whole for item in inside}
        for item in unread:
            if id(item.block) not in told:
                _report_block(scope.document, item, report)


def _is_told(scope: Scope, block: Block) -> bool:
    """Whether a row holds nothing besides the announcement of its operation and the words that sum it up."""
    if not isinstance(block, Table) or not is_operation_row(block):
        return False
    first = scope.announcements[0]
    others = [cell.text for cell in block.rows[0].cells if cell.text and not _announces(cell.text)]
    return others in ([], [first.summary])


def _announces(text: str) -> bool:
    return parse_line(text) is not None or is_method(text) or text.startswith("/")


class _Claimed:
    """The starts of what facts came of on one page."""

    def __init__(self, places: Iterable[tuple[int, int]]) -> None:
        self.places = sorted(set(places))
        self.starts = {start for start, _ in self.places}

    def touches(self, start: int, end: int) -> bool:
        """Whether a fact came of a block, of a part of it, or of what holds it."""
        if start in self.starts:
            return True
        return any(first < end and start < last for first, last in self.places)


def _is_data(passage: Passage) -> bool:
    block = passage.block
    if passage.role in (Role.DECOY, Role.ENUM):
        return False
    if isinstance(block, Table):
        return len(block.header) > 1 and any(_STAND_IN.match(row.cells[0].text) is None for row in block.rows)
    if isinstance(block, CodeBlock):
        told = block.language in _TOLD or (passage.role in _SAID and block.language in _DATA)
        return told and bool(block.text.strip())
    if isinstance(block, ListBlock):
        firsts = [item.blocks[0] for item in block.items if item.blocks]
        named = [first for first in firsts if isinstance(first, Paragraph) and _is_field(first.inline)]
        return len(named) > 1 and len(named) == len(block.items)
    return isinstance(block, DefinitionList)


def _is_field(inline: Inline) -> bool:
    """Whether an item starts with a name in code, and says something of it."""
    code = inline.codes[0] if inline.codes else ""
    return bool(code) and inline.text.startswith(code) and _FIELD.match(inline.text) is not None


def _whole_sections(
    top: Section, readable: Sequence[Passage], unread: Sequence[Passage]
) -> list[tuple[Section, list[Passage]]]:
    """The sections, outermost first, of which no data was read though they hold several blocks of it."""
    if len(unread) < 2:
        return []
    found: list[tuple[Section, list[Passage]]] = []
    ends = -1
    for section in top.walk():
        if section is top or section.heading is None or section.start < ends:
            continue
        inside = list(_inside(section, unread))
        if len(inside) > 1 and len(inside) == sum(1 for _ in _inside(section, readable)):
            found.append((section, inside))
            ends = section.end
    return found


def _inside(section: Section, passages: Iterable[Passage]) -> Iterator[Passage]:
    return (item for item in passages if section.start <= item.block.start < section.end)


def _report_section(document: Document, section: Section, inside: Sequence[Passage], report: Report) -> None:
    kinds = list(dict.fromkeys(_kind(item.block) for item in inside))
    report(
        Diagnostic(
            code=codes.MDN102,
            message=f'nothing was read from the section "{section.title}", which holds '
            f"{len(inside)} blocks such as {kinds[0]}",
            primary=Label(first_line(Span(document.source, section.start, section.end)), "not read"),
            secondary=tuple(_label(document, item.block) for item in inside[:2]),
            help="name what it holds in the heading: `Query parameters`, `Request body`, `Response`",
        )
    )


def _report_block(document: Document, passage: Passage, report: Report) -> None:
    block = passage.block
    code, message = codes.MDN101, f"{_kind(block)} in an operation was not read"
    way_out = _WAYS_OUT.get(type(block)) or _way_out(block)
    if isinstance(block, CodeBlock) and _is_broken(block):
        code, message = codes.EXA101, "the example cannot be read as JSON"
        way_out = "write one JSON object or array, or tag it as what it is"
    label = _label(document, block)
    report(Diagnostic(code=code, message=message, primary=Label(label.span, "not read"), help=way_out))


_WAYS_OUT: Mapping[type[Block], str] = {
    Table: "name its columns, such as `Name | Type | Description` or `Status | Meaning`",
    ListBlock: "write its items as `name` (type): meaning, below a heading such as `Query parameters`",
    DefinitionList: "put it below a heading such as `Query parameters` or `Responses`",
}


_TAGS = {
    "http": "start it with a line such as `GET /things HTTP/1.1` or `HTTP/1.1 200 OK`",
    "yaml": "show the message as JSON",
    "yml": "show the message as JSON",
    "xml": "show the message as JSON, or name its media type in the text",
}


def _way_out(block: Block) -> str:
    tag = block.language if isinstance(block, CodeBlock) else ""
    return _TAGS.get(tag, "tag it `text`, or write it as a JSON object or array")


def _is_broken(block: CodeBlock) -> bool:
    """Whether a block is meant to be JSON, and is none; a text in quotes is."""
    if not block.language.startswith("json") and (block.language or not _BROKEN.match(block.text)):
        return False
    try:
        orjson.loads(block.text)
    except orjson.JSONDecodeError:
        return True
    return False


def _kind(block: Block) -> str:
    if isinstance(block, Table):
        return "a table"
    if isinstance(block, CodeBlock):
        return f"a `{block.language}` fence" if block.language else "a code block"
    return "a list" if isinstance(block, ListBlock) else "a definition list"


def _label(document: Document, block: Block) -> Label:
    start = block.start
    if isinstance(block, CodeBlock):
        text = block.text.lstrip()
        inner = document.source.data.find(text.splitlines()[0].encode(), start, block.end) if text else -1
        start = inner if inner >= 0 else start
    return Label(first_line(Span(document.source, start, block.end)))

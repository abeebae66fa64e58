"""Finds what looks like a part of an API where no operation is described: it should have been read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from mockdown.compiler.owned import OwnedBytes
from mockdown.compiler.templates import Templates
from mockdown.extractors.passages import Passage, walk_section
from mockdown.extractors.requests import read_curl, read_exchange
from mockdown.extractors.scopes import Scope
from mockdown.extractors.statuses import STATUSES
from mockdown.readers.blocks import Block, CodeBlock, Document, ListBlock, Paragraph, Table
from mockdown.readers.json_samples import looks_like_json
from mockdown.vocabularies.columns import Column, column_of
from mockdown.vocabularies.roles import Role

_MESSAGE = re.compile(r"^\s*(?:HTTP/\d(?:\.\d)? \d{3}\b|[A-Z]{3,7} /\S* HTTP/\d)", re.MULTILINE)
_SENDS = re.compile(r"\bcurl\b(?s:.*?)\s(?:-[XdF]|--(?:request|data[\w-]*|form|json))[\s=]?")
_STATUS = re.compile(r"^\W*(?P<status>[1-5]\d\d)\b")
_TYPES = r"(?:string|str|integer|int|number|float|boolean|bool|array|list|object|date|datetime|uuid)"
_FIELD_LINE = re.compile(
    rf"^\W{{0,4}}[A-Za-z_][\w.\[\]-]*\W{{0,3}}\s*(?:\((?:required|optional|{_TYPES})\b|[:,–—-]\s*[`*_]?{_TYPES}\b)",
    re.IGNORECASE,
)
_SAMPLES = frozenset(
    ("", "json", "json5", "jsonc", "http", "text", "txt", "bash", "sh", "shell", "console", "curl")
)


def unclaimed(document: Document, scopes: Sequence[Scope], known: Templates) -> Iterator[Block]:
    """The blocks outside of the operations of a page that look like a part of an API.

    On a page that announces nothing only whole messages do: the rest may be of anything.
    """
    owned = OwnedBytes(scopes)
    for passage in walk_section(document.root, leave_out=owned.hold_all_of):
        block = passage.block
        if owned.holds(block.start) or passage.role in (Role.DECOY, Role.ENUM):
            continue
        if _is_message(block, known) or (scopes and _is_data(passage)):
            yield block


def is_field_table(table: Table) -> bool:
    """Whether the columns of a table name values and say of what type, or how required, they are."""
    columns = {column_of(cell.text) for cell in table.header}
    return Column.NAME in columns and bool(columns & {Column.TYPE, Column.REQUIRED, Column.LOCATION})


def is_field_text(block: Block) -> bool:
    """Whether all lines of a paragraph are those of fields: `size (required) - integer`."""
    if not isinstance(block, Paragraph):
        return False
    lines = block.text.strip().splitlines()
    return bool(lines) and all(_FIELD_LINE.match(line) for line in lines)


def _is_message(block: Block, known: Templates) -> bool:
    """Whether a block shows a request that no operation takes, or a whole answer."""
    if not isinstance(block, CodeBlock) or block.language not in _SAMPLES:
        return False
    if _MESSAGE.search(block.text):
        asked, answer = read_exchange(block.text)
        return answer is not None or (
            asked is not None and not known.match_end(asked.method, asked.target.segments)
        )
    if _SENDS.search(block.text):
        return any(not known.match_end(one.method, one.target.segments) for one in read_curl(block.text))
    return False


def _is_data(passage: Passage) -> bool:
    block = passage.block
    if isinstance(block, Table):
        return is_field_table(block)
    if isinstance(block, CodeBlock):
        return block.language.startswith("json") and looks_like_json(block.text)
    if isinstance(block, ListBlock):
        return _are_statuses(block)
    return is_field_text(block)


def _are_statuses(block: ListBlock) -> bool:
    firsts = [item.blocks[0] for item in block.items if item.blocks]
    found = [_STATUS.match(first.text) for first in firsts if isinstance(first, Paragraph)]
    return bool(found) and all(match is not None and match["status"] in STATUSES for match in found)


def templates_of(scopes: Iterable[Scope]) -> Templates:
    """The paths of all operations."""
    known = Templates()
    for scope in scopes:
        for announcement in scope.announcements:
            known.add(announcement.method, announcement.template.segments)
    return known

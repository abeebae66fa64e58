"""Makes headings of the lines above tables that describe the types which other tables name.

| permissions | Permission |
**Permission**                   <- no heading, but the title of a schema
| action      | string     |
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from mockdown.extractors.field_lists import is_field_list
from mockdown.extractors.fields import is_field_table, table_columns
from mockdown.extractors.titles import is_pseudo_heading
from mockdown.extractors.types import parse_type
from mockdown.model.schema import Schema
from mockdown.readers.blocks import Block, Document, Heading, Inline, ListBlock, Paragraph, Section, Table
from mockdown.readers.sections import build_sections
from mockdown.vocabularies.columns import Column

_LEAD = re.compile(
    r"^(?:(?:the|an?|each|every) )?(?P<name>[A-Za-z][\w.-]{0,59})"
    r"(?: (?:object|model|schema|type|resource|structure|entity)s?)?"
    r"(?: (?:has|have|is|are|contains?|consists?|looks?|takes?|can|may|must)\b[^.]{0,80})?\s*:?$",
    re.IGNORECASE,
)


def title_schemas(document: Document) -> Document:
    """The document with the titles of schemas that its tables name as headings.

    What follows such a title, up to the next title or heading, is the schema's.
    """
    titled = [section for section in document.root.walk() if any(True for _ in _leads(section.blocks))]
    if not titled:
        return document
    known = {_key(section.title) for section in document.root.walk() if section.heading is not None}
    named = set(_named_types(document.root)) - known
    mended = {id(section): _mended(section, named) for section in titled} if named else {}
    if not any(mended.values()):
        return document
    blocks = list(_flat(document.root, mended))
    return replace(document, root=build_sections(blocks, document.root.end))


def _leads(blocks: Sequence[Block]) -> Iterator[tuple[int, str]]:
    """The paragraphs right before a table or list of fields that may be titles, with the name in them."""
    for index, block in enumerate(blocks[:-1]):
        if isinstance(block, Paragraph) and _describes(blocks[index + 1]):
            found = _LEAD.match(block.text.strip(" :"))
            if found is not None and (is_pseudo_heading(block) or block.text.rstrip().endswith((":", "`"))):
                yield index, found["name"]


def _describes(block: Block) -> bool:
    if isinstance(block, Table):
        return is_field_table(table_columns(block))
    return isinstance(block, ListBlock) and is_field_list(block)


def _named_types(root: Section) -> Iterator[str]:
    """The keys of the types that columns name."""
    for section in root.walk():
        for block in section.blocks:
            if not isinstance(block, Table):
                continue
            columns = table_columns(block)
            for index, column in enumerate(columns):
                if column in (Column.TYPE, Column.SCHEMA):
                    for row in block.rows:
                        if index < len(row.cells) and row.cells[index].text:
                            yield from _of_type(row.cells[index].text.partition("\n")[0])


@lru_cache(maxsize=4096)
def _of_type(written: str) -> tuple[str, ...]:
    return tuple(_references(parse_type(written)))


def _references(schema: Schema) -> Iterator[str]:
    if schema.ref is not None:
        yield _key(schema.ref.partition("#")[0])
    for part in (schema.items, schema.additional, *schema.any_of):
        if part is not None:
            yield from _references(part)


def _key(name: str) -> str:
    return re.sub(r"[\W_]+", "", name)


def _mended(section: Section, named: set[str]) -> list[Block]:
    """The blocks of a section with headings where schemas, and what follows, begin; none as they were."""
    leads = {index: name for index, name in _leads(section.blocks) if _key(name) in named}
    level = min(section.level + 1, 6)
    if not leads or level <= section.level:
        return []
    blocks: list[Block] = []
    for index, block in enumerate(section.blocks):
        if index in leads and isinstance(block, Paragraph):
            title = Inline(leads[index], block.start, block.end)
            blocks.append(Heading(level, title, block.start, block.end))
        elif isinstance(block, Paragraph) and index > min(leads) and is_pseudo_heading(block):
            blocks.append(Heading(level, block.inline, block.start, block.end))
        else:
            blocks.append(block)
    return blocks


def _flat(section: Section, mended: dict[int, list[Block]]) -> Iterator[Block]:
    if section.heading is not None:
        yield section.heading
    yield from mended.get(id(section)) or section.blocks
    for child in section.sections:
        yield from _flat(child, mended)

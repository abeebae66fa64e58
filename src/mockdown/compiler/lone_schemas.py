"""Reads schemas of sections without members: a lone type, a table of values, a map."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mockdown.compiler.field_trees import enum_schema
from mockdown.extractors.claims import Claim
from mockdown.extractors.enums import read_enum_table
from mockdown.extractors.fields import table_columns
from mockdown.extractors.type_links import read_whole_type
from mockdown.model.schema import Schema
from mockdown.readers.blocks import (
    Block,
    CodeBlock,
    DefinitionList,
    Document,
    ListBlock,
    Paragraph,
    Table,
)
from mockdown.readers.json_samples import looks_like_json
from mockdown.source import Rank
from mockdown.vocabularies.columns import Column
from mockdown.vocabularies.types import TYPES

_KEYS = re.compile(
    r"\b(?:keys?|names?) (?:of (?:this|the|each) (?:object|map|member|property) )?(?:is|are|will be)\b",
    re.IGNORECASE,
)
_VALUES = re.compile(
    r"\b(?:the |each |its |their )?values?(?: of (?:each|every) (?:key|member|property))?"
    r" (?:is|are|will be|contains?)\b(?P<rest>[^.]*)",
    re.IGNORECASE,
)
_PLAIN = frozenset(("string", "integer", "int", "number", "float", "boolean", "bool", "object"))


_MEMBERED = (Table, ListBlock, DefinitionList)


def promises(block: Block) -> bool:
    """Whether a block may describe members or values."""
    return isinstance(block, _MEMBERED) or (isinstance(block, CodeBlock) and looks_like_json(block.text))


def alias_of(blocks: Sequence[Block], claim: Claim) -> Schema | None:
    """The type of a section that holds nothing but a type: `[][matcher](#matcher)`."""
    lines = [block for block in blocks if isinstance(block, Paragraph)]
    if any(promises(block) for block in blocks) or not lines:
        return None
    told = [(line, read_whole_type(line.inline)) for line in lines]
    types = [(line, schema) for line, schema in told if schema is not None]
    if len(types) != 1 or len(lines) > 2:
        return None
    claim(types[0][0].start, types[0][0].end)
    return types[0][1]


def values_of(document: Document, blocks: Sequence[Block], claim: Claim) -> Schema | None:
    """The schema of a section with a table of values and what they mean, and no other."""
    tables = [block for block in blocks if isinstance(block, Table)]
    if len(tables) != 1:
        return None
    columns = table_columns(tables[0])
    if not columns or columns[0] not in (Column.VALUE, Column.ENUM) or Column.NAME in columns:
        return None
    facts = list(read_enum_table(document, tables[0], columns))
    if len(facts) != 1:
        return None
    claim(tables[0].start, tables[0].end)
    return enum_schema(facts[0].values)


_KEYS = re.compile(
    r"\b(?:keys?|names?) (?:of (?:this|the|each) (?:object|map|member|property) )?(?:is|are|will be)\b",
    re.IGNORECASE,
)


def as_map(document: Document, blocks: Sequence[Block], own: Schema | None, claim: Claim) -> Schema | None:
    """A schema whose text says that its keys are data: "the keys are days, the values are integers"."""
    for block in blocks:
        if not isinstance(block, Paragraph):
            continue
        values = _VALUES.search(block.text)
        if values is None or _KEYS.search(block.text) is None:
            continue
        claim(block.start, block.end)
        if own is not None:
            return Schema(type="object", additional=own, span=own.span)
        words = (word.removesuffix("s") for word in re.findall(r"[a-z]+", values["rest"].lower()))
        kinds = [TYPES[word] for word in words if word in _PLAIN]
        span = document.span(block)
        additional = Schema(type=kinds[0][0]) if kinds else Schema()
        return Schema(type="object", additional=additional, rank=Rank.PROSE, span=span)
    return own

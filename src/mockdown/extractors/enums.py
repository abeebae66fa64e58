"""Reads lists of allowed values: a table with a column of values, perhaps beside the field's name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from mockdown.extractors.facts import EnumFact
from mockdown.readers.blocks import Document, ListBlock, Paragraph, Table
from mockdown.source import Span
from mockdown.vocabularies.columns import Column
from mockdown.vocabularies.roles import Role

_LIMIT = 80
_VALUES_OF = re.compile(
    r"\bvalues? (?:for|of|in) (?:the )?(?:field |property |parameter |attribute )?(?P<name>[\w.-]+)"
    r"(?: (?:are|is|can be|may be|field|property|parameter|attribute))*\W*$"
    r"|(?P<name2>[\w.-]+) (?:values?|(?:can|may|must|should|will) (?:be|have)|is|has)"
    r"(?: (?:one of|either|any of|the following|these|values?|are|possible))*\W*$",
    re.IGNORECASE,
)
"""A sentence before a list that says whose values it lists."""
_VALUE = re.compile(
    r"^(?:`(?P<code>[^`\n]{1,60})`|\"(?P<quoted>[^\"\n]{1,60})\"|(?P<number>-?\d+)\s*(?:[:=–—]|-\s|$))"
)


def read_enum_list(document: Document, block: ListBlock, lead: str) -> EnumFact | None:
    """The values that a list gives to the field which the sentence before it names."""
    named = _VALUES_OF.search(lead)
    if named is None:
        return None
    values: list[str] = []
    for item in block.items:
        first = item.blocks[0] if item.blocks else None
        text = document.source.slice(first.start, first.end) if isinstance(first, Paragraph) else ""
        found = _VALUE.match(text.strip().lstrip("*"))
        if found is None:
            return None
        values.append((found["code"] or found["quoted"] or found["number"]).strip("\"'"))
    if len(set(values)) < 2:
        return None
    name = named["name"] or named["name2"]
    return EnumFact(
        name=name, values=tuple(dict.fromkeys(values)), span=Span(document.source, block.start, block.end)
    )


def is_enum_table(columns: Sequence[Column], role: Role) -> bool:
    """Whether a table lists values: under a heading that says so, or with no columns but name and value."""
    if role is Role.ENUM:
        return Column.VALUE in columns or Column.ENUM in columns
    return (
        len(columns) == 2 and columns[0] is Column.NAME and columns[1] is Column.VALUE and role is Role.NONE
    )


def read_enum_table(document: Document, table: Table, columns: Sequence[Column]) -> Iterator[EnumFact]:
    """One fact per field, with its values in the order of the rows."""
    value_at = columns.index(Column.VALUE if Column.VALUE in columns else Column.ENUM)
    name_at = columns.index(Column.NAME) if Column.NAME in columns else None
    found: dict[str, list[str]] = {}
    starts: dict[str, Span] = {}
    for row in table.rows:
        if value_at >= len(row.cells):
            continue
        cell = row.cells[value_at]
        name = row.cells[name_at].text.strip() if name_at is not None else ""
        values = list(cell.codes) or [cell.text.strip()]
        found.setdefault(name, []).extend(value.strip("\"'") for value in values if 0 < len(value) <= _LIMIT)
        starts.setdefault(name, Span(document.source, row.start, row.end))
    for name, listed in found.items():
        if listed:
            yield EnumFact(name=name, values=tuple(dict.fromkeys(listed)), span=starts[name])

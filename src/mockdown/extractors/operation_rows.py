"""Reads what the row of a table of operations says besides method and path: statuses, parameters."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mockdown.extractors.announced_lines import METHOD_LIST, parse_line
from mockdown.extractors.facts import Fact, FieldsFact, StatusFact
from mockdown.extractors.field_lists import read_words
from mockdown.extractors.statuses import STATUSES
from mockdown.readers.blocks import Document, Inline, Row, Table
from mockdown.source import Span
from mockdown.vocabularies.roles import Role, role_of

_METHODS = re.compile(rf"^{METHOD_LIST}$")
_STATUS_TITLES = re.compile(
    r"^(?:success\w*|status\w*|(?:http |status |response |return )?codes?|returns?|responses?|results?"
    r"|errors?|failures?)\b",
    re.IGNORECASE,
)
_STATUS = re.compile(r"(?<![\d.])([1-5]\d\d)(?![\d.])\s*([^,;/\d]*)")
_PARAMETER = re.compile(r"`([\w.?&:{}\[\]-]+)`\s*(?:\(((?:[^()]|\([^()]*\))*)\))?")


def is_operation_row(table: Table) -> bool:
    """Whether the first row of a table names an operation."""
    if len(table.rows) != 1:
        return False
    return any(
        _METHODS.match(cell.text.strip()) or parse_line(cell.text.strip()) is not None
        for cell in table.rows[0].cells
    )


def read_operation_row(document: Document, table: Table) -> Iterator[Fact]:
    """The statuses and parameters that the other cells of an operation's row list."""
    row = table.rows[0]
    for heading, cell in zip(table.header, row.cells, strict=False):
        title = heading.text.strip()
        if not cell.text or parse_line(cell.text.strip()) is not None:
            continue
        if _STATUS_TITLES.match(title):
            yield from _statuses(document, row, cell)
        else:
            role = role_of(title)
            if role in (Role.QUERY, Role.PARAMETERS, Role.BODY, Role.HEADER, Role.PATH, Role.FORM):
                yield from _parameters(document, row, cell, role)


def _statuses(document: Document, row: Row, cell: Inline) -> Iterator[StatusFact]:
    for found in _STATUS.finditer(cell.text):
        if found[1] in STATUSES:
            yield StatusFact(
                status=found[1],
                description=found[2].strip(" -–—:.()"),
                span=Span(document.source, row.start, row.end),
            )


def _parameters(document: Document, row: Row, cell: Inline, role: Role) -> Iterator[FieldsFact]:
    span = Span(document.source, row.start, row.end)
    fields = tuple(
        read_words(found[1].strip("?&:{}"), "", [found[2]] if found[2] else [], found[2] or "", span)
        for found in _PARAMETER.finditer(document.source.slice(cell.start, cell.end))
    )
    if fields:
        yield FieldsFact(role=role, fields=fields, span=span)

"""Reads what the row of a table of operations says besides method and path.

Statuses, parameters, bodies, credentials: each stands in a column of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mockdown.extractors.announced_lines import METHOD_LIST, parse_line
from mockdown.extractors.auth_words import is_auth_title, read_auth_words
from mockdown.extractors.facts import ExampleFact, Fact, FieldsFact, SchemaFact, SecurityFact, StatusFact
from mockdown.extractors.field_lists import read_words
from mockdown.extractors.inline_bodies import read_pieces
from mockdown.extractors.inline_examples import read_inline_examples
from mockdown.extractors.oauth_scopes import read_scope_cell
from mockdown.extractors.statuses import STATUSES
from mockdown.readers.blocks import Document, Inline, Row, Table
from mockdown.readers.json_samples import looks_like_json
from mockdown.source import Span
from mockdown.values import replace
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
        is_method(cell.text) or parse_line(cell.text.strip()) is not None for cell in table.rows[0].cells
    )


def is_method(text: str) -> bool:
    """Whether a cell holds methods and nothing else."""
    return _METHODS.match(text.strip()) is not None


def read_operation_row(document: Document, table: Table) -> Iterator[Fact]:
    """The statuses, parameters, bodies and credentials that the other cells of an operation's row list."""
    row = table.rows[0]
    yield from read_credential_cells(document, table, row)
    for heading, cell in zip(table.header, row.cells, strict=False):
        title = heading.text.strip()
        if not cell.text or parse_line(cell.text.strip()) is not None:
            continue
        role = _role_of(title)
        if _STATUS_TITLES.match(title):
            statuses = list(_statuses(document, row, cell))
            yield from statuses
            yield from _examples(document, cell, Role.RESPONSE, statuses[0].status if statuses else None)
            yield from _named(document, cell)
        elif role in (Role.BODY, Role.REQUEST) and "{" in cell.text:
            yield from _shorthand(document, cell)
            yield from _examples(document, cell, Role.BODY, None)
        elif (asked := _ASKED.fullmatch(cell.text.strip())) is not None:
            yield from _of_query(document, cell, asked["query"])
        elif role in (Role.QUERY, Role.PARAMETERS, Role.BODY, Role.HEADER, Role.PATH, Role.FORM):
            yield from _parameters(document, row, cell, role)
        else:
            said = _QUERY.search(document.source.slice(cell.start, cell.end))
            if said is not None:
                size = len(said.string[: said.start("names")].encode())
                names = replace(cell, start=cell.start + size)
                yield from _parameters(document, row, names, Role.QUERY)


_ASKED = re.compile(r"\?(?P<query>[\w.\[\]-]+(?:=[^&\s]*)?(?:&[\w.\[\]-]+(?:=[^&\s]*)?)*)")
"""A query as it stands in a URL: `?site=<name>&page=1`."""


def _role_of(title: str) -> Role:
    """The role of a heading, or of the first of several in it that has one: `Body / query`."""
    parts = (title, *title.split("/")) if "/" in title else (title,)
    return next((role for part in parts if (role := role_of(part)) is not Role.NONE), Role.NONE)


def _of_query(document: Document, cell: Inline, query: str) -> Iterator[FieldsFact]:
    span = Span(document.source, cell.start, cell.end)
    names = [pair.partition("=")[0] for pair in query.split("&")]
    fields = tuple(read_words(name, "", [], "", span) for name in names)
    yield FieldsFact(role=Role.QUERY, fields=fields, span=span)


def _named(document: Document, cell: Inline) -> Iterator[SchemaFact]:
    """The types that a cell names for bodies: ``200 array of `Door` ``."""
    span = Span(document.source, cell.start, cell.end)
    pieces = read_pieces(document.source.slice(cell.start, cell.end), Role.RESPONSE, None, span)
    yield from (fact for fact in pieces if isinstance(fact, SchemaFact))


def read_credential_cells(document: Document, table: Table, row: Row) -> Iterator[SecurityFact]:
    """What the cells of a row below `Auth` and `Scopes` say of the credentials of its operation."""
    for heading, cell in zip(table.header, row.cells, strict=False):
        title, span = heading.text.strip(), Span(document.source, cell.start, cell.end)
        if not cell.text or not title:
            continue
        if is_auth_title(title):
            fact = read_auth_words(cell.text, span)
            if fact is not None:
                yield fact
        elif _SCOPES.match(title):
            yield from read_scope_cell(document, cell)


_QUERY = re.compile(r"\bquery(?: (?:string|parameters?|params?))?\s*:\s*(?P<names>`.*)", re.IGNORECASE)
"""Behind the words for an operation: "List birds. Query: `species`, `since`"."""
_SCOPES = re.compile(r"^(?:(?:required|oauth ?2?|token|api) )*scopes?(?: required)?$", re.IGNORECASE)


def _examples(document: Document, cell: Inline, role: Role, status: str | None) -> Iterator[ExampleFact]:
    """The JSON that a cell shows, in code or as it is."""
    span = Span(document.source, cell.start, cell.end)
    texts = [code for code in cell.codes if looks_like_json(code)]
    if not texts and looks_like_json(cell.text):
        texts = [cell.text]
    for text in texts:
        for fact in read_inline_examples(text, span, status=status, role=role):
            if fact.value:  # else names without values, or an example that holds nothing
                yield fact


_SHORTHAND = re.compile(r"\{\s*([\w-]+\??(?:\s*,\s*[\w-]+\??)*)\s*,?\s*(?:\.\.\.|…)?\s*\}")


def _shorthand(document: Document, cell: Inline) -> Iterator[FieldsFact]:
    """The members of a body of which only the names are shown: `{name, km?}`."""
    found = _SHORTHAND.fullmatch(cell.text.strip())
    if found is not None:
        span = Span(document.source, cell.start, cell.end)
        names = [name.strip() for name in found[1].split(",")]
        must = "*" if "?" in found[1] else ""  # where some are marked as optional, the others are not
        fields = tuple(
            read_words(name.rstrip("?"), "?" if name.endswith("?") else must, [], "", span) for name in names
        )
        yield FieldsFact(role=Role.BODY, fields=fields, span=span)


def _statuses(document: Document, row: Row, cell: Inline) -> Iterator[StatusFact]:
    shown = "{" in cell.text
    for found in _STATUS.finditer(cell.text):
        if found[1] in STATUSES:
            yield StatusFact(
                status=found[1],
                description="" if shown else found[2].strip(" -–—:.()"),
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

"""Reads documented statuses: tables, lists, headings, status lines, sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from mockdown.extractors.answered_headers import read_known_headers
from mockdown.extractors.facts import ExampleFact, HeaderFact, StatusFact
from mockdown.extractors.inline_examples import read_inline_examples
from mockdown.extractors.named_bodies import linked_schema
from mockdown.extractors.status_titles import REGISTERED, labelled_status, phrased_status, range_of_title
from mockdown.extractors.type_links import read_type
from mockdown.readers.blocks import DefinitionList, Document, Inline, ListBlock, Paragraph, Row, Table
from mockdown.readers.json_samples import looks_like_json
from mockdown.source import Rank, Span
from mockdown.vocabularies.columns import Column
from mockdown.vocabularies.error_titles import is_error_title
from mockdown.vocabularies.roles import Role, role_of
from mockdown.vocabularies.symbols import without_symbols
from mockdown.vocabularies.translated_bases import OR_WORDS

_CODE = re.compile(r"^\W*(?:(?:HTTP(?:/[\d.]+)?|[Rr]esponse|[Ss]tatus)\s*)?([1-5](?:\d\d|xx|XX))\b")
_ROW = re.compile(rf"{_CODE.pattern}|^\W*(default)\W*$", re.IGNORECASE)
"""What the cell of a status column holds; `default` is any other status (OpenAPI 3.0.4, 4.7.15)."""
_ANY_CODE = re.compile(r"(?<![\d.:/-])([1-5]\d\d)(?![\d:/]|\.\d|-(?!response\b|status\b|[A-Z]{2}))")
_SENTENCES = (
    re.compile(
        r"\b(?:returns?|responds?(?: with)?|response (?:with|is|of)|replies with"
        r"|status(?: code)?(?: of| is|:)?|gives|get|got|receive)"
        r"\s+(?:an? |the |with )*(?:http(?: status)?(?: code)? |status(?: code)? |code )*[`*_]*([1-5]\d\d)\b",
        re.IGNORECASE,
    ),
    re.compile(r"\b(?:http(?: status)?|status)(?: code)?\s*[`*:]*\s*([1-5]\d\d)\b", re.IGNORECASE),
    re.compile(r"[`*(_]([1-5]\d\d)(?:[ -]([A-Z][A-Za-z -]+))?[`*)_]"),
    re.compile(r"\b([1-5]\d\d) (?:status|response|error)\b", re.IGNORECASE),
    re.compile(r"\b(?:or|else|otherwise) (?:an? )?([1-5]\d\d)\b(?: if| when| on|,|\.|$)", re.IGNORECASE),
    re.compile(r"^\W*([1-5]\d\d) (?:if|when|on)\b", re.IGNORECASE),
    re.compile(r"\b(?:return|response|status) code (?:is|will be) [`*]*([1-5]\d\d)\b", re.IGNORECASE),
    re.compile(r",\s*(?:and )?[`*]*([1-5]\d\d)[`*]* (?:if|when)\b", re.IGNORECASE),
    re.compile(r"\b(30[1-8])\b[^.;]{0,40}\bredirect", re.IGNORECASE),
    re.compile(
        r"[,;]\s*(?:or |and |but )?(?:an? )?[`*]{0,3}([1-5]\d\d)[`*]{0,3} (?:[\w ]{1,30} )?"
        r"(?:if|when|for|on|otherwise)\b",
        re.IGNORECASE,
    ),
)
_LISTED = re.compile(
    r"^(?:responses?|status(?:es| codes?)?|errors?|returns?|possible \w+)\s*:", re.IGNORECASE
)
_LISTED_CODE = re.compile(r"(?<![\d.])([1-5]\d\d)(?![\d.])([^,;]*)")
_NO_CONTENT = re.compile(
    r"\b(?:no content|empty (?:response|body)|no (?:response )?body|without (?:a )?body)\b", re.IGNORECASE
)
_SCHEMALESS = frozenset(("none", "-", "no content", "inline", "n/a", "see below", "–", "—", "empty", "null"))
STATUSES = REGISTERED
"""The registered statuses, which a bare number in prose must be one of."""


def status_column(table: Table, columns: Sequence[Column]) -> int | None:
    """The index of the column that holds statuses, None where the table has none."""
    for index, column in enumerate(columns):
        if column is Column.STATUS and _mostly_codes(table, index):
            return index
    if table.rows and _mostly_codes(table, 0):
        return 0
    return None


def _mostly_codes(table: Table, index: int) -> bool:
    cells = [row.cells[index].text for row in table.rows if index < len(row.cells)]
    hits = len(list(filter(_CODE.match, cells)))
    return hits > 0 and hits * 2 >= len(table.rows)


def read_status_table(
    document: Document, table: Table, columns: Sequence[Column], index: int
) -> Iterator[StatusFact | ExampleFact | HeaderFact]:
    """The statuses of a table, a row each, with the bodies and headers that stand in its cells."""
    described = _first(columns, Column.DESCRIPTION, Column.MEANING)
    typed = _first(columns, Column.SCHEMA, Column.TYPE)
    for row in table.rows:
        cells = row.cells
        found = _ROW.match(cells[index].text) if index < len(cells) else None
        if found is None:
            continue
        status = found[1].upper() if found[1] else "default"
        text = cells[described].text if described is not None and described < len(cells) else ""
        if described is None:
            text = " ".join(cell.text for cell in cells[index + 1 :] if cell.text)
        schema = None
        yield from _cell_examples(document, row, status)
        yield from _cell_headers(document, table, row, status)
        for cell in cells:
            yield from read_known_headers(document, cell, status)
        if (
            typed is not None
            and typed < len(cells)
            and cells[typed].text.lower() not in _SCHEMALESS
            and not looks_like_json(cells[typed].text)
        ):
            schema = read_type(cells[typed]) if cells[typed].text else None
        yield StatusFact(
            status=status,
            description=text.strip(),
            schema=schema,
            no_content=says_empty(text),
            span=Span(document.source, row.start, row.end),
        )


_HEADERS = re.compile(r"^(?:response |http )*headers$", re.IGNORECASE)
_HEADER = re.compile(r"(?:^|\s)[*+-] +`?(?P<name>[A-Za-z][\w-]*)`?\s*(?: - |: |$)", re.MULTILINE)
"""One of the headers that a cell lists: `* Location - where it is`."""


def _cell_headers(document: Document, table: Table, row: Row, status: str) -> Iterator[HeaderFact]:
    for heading, cell in zip(table.header, row.cells, strict=False):
        if cell.text and _HEADERS.match(heading.text.strip()):
            for found in _HEADER.finditer(cell.text):
                span = Span(document.source, cell.start, cell.end)
                yield HeaderFact(name=found["name"], value="", status=status, span=span)


def _cell_examples(document: Document, row: Row, status: str) -> Iterator[ExampleFact]:
    """The bodies that stand as JSON in the cells of a status's row."""
    for cell in row.cells:
        for code in cell.codes:
            if looks_like_json(code):
                span = Span(document.source, cell.start, cell.end)
                yield from read_inline_examples(code, span, status=status)


def _first(columns: Sequence[Column], *wanted: Column) -> int | None:
    for column in wanted:
        if column in columns:
            return columns.index(column)
    return None


def says_empty(text: str) -> bool:
    """Whether words say that nothing comes back."""
    return _NO_CONTENT.search(text) is not None


def read_status_list(document: Document, block: ListBlock) -> list[StatusFact | ExampleFact]:
    """The statuses of a list whose items start with them, with the bodies that stand behind."""
    facts: list[StatusFact | ExampleFact] = []
    for item in block.items:
        first = item.blocks[0] if item.blocks else None
        if not isinstance(first, Paragraph):
            continue
        found = _CODE.match(first.text)
        if found is not None:
            text = first.text[found.end() :].strip(" -–—:.*`)")
            span = Span(document.source, first.start, first.end)
            if text[:1] in ("{", "[") and looks_like_json(text):
                facts.extend(read_inline_examples(text, span, status=found[1].upper()))
                text = ""
            facts.append(
                StatusFact(
                    status=found[1].upper(),
                    description=text,
                    schema=linked_schema(first.inline),
                    no_content=says_empty(text),
                    span=span,
                )
            )
    return facts


def read_status_definitions(document: Document, block: DefinitionList) -> list[StatusFact]:
    """The statuses of a definition list whose terms are statuses."""
    facts: list[StatusFact] = []
    for entry in block.entries:
        found = _CODE.match(entry.term.text)
        if found is not None:
            text = " ".join(inner.text for inner in entry.blocks if isinstance(inner, Paragraph))
            span = Span(document.source, entry.term.start, entry.term.end)
            facts.append(
                StatusFact(status=found[1].upper(), description=text, no_content=says_empty(text), span=span)
            )
    return facts


def read_status_title(document: Document, title: str, place: Inline) -> StatusFact | None:
    """The status that a heading names, such as `404: Not found`."""
    span = Span(document.source, place.start, place.end)
    whole = range_of_title(title)
    if whole is not None:
        return StatusFact(status=whole, description="", span=span)
    found = re.match(
        r"^\W*(?:HTTP(?:/[\d.]+)?\s*|(?:response|status|success|failure)(?: code)?\s*:?\s*"
        r"|code\s*:?\s*)?([1-5]\d\d)\b\W*(.*)$",
        without_symbols(title),
        re.IGNORECASE,
    )
    if found is not None:
        status, words = found[1], found[2].strip(" -–—:.*`()")
    else:
        labelled = labelled_status(title) or phrased_status(title)
        if labelled is None:
            return None
        status, words = labelled
    if status not in STATUSES:
        return None
    return StatusFact(status=status, description="" if _MEDIA_TYPE.fullmatch(words) else words, span=span)


_MEDIA_TYPE = re.compile(r"\w+/[\w.+-]+(?:;.*)?")
"""Behind a status it says what the body is: `Response 200 (application/json)`."""


def lists_statuses(text: str) -> bool:
    """Whether a line is a title for answers, in whatever language, with statuses alone behind it."""
    label, _, rest = text.partition(":")
    return (
        len(label) < _SHORT
        and _ONLY_CODES.fullmatch(rest) is not None
        and (role_of(label) in (Role.STATUSES, Role.RESPONSE) or is_error_title(label))
    )


_SHORT = 40
_ONLY_CODES = re.compile(rf"[\s`*]*[1-5]\d\d(?:[\s`*,;/|]+(?:(?:{OR_WORDS}) )?[1-5]\d\d)+[\s`*.]*")


def read_status_sentences(document: Document, inline: Inline) -> Iterator[StatusFact]:
    """The statuses that a paragraph says are returned."""
    if _ANY_CODE.search(inline.text) is None:
        return
    text = document.source.slice(inline.start, inline.end)
    seen: set[str] = set()
    plain = lists_statuses(inline.text)
    if plain or _LISTED.match(inline.text):
        for found in _LISTED_CODE.finditer(inline.text.partition(":")[2]):
            if found[1] in STATUSES and found[1] not in seen:
                seen.add(found[1])
                words = found[2].strip(" -–—:.*`")
                span = Span(document.source, inline.start, inline.end)
                yield StatusFact(
                    status=found[1],
                    description=words.strip("()") if words.startswith("(") else words,
                    no_content=says_empty(words),
                    rank=Rank.DECLARED if plain else Rank.PROSE,
                    span=span,
                )
        return
    for sentence in re.split(r"(?<=[.;!?])\s+|\n", text):
        for pattern in _SENTENCES:
            for found in pattern.finditer(sentence):
                if found[1] in STATUSES and found[1] not in seen:
                    seen.add(found[1])
                    yield StatusFact(
                        status=found[1],
                        description=inline.text if len(inline.text) < 200 else "",
                        no_content=says_empty(sentence),
                        rank=Rank.PROSE,
                        span=Span(document.source, inline.start, inline.end),
                    )

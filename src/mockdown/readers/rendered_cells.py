"""Parts a joined row into its cells, each by what its column holds."""

from __future__ import annotations

import re
from collections.abc import Callable
from http import HTTPStatus

from mockdown.readers.rendered_tables import Header, Joint
from mockdown.vocabularies.columns import Column

Names = Callable[[], frozenset[str]]
"""The names that a page uses elsewhere, in paths, queries and JSON: asked for only when needed."""

LONGEST_ROW = 4000
_LONGEST_NAME = 80
_PRIMITIVES = (
    "string|strings|str|integers?|int32|int64|int|long|numbers?|float|double|decimal|booleans?|bool|objects?|array|list"
    "|map|file|date-time|datetime|date|timestamp|time|uuid|guid|uri|url|any|null|binary|bytes|byte|text|json|enum|hash"
    "|dictionary|dict|email|char|varchar|duration|void|none|Inline|mixed|undefined"
)
_TYPE = (
    rf"(?:(?:array|list|map) (?:of|\[) ?)?(?:(?:{_PRIMITIVES})(?![a-zA-Z_.-])(?: ?(?:\([^()\s]{{1,40}}\)|<[^<>]{{1,40}}>"
    r"|\[[^\[\]]{0,40}\]))*(?: or null|, null|\|null| \| null)?|\[\][\w.*]+|\*?[A-Za-z]\w*\.[A-Za-z_]\w*(?:\[\])?"
    r"|(?:[A-Z][a-z0-9]+){2,}(?![a-zA-Z.])|(?<=of )\w+)"
)
_GLUED_TYPE = rf"(?:(?:array|list) of )?(?:{_PRIMITIVES}|[A-Za-z][\w.]+?)(?=true|false|yes|no|required|optional|[A-Z]|$)"
_LITERAL = r"\"[^\"]{0,200}\"|'[^']{0,200}'|`[^`]{0,200}`|-?\d[\d.,]*|true|false|null|none|nil|N/A|n/a|[-–—]|\[\]|\{\}"
_FLAG = r"true|false|yes|no|y|n|required|optional|mandatory|conditional|[✓✔✗✘xX✅❌☑-]"
_PATTERNS: dict[Column, str] = {
    Column.STATUS: r"[1-5](?:\d\d|XX|xx)(?:[-–/] ?[1-5]\d\d)?|default",
    Column.LOCATION: r"path|query|header|cookie|body|formData|form-data|form|querystring|url|uri",
    Column.TYPE: _TYPE,
    Column.SCHEMA: _TYPE,
    Column.FORMAT: r"int32|int64|float|double|byte|binary|date-time|date|password|email|uuid|uri|url|hostname|ipv[46]",
    Column.REQUIRED: _FLAG,
    Column.OPTIONAL: _FLAG,
    Column.NULLABLE: _FLAG,
    Column.DEFAULT: _LITERAL,
    Column.EXAMPLE: _LITERAL,
    Column.VALUE: _LITERAL,
    Column.METHOD: r"[A-Z]{3,7}",
    Column.PATH: r"/\S*|https?://\S+",
}
_CASELESS = frozenset({Column.REQUIRED, Column.OPTIONAL, Column.NULLABLE, Column.LOCATION, Column.STATUS})
_SPACED = {
    column: re.compile(rf"(?:{pattern})(?=\s|$)", re.IGNORECASE if column in _CASELESS else 0)
    for column, pattern in _PATTERNS.items()
}
_GLUED = {
    column: re.compile(
        _GLUED_TYPE if column is Column.TYPE else pattern, re.IGNORECASE if column in _CASELESS else 0
    )
    for column, pattern in _PATTERNS.items()
}
_TRAILING = {
    column: re.compile(rf"(?:^|(?<=\s))(?:{pattern})$", re.IGNORECASE if column in _CASELESS else 0)
    for column, pattern in _PATTERNS.items()
}
_SPACES = re.compile(r"(?: {2,}|\t)\s*")
_SEAM = re.compile(r"(?<=[a-z0-9\])}_?*])(?=[A-Z])")
_NESTING = re.compile(r"(?:[»›→↳]\s*)+")
_ARTICLE = re.compile(r"(?:^|\s)(?:a|an|the|of|as|is|in|valid|to|for)$", re.IGNORECASE)
_PHRASES = {status.value: status.phrase for status in HTTPStatus} | {
    413: "Payload Too Large",
    422: "Unprocessable Entity",
}


def split_row(text: str, header: Header, names: Names) -> tuple[str, ...]:
    """The cells of a row; as many as the header has, empty ones included."""
    text = text.strip(" \r\n")
    count = len(header.columns)
    if header.joint is Joint.TAB or "\t" in text:
        cells = [cell.strip() for cell in text.split("\t")]
    elif header.joint is Joint.SPACES and len(_SPACES.split(text)) == count:
        cells = _SPACES.split(text)
    elif len(text) > LONGEST_ROW:
        cells = [text]
    else:
        cells = _split_joined(text, header, names)
    return (*cells[: count - 1], " ".join(cells[count - 1 :]), *[""] * (count - len(cells)))[:count]


def fits(text: str, header: Header) -> bool:
    """Whether a line certainly is a row of the table, by a cell that cannot be anything else."""
    if header.joint is Joint.TAB:
        return "\t" in text.strip()
    if header.columns[0] is Column.STATUS:
        return _GLUED[Column.STATUS].match(text.strip()) is not None
    return False


def _split_joined(text: str, header: Header, names: Names) -> list[str]:
    columns, glued = header.columns, header.joint is Joint.NOTHING
    patterns = _GLUED if glued else _SPACED
    cells = [""] * len(columns)
    last = _main_text(columns)
    status = 0
    for index, column in enumerate(columns[:last]):
        if column is Column.NAME:
            end = _end_of_name(text, columns[index + 1 :], names, glued=glued)
        elif column is Column.MEANING:
            end = _end_of_phrase(text, status)
        else:
            found = patterns[column].match(text) if column in patterns else None
            end = found.end() if found else 0
        cells[index], text = text[:end].strip(), text[end:].strip()
        if column is Column.STATUS and cells[index].isdecimal():
            status = int(cells[index])
    for index in range(len(columns) - 1, last, -1):
        cells[index], text = _take_last(text, columns[index])
    cells[last] = text
    return cells


def _main_text(columns: tuple[Column, ...]) -> int:
    """The column that takes the words which no other one claims."""
    for wanted in (Column.DESCRIPTION, Column.NONE):
        if wanted in columns:
            return columns.index(wanted)
    free = [
        index for index, column in enumerate(columns) if column not in _PATTERNS and column is not Column.NAME
    ]
    return free[-1] if free else len(columns) - 1


def _end_of_phrase(text: str, status: int) -> int:
    phrase = _PHRASES.get(status, "")
    return len(phrase) if phrase and text[: len(phrase)].lower() == phrase.lower() else 0


def _end_of_name(text: str, following: tuple[Column, ...], names: Names, *, glued: bool) -> int:
    nesting = _NESTING.match(text)
    start = nesting.end() if nesting else 0
    if glued:
        return _end_of_glued_name(text, start, following, names)
    end = start
    for _ in range(6):
        space = text.find(" ", end + 1)
        if space < 0:
            break
        end = space
        claimed = [_SPACED[column] for column in following if column in _PATTERNS][:1]
        if not claimed or claimed[0].match(text, space + 1):
            return end
    first = text.find(" ", start)
    return first if first > 0 else len(text)


def _end_of_glued_name(text: str, start: int, following: tuple[Column, ...], names: Names) -> int:
    known = [
        len(name) + start
        for name in names()
        if text.startswith(name, start) and len(name) + start < len(text)
    ]
    ends = [*sorted(known, reverse=True), *range(start + 1, min(len(text), start + _LONGEST_NAME))]
    claims = []
    for column in following:
        if column not in _PATTERNS:
            break
        claims.append(_GLUED[column])
    if claims:
        return next((end for end in ends if _all_match(text, end, claims)), _end_of_word(text, start))
    return max(known) if known else _end_of_word(text, start)


def _all_match(text: str, at: int, claims: list[re.Pattern[str]]) -> bool:
    for claim in claims:
        found = claim.match(text, at)
        if not found or found.end() == at:
            return False
        at = found.end()
    return True


def _end_of_word(text: str, start: int) -> int:
    """A name ends where the case rises, or with its word."""
    word = text.find(" ", start)
    word = len(text) if word < 0 else word
    seam = _SEAM.search(text, start, word + 1)
    return seam.start() if seam else word


def _take_last(text: str, column: Column) -> tuple[str, str]:
    """The last cell of what is left of a row, and the rest."""
    pattern = _TRAILING.get(column)
    # A cell of these kinds is short, so that only the last words need a look.
    tail = max(len(text) - 120, 0)
    found = pattern.search(text, tail) if pattern else None
    if not found or found.start() == found.end():
        return "", text
    rest = text[: found.start()].rstrip()
    if column in (Column.TYPE, Column.SCHEMA) and _ARTICLE.search(rest[-20:]):
        return "", text
    return found[0], rest

"""What the cells of each kind of column look like, so that a joined row can be parted."""

from __future__ import annotations

import re
from http import HTTPStatus

from mockdown.vocabularies.columns import Column

PRIMITIVES = (
    "string|strings|str|integers?|int32|int64|int|long|numbers?|float|double|decimal|booleans?|bool|objects?"
    "|array|list|map|file|date-time|datetime|date|timestamp|time|uuid|guid|uri|url|any|null|binary|bytes|byte"
    "|text|json|enum|hash|dictionary|dict|email|char|varchar|duration|void|none|Inline|mixed|undefined"
)
_BRACKETS = r"\([^()\s]{1,40}\)|<[^<>]{1,40}>|\[[^\[\]]{0,40}\]"
TYPE = (
    rf"(?:(?:array|list|map) (?:of|\[) ?)?(?:(?:{PRIMITIVES})(?![a-zA-Z_.-])(?: ?(?:{_BRACKETS}))*"
    r"(?: or null|, null|\|null| \| null)?|\[\][\w.*]+|\*?[A-Za-z]\w*\.[A-Za-z_][\w-]*(?:\[\])?"
    r"|(?:[A-Z][a-z0-9]+){2,}(?![a-zA-Z.])|(?<=of )\w+)"
)
FLAG = r"true|false|yes|no|y|n|required|optional|mandatory|conditional|[✓✔✗✘xX✅❌☑-]"
_LITERAL = (
    r"\"[^\"]{0,200}\"|'[^']{0,200}'|`[^`]{0,200}`|-?\d[\d.,]*|true|false|null|none|nil|N/A|n/a|[-–—]"
    r"|\[\]|\{\}"
)

PATTERNS: dict[Column, str] = {
    Column.STATUS: r"[1-5](?:\d\d|XX|xx)(?:[-–/] ?[1-5]\d\d)?|default",
    Column.LOCATION: r"path|query|header|cookie|body|formData|form-data|form|querystring|url|uri",
    Column.TYPE: TYPE,
    Column.SCHEMA: TYPE,
    Column.HAS_HEADERS: r"[✓✔xX]|yes|no|true|false",
    Column.SEPARATOR: r"[,;|]|csv|ssv|tsv|pipes|multi",
    Column.FORMAT: (
        r"int32|int64|float|double|byte|binary|date-time|date|password|email|uuid|uri|url|hostname|ipv[46]"
    ),
    Column.REQUIRED: FLAG,
    Column.OPTIONAL: FLAG,
    Column.NULLABLE: FLAG,
    Column.DEFAULT: _LITERAL,
    Column.EXAMPLE: _LITERAL,
    Column.VALUE: _LITERAL,
    Column.METHOD: r"[A-Z]{3,7}",
    Column.PATH: r"/\S*|https?://\S+",
}
"""Columns without a pattern hold free text, or a name."""

CASELESS = frozenset({Column.REQUIRED, Column.OPTIONAL, Column.NULLABLE, Column.LOCATION, Column.STATUS})
CLAIMING = frozenset(
    {
        Column.LOCATION,
        Column.TYPE,
        Column.REQUIRED,
        Column.OPTIONAL,
        Column.METHOD,
        Column.PATH,
        Column.NULLABLE,
    }
)
"""Columns whose cells are hardly ever empty, nor anything else: they show where a name ends."""

NESTING = re.compile(r"(?:[»›→↳]\s*)+")
"""What stands before the name of a property of a property."""

_PHRASES = {status.value: status.phrase for status in HTTPStatus}
_PHRASES |= {413: "Payload Too Large", 422: "Unprocessable Entity"}


def flags_of(column: Column) -> re.RegexFlag:
    """How the pattern of a column is to be compiled."""
    return re.IGNORECASE if column in CASELESS else re.RegexFlag(0)


def end_of_phrase(text: str, status: int) -> int:
    """How far a text goes that starts with the reason phrase of a status."""
    phrase = _PHRASES.get(status, "")
    return len(phrase) if phrase and text[: len(phrase)].lower() == phrase.lower() else 0

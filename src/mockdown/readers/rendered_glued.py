"""Parts a row whose cells run into each other, as when a page is copied without what stands between them."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from mockdown.readers.rendered_patterns import (
    CLAIMING,
    NESTING,
    PATTERNS,
    PRIMITIVES,
    end_of_phrase,
    flags_of,
)
from mockdown.vocabularies.columns import Column

Names = Callable[[], frozenset[str]]
"""The names that a page uses elsewhere, in paths, queries and JSON: asked for only when needed."""

STARTS = frozenset(
    "name number count id ids list total the a an whether filter return returns clean unique page time"
    " date type"
    " format comma comma-separated optional required url path user key value maximum max minimum min status"
    " indicates if is show sort order only use used set sets get include includes contains which what"
    " where who"
    " amount size length timestamp token text title description email login password identifier string"
    " integer"
    " boolean array object flag enable enables disable disables your all any new old current full short long"
    " specify specifies defines limit limits search query branch tag commit sha hash version state"
    " default one"
    " either true false username slug unix iso utc for by to in of from reason message field fields file"
    " host port"
    " address ip".split()
)
"""The words that descriptions begin with, by which a name is known from the text that runs into it."""

_FLAGS = frozenset({Column.REQUIRED, Column.OPTIONAL, Column.NULLABLE})
_LONGEST_NAME = 80
_LONGEST_START = 14
_SEAM = re.compile(r"(?<=[a-z0-9\])}_?*])(?=[A-Z])")
_STRICT_TYPE = (
    rf"(?:array|list) of [\w.]+?|(?:{PRIMITIVES})(?:\([^()]{{1,40}}\)|<[^<>]{{1,40}}>|\[[^\[\]]{{0,40}}\])?"
)
_NAMED_TYPE = rf"{_STRICT_TYPE}|[a-z]\w*\.[A-Za-z]\w*?|[A-Z]\w*?"
_FLAG = r"true|false|(?:yes|no|required|optional|mandatory|conditional)(?![a-z])|[✓✔✗✘✅❌☑]"
_BEFORE_FLAG = rf"(?=(?i:{_FLAG}))"
_BEFORE_TEXT = r"(?=(?<=[a-z0-9\])>])[A-Z]|[ :(]|$)"
_COMPILED = {column: re.compile(pattern, flags_of(column)) for column, pattern in PATTERNS.items()}


def split_glued(text: str, columns: tuple[Column, ...], main: int, names: Names) -> list[str]:
    """The cells of a row; `main` is the column that takes the text which no other one claims."""
    cells = [""] * len(columns)
    index = 0
    if columns[0] is Column.NAME and main > 0:
        cells, text = _split_named(text, columns, names)
        index = 1 + _count_claims(columns)
    status = 0
    for at in range(index, main):
        column = columns[at]
        if column is Column.MEANING:
            end = end_of_phrase(text, status)
        else:
            found = _COMPILED[column].match(text) if column in _COMPILED else None
            end = found.end() if found else 0
        cells[at], text = text[:end].strip(), text[end:].strip()
        if column is Column.STATUS and cells[at].isdecimal():
            status = int(cells[at])
    # A description often says the reason phrase once more, before the schema.
    end = end_of_phrase(text, status)
    if end and columns[main + 1 :] == (Column.SCHEMA,):
        cells[main:] = text[:end], text[end:].strip()
    else:
        cells[main] = text
    return cells


def _count_claims(columns: tuple[Column, ...]) -> int:
    count = 0
    while count + 1 < len(columns) and columns[count + 1] in CLAIMING:
        count += 1
    return count


def _split_named(text: str, columns: tuple[Column, ...], names: Names) -> tuple[list[str], str]:
    """The name, what the columns right after it claim, and the rest of the row."""
    nesting = NESTING.match(text)
    start = nesting.end() if nesting else 0
    limit, known = min(len(text), start + _LONGEST_NAME), names()
    ends = [end for end in range(limit - 1, start, -1) if text[start:end] in known]
    cells = [""] * len(columns)
    claims = columns[1 : 1 + _count_claims(columns)]
    if claims:
        found = _match_claims(text, start, ends, claims)
        if found:
            cells[0], cells[1 : 1 + len(claims)] = text[: found.start()].strip(), found.groups()
            return cells, text[found.end() :].strip()
    end = _end_of_name(text, start, ends, free=len(columns) < 2 or columns[1] not in PATTERNS)
    cells[0] = text[:end].strip()
    return cells, text[end:].strip()


def _match_claims(text: str, start: int, ends: list[int], claims: tuple[Column, ...]) -> re.Match[str] | None:
    strict, named = _patterns(claims)
    for end in ends:
        if found := named.match(text, end):
            return found
    # A location before it makes a type certain.
    pattern = named if claims[0] is Column.LOCATION else strict
    for end in range(start + 1, min(len(text), start + _LONGEST_NAME)):
        if found := pattern.match(text, end):
            return found
    return None


@lru_cache(maxsize=256)
def _patterns(claims: tuple[Column, ...]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """How the cells after a name look: with types that are certain, and with the names of schemas."""
    return _pattern(claims, _STRICT_TYPE), _pattern(claims, _NAMED_TYPE)


def _pattern(claims: tuple[Column, ...], types: str) -> re.Pattern[str]:
    parts = []
    for index, column in enumerate(claims):
        if column is Column.TYPE:
            flagged = claims[index + 1 : index + 2] in (
                (Column.REQUIRED,),
                (Column.OPTIONAL,),
                (Column.NULLABLE,),
            )
            parts.append(f"({types})" + (_BEFORE_FLAG if flagged else _BEFORE_TEXT))
        else:
            pattern = _FLAG if column in _FLAGS else PATTERNS[column]
            parts.append(f"((?i:{pattern}))" if flags_of(column) else f"({pattern})")
    return re.compile("".join(parts))


def _end_of_name(text: str, start: int, known: list[int], *, free: bool) -> int:
    """Where a name ends: at a name that is known, where the case rises, or where a description can begin."""
    if known and not free:
        return known[0]
    word = text.find(" ", start)
    word = len(text) if word < 0 else word
    joined = text[max(start, word - _LONGEST_NAME) : word]
    starts = [word - len(end) for end in _suffixes(joined) if end.lower() in STARTS]
    for end in known:
        if text[end].isupper() or end in starts or not starts:
            return end
    seams = [seam.start() for seam in _SEAM.finditer(text, start, min(word, start + _LONGEST_NAME))]
    if seams:
        return seams[-1]
    return starts[0] if starts and word < len(text) else word


def _suffixes(word: str) -> list[str]:
    """The ends of a word that may be the first word of a description, longest first."""
    return [word[at:] for at in range(max(1, len(word) - _LONGEST_START), len(word))]

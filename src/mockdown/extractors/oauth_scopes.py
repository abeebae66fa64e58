"""Reads the OAuth scopes that a sentence or a label asks for (RFC 6749, 3.3)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mockdown.extractors.facts import SecurityFact
from mockdown.readers.blocks import Document, Inline
from mockdown.source import Rank, Span
from mockdown.vocabularies.sentences import split_at_marks

_TOKEN = r"[A-Za-z](?:[\w.*-]|[:/](?=[\w*]))*"
_CODE = rf"`{_TOKEN}`|\*\*{_TOKEN}\*\*"
_LIST = rf"(?:{_CODE})(?:(?:\s*,\s*|\s+)(?:(?:and|or)\s+)?(?:{_CODE}))*"
_LABEL = re.compile(
    r"^[*_]*(?:(?:required|needed|oauth ?(?:2(?:\.0)?)?|token|authori[sz]ation|api|minimum)\s+)*"
    r"(?:scopes?(?:\s+(?:required|needed))?|oauth(?: ?2(?:\.0)?)?)[*_]*\s*:[*_]*\s*(?P<rest>.+)$",
    re.IGNORECASE | re.DOTALL,
)
_ASKED = re.compile(
    r"\b(?:requires?|required|needs?|needed|must|with|including|includes?|has|have|under)\b", re.IGNORECASE
)
_NAMED = re.compile(
    rf"(?P<before>{_LIST})\s+(?:\w+\s+)?scopes?\b|\bscopes?:?\s+(?:of\s+)?(?P<behind>{_LIST})", re.IGNORECASE
)
_PLAIN = re.compile(r"(?<![\w:/.])[a-z][\w-]*(?:[:.][\w*-]+)+(?![\w:/])")
"""A scope without marks: words with colons or dots between them, such as `read:accounts`."""

_PUBLIC = re.compile(r"\W*(?:public|none|not (?:needed|required)|no)\b", re.IGNORECASE)


def read_scopes(document: Document, inline: Inline) -> Iterator[SecurityFact]:
    """The scopes a paragraph asks for: all of them together, or a fact for each where it says "or"."""
    if "scope" not in inline.text.lower() and not inline.text.lower().startswith("oauth"):
        return
    text = document.source.slice(inline.start, inline.end)[:1000]
    span = Span(document.source, inline.start, inline.end)
    label = _LABEL.match(text.strip())
    said = label["rest"] if label else _sentence(text)
    if label and _PUBLIC.match(said):
        yield SecurityFact(needed=False, span=span)
        return
    scopes = tuple(dict.fromkeys(_scopes(said)))
    if not scopes:
        return
    groups = [(scope,) for scope in scopes] if re.search(r"\bor\b", said) else [scopes]
    for group in groups:
        yield SecurityFact(
            needed=True,
            type="oauth2",
            scopes=group,
            rank=Rank.DECLARED if label else Rank.PROSE,
            span=span,
        )


def read_scope_cell(document: Document, cell: Inline) -> Iterator[SecurityFact]:
    """The scopes that the cell of a column of scopes lists, with marks or without."""
    span = Span(document.source, cell.start, cell.end)
    if re.fullmatch(r"[-–—]|(?:none|public|no)\b.*", cell.text.strip(), re.IGNORECASE):
        yield SecurityFact(needed=False, span=span)
        return
    scopes = tuple(dict.fromkeys(cell.codes)) or tuple(re.findall(_TOKEN, cell.text))
    if scopes and all(re.fullmatch(_TOKEN, scope) for scope in scopes):
        groups = [(scope,) for scope in scopes] if re.search(r"\bor\b", cell.text) else [scopes]
        for group in groups:
            yield SecurityFact(needed=True, type="oauth2", scopes=group, span=span)


def _sentence(text: str) -> str:
    """The part of a sentence that names scopes as what is asked for."""
    for sentence in split_at_marks(text):
        if _ASKED.search(sentence):
            found = _NAMED.search(sentence)
            if found is not None:
                return found["before"] or found["behind"]
    return ""


def _scopes(text: str) -> Iterator[str]:
    codes = re.findall(_CODE, text)
    if codes:
        yield from (code.strip("`*") for code in codes)
    else:
        yield from _PLAIN.findall(text)

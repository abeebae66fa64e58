"""Tells text copied out of a rendered page from Markdown: by the marks that it lacks."""

from __future__ import annotations

import re

from mockdown.readers.rendered_words import ANNOUNCEMENT, BARE_METHOD, CHROME, is_structure

_FENCE_OR_HEADING = re.compile(r"^ {0,3}(?:#{2,6}[ \t]+\S|`{3}|~{3}|:{3}|<[a-z/!])", re.MULTILINE)
_DELIMITERS = re.compile(r"^(?=[^|\n]*\|)(?=[^-\n]*--)[|: \t-]+$", re.MULTILINE)
_UNDERLINE = re.compile(r"^[^\s#|>-][^\n]*\n(?:={2,}|-{3,})[ \t]*$", re.MULTILINE)
_TITLE = re.compile(r"^# \S[^\n]*$", re.MULTILINE)
_INLINE = re.compile(r"`[^`\n]{1,200}`|\]\([^()\[\]\s]{1,200}\)|\*\*[^*\n]{1,200}\*\*")
_CURL = re.compile(r"^(?:\$ ?)?curl(?: +[-'\"h${\\<\[]|[ \t]*$)", re.MULTILINE)
_METHOD = re.compile(
    r"^(?:[A-Z]{3,7}[ \t]{0,8}(?:/|http|\{)|(?:GET|POST|PUT|PATCH|DELETE|get|post|put|patch|delete)[ \t]*$)",
    re.MULTILINE,
)
_JSON = re.compile(r"^[ \t]*(?:\{|\[)[ \t]*$", re.MULTILINE)
_MESSAGE = re.compile(r"^HTTP/\d(?:\.\d)? \d{3}\b", re.MULTILINE)


def looks_rendered(text: str) -> bool:
    """Whether a page has the parts of an API's docs, and none of Markdown's marks."""
    if _FENCE_OR_HEADING.search(text) or not (_METHOD.search(text) or _CURL.search(text)):
        return False
    if _DELIMITERS.search(text) or _UNDERLINE.search(text) or _has_title(text):
        return False
    lines = [line.strip() for line in text.split("\n")]
    if not _announces(lines) and not _CURL.search(text):
        return False
    structure = sum(
        is_structure(line) or CHROME.fullmatch(line) is not None for line in lines if line and len(line) < 80
    )
    evidence = structure + bool(_JSON.search(text)) + bool(_MESSAGE.search(text)) + bool(_CURL.search(text))
    inline = sum(1 for _ in _INLINE.finditer(text))
    return evidence >= 1 if not inline else evidence >= 3 and inline * 50 <= len(lines)


def _announces(lines: list[str]) -> bool:
    return any(
        ANNOUNCEMENT.fullmatch(line) or (BARE_METHOD.fullmatch(line) and index + 1 < len(lines))
        for index, line in enumerate(lines)
        if len(line) < 500
    )


def _has_title(text: str) -> bool:
    """Whether a `# line` is a heading: it stands alone, where a comment stands over its code."""
    for found in _TITLE.finditer(text):
        if text[found.end() : found.end() + 2] in ("\n\n", "\n", "") and _stands_alone(text, found.start()):
            return True
    return False


def _stands_alone(text: str, start: int) -> bool:
    return start == 0 or text[max(start - 2, 0) : start] in ("\n\n", "\n")

"""Sets apart the blocks of a page whose empty lines were lost on the way."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum, auto

from mockdown.source import Line

MINIMUM = 8
"""Fewer lines without an empty one say nothing."""


class Kind(Enum):
    """What a line is, as far as its neighbours need to know."""

    EMPTY = auto()
    HEADING = auto()
    FENCE = auto()
    ROW = auto()
    QUOTE = auto()
    HTML = auto()
    HTML_END = auto()
    LABEL = auto()
    """A line of its own: a code span, or strong text."""
    RULE = auto()
    TEXT = auto()


_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})([^\n]*)")
_HEADING = re.compile(r" {0,3}#{1,6}(?:[ \t]|$)")
_RULE = re.compile(r" {0,3}(?:-[ \t]*){3,}$")
_DELIMITERS = re.compile(r"(?=[^|\n]*\|)(?=[^-\n]*-)[|: \t-]+$")
_LABEL = re.compile(r"[ \t]*(?:`[^`\n]+`|\*\*[^*\n]+\*\*:?|__[^_\n]+__:?)[ \t]*$")
_HTML = re.compile(
    r" {0,3}<(/?)(address|article|aside|blockquote|center|dd|details|dialog|div|dl|dt|fieldset|figure|footer"
    r"|form|h[1-6]|header|hr|li|main|nav|ol|p|section|summary|table|tbody|td|tfoot|th|thead|tr|ul)\b",
    re.IGNORECASE,
)
# A blank line may not be put between the parts of a list or table.
_INNER = frozenset({"li", "dd", "dt", "td", "th", "tr", "tbody", "thead", "tfoot", "summary"})


def lost_its_empty_lines(lines: Sequence[Line], *, copied: bool) -> bool:
    """Whether the document has no empty lines outside code, though it has blocks to part."""
    gaps = full = 0
    headed = in_gap = False
    for kind in kinds(lines):
        if kind is Kind.EMPTY:
            in_gap = full > 0
            continue
        gaps += in_gap
        full += 1
        in_gap = False
        headed = headed or kind in (Kind.HEADING, Kind.FENCE)
    return headed and full >= (3 if copied else MINIMUM) and gaps * 40 <= (full if copied else 0)


def separate_blocks(lines: Sequence[Line]) -> list[Line]:
    """Put an empty line wherever CommonMark would read two blocks as one."""
    parted: list[Line] = []
    before = Kind.EMPTY
    found = kinds(lines)
    # Where headings are marked by `#`, dashes under a text are a rule that lost its empty line.
    rules = Kind.HEADING in found
    for line, kind in zip(lines, found, strict=True):
        if _would_merge(before, kind) and (rules or kind is not Kind.RULE):
            parted.append(line._replace(text=""))
        parted.append(line)
        before = kind
    return parted


def kinds(lines: Sequence[Line]) -> list[Kind]:
    """What each line is; the lines of a fence are all `FENCE`."""
    found = [Kind.FENCE] * _front_matter(lines)
    fence = html = ""
    for index in range(len(found), len(lines)):
        text = lines[index].text
        opening = _FENCE.match(text)
        if fence:
            found.append(Kind.FENCE)
            if opening and opening[1].startswith(fence) and not opening[2].strip():
                fence = ""
            continue
        if opening and (opening[1][0] == "~" or "`" not in opening[2]):
            fence, html = opening[1], ""
            found.append(Kind.FENCE)
            continue
        kind, html = _kind(lines, index, found[-1] if found else Kind.EMPTY, html)
        found.append(kind)
    return found


def _front_matter(lines: Sequence[Line]) -> int:
    """How many lines the front matter takes."""
    if not lines or lines[0].text.rstrip() not in ("---", "+++"):
        return 0
    closing = (
        index
        for index in range(1, min(len(lines), 200))
        if lines[index].text.rstrip() == lines[0].text.rstrip()
    )
    return next(closing, -1) + 1


def _kind(lines: Sequence[Line], index: int, before: Kind, html: str) -> tuple[Kind, str]:
    text = lines[index].text
    if not text.strip():
        return Kind.EMPTY, ""
    if _HEADING.match(text):
        return Kind.HEADING, ""
    tag = _HTML.match(text)
    if tag or html:
        return _html_kind(text, tag, html)
    if text.lstrip().startswith(">"):
        return Kind.QUOTE, ""
    if "|" in text and (before is Kind.ROW or _DELIMITERS.match(text) or _heads_table(lines, index)):
        return Kind.ROW, ""
    if _LABEL.match(text):
        return Kind.LABEL, ""
    return (Kind.RULE if _RULE.match(text) else Kind.TEXT), ""


def _html_kind(text: str, tag: re.Match[str] | None, html: str) -> tuple[Kind, str]:
    name = html or (tag[2].lower() if tag else "")
    if f"</{name}>" in text.lower() and name not in _INNER:
        return Kind.HTML_END, ""
    return Kind.HTML, name


def _heads_table(lines: Sequence[Line], index: int) -> bool:
    return index + 1 < len(lines) and _DELIMITERS.match(lines[index + 1].text) is not None


def _would_merge(before: Kind, kind: Kind) -> bool:
    if Kind.EMPTY in (before, kind) or before is Kind.HEADING or before is Kind.FENCE:
        return False
    if before is Kind.HTML_END or Kind.LABEL in (before, kind):
        return True
    if before is Kind.HTML:
        return kind not in (Kind.HTML, Kind.HTML_END)
    if kind is Kind.RULE:
        return before in (Kind.TEXT, Kind.QUOTE, Kind.ROW)
    return before is not kind and (
        before in (Kind.ROW, Kind.QUOTE) or kind in (Kind.ROW, Kind.QUOTE, Kind.HTML)
    )

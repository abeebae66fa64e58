"""Divides a paragraph that announces several operations: each sentence speaks of the one it names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from mockdown.extractors.announced_lines import parse_line
from mockdown.extractors.announcements import Announcement
from mockdown.readers.blocks import Document, Inline, Paragraph
from mockdown.values import dataclass

Key = tuple[str, str]

_JOINED = re.compile(r"^[`*_\s]*(?:[,/&|]|and|or|as well as)*[`*_\s]*(?:and|or)?[`*_\s]*$", re.IGNORECASE)
"""What may stand between two announcements of which one sentence speaks: "`GET /a` and `GET /b`"."""
_STARTS = re.compile(r"(?<=[.!?;])[)*_]*\s+")
_OF_ALL = re.compile(
    r"(?<=[.!?;])[)*_]*\s+(?=(?:both|all|each|every|either|any|they|these|the (?:two|three|latter two))\b)",
    re.IGNORECASE,
)
"""Where a sentence starts that speaks of all operations named before it."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a paragraph, and the operations it speaks of; none where it speaks of all."""

    paragraph: Paragraph
    keys: frozenset[Key]


def parts_of(document: Document, block: Paragraph, announced: Sequence[Announcement]) -> tuple[Part, ...]:
    """The parts of a paragraph from one announcement in code to the next; nothing where it cannot be cut."""
    inline = block.inline
    markdown = document.source.slice(inline.start, inline.end)
    marked = _places(markdown, inline.codes, mark="`")
    plain = _places(inline.text, inline.codes, mark="")
    if len(marked) != len(plain) or len(marked) < 2:
        return ()
    cuts = _cuts(markdown, marked)
    texts = _cuts(inline.text, plain)
    if len(cuts) != len(texts) or sum(bool(keys) for _, keys in cuts) < 2:
        return ()
    known = {found.key for found in announced}
    if not known.issubset({key for _, keys in cuts for key in keys}):
        return ()
    return tuple(_parts(inline, markdown, cuts, texts))


_Place = tuple[int, int, frozenset[Key]]
_Cut = tuple[int, frozenset[Key]]


def _places(text: str, codes: Sequence[str], *, mark: str) -> list[_Place]:
    """Where code that announces stands in a text, in its order."""
    found: list[_Place] = []
    at = 0
    for code in codes:
        start = text.find(f"{mark}{code}{mark}", at)
        if start < 0:
            return []
        at = start + len(code) + 2 * len(mark)
        line = parse_line(code)
        if line is not None:
            path = line.template.key.rstrip("/") or "/"
            found.append((start, at, frozenset((method, path) for method in line.methods)))
    return found


def _cuts(text: str, places: Sequence[_Place]) -> list[_Cut]:
    """Where each part starts; operations that are named in one breath share theirs."""
    before = [found.end() for found in _STARTS.finditer(text, 0, places[0][0])]
    cuts: list[_Cut] = [(0, frozenset()), (before[-1], places[0][2])] if before else [(0, places[0][2])]
    end = places[0][1]
    for start, after, keys in places[1:]:
        between = text[end:start]
        if _JOINED.match(between):
            cuts[-1] = (cuts[-1][0], cuts[-1][1] | keys)
        else:
            sentences = [found.end() for found in _STARTS.finditer(between)]
            cuts.append((end + sentences[-1] if sentences else start, keys))
        end = after
    of_all = _OF_ALL.search(text, end)
    return [*cuts, (of_all.end(), frozenset())] if of_all is not None else cuts


def _parts(inline: Inline, markdown: str, cuts: Sequence[_Cut], texts: Sequence[_Cut]) -> Iterator[Part]:
    codes = list(inline.codes)
    offset = inline.start
    for index, (start, keys) in enumerate(cuts):
        last = index == len(cuts) - 1
        written = markdown[start:] if last else markdown[start : cuts[index + 1][0]]
        text = inline.text[texts[index][0] :] if last else inline.text[texts[index][0] : texts[index + 1][0]]
        size = len(written.encode())
        own = [code for code in codes if f"`{code}`" in written]
        part = Inline(
            text.strip().rstrip(";"),
            offset,
            offset + len(written.rstrip().rstrip(";").encode()),
            tuple(own),
            tuple(link for link in inline.links if link.text in text and link.target in written),
            tuple(words for words in inline.strong if words in text),
        )
        yield Part(Paragraph(part, part.start, part.end), keys)
        offset += size

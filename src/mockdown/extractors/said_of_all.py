"""Reads sentences that speak of all requests: "All calls give 401 for a bad key."."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mockdown.extractors.field_lists import read_words
from mockdown.extractors.fields import Field
from mockdown.extractors.status_titles import REGISTERED
from mockdown.readers.blocks import Document, Inline
from mockdown.source import Span
from mockdown.values import dataclass

_GIVE = (
    r"(?:(?:may|can|will|could|might)(?: also)? )?(?:gives?|returns?|answers?|responds?|fails?|get)"
    r"(?: with)?(?: an?)?"
)
_ALL = r"(?:all|every|each|any) (?:api |other )?(?:requests?|calls?|endpoints?|operations?|routes?)"
_ERRORS = re.compile(
    rf"^(?:(?:{_ALL})|the (?:api|server|service)) {_GIVE}"
    r"(?P<list>(?:(?:,| and| or|,? and|,? or)? ?[`*]*[45]\d\d(?: [A-Z][A-Za-z]+){0,4}[`*]*)+)",
    re.IGNORECASE,
)
_STATUS = re.compile(r"\b([45]\d\d)\b")
_HEADER = re.compile(
    r"^(?:all|every|each|any) (?:(?P<all>api )?(?=requests|request|calls|call)|`?(?P<method>[A-Z]{3,6})`? ?)"
    r"(?:(?:requests?|calls?|operations?) )?"
    r"(?P<verb>(?:may |can |must |should )?(?:accepts?|takes?|supports?|needs?|requires?|carry|send|include))"
    r" (?:an? |the )?(?:optional )?`(?P<name>[A-Z][A-Za-z]*(?:-[A-Za-z]+)+)` (?:request )?header\b"
)
_SENTENCE = re.compile(r"(?<=[.!?;])\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidOfAll:
    """What one sentence says of all operations, or of all of one method."""

    statuses: tuple[str, ...] = ()
    description: str = ""
    header: Field | None = None
    method: str = ""
    span: Span


def read_said_of_all(document: Document, inline: Inline) -> Iterator[SaidOfAll]:
    """The sentences of a paragraph that speak of all requests."""
    span = Span(document.source, inline.start, inline.end)
    for raw in _SENTENCE.split(document.source.slice(inline.start, inline.end)):
        sentence = " ".join(raw.split())
        errors = _ERRORS.match(sentence)
        if errors is not None:
            named = [status for status in _STATUS.findall(errors["list"]) if status in REGISTERED]
            said = re.sub(r"[`*]", "", sentence)
            yield SaidOfAll(statuses=tuple(dict.fromkeys(named)), description=said, span=span)
        header = _HEADER.match(f"{sentence[:1].lower()}{sentence[1:]}")
        if header is not None:
            needed = re.search(r"must|need|require", header["verb"]) is not None
            field = read_words(header["name"], "", ["required"] if needed else [], "", span, description="")
            yield SaidOfAll(header=field, method=header["method"] or "", span=span)

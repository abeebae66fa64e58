"""Reads what a section says of many operations at once: how lists are paged, which errors there are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from mockdown.extractors.claims import Claim
from mockdown.extractors.collect import collect_facts
from mockdown.extractors.facts import FieldsFact, HeaderFact, StatusFact
from mockdown.extractors.fields import Field
from mockdown.extractors.passages import walk_section
from mockdown.readers.blocks import Document, Paragraph, Section
from mockdown.source import Span
from mockdown.values import dataclass, replace
from mockdown.vocabularies.paging import is_paging
from mockdown.vocabularies.roles import Role

_PAGING = re.compile(
    r"\b(?:pagina\w*|paging|paged|list(?:s|ing)?|collections?|(?:common|shared|global) (?:query )?parameters"
    r"|filter(?:s|ing)?|sort(?:ing)?|conventions?)\b",
    re.IGNORECASE,
)
_ERRORS = re.compile(
    r"\berrors?\b|\b(?:http |response )?status(?: codes?|es)?\b|\bresponse codes?\b", re.IGNORECASE
)
_LIMITS = re.compile(r"\brate[- ]?limit\w*|\bthrottl\w+|\bquotas?\b", re.IGNORECASE)
_REQUESTS = r"(?:endpoints?|requests?|operations?|methods?|calls?|routes?|resources?|responses?|apis?)"
_OF_LISTS = re.compile(
    r"\b(?:all|any|every|each|most)\s+(?:[\w-]+\s+){0,3}?(?:list|collection|index|paginated|paged|bulk)\w*\b"
    rf"|\b{_REQUESTS}\s+(?:that|which)\s+(?:return|list|give|yield|support|are)\b[^.]{{0,40}}"
    r"\b(?:multiple|lists?|collections?|arrays?|many|several|pag\w+|items|results|records)\b"
    rf"|\b(?:list|listing|collection|paginated|index)\s+(?:api\s+)?{_REQUESTS}\b",
    re.IGNORECASE,
)
_OF_ALL = re.compile(rf"\b(?:all|any|every|each)\s+(?:[\w-]+\s+){{0,3}}?{_REQUESTS}\b", re.IGNORECASE)
_HEADER = re.compile(r"`((?:X-)?Rate-?Limit[\w-]*)`?", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Convention:
    """What one section says of operations that stand elsewhere."""

    paging: tuple[Field, ...] = ()
    """The query parameters of all operations that list."""
    statuses: tuple[StatusFact, ...] = ()
    """The errors of the API."""
    headers: tuple[HeaderFact, ...] = ()
    """The headers of all answers."""


def is_convention(section: Section) -> bool:
    """Whether a section, by its title, may speak of many operations at once."""
    title = section.title
    return bool(_PAGING.search(title) or _ERRORS.search(title) or _LIMITS.search(title))


def read_convention(document: Document, section: Section, claim: Claim) -> Convention:
    """What a section with such a title says; what it shows of single operations is passed over."""
    text = " ".join(block.text for block in _paragraphs(section))
    claimed: list[tuple[int, int]] = []
    facts = list(
        collect_facts(document, walk_section(section, top=False), lambda *bytes_: claimed.append(bytes_))
    )
    paging: tuple[Field, ...] = ()
    statuses: tuple[StatusFact, ...] = ()
    headers: tuple[HeaderFact, ...] = ()
    if _PAGING.search(section.title) and _OF_LISTS.search(text):
        paging = tuple(_paging([fact for fact in facts if isinstance(fact, FieldsFact)]))
    if _ERRORS.search(section.title):
        statuses = tuple(fact for fact in facts if isinstance(fact, StatusFact) and fact.status >= "4")
    if _LIMITS.search(section.title) and _OF_ALL.search(text):
        headers = tuple(_headers(document, section))
    if paging or statuses:
        for start, end in claimed:
            claim(start, end)
    return Convention(paging=paging, statuses=statuses, headers=headers)


def _paragraphs(section: Section) -> Iterator[Paragraph]:
    for part in section.walk():
        yield from (block for block in part.blocks if isinstance(block, Paragraph))


_QUERIES = (Role.QUERY, Role.PARAMETERS, Role.NONE, Role.FIELDS, Role.REQUEST)


def _paging(facts: Sequence[FieldsFact]) -> Iterator[Field]:
    """The fields that tell how to page; the members of a page that is answered are none of them."""
    seen: set[str] = set()
    for fact in sorted(facts, key=lambda fact: fact.prose):
        for item in fact.fields:
            name = item.name.strip("`?=& ")
            said = item.location or ""
            if fact.role in _QUERIES and said in ("", "query") and is_paging(name) and name not in seen:
                seen.add(name)
                yield replace(item, name=name)


def _headers(document: Document, section: Section) -> Iterator[HeaderFact]:
    """The headers that a section on rate limits names (RFC 6585, 4, and what is common use)."""
    seen: set[str] = set()
    text = document.source.slice(section.start, section.end)
    for found in _HEADER.finditer(text):
        name = found[1]
        if name.lower() not in seen:
            seen.add(name.lower())
            start = section.start + len(text[: found.start()].encode())
            span = Span(document.source, start, start + len(found[0].encode()))
            yield HeaderFact(name=name, value="0", status="2XX", span=span)

"""Follows links below headings such as "Authorization" to the sections that describe the credentials."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from mockdown.compiler.schema_names import key_of
from mockdown.extractors.facts import SecurityFact
from mockdown.extractors.passages import Passage
from mockdown.extractors.scopes import Scope
from mockdown.readers.blocks import Document, Inline, ListBlock, Paragraph, Section
from mockdown.source import Rank, Span
from mockdown.values import replace

_TITLE = re.compile(r"^\W*(?:auth(?:ori[sz]ation|entication)|security|credentials)\W*$", re.IGNORECASE)
_LABEL = re.compile(r"^(?P<label>[A-Za-z][\w -]{0,40}?)\s*[:：]\s*(?P<value>\S.{0,80})$")
_LOCATIONS = (("query", re.compile(r"\bquery\b")), ("cookie", re.compile(r"\bcookie\b")))


def find_schemes(documents: Sequence[Document]) -> dict[str, SecurityFact]:
    """The schemes that lists of labels describe (`Type: API key`), by the anchors of their sections."""
    found: dict[str, SecurityFact] = {}
    for document in documents:
        for section in document.root.walk():
            fact = _scheme(document, section) if section.heading is not None else None
            if fact is not None and section.heading is not None:
                found.setdefault(key_of(section.title), fact)
                found.setdefault(key_of(section.heading.anchor or section.title), fact)
    return found


def linked_credentials(scope: Scope, schemes: Mapping[str, SecurityFact]) -> Iterator[SecurityFact]:
    """What the links of an operation say of the credentials it asks for."""
    if not schemes:
        return
    for passage in scope.passages:
        for inline in _inlines(passage):
            for link in inline.links:
                fact = schemes.get(key_of(link.target.rpartition("#")[2])) or schemes.get(key_of(link.text))
                if fact is not None:
                    span = Span(scope.document.source, inline.start, inline.end)
                    yield replace(fact, span=span)


def _inlines(passage: Passage) -> Iterator[Inline]:
    if not passage.trail or not _TITLE.match(passage.trail[-1]):
        return
    block = passage.block
    if isinstance(block, Paragraph):
        yield block.inline
    elif isinstance(block, ListBlock):
        for item in block.items:
            for child in item.blocks:
                if isinstance(child, Paragraph):
                    yield child.inline


def _scheme(document: Document, section: Section) -> SecurityFact | None:
    for block in section.blocks:
        if isinstance(block, ListBlock):
            labels = _labels(block)
            span = Span(document.source, block.start, block.end)
            fact = _of_labels(labels, span) if "type" in labels else None
            if fact is not None:
                return fact
    return None


def _labels(block: ListBlock) -> dict[str, str]:
    labels: dict[str, str] = {}
    for item in block.items:
        first = item.blocks[0] if item.blocks else None
        found = _LABEL.match(first.text.strip()) if isinstance(first, Paragraph) else None
        if found is not None:
            labels.setdefault(found["label"].lower(), found["value"].strip(" `"))
    return labels


def _of_labels(labels: Mapping[str, str], span: Span) -> SecurityFact | None:
    kind = labels["type"].lower()
    if "bearer" in kind:
        return SecurityFact(needed=True, type="http", scheme="bearer", rank=Rank.DECLARED, span=span)
    if "basic" in kind:
        return SecurityFact(needed=True, type="http", scheme="basic", rank=Rank.DECLARED, span=span)
    name = next((value for label, value in labels.items() if label.endswith("name")), "")
    if not re.match(r"api[ -]?key", kind) or not re.fullmatch(r"[\w.-]+", name):
        return None
    place = labels.get("location", labels.get("in", "")).lower()
    location = next((role for role, pattern in _LOCATIONS if pattern.search(place)), "header")
    return SecurityFact(
        needed=True, type="apiKey", location=location, parameter=name, rank=Rank.DECLARED, span=span
    )

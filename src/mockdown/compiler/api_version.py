"""Finds the version of the API that pages state: in front matter, below their title, or in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from mockdown.extractors.announcements import Announcement
from mockdown.readers.blocks import Document, Paragraph

_FLAGS = re.IGNORECASE | re.MULTILINE
_NUMBER = r"v?(?P<version>\d{1,4}(?:\.\d{1,4}){1,3}(?:-[a-z]+[.\d]*)?)"
_META = re.compile(rf"^(?:api[-_ ]?)?version:[ \t]*(?P<quote>[\"']?){_NUMBER}(?P=quote)[ \t]*$", _FLAGS)
_LINE = re.compile(
    rf"^[*_]*(?:current\s+)?(?:api\s+)?version[*_]*\s*[:：]?[*_`\s]*{_NUMBER}[*_`]*\.?$",
    re.IGNORECASE | re.MULTILINE,
)
_SENTENCE = re.compile(
    rf"\b(?:API\s+version|version\s+of\s+(?:the|this)\s+API\s+is):?\s+[`*]*{_NUMBER}\b(?!\.\d)"
)
_TITLE = re.compile(
    rf"\bAPI\b(?:\s+(?:reference|docs|documentation|guide|manual|specification))?[\s:,(\[–—-]*"
    rf"(?:version\s+)?{_NUMBER}[)\]]?(?:\s+(?:reference|docs|documentation|guide|manual|specification))?$",
    re.IGNORECASE,
)
"""A title that ends in the version; "What is new in API v2" and "From API 1.2 to API 1.3" are others."""
_OTHER = re.compile(r"\b(?:from|to|in|migrat\w*|upgrad\w*|chang\w*|release\w*|deprecat\w*)\b", re.IGNORECASE)


def find_version(documents: Sequence[Document], announced: Sequence[Sequence[Announcement]]) -> str | None:
    """The version on which all pages agree that state one; None where none does, or they differ.

    What front matter says goes before a line at the head of a page, and this before a title.
    """
    heads = [_head(document, found) for document, found in zip(documents, announced, strict=True)]
    ways: tuple[Callable[[int], Iterator[str]], ...] = (
        lambda index: _in_front_matter(documents[index]),
        lambda index: _in_head(heads[index]),
        lambda index: _in_title(documents[index]),
    )
    for way in ways:
        found = {version for index in range(len(documents)) for version in way(index)}
        if found:
            return found.pop() if len(found) == 1 else None
    return None


def _in_front_matter(document: Document) -> Iterator[str]:
    """As it is written: YAML would read `2.10` as a number."""
    if {"version", "api_version", "api-version", "apiVersion"} & document.meta.keys():
        head = document.source.file.text.replace("\r", "").partition("\n---")[0]
        found = _META.search(head)
        if found is not None:
            yield found["version"]


def _in_head(paragraphs: Sequence[str]) -> Iterator[str]:
    for text in paragraphs:
        found = _LINE.search(text) or _SENTENCE.search(text)
        if found is not None:
            yield found["version"]


def _in_title(document: Document) -> Iterator[str]:
    title = document.title
    found = _TITLE.search(title)
    if found is not None and _OTHER.search(title) is None:
        yield found["version"]


def _head(document: Document, announced: Sequence[Announcement]) -> list[str]:
    """The paragraphs below the title of a page, before its first operation and its other headings."""
    first = min((announcement.span.start for announcement in announced), default=document.root.end)
    root = document.root
    blocks = [*root.blocks]
    if root.sections and root.sections[0].level == 1:
        blocks.extend(root.sections[0].blocks)
    return [block.text for block in blocks if isinstance(block, Paragraph) and block.start < first]

"""Gives operations of an overview the sections that only show how to ask for them.

A section whose sample request fits an operation that nothing but a row lists describes it; one that asks
for something beside the listed operations announces an operation of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from mockdown.compiler.choose import generalise
from mockdown.compiler.templates import Templates, ends_of
from mockdown.extractors.announcements import Announcement, Strength
from mockdown.extractors.passages import is_foreign
from mockdown.extractors.scopes import Key
from mockdown.model.paths import PathTemplate
from mockdown.readers.blocks import Document, Section
from mockdown.values import replace
from mockdown.vocabularies.roles import Role, role_of

_SAMPLES = (Strength.CURL, Strength.EXCHANGE)
_OF_ALL = re.compile(
    r"\b(?:auth\w*|credentials?|api keys?|tokens?|quick ?start|start\w*|tutorial|usage|using|install\w*"
    r"|set ?up|configur\w*|run(?:ning)?|deploy\w*|test(?:s|ing)?|debug\w*|examples?|samples?|curl|clients?"
    r"|webhooks?|callbacks?|errors?|troubleshoot\w*|pagination|paging|rate limit\w*|limits|requests?"
    r"|migrat\w*|versions?|headers?|overview|introduction|general|conventions?|formats?)\b",
    re.IGNORECASE,
)
"""In the title of a section whose samples show something that goes for many operations."""
_PATH = re.compile(r"(?:/(?:[\w.~:@%-]+|\{[\w.-]+\}))+/?")
_TOP = 2
_ANY = ""
"""The kind under which the paths of all methods stand."""


def add_sampled(
    documents: Sequence[Document],
    found: Sequence[Sequence[Announcement]],
    chosen: Sequence[Sequence[Announcement]],
) -> list[list[Announcement]]:
    """The chosen announcements, and those of sections that hold a sample request and announce nothing."""
    known = _Known(chosen)
    if not known:
        return [list(page) for page in chosen]
    added: list[list[Announcement]] = []
    for document, everywhere, page in zip(documents, found, chosen, strict=True):
        by_section: dict[int, list[Announcement]] = {}
        for sample in everywhere:
            if sample.strength in _SAMPLES:
                by_section.setdefault(id(sample.section), []).append(sample)
        silent = _silent(document, page) if by_section else ()
        new = [
            announcement
            for section, named in silent
            if (announcement := known.announced_by(by_section.get(id(section), ()), named=named)) is not None
        ]
        added.append(sorted([*page, *new], key=lambda item: item.span.start))
    return added


def _silent(document: Document, page: Sequence[Announcement]) -> Iterator[tuple[Section, bool]]:
    """The sections with headings that neither announce operations nor stand below one that does.

    An overview of several operations may stand above them.  With each goes whether its title, and those
    above it, may be that of an operation.
    """
    keys: dict[int, set[Key]] = {}
    described: set[int] = set()
    for item in page:
        keys.setdefault(id(item.section), set()).add(item.key)
        if item.strength is not Strength.INDEX:
            described.add(id(item.section))
    described.update(section for section, own in keys.items() if len(own) == 1)

    def below(section: Section, *, named: bool) -> Iterator[tuple[Section, bool]]:
        if id(section) in described:
            return
        named = named and not _OF_ALL.search(section.title)
        if section.heading is not None and not any(id(inner) in keys for inner in section.walk()):
            yield section, named and role_of(section.title) is Role.NONE
        for child in section.sections:
            yield from below(child, named=named or section.level < _TOP)

    yield from below(document.root, named=True)


class _Known:
    """The operations that pages announce, and which of them only an overview lists."""

    def __init__(self, chosen: Sequence[Sequence[Announcement]]) -> None:
        self.templates = Templates()
        self.listed: dict[Key, PathTemplate] = {}
        self.paths: dict[str, PathTemplate] = {}
        self.nouns: set[str] = set()
        self.beside = Templates()
        """The announced paths with any word in place of one in their midst, as an example may have it."""
        described: set[Key] = set()
        for announcement in (item for page in chosen for item in page):
            segments = announcement.template.segments
            self.templates.add(announcement.method, segments)
            self.templates.add(_ANY, segments)
            self.paths.setdefault(announcement.template.key, announcement.template)
            for index in range(len(segments) - 1):
                rest = segments[index + 1 :]
                if len(rest) == 1 or not all("{" in segment for segment in rest):
                    self.beside.add(announcement.method, (*segments[:index], "{}", *rest))
            self.nouns.update(segment.lower() for segment in segments[-2:] if "{" not in segment)
            if announcement.strength is Strength.INDEX:
                self.listed.setdefault(announcement.key, announcement.template)
            else:
                described.add(announcement.key)
        for key in described:
            self.listed.pop(key, None)

    def __bool__(self) -> bool:
        return bool(self.nouns)

    def announced_by(self, samples: Sequence[Announcement], *, named: bool) -> Announcement | None:
        """The operation that all samples of a section ask for."""
        if not samples or is_foreign(samples[0].section):
            return None
        first = samples[0]
        fitting = {self._fitting(sample) for sample in samples}
        if len(fitting) != 1:
            return None
        key = fitting.pop()
        if key is not None:
            template = self.listed.get(key)
            return replace(first, template=template) if template is not None else None
        return self._new(samples) if named else None

    def _fitting(self, sample: Announcement) -> Key | None:
        found = self.templates.find_end(sample.method, sample.template.segments)
        return (sample.method, "/" + "/".join(found)) if found is not None else None

    def _new(self, samples: Sequence[Announcement]) -> Announcement | None:
        """An operation that nothing lists, where its path goes on from, or beside, those that are listed."""
        announced = [replace(item, template=generalise(item.template)) for item in samples]
        first = announced[0]
        segments = first.template.segments
        if len({item.key for item in announced}) > 1 or not _PATH.fullmatch(first.template.path):
            return None
        for end in ends_of(segments):
            found = self.templates.find(_ANY, end)
            if found is not None:  # another method of a known path
                known = self.paths["/" + "/".join(found)]
                return replace(first, template=known) if any(part != "{}" for part in found) else None
            if self.beside.match(first.method, end):
                return None
        return None if self.nouns.isdisjoint(segment.lower() for segment in segments) else first

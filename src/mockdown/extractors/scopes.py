"""Decides which part of a page speaks of which operation."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from mockdown.extractors.announcements import Announcement, Strength
from mockdown.extractors.passages import Passage, is_foreign, walk_blocks, walk_section
from mockdown.extractors.placed import Placed
from mockdown.extractors.regions import are_alternatives, last_noun, region_title, regions_of
from mockdown.extractors.shared_paragraphs import Part, parts_of
from mockdown.readers.blocks import Document, Paragraph, Section, Table
from mockdown.vocabularies.roles import Role, role_of

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Scope:
    """The part of a page that belongs to one operation (or to several announced together)."""

    document: Document
    announcements: tuple[Announcement, ...]
    title: str
    passages: tuple[Passage, ...] = field(repr=False)
    section: Section = field(repr=False)
    """The section that holds it."""
    ranges: tuple[tuple[int, int], ...] = ()
    """The bytes that belong to it."""
    parts: tuple[Part, ...] = field(default=(), repr=False)
    """The parts of paragraphs that speak of some of its operations only."""

    def owns(self, offset: int) -> bool:
        """Whether the byte at an offset of the page belongs to it."""
        return any(start <= offset < end for start, end in self.ranges)

    @property
    def keys(self) -> tuple[Key, ...]:
        return tuple(dict.fromkeys(announcement.key for announcement in self.announcements))

    @property
    def is_of_one(self) -> bool:
        """Whether it announces one operation only."""
        first = self.announcements[0].key
        return all(announcement.key == first for announcement in self.announcements)


def find_scopes(document: Document, announcements: Sequence[Announcement]) -> list[Scope]:
    """Give each announced operation the largest section that speaks of it alone.

    Where one section announces several operations, each gets the blocks from its announcement to the
    next; operations announced by the same block share what follows.
    """
    by_section: dict[int, list[Announcement]] = defaultdict(list)
    for announcement in announcements:
        by_section[announcement.section.start].append(announcement)
    finder = _Finder(document, by_section)
    scopes = map(_divided, finder.scopes(document.root))
    return sorted(scopes, key=lambda scope: scope.announcements[0].span.start)


def _divided(scope: Scope) -> Scope:
    """A scope whose paragraphs are in parts where they announce several of its operations."""
    if scope.is_of_one:
        return scope
    parts: list[Part] = []
    passages: list[Passage] = []
    for passage in scope.passages:
        block = passage.block
        inside = [found for found in scope.announcements if found.block is block]
        own = (
            parts_of(scope.document, block, inside)
            if isinstance(block, Paragraph) and len({found.key for found in inside}) > 1
            else ()
        )
        parts.extend(part for part in own if part.keys)
        passages.extend([replace(passage, block=part.paragraph) for part in own] or [passage])
    return replace(scope, passages=tuple(passages), parts=tuple(parts)) if parts else scope


class _Finder:
    def __init__(self, document: Document, by_section: dict[int, list[Announcement]]) -> None:
        self.document = document
        self.by_section = by_section
        self.keys: dict[int, frozenset[Key]] = {}

    def keys_of(self, section: Section) -> frozenset[Key]:
        """The operations announced in a section or below it."""
        known = self.keys.get(id(section))
        if known is None:
            own = {announcement.key for announcement in self.announced_in(section)}
            known = frozenset(own.union(*(self.keys_of(child) for child in section.sections)))
            self.keys[id(section)] = known
        return known

    def announced_in(self, section: Section) -> list[Announcement]:
        """What a section announces itself; the root and a first heading may start at one offset."""
        return [
            announcement
            for announcement in self.by_section.get(section.start, ())
            if announcement.section is section
        ]

    def all_in(self, section: Section) -> Iterator[Announcement]:
        for inner in section.walk():
            yield from self.announced_in(inner)

    def scopes(self, section: Section) -> Iterator[Scope]:
        keys = self.keys_of(section)
        if not keys:
            return
        own = self.announced_in(section)
        if len(keys) == 1 and not own and self._is_named_below(section):
            yield from self._among(section, attach=True)
            return
        alone = keys == {announcement.key for announcement in own}
        if len(keys) == 1 or (own and alone and all_shared(own, section)) or self._is_one_in_ways(section):
            yield self._whole(section)
            return
        if own:
            yield from self._split(section, own)
        else:
            yield from self._among(section)

    def _is_one_in_ways(self, section: Section) -> bool:
        """Whether one part of a section, such as "HTTP request", lists the ways to ask for the same."""
        announcing = [child for child in section.sections if self.keys_of(child)]
        if section.heading is None or self.announced_in(section) or len(announcing) != 1:
            return False
        part = announcing[0]
        own = self.announced_in(part)
        if _names_operation(part) or self.keys_of(part) != {found.key for found in own}:
            return False
        starts = Placed([found.block.start for found in own if found.block is not None], start=int)
        return len({found.method for found in own}) == 1 and all(
            isinstance(block, Paragraph) or starts.between(block.start, block.end) for block in part.blocks
        )

    def _is_named_below(self, section: Section) -> bool:
        """Whether a section below names the one operation, so that those beside it speak of other things."""
        announcing = next(self.all_in(section)).section
        return any(
            inner is not section
            and inner.start <= announcing.start < inner.end
            and any(below is announcing for below in inner.walk())
            and _names_operation(inner)
            for inner in section.walk()
        )

    def _among(self, section: Section, *, attach: bool = False) -> Iterator[Scope]:
        """Sections side by side: parts such as "Parameters" beside a bare announcement belong to it.

        With `attach`, they belong to it whatever stands with the announcement.
        """
        bare: Scope | None = None
        group: list[Scope] = []
        whole = False
        for child in section.sections:
            if group and not self.keys_of(child):
                group = [_with_shared(scope, child) for scope in group]
                continue
            yield from group
            group = []
            is_part = _is_part(child) and (attach or child.title.strip(" :#*`").lower() not in _OF_ALL)
            if (
                bare is not None
                and not self.keys_of(child)
                and is_part
                and not (whole and _has_part(bare, child))
            ):
                bare = replace(
                    bare,
                    passages=(*bare.passages, *walk_section(child, top=False)),
                    ranges=(*bare.ranges, (child.start, child.end)),
                )
                continue
            if bare is not None:
                yield bare
                bare = None
            found = list(self.scopes(child))
            if len(found) == 1:
                bare, whole = found[0], not (attach or _is_bare(child, found[0]))
            elif _speak_of_one(found):
                group = found
            else:
                yield from found
        yield from group
        if bare is not None:
            yield bare

    def _whole(self, section: Section) -> Scope:
        """A section that speaks of one operation, less those below it that speak of the whole API."""
        announced = tuple(self.all_in(section))
        of_heading = announced[0].section is section and announced[0].block is None
        foreign = [
            child
            for child in section.sections
            if is_foreign(child)
            and not self.keys_of(child)
            and not (of_heading and _CREDENTIALS.match(child.title.strip(" :#*`")))
        ]
        kept = replace(section, sections=tuple(child for child in section.sections if child not in foreign))
        above = announced[0].above
        shared = tuple(walk_blocks((*announced[0].row, *(above.blocks if above is not None else ()))))
        return Scope(
            self.document,
            announced,
            section.title,
            (*shared, *walk_section(kept)),
            section,
            tuple(_without(section, foreign)),
        )

    def _split(self, section: Section, own: list[Announcement]) -> Iterator[Scope]:
        """One section with several announcements among its own blocks, and perhaps more below."""
        regions = list(regions_of(section, own))
        below = [child for child in section.sections if self.keys_of(child)]
        alike = are_alternatives(regions)
        several = len({found.key for found in own}) > 1
        for index, (announced, blocks) in enumerate(regions):
            passages = list(walk_blocks(blocks))
            end = blocks[-1].end if blocks else announced[-1].span.end
            confined = announced[0].strength is Strength.INDEX and several
            if (index == len(regions) - 1 and not confined) or alike:
                for child in section.sections:
                    if self.keys_of(child):
                        break
                    passages.extend(walk_section(child, top=False))
                    end = child.end if index == len(regions) - 1 else end
            inherited = section.title if len(regions) == 1 and not confined else ""
            title = region_title(blocks, announced) or inherited
            start = min(blocks[0].start if blocks else announced[0].span.start, announced[0].span.start)
            yield Scope(self.document, tuple(announced), title, tuple(passages), section, ((start, end),))
        for child in below:
            yield from self.scopes(child)


_CREDENTIALS = re.compile(r"^auth(?:ori[sz]ation|entication)$", re.IGNORECASE)
"""Below the heading of an operation it tells what this one needs."""
_SENT = (Role.BODY, Role.FORM)
_SENDING = frozenset(("POST", "PUT", "PATCH"))


def _speak_of_one(scopes: Sequence[Scope]) -> bool:
    """Whether operations are the rows of one table, all on one resource."""
    first = [scope.announcements[0] for scope in scopes]
    nouns = {last_noun(announcement)[0] for announcement in first}
    return len(first) > 1 and len(nouns) == 1 and all(isinstance(found.block, Table) for found in first)


def _with_shared(scope: Scope, section: Section) -> Scope:
    """An operation of a table with what a section beside it says of the body, or the query, of them all."""
    role = role_of(section.title)
    sends = scope.announcements[0].method in _SENDING
    if role is not Role.QUERY and not (role in _SENT and sends):
        return scope
    return replace(
        scope,
        passages=(*scope.passages, *walk_section(section, top=False)),
        ranges=(*scope.ranges, (section.start, section.end)),
    )


def _names_operation(section: Section) -> bool:
    """Whether a section's title is that of an operation, not of a part of one."""
    title = section.title.strip(" :#*`")
    return bool(title) and role_of(title) is Role.NONE and title.lower() not in _PLACES_OF_URLS


_PLACES_OF_URLS = frozenset(
    ("endpoint", "url", "uri", "path", "route", "http request", "method", "resource", "syntax")
)


_OF_ALL = frozenset(("errors", "error"))
"""Titles that, beside operations with titles of their own, speak of them all."""


def _is_part(section: Section) -> bool:
    """Whether a section is a part of what is said of an operation, by its title."""
    return role_of(section.title) is not Role.NONE and not is_foreign(section)


_MESSAGES = (Role.REQUEST, Role.RESPONSE, Role.EXAMPLE, Role.BODY, Role.QUERY, Role.PATH, Role.PARAMETERS)


def _has_part(scope: Scope, section: Section) -> bool:
    """Whether what is said of an operation has a part of this kind, so that another is no slip of a level."""
    role = role_of(section.title)
    return role not in _MESSAGES or any(
        role is found.role or any(role_of(title) is role for title in found.trail) for found in scope.passages
    )


def _is_bare(section: Section, scope: Scope) -> bool:
    """Whether a section only announces an operation, with no more than prose about it."""
    announcing = {id(announcement.block) for announcement in scope.announcements}
    return not section.sections and all(
        isinstance(block, Paragraph) or id(block) in announcing for block in section.blocks
    )


def _without(section: Section, foreign: Sequence[Section]) -> Iterator[tuple[int, int]]:
    start = section.start
    for child in foreign:
        yield start, child.start
        start = child.end
    yield start, section.end


def all_shared(own: Sequence[Announcement], section: Section) -> bool:
    """Whether a heading or one block announces all operations of a section, which then share it."""
    blocks = {id(announcement.block) for announcement in own}
    if len(own) > 1 and all(isinstance(announcement.block, Table) for announcement in own):
        return _are_variants(own, section)
    if len(blocks) != 1 or len(own) < 2:
        return False
    from_heading = own[0].block is None
    same_path = len({announcement.template.key for announcement in own}) == 1
    return (from_heading or same_path) and bool(section.blocks)


def _are_variants(own: Sequence[Announcement], section: Section) -> bool:
    """Whether rows are forms of one operation, told in sections below: same method, another last segment."""
    shapes = {(found.method, found.template.segments[:-1]) for found in own}
    silent = not any(found.summary for found in own)
    return silent and len(shapes) == 1 and any(_is_part(child) for child in section.sections)

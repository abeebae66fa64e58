"""Decides which announcements are operations, and which are mentions and examples of them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence

from mockdown.compiler.templates import Templates
from mockdown.extractors.announcements import Announcement, Strength
from mockdown.model.paths import PathTemplate
from mockdown.readers.blocks import CodeBlock, ListBlock, Table
from mockdown.values import replace

_VALUE = re.compile(
    r"^(?:\d+|[0-9a-fA-F]{8}-[0-9a-fA-F-]{27}|[0-9a-fA-F]{12,}|(?=[A-Za-z_-]*\d)(?=\d*[A-Za-z])[\w-]{9,})$"
)

_MARKED = re.compile(r"^[A-Za-z]{1,6}[_-](?=\w*\d)\w+$")
"""An identifier that says of what it is, as behind the name of a collection: `contacts/c_17`."""


def choose_announcements(found: Sequence[Sequence[Announcement]]) -> list[list[Announcement]]:
    """For each page the announcements that stand for operations.

    Declared ones always do, unless their segments are values of a template that is announced beside
    them.  Weaker ones count only where the pages announce the operation nowhere more plainly.
    """
    chosen = [_declared(announcements) for announcements in found]
    known = {announcement.key for page in chosen for announcement in page}
    listed: set[tuple[str, str]] = set()
    templates, written = Templates(), Templates()
    for page in chosen:
        for announcement in page:
            templates.add(announcement.method, announcement.template.segments)
            written.add(announcement.method, _spelled(announcement.template.segments))
    for strength in (Strength.INDEX, Strength.EXCHANGE, Strength.MENTION, Strength.CURL, Strength.CALL):
        added: list[Announcement] = []
        for index, announcements in enumerate(found):
            least = max(strength, Strength.CURL)  # commands and calls of a program go side by side
            stronger = sorted(other.span.start for other in chosen[index] if other.strength > least)
            for announcement in announcements:
                if announcement.strength is not strength:
                    continue
                if announcement.key in known:
                    # an index names it, and a section elsewhere says how to ask for it
                    if _tells_more(announcement, stronger, listed):
                        chosen[index].append(announcement)
                    continue
                if _is_covered(announcement, written if strength is Strength.INDEX else templates):
                    continue
                if strength is not Strength.INDEX and _has_stronger(announcement, stronger):
                    continue
                template = announcement
                if strength in (Strength.EXCHANGE, Strength.CURL, Strength.CALL):
                    template = replace(announcement, template=generalise(announcement.template))
                added.append(template)
                chosen[index].append(template)
        known.update(announcement.key for announcement in added)
        if strength is Strength.INDEX:
            listed = {announcement.key for announcement in added}
        for announcement in added:
            templates.add(announcement.method, announcement.template.segments)
    return [sorted(page, key=lambda announcement: announcement.span.start) for page in chosen]


def _declared(announcements: Iterable[Announcement]) -> list[Announcement]:
    """The declared ones, less those that are examples of a template in the same section."""
    declared = [announcement for announcement in announcements if announcement.strength is Strength.DECLARED]
    templates = Templates()
    for announcement in declared:
        if announcement.template.parameters:
            templates.add((id(announcement.section), announcement.method), announcement.template.segments)
    return [
        announcement
        for announcement in declared
        if announcement.template.parameters or not _is_example(announcement, templates)
    ]


def _is_example(announcement: Announcement, templates: Templates) -> bool:
    """Whether a path, or its end behind a prefix, is an instance of a template in its section."""
    kind = (id(announcement.section), announcement.method)
    return templates.match_end(kind, announcement.template.segments, lacking=2)


def matches(path: str, template: str) -> bool:
    """Whether a concrete path is an instance of a template."""
    left = path.strip("/").split("/")
    right = template.strip("/").split("/")
    return len(left) == len(right) and all(
        "{" in expected or actual == expected for actual, expected in zip(left, right, strict=True)
    )


def _spelled(segments: Sequence[str]) -> tuple[str, ...]:
    """Segments in which a parameter stands for parameters only, not for any value."""
    return tuple("<parameter>" if "{" in segment else segment for segment in segments)


def _says_more(announcement: Announcement) -> bool:
    """Whether the section of a mention holds tables, lists or code that speak of the operation."""
    return any(
        isinstance(block, Table | CodeBlock | ListBlock) and block is not announcement.block
        for block in announcement.section.blocks
    )


def _tells_more(announcement: Announcement, stronger: Sequence[int], listed: set[tuple[str, str]]) -> bool:
    """Whether a place describes an operation that is announced more plainly, but not described, elsewhere."""
    if announcement.strength is Strength.EXCHANGE:
        return _tells_all(announcement, stronger)
    told_twice = announcement.strength is Strength.MENTION and announcement.key in listed
    return told_twice and not _has_stronger(announcement, stronger) and _says_more(announcement)


def _tells_all(announcement: Announcement, starts: Sequence[int]) -> bool:
    """Whether a section of its own describes a request, with placeholders, that is announced elsewhere."""
    section = announcement.section
    if not announcement.template.parameters and announcement.method not in section.title:
        return False
    index = bisect_left(starts, section.start)
    if index < len(starts) and starts[index] < section.end:
        return False
    return any(isinstance(block, Table) for inner in section.walk() for block in inner.blocks)


def _is_covered(announcement: Announcement, templates: Templates) -> bool:
    """Whether the path, or its end behind a prefix, is an instance of an announced template."""
    segments = announcement.template.segments
    if announcement.strength is Strength.INDEX:
        segments = _spelled(segments)
    return templates.match_end(announcement.method, segments)


def _has_stronger(announcement: Announcement, starts: Sequence[int]) -> bool:
    """Whether the page announces operations more plainly than by a weak announcement, at these offsets.

    A sample on a page that declares its operations is an example, whatever it sends; a mention, or a
    request that opens a section, counts as long as its own section declares none.
    """
    if (
        announcement.strength in (Strength.CALL, Strength.CURL, Strength.EXCHANGE)
        and not announcement.opening
    ):
        return bool(starts)
    index = bisect_left(starts, announcement.section.start)
    return index < len(starts) and starts[index] < announcement.section.end


def generalise(template: PathTemplate) -> PathTemplate:
    """Put parameters where the segments of an example path look like values."""
    names: list[str] = list(template.parameters)
    segments: list[str] = []
    for segment in template.path.split("/"):
        before = segments[-1] if segments and "{" not in segments[-1] else ""
        if "{" not in segment and (_VALUE.match(segment) or (before[-1:] == "s" and _MARKED.match(segment))):
            name = f"{_singular(before)}_id" if before else "id"
            while name in names:
                name += "2"
            names.append(name)
            segments.append(f"{{{name}}}")
        else:
            segments.append(segment)
    return replace(template, path="/".join(segments), parameters=tuple(names))


def _singular(word: str) -> str:
    word = re.sub(r"\W", "_", word)
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word

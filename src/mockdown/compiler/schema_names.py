"""Finds the schema that a name or link means: by anchor, page and title, the nearest first."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from mockdown.compiler.naming import words_of
from mockdown.compiler.page_paths import PagePaths
from mockdown.model.schema import Schema
from mockdown.vocabularies.english import singular

_KIND = re.compile(
    r"(?<![\s_-])[\s_-]+(?:object|model|schema|resource|type|structure|entity|payload|definition|record)s?$"
    r"|^the[\s-]+|^(?:enum|model|schema|object|resource)\s*:\s*|\s*\((?:object|enum(?:\[\w+\])?)\)$",
    re.IGNORECASE,
)
_NO_LETTER = re.compile(r"[\W_]+")
_COUNTED = re.compile(r"-(\d{1,3})$")
_SHORTCODE = re.compile(r"""^\{\{[<%]\s*(?:rel)?ref\s+["']?(?P<path>[^"'\s]+)["']?\s*[%>]\}\}(?P<rest>.*)$""")


@dataclass(frozen=True, slots=True)
class Home:
    """Where a reference stands: what lies inside `start` to `end` of the page is nearest to it."""

    page: str
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """A component with the names under which pages ask for it, and where it is described."""

    component: str
    keys: frozenset[str]
    page: str
    start: int


@lru_cache(maxsize=8192)
def key_of(text: str) -> str:
    """A name or anchor without what renderers and writers vary: case, blanks and punctuation.

    >>> key_of("Library-item") == key_of("LibraryItem")
    True
    """
    return _NO_LETTER.sub("", text.lower())


def keys_of(title: str, anchor: str | None) -> frozenset[str]:
    """The keys under which a section with this title can be asked for."""
    names = {key_of(title), key_of(_KIND.sub("", title))}
    if anchor:
        names |= {key_of(anchor), key_of(_KIND.sub("", anchor))}
    return frozenset(name for name in names if name)


def split_reference(reference: str) -> tuple[str, str, str]:
    """Text, page and anchor of a reference as `reference_to` writes it."""
    text, _, target = reference.partition("#")
    found = _SHORTCODE.match(target)
    if found is not None:
        target = found["path"] + (found["rest"] or ("" if "#" in found["path"] else "#"))
    page, mark, anchor = target.rpartition("#")
    return (text, page, anchor) if mark else (text, "", target)


def settled(component: str) -> str:
    """A reference to a component, wherever it comes to stand."""
    return f"={component}"


def candidate_keys(text: str, anchor: str) -> Iterator[str]:
    """The keys that a reference may mean, the surest first: anchor, text, without kind, in the singular."""
    for written in (anchor, _KIND.sub("", anchor), text, _KIND.sub("", text)):
        if written:
            yield key_of(written)
    for written in (anchor, text, _KIND.sub("", text)):
        if written:
            yield key_of(singular(words_of(written)))


class SchemaNames:
    """The described schemas by the names that lead to them.

    `pointers` are anchors whose sections say no more than the name of a schema, by page and key.
    """

    def __init__(
        self, places: Iterable[NamedPlace], pointers: Mapping[tuple[str, str], Schema] | None = None
    ) -> None:
        self._by_key: dict[str, list[NamedPlace]] = defaultdict(list)
        self._on_page: dict[tuple[str, str], list[NamedPlace]] = defaultdict(list)
        self._by_page: dict[str, list[NamedPlace]] = defaultdict(list)
        self._components: set[str] = set()
        self._pointers = pointers or {}
        for place in places:
            self._by_page[place.page].append(place)
            self._components.add(place.component)
            for key in place.keys:
                self._by_key[key].append(place)
                self._on_page[key, place.page].append(place)
        self._paths = PagePaths(self._by_page)

    def find(self, reference: str, home: Home) -> str | None:
        """The component that a reference means, None where no page describes it."""
        if reference.startswith("=") and reference[1:] in self._components:
            return reference[1:]
        text, page, anchor = split_reference(reference)
        pages = self._paths.matching(page) if page else None
        for key in candidate_keys(text, anchor):
            found = self._choose(key, home, pages)
            if found is not None:
                return found.component
        counted = _COUNTED.search(anchor)
        if counted is not None:
            same = list(self._by_key.get(key_of(anchor[: counted.start()]), ()))
            same = [place for place in same if place.page == home.page] or same
            if int(counted[1]) < len(same):
                return same[int(counted[1])].component
        if pages and not anchor and len(self._by_page[pages[0]]) == 1:
            return self._by_page[pages[0]][0].component
        return None

    def pointer(self, reference: str, home: Home) -> Schema | None:
        """The type that stands alone under the anchor of a reference."""
        if not self._pointers:
            return None
        _, page, anchor = split_reference(reference)
        return self._pointers.get((home.page, key_of(anchor))) if anchor and not page else None

    def _choose(self, key: str, home: Home, pages: list[str] | None) -> NamedPlace | None:
        """The nearest place of a key: on the pages the link leads to, on the own page, anywhere."""
        for page in pages or (home.page,):
            found = self._on_page.get((key, page))
            if found:
                inside = [place for place in found if home.start <= place.start < home.end]
                return inside[0] if inside else min(found, key=lambda place: abs(place.start - home.start))
        anywhere = self._by_key.get(key)
        return anywhere[0] if anywhere else None

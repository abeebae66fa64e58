"""Slugs: the part of an address that a server makes of a title or a name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from mockdown.description import Description
from mockdown.mock.schemas import Json, SchemaView
from mockdown.mock.shapes import words
from mockdown.mock.state import Table
from mockdown.mock.wire import admitted_types

_SOURCES = (["title"], ["name"], ["headline"], ["subject"], ["full", "name"], ["display", "name"], ["label"])
_LONGEST = 80
_MAX_TRIES = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class SlugRule:
    """The slug of one kind of entity, and what it is made of."""

    name: str
    source: str
    is_valid: Callable[[Json], bool]

    def make(self, value: Mapping[str, Json], table: Table) -> str | None:
        """The slug of a new entity, which no other has; None where the schema allows none."""
        text = value.get(self.source)
        stem = slug_of(text) if isinstance(text, str) else ""
        if not stem:
            return None
        slug = stem
        for number in range(2, _MAX_TRIES):
            if table.find(slug, {}) is None and slug not in table.removed:
                break
            slug = f"{stem}-{number}"
        return slug if self.is_valid(slug) else None


def make_slug_rule(
    description: Description, properties: Mapping[str, Json], view: SchemaView
) -> SlugRule | None:
    """What is known of the slug of an entity; None where it has none, or nothing to make it of."""
    name = next((one for one in properties if words(one)[-1:] == ["slug"]), None)
    if name is None or "string" not in admitted_types(description, properties[name]):
        return None
    by_words = {tuple(words(one)): one for one in properties}
    source = next((by_words[tuple(one)] for one in _SOURCES if tuple(one) in by_words), None)
    if source is None:
        return None
    return SlugRule(name=name, source=source, is_valid=view.compile(properties[name]).is_valid)


def slug_of(text: str) -> str:
    """A text in lower case, with hyphens for all that is no letter and no digit; accents go."""
    plain = unicodedata.normalize("NFKD", text[: 4 * _LONGEST]).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", plain.lower()))[:_LONGEST].strip("-")

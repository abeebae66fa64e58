"""Tells from paths and member names which resource a message shows."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from enum import Enum, auto

from mockdown.compiler.naming import is_action, words_of
from mockdown.model.schema import Property, Schema
from mockdown.source import Rank
from mockdown.vocabularies.english import is_plural, singular

ENVELOPES = frozenset(
    "data item items result results record records value values entries content list rows objects "
    "elements".split()
)
"""Members that hold the resource itself, or a page of it."""
IDS = ("id", "uuid", "_id")
PERSONS = frozenset(
    "owner author creator assignee sender reviewer member admin follower contributor collaborator".split()
)
"""Members that name a user by what he does."""

_GIVEN = re.compile(
    r"(?:created|updated|modified|deleted|inserted|changed)(?:_?(?:at|on|by|date|time))?|_?links?|(?:html_|self_)?url|href|etag",
    re.IGNORECASE,
)


class Place(Enum):
    """Where a message shows an object."""

    ALONE = auto()
    LISTED = auto()
    NESTED = auto()
    """Inside another object."""


See = Callable[[str, Schema, Place], Schema]
"""Told the noun of an object, the object and where it stands; gives its replacement."""


def nouns_of(path: str) -> list[str]:
    """The nouns of a path in the singular: `/users/{id}/keys` gives `user` and `key`."""
    return [
        singular(words_of(segment)) for segment in path.split("/") if segment and not segment.startswith("{")
    ]


def noun_of(method: str, path: str) -> str:
    """The resource that a message to a path shows; nothing where the path has no noun."""
    segments = [words_of(segment) for segment in path.split("/") if segment and not segment.startswith("{")]
    if len(segments) > 1 and method == "GET" and is_action(method, segments[-1]):
        segments.pop()
    return singular(segments[-1]) if segments else ""


def sends_resource(method: str, path: str) -> bool:
    """Whether a request to a path carries the resource, and does not ask for an action on it."""
    segments = [segment for segment in path.split("/") if segment]
    nouns = [words_of(segment) for segment in segments if not segment.startswith("{")]
    if not nouns or method not in ("POST", "PUT", "PATCH"):
        return False
    if segments[-1].startswith("{"):
        return method != "POST" or is_plural(nouns[-1])
    return not is_action(method, nouns[-1])


def names_of(schema: Schema) -> frozenset[str]:
    """The names of an object's members."""
    return frozenset(item.name for item in schema.properties)


def is_given(name: str) -> bool:
    """Whether a server sets a member: the identifier, what happened when, and where it is."""
    return name.lower() in IDS or _GIVEN.fullmatch(name) is not None


def is_shown(schema: Schema) -> bool:
    """Whether an object is known from examples alone."""
    return (
        schema.rank is Rank.EXAMPLE
        and schema.type == "object"
        and bool(schema.properties)
        and all(item.rank is Rank.EXAMPLE for item in schema.properties)
    )


def is_whole(schema: Schema) -> bool:
    """Whether the docs say which members an object must have."""
    return any(item.required for item in schema.properties)


def walk_shown(schema: Schema, noun: str, see: See, place: Place = Place.ALONE) -> Schema:
    """A schema with `see` applied to the objects that examples show, outermost first.

    What `see` replaces is not looked into.  An envelope is no object of its own: what it holds stands for it.
    """
    if schema.type == "array" and schema.items is not None and schema.rank is Rank.EXAMPLE:
        listed = Place.NESTED if place is Place.NESTED else Place.LISTED
        items = walk_shown(schema.items, noun, see, listed)
        return schema if items is schema.items else replace(schema, items=items)
    if not is_shown(schema):
        return schema
    wraps = place is not Place.NESTED and _is_envelope(schema, noun)
    if not wraps:
        seen = see(noun, schema, place)
        if seen is not schema:
            return seen
    properties: list[Property] = []
    for item in schema.properties:
        held = wraps and item.name.lower() in ENVELOPES
        inner = noun if held else singular(words_of(item.name))
        own = held or (wraps and inner == noun)
        found = walk_shown(item.schema, inner, see, place if own else Place.NESTED)
        properties.append(item if found is item.schema else replace(item, schema=found))
    if all(new is old for new, old in zip(properties, schema.properties, strict=True)):
        return schema
    return replace(schema, properties=tuple(properties))


def _is_envelope(schema: Schema, noun: str) -> bool:
    """Whether an object only holds the resource: under its noun, or under a word for "what was asked for"."""
    names = names_of(schema)
    has_id = any(name in names for name in IDS)
    return any(
        _holds_object(item.schema)
        and (singular(words_of(item.name)) == noun or (not has_id and item.name.lower() in ENVELOPES))
        for item in schema.properties
    )


def _holds_object(schema: Schema) -> bool:
    target = schema.items if schema.type == "array" and schema.items is not None else schema
    return bool(target.properties)

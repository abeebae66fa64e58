"""Credentials that a page with operations states: they are its own where other pages state others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable

from mockdown.extractors.facts import SecurityFact

Key = tuple[str, ...]


def key_of(fact: SecurityFact) -> Key:
    """What tells one scheme from another."""
    return fact.type, fact.scheme, fact.location, fact.parameter.lower()


def schemes_of_pages(
    stated: Iterable[tuple[str, SecurityFact]], pages: Container[str], default: Key | None
) -> dict[str, Key]:
    """The scheme of each page, of those with operations, that states one; nothing where they agree.

    Pages agree where all of them name the scheme that most of the API is said to use.
    """
    counted: dict[str, Counter[Key]] = {}
    for page, fact in stated:
        if fact.type and fact.needed and page in pages:
            counted.setdefault(page, Counter())[key_of(fact)] += 1
    if default is None or all(default in found for found in counted.values()):
        return {}
    return {
        page: default if default in found else found.most_common(1)[0][0] for page, found in counted.items()
    }

"""Names that must differ."""

from __future__ import annotations

from collections.abc import Container


def free_name(name: str, taken: Container[str], *, mark: str = "") -> str:
    """A name that is not taken: with a number behind it, and the mark between, where it must be.

    >>> free_name("Pet", {"Pet", "Pet2"})
    'Pet3'
    >>> free_name("list_pets", {"list_pets"}, mark="_")
    'list_pets_2'
    """
    candidate, count = name, 2
    while candidate in taken:
        candidate, count = f"{name}{mark}{count}", count + 1
    return candidate

"""Unknown names get the nearest known one."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def did_you_mean(word: str, known: Iterable[str], *, noun: str) -> str:
    """A way out for an unknown name: the nearest known one, or the list of them."""
    names = list(known)
    folded = {name.casefold(): name for name in names}
    nearest = get_close_matches(word.casefold(), folded, n=1, cutoff=0.6)
    if nearest:
        return f"did you mean `{folded[nearest[0]]}`?"
    if not names:
        return f"there is no {noun}"
    return f"known: {', '.join(f'`{name}`' for name in names)}"

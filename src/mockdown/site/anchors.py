"""Names for files and fragments: safe everywhere, and the same from build to build."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Sequence
from functools import lru_cache
from hashlib import sha256

_UNSAFE = re.compile(r"[^a-z0-9._]+")
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_DOTS = re.compile(r"\.{2,}")
_LONGEST = 80
# Windows opens devices, not files, under these names, whatever their ending.
_DEVICES = frozenset(
    ("con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10)))
)


@lru_cache(maxsize=65536)
def slug(text: str) -> str:
    """Lower-case ASCII letters, digits, dots and dashes; may be empty.

    `GET /users/{id}` → `get-users-id`, `getUserById` → `get-user-by-id`
    """
    plain = unicodedata.normalize("NFKD", _HUMP.sub("-", text)).encode("ascii", "ignore").decode().lower()
    return _DOTS.sub(".", _UNSAFE.sub("-", plain))[:_LONGEST].strip("-.")


def digest(text: str) -> str:
    """Eight letters that tell one name from another."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]


def unique_slugs(texts: Sequence[str], *, reserved: Collection[str] = ()) -> tuple[str, ...]:
    """One slug per text, no two alike.

    Texts that would share a slug all carry a digest, so that no name hangs on the order of the others.
    """
    counts = Counter(slug(text) for text in texts)
    seen: Counter[str] = Counter()
    return tuple(_distinct(text, counts, reserved, seen) for text in texts)


def _distinct(text: str, counts: Counter[str], reserved: Collection[str], seen: Counter[str]) -> str:
    name = slug(text)
    if not name or counts[name] > 1 or name in reserved or name.partition(".")[0] in _DEVICES:
        name = f"{name or 'x'}-{digest(text)}"
    seen[name] += 1
    return name if seen[name] == 1 else f"{name}-{seen[name]}"


class Anchors:
    """The fragment identifiers of one page."""

    def __init__(self) -> None:
        self._taken: Counter[str] = Counter()

    def claim(self, *parts: str) -> str:
        """An identifier made of `parts` that nothing else on the page has."""
        wanted = "-".join(slug(part) or digest(part) for part in parts)
        self._taken[wanted] += 1
        if self._taken[wanted] == 1:
            return wanted
        return self.claim(f"{wanted}-{self._taken[wanted]}")

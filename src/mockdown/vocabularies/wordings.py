"""Patterns that are tried only where one of their words stands.

Each description is asked for two dozen wordings, and holds one or none of them.
"""

from __future__ import annotations

import re
from functools import lru_cache

_WORD = re.compile(r"[^\W\d_]+")
_DIGIT = re.compile(r"\d")
NUMBER = "0"
"""Stands among the words of a text for any digit in it."""


class Wording:
    r"""A pattern, with words in lower case one of which stands in each text that it finds.

    >>> Wording("null nullable", r"\bnullable\b|\bor null\b").search("A number, or null")
    <re.Match object; span=(10, 17), match='or null'>
    """

    __slots__ = ("_pattern", "words")

    def __init__(self, words: str, pattern: str, flags: re.RegexFlag = re.IGNORECASE) -> None:
        self.words = frozenset(words.split())
        self._pattern = re.compile(pattern, flags)

    @property
    def pattern(self) -> re.Pattern[str]:
        """The pattern alone."""
        return self._pattern

    def may_be_in(self, text: str) -> bool:
        """Whether one of its words stands in a text."""
        return not self.words.isdisjoint(words_in(text))

    def search(self, text: str) -> re.Match[str] | None:
        """The first place in a text that is worded so."""
        return None if self.words.isdisjoint(words_in(text)) else self._pattern.search(text)


@lru_cache(maxsize=4096)
def words_in(text: str) -> frozenset[str]:
    """The words of a text in lower case, and `NUMBER` where it holds a digit."""
    words = _WORD.findall(text.lower())
    return frozenset((*words, NUMBER) if _DIGIT.search(text) else words)

"""Finds what starts between two offsets of a page without going through all there is."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable
from typing import Generic, TypeVar

T = TypeVar("T")


class Placed(Generic[T]):
    """Things of a page in the order in which they start; `start` tells where one does.

    >>> Placed(["7 bees", "3 ants"], start=lambda text: int(text[0])).between(2, 7)
    ['3 ants']
    """

    def __init__(self, items: Iterable[T], start: Callable[[T], int]) -> None:
        self._items = sorted(items, key=start)
        self._starts = [start(item) for item in self._items]

    def between(self, start: int, end: int) -> list[T]:
        """Those that start at an offset from `start` to before `end`."""
        return self._items[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

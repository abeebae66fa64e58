"""Which bytes of a page belong to operations, answered without going through them all."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from mockdown.extractors.scopes import Scope
from mockdown.readers.blocks import Section


class OwnedBytes:
    """The bytes of one page that belong to operations."""

    def __init__(self, scopes: Sequence[Scope]) -> None:
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.firsts = sorted(scope.ranges[0][0] for scope in scopes if scope.ranges)
        for start, end in sorted(item for scope in scopes for item in scope.ranges):
            if self.ends and start <= self.ends[-1]:
                self.ends[-1] = max(self.ends[-1], end)
            else:
                self.starts.append(start)
                self.ends.append(end)

    def holds(self, offset: int) -> bool:
        """Whether the byte at an offset belongs to an operation."""
        index = bisect_right(self.starts, offset) - 1
        return index >= 0 and offset < self.ends[index]

    def hold_all_of(self, section: Section) -> bool:
        """Whether all bytes of a section belong to operations."""
        index = bisect_right(self.starts, section.start) - 1
        return index >= 0 and section.end <= self.ends[index]

    def start_in(self, section: Section) -> bool:
        """Whether an operation starts inside a section: then it groups operations."""
        index = bisect_right(self.firsts, section.start)
        return index < len(self.firsts) and self.firsts[index] < section.end


def by_page(scopes: Iterable[Scope]) -> dict[str, list[Scope]]:
    """The scopes of each page, by its name."""
    found: dict[str, list[Scope]] = {}
    for scope in scopes:
        found.setdefault(scope.document.name, []).append(scope)
    return found

"""Finds the page that a path in a link means, by the last steps of both."""

from __future__ import annotations

import re
from collections.abc import Iterable

_SUFFIX = re.compile(r"\.(?:mdx?|html?|markdown|rst|adoc|txt)$", re.IGNORECASE)
_SILENT = frozenset(("", ".", "..", "index", "_index", "readme"))


class PagePaths:
    """The pages of a build by their paths.

    >>> PagePaths(["docs/api/01-hives.md", "docs/bees.md"]).matching("../hives")
    ['docs/api/01-hives.md']
    """

    def __init__(self, pages: Iterable[str]) -> None:
        self._steps = {page: _steps(page) for page in pages}
        self._matched: dict[str, list[str]] = {}

    def matching(self, target: str) -> list[str]:
        """The pages that a path in a link may mean: those that share most of its last steps."""
        known = self._matched.get(target)
        if known is None:
            known = self._matched[target] = self._compare(target)
        return known

    def _compare(self, target: str) -> list[str]:
        wanted = _steps(target)
        best, found = 0, []
        for page, steps in self._steps.items():
            shared = 0
            for mine, theirs in zip(reversed(steps), reversed(wanted), strict=False):
                if mine != theirs:
                    break
                shared += 1
            if shared > best:
                best, found = shared, [page]
            elif shared and shared == best:
                found.append(page)
        return found


def _steps(path: str) -> tuple[str, ...]:
    path = _SUFFIX.sub("", path.partition("?")[0].strip("/ "))
    steps = (re.sub(r"^(?:\d+[-_.])+|^_+", "", step.lower()) for step in path.split("/"))
    return tuple(step for step in steps if step not in _SILENT)

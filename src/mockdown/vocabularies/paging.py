"""The names of query parameters that tell which part of a list is wanted, and in which order."""

from __future__ import annotations

import re

_NAMES = frozenset(
    "page perpage pagesize pagenumber pagelimit pageindex limit offset skip take top first last size count "
    "cursor after before startingafter endingbefore pagetoken nexttoken continuationtoken marker since "
    "sort sortby orderby order direction sortorder sortdir".split()
)


def is_paging(name: str) -> bool:
    """Whether a name is one of these, in any spelling: `per_page`, `perPage`, `page[size]`."""
    return re.sub(r"[\W_]", "", name).lower() in _NAMES

"""Targets: JSONPath as RFC 9535 has it, evaluated within bounds."""

from __future__ import annotations

from functools import cache
from itertools import islice
from typing import TYPE_CHECKING

from mockdown.loading import MAX_DEPTH
from mockdown.overlay.model import Json

if TYPE_CHECKING:
    from jsonpath_rfc9535 import JSONPathEnvironment, JSONPathError, JSONPathQuery

Location = tuple[int | str, ...]
"""The keys and indices that lead from the document to a value."""

MOST_NODES = 100_000


class TargetError(Exception):
    """A target that is no JSONPath, or that selects too much."""


# Loaded on first use: most builds have no overlay, and the library takes a tenth of a second.
@cache
def _library() -> tuple[JSONPathEnvironment, type[JSONPathError]]:
    from jsonpath_rfc9535 import JSONPathEnvironment, JSONPathError  # noqa: PLC0415

    class Environment(JSONPathEnvironment):
        max_recursion_depth = MAX_DEPTH + 10

    return Environment(), JSONPathError


def compile_target(target: str) -> JSONPathQuery:
    """Read a target, `TargetError` where it is no JSONPath."""
    environment, library_error = _library()
    try:
        return environment.compile(target)
    except library_error as error:
        raise TargetError(str(error).partition(", line ")[0]) from None
    except (RecursionError, ValueError, OverflowError):
        raise TargetError("it cannot be read") from None


def select(query: JSONPathQuery, document: Json) -> list[Location]:
    """The places that a target selects, each once, in the order of the document."""
    _, library_error = _library()
    try:
        nodes = list(islice(query.finditer(document), MOST_NODES + 1))
    except (library_error, RecursionError) as error:
        raise TargetError(f"it cannot be followed: {str(error).partition(', line ')[0]}") from None
    if len(nodes) > MOST_NODES:
        raise TargetError(f"it selects more than {MOST_NODES:,} values")
    return list(dict.fromkeys(node.location for node in nodes))


def value_at(document: Json, location: Location) -> Json:
    """The value at a place that was selected."""
    for part in location:
        document = document[part]
    return document


def pointer_of(location: Location) -> str:
    """The JSON pointer of a place."""
    return "".join(f"/{str(part).replace('~', '~0').replace('/', '~1')}" for part in location)

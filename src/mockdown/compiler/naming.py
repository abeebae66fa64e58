"""Names operations: `list_targets`, `get_target`, from method and path."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import unquote

from mockdown.vocabularies.english import is_plural, singular
from mockdown.vocabularies.free_names import free_name

_VERBS = {
    "PUT": "update",
    "PATCH": "patch",
    "DELETE": "delete",
    "HEAD": "head",
    "OPTIONS": "options",
    "TRACE": "trace",
}
_GET_ACTIONS = frozenset(
    "poll search export download lookup query find filter preview validate compare count sync check "
    "verify suggest autocomplete ping".split()
)
_PUT_ACTIONS = frozenset(
    "activate deactivate enable disable start stop restart cancel approve reject archive unarchive lock "
    "unlock publish unpublish pause resume suspend restore revoke rotate reset sync move copy merge close "
    "reopen promote".split()
)
_THINGS = frozenset("token session key secret password account user profile".split())
"""Nouns in the singular that POST makes, and that nobody does: `POST /auth/token`."""
_FORMATS = frozenset("json xml csv yaml yml html txt text".split())
"""Last segments that say how an answer is written, and nothing of what it is: `/crates/json`."""
_VERSION = re.compile(r"^v\d+([._]\d+)*(?:alpha\d*|beta\d*)?$", re.IGNORECASE)
_HUMP = re.compile(r"([a-z0-9])([A-Z])")
_NO_WORD = re.compile(r"[^0-9A-Za-z]+")


@lru_cache(maxsize=4096)
def words_of(text: str) -> str:
    """A segment or title as an identifier in snake case."""
    return _NO_WORD.sub("_", _HUMP.sub(r"\1_\2", text)).strip("_").lower()


@dataclass(frozen=True, slots=True)
class Named:
    """What an operation's identifier is made of."""

    method: str
    path: str
    lists: bool | None = None
    """Whether it answers with a list; None when nobody knows."""


def operation_ids(operations: Sequence[Named]) -> list[str]:
    """Unique identifiers for operations, in their order.

    Operations whose short names are the same all take more words of their paths, so that a name does
    not depend on what comes before it.

    >>> operation_ids([Named("GET", "/targets"), Named("GET", "/targets/{id}"), Named("POST", "/jobs/queue")])
    ['list_targets', 'get_target', 'queue_jobs']
    """
    names = [""] * len(operations)
    open_ones = list(range(len(operations)))
    groups: dict[str, list[int]] = {}
    for width in (1, 2, 3, 4, 8):
        groups = {}
        for index in open_ones:
            names[index] = _name(operations[index], width)
            groups.setdefault(names[index], []).append(index)
        open_ones = [index for group in groups.values() if len(group) > 1 for index in group]
    for group in groups.values():
        whole = [_name(operations[index], _ALL) for index in group]
        if len(group) > 1 and len(set(whole)) == len(group):
            for index, name in zip(group, whole, strict=True):
                names[index] = name
    return _numbered(names)


_ALL = 99
"""So wide, a name is made of the whole path, with what stands in front of all resources."""
_PREFIX = re.compile(r"v\d[\w.]*|api|apis|rest|rpc|_?api[\w.-]*")
"""A segment in front that stands for no resource: `api`, `v2`, `rest`."""


def without_prefix(path: str) -> str:
    """A path without the segments in front that stand for no resource.

    >>> without_prefix("/api/v1/jobs/{id}"), without_prefix("/api")
    ('/jobs/{id}', '/api')
    """
    segments = path.strip("/").split("/")
    start = 0
    while start < len(segments) - 1 and _PREFIX.fullmatch(segments[start]):
        start += 1
    return "/" + "/".join(segments[start:])


def _numbered(names: Sequence[str]) -> list[str]:
    unique: dict[str, None] = {}
    for name in names:
        unique[free_name(name, unique, mark="_")] = None
    return list(unique)


def _name(operation: Named, width: int) -> str:
    method = operation.method
    path = operation.path if width == _ALL else without_prefix(operation.path)
    segments = [segment for segment in path.split("/") if segment and not _VERSION.match(segment)]
    nouns = [segment for segment in segments if not segment.startswith("{")]
    custom = words_of(segments[-1].rpartition("}")[2].strip(":.")) if segments and "}" in segments[-1] else ""
    if not nouns and custom:
        return f"{custom}_item"
    if width == 1 and len(nouns) > 1 and segments[-1] in _FORMATS:
        nouns, segments = nouns[:-1], segments[:-1]
    item = bool(segments) and segments[-1].startswith("{")
    verb = _VERBS.get(method) or ("get" if method != "POST" else "update" if item else "create")
    if not nouns or (len(nouns) == 1 and nouns[0] == "api" and len(segments) == 1):
        return f"{verb}_root" if len(segments) < 2 else f"{verb}_item"
    words = [words_of(noun) or _spelled(noun) for noun in nouns[-width:]]
    if custom:
        return "_".join([custom, *map(singular, words)])
    if not item and len(nouns) > 1 and is_action(method, words[-1]):
        parent = words_of(nouns[-2])
        of_item = segments[-2].startswith("{")
        rest = [singular(word) for word in words[:-2]]
        return "_".join(filter(None, [words[-1], *rest, singular(parent) if of_item else parent]))
    lists = operation.lists if operation.lists is not None else not item and is_plural(words[-1])
    if verb == "get" and lists and not item:
        verb = "list"
    if item or (method == "POST" and is_plural(words[-1])):
        words[-1] = singular(words[-1])
    return "_".join([verb, *(singular(word) for word in words[:-1]), words[-1]])


def _spelled(segment: str) -> str:
    """A segment without a letter of ASCII, by its code points: `/-` gives `u2d`."""
    return "_".join(f"u{ord(letter):x}" for letter in unquote(segment))


def is_action(method: str, word: str) -> bool:
    """Whether the last word of a path is what is done: `POST /jobs/queue`, `GET /jobs/poll`."""
    if method == "GET":
        return word in _GET_ACTIONS
    if word in _THINGS:
        return False
    return method in ("POST", "PUT") and not is_plural(word) and (method == "POST" or word in _PUT_ACTIONS)


def component_name(text: str) -> str:
    """A name for a schema that OpenAPI allows (3.0.4, 4.7.7): letters, digits, `.`, `-` and `_`."""
    text = re.sub(r"\s+(\w)", lambda found: found[1].upper(), text.strip())
    return re.sub(r"[^\w.-]+", "_", text, flags=re.ASCII).strip("_") or "Schema"


def pascal(text: str) -> str:
    """A noun in snake case as the name of a schema: `job_log` gives `JobLog`."""
    return "".join(part[:1].upper() + part[1:] for part in text.split("_") if part) or "Item"

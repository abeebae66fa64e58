"""Names operations: `list_targets`, `get_target`, from method and path."""

from __future__ import annotations

import re
from collections.abc import Sequence

_VERBS = {
    "PUT": "update",
    "PATCH": "patch",
    "DELETE": "delete",
    "HEAD": "head",
    "OPTIONS": "options",
    "TRACE": "trace",
}
_VERSION = re.compile(r"^v\d+([._]\d+)*(?:alpha\d*|beta\d*)?$", re.IGNORECASE)
_IRREGULAR = {"series": "series", "news": "news", "status": "status", "people": "person", "children": "child"}


def words_of(text: str) -> str:
    """A segment or title as an identifier in snake case."""
    text = re.sub(r"([a-z0-9])([A-Z])", r"\1_\2", text)
    return re.sub(r"[^0-9A-Za-z]+", "_", text).strip("_").lower()


def singular(word: str) -> str:
    """The singular of a plural noun in snake case, by the common rules of English spelling."""
    head, mark, last = word.rpartition("_")
    if last in _IRREGULAR:
        last = _IRREGULAR[last]
    elif last.endswith("ies") and len(last) > 4:
        last = last[:-3] + "y"
    elif last.endswith(("sses", "shes", "ches", "xes", "zes")):
        last = last[:-2]
    elif last.endswith("s") and not last.endswith(("ss", "us", "is")) and len(last) > 2:
        last = last[:-1]
    return f"{head}{mark}{last}"


def is_plural(word: str) -> bool:
    """Whether a noun is in the plural, by its ending."""
    return singular(word) != word


def operation_ids(operations: Sequence[tuple[str, str]]) -> list[str]:
    """Unique identifiers for (method, path) pairs, in their order.

    >>> operation_ids([("GET", "/targets"), ("GET", "/targets/{id}"), ("POST", "/jobs/queue")])
    ['list_targets', 'get_target', 'queue_jobs']
    """
    has_below = {
        path.rstrip("/").rpartition("/{")[0] for _, path in operations if path.rstrip("/").endswith("}")
    }
    taken: dict[str, tuple[str, str]] = {}
    names: list[str] = []
    for method, path in operations:
        for width in (1, 2, 3, 4, 8):
            name = _name(method, path, width, has_below)
            if name not in taken:
                break
        count = 2
        unique = name
        while unique in taken:
            unique = f"{name}_{count}"
            count += 1
        taken[unique] = (method, path)
        names.append(unique)
    return names


def _name(method: str, path: str, width: int, has_below: set[str]) -> str:
    segments = [segment for segment in path.split("/") if segment and not _VERSION.match(segment)]
    nouns = [segment for segment in segments if not segment.startswith("{")]
    if not nouns:
        return f"{_verb(method, item=True)}_{'root' if not segments else 'item'}"
    item = segments[-1].startswith("{")
    tail = segments[-1].rpartition("}")[2].strip(":.") if "}" in segments[-1] else ""
    if tail and words_of(tail):
        return f"{words_of(tail)}_{singular(words_of(nouns[-1]))}"
    words = (
        [words_of(noun) or "item" for noun in nouns[-width - 1 :]]
        if width > 1
        else [words_of(nouns[-1]) or "item"]
    )
    if not item and method != "GET" and len(nouns) > 1 and path not in has_below and not is_plural(words[-1]):
        # the last segment is what is done: POST /jobs/queue
        if method in ("POST", "PUT") and len(segments) > 1:
            return "_".join([words[-1], *_singulars(words[:-1] or [words_of(nouns[-2])], last=True)])
    collection = not item and (is_plural(words[-1]) or path.rstrip("/") in has_below)
    if item:
        words[-1] = singular(words[-1])
    verb = _verb(method, item=not collection)
    if method == "POST" and collection:
        words[-1] = singular(words[-1])
    return "_".join([verb, *_singulars(words[:-1]), words[-1]])


def _singulars(words: Sequence[str], *, last: bool = False) -> list[str]:
    if last:
        return [*(singular(word) for word in words[:-1]), words[-1]] if words else []
    return [singular(word) for word in words]


def _verb(method: str, *, item: bool) -> str:
    if method == "GET":
        return "get" if item else "list"
    if method == "POST":
        return "create"
    return _VERBS.get(method, method.lower())


def component_name(text: str) -> str:
    """A name for a schema that OpenAPI allows (3.0.4, 4.7.7): letters, digits, `.`, `-` and `_`."""
    text = re.sub(r"\s+(\w)", lambda found: found[1].upper(), text.strip())
    return re.sub(r"[^\w.-]+", "_", text, flags=re.ASCII).strip("_") or "Schema"


def pascal(text: str) -> str:
    """A noun in snake case as the name of a schema: `job_log` gives `JobLog`."""
    return "".join(part[:1].upper() + part[1:] for part in text.split("_") if part) or "Item"

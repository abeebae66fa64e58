"""Finds what a user names of a description: a JSON pointer, a method with a path, or an operationId."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import unquote

from mockdown import codes
from mockdown.config import did_you_mean
from mockdown.description import Description, Operation, escape_pointer, unescape_pointer
from mockdown.diagnostics import Diagnostic, MockdownError
from mockdown.model.paths import anonymous, parse_path

_POINTER = re.compile(
    r"#|/(?:openapi|info|servers|tags|paths|components|security|externalDocs|webhooks)(?:/|$)"
)


def find_element(words: Sequence[str], descriptions: Iterable[Description]) -> tuple[Description, str]:
    """The one description, and the pointer into it, that the words name; else `MockdownError`."""
    known = list(descriptions)
    found = [(one, pointer) for one in known for pointer in _pointers(words, one)]
    if len(found) == 1:
        return found[0]
    wanted = " ".join(words)
    if not found:
        help_ = _nearest(words, known)
        raise MockdownError(Diagnostic(code=codes.USE109, message=_nothing(wanted, known), help=help_))
    names = list(dict.fromkeys(one.name for one, _ in found))
    places = f"the APIs {', '.join(names)} have it" if len(names) > 1 else "it fits " + _labels(found)
    way_out = f"say which with --api {names[0]}" if len(names) > 1 else "write the path as the docs do"
    raise MockdownError(
        Diagnostic(code=codes.USE110, message=f"`{wanted}` names several elements: {places}", help=way_out)
    )


def find_operations(words: Sequence[str], description: Description) -> list[Operation]:
    """The operations that METHOD PATH or an operationId names, in any notation of path parameters."""
    method, _, path = " ".join(words).strip().partition(" ")
    if not path:
        return [one for one in description.operations if one.operation_id == method]
    same_method = [one for one in description.operations if one.method == method.lower()]
    template = parse_path(path.strip())
    if template is None:
        return []
    wanted = _without_base(template.path, description)
    exact = [one for one in same_method if anonymous(one.path) in {anonymous(path) for path in wanted}]
    return exact or [one for one in same_method if any(_fits(one.path, path) for path in wanted)]


def _pointers(words: Sequence[str], description: Description) -> list[str]:
    if len(words) == 1 and _POINTER.match(words[0]):
        pointer = _pointer(words[0])
        return [pointer] if _leads_to(description.document, pointer)[1] == "" else []
    return [operation.pointer for operation in find_operations(words, description)]


def _pointer(written: str) -> str:
    """A pointer as written, or as the fragment of a URI (RFC 6901, 6)."""
    pointer = unquote(written[1:]) if written.startswith("#") else written
    return pointer.rstrip("/") if pointer.endswith("/") else pointer


def _leads_to(document: Any, pointer: str) -> tuple[str, str]:
    """How far a pointer leads, and the rest of it that leads nowhere."""
    node, done = document, ""
    tokens = pointer.split("/")[1:] if pointer.startswith("/") else [pointer] if pointer else []
    for index, token in enumerate(tokens):
        key = unescape_pointer(token)
        if isinstance(node, Mapping) and key in node:
            node = node[key]
        elif isinstance(node, list) and key.isdecimal() and int(key) < len(node):
            node = node[int(key)]
        else:
            return done, "/" + "/".join(tokens[index:])
        done += f"/{token}"
    return done, ""


def _without_base(path: str, description: Description) -> list[str]:
    """A path as it is, and less the base path of the API where it begins with that."""
    base = description.base_path
    path = path.rstrip("/") or "/"
    short = path.removeprefix(base) or "/"
    return [path, short] if base and short.startswith("/") and short != path else [path]


def _fits(template: str, path: str) -> bool:
    """Whether a path with values fills the template."""
    parts = re.split(r"\{[^{}]*\}", template)
    return re.fullmatch("[^/]+".join(map(re.escape, parts)), path) is not None


def _labels(found: Sequence[tuple[Description, str]]) -> str:
    labels = [
        operation.label
        for description, pointer in found
        for operation in description.operations
        if operation.pointer == pointer
    ]
    return ", ".join(labels[:5]) + (" …" if len(labels) > 5 else "")


def _nothing(wanted: str, known: Sequence[Description]) -> str:
    where = known[0].name if len(known) == 1 else f"any of {', '.join(one.name for one in known)}"
    return f"`{wanted}` leads to nothing in {where}"


def _nearest(words: Sequence[str], known: Sequence[Description]) -> str:
    if len(words) == 1 and _POINTER.match(words[0]):
        return _nearest_pointer(_pointer(words[0]), known)
    labels = [operation.label for one in known for operation in one.operations]
    wanted = " ".join(words)
    if " " not in wanted and "/" not in wanted:
        ids = [operation.operation_id for one in known for operation in one.operations]
        return _short(did_you_mean(wanted, ids, noun="operation"))
    method, _, path = wanted.partition(" ")
    template = parse_path(path)
    written = f"{method.upper()} {template.path}" if template else wanted
    return _short(did_you_mean(written, labels, noun="operation"))


def _nearest_pointer(pointer: str, known: Sequence[Description]) -> str:
    """The nearest name in the deepest place that the pointer does lead to."""
    best = max(known, key=lambda one: len(_leads_to(one.document, pointer)[0]))
    done, rest = _leads_to(best.document, pointer)
    node = best.at(done) if done else best.document
    names = list(node) if isinstance(node, Mapping) else [str(index) for index in range(len(node))]
    token = unescape_pointer(rest.split("/")[1])
    nearest = did_you_mean(token, names, noun="element")
    if not nearest.startswith("did you mean"):
        return f"{done or 'the description'} has {_short(nearest)}"
    name = escape_pointer(nearest.removeprefix("did you mean `").removesuffix("`?"))
    whole = "/".join((done, name, *rest.split("/")[2:]))
    return f"did you mean `{done}/{name if _leads_to(best.document, whole)[1] else whole[len(done) + 1 :]}`?"


def _short(text: str) -> str:
    return text if len(text) <= 300 else f"{text[:299]}…"

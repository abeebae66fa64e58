"""JSON Patch (RFC 6902), and what no patch may leave behind."""

from __future__ import annotations

import copy
from collections.abc import Mapping

from mockdown.description import Description, escape_pointer, unescape_pointer
from mockdown.mock.problems import INVALID_BODY, Fault, Problem, list_faults
from mockdown.mock.schemas import Json, SchemaView


class PatchRule:
    """Knows what an entity has to be after a patch, whose own schema says nothing of it."""

    def __init__(self, description: Description, schema: Json) -> None:
        self._validator = SchemaView(description, hidden="readOnly").compile(schema)

    def check(self, old: Mapping[str, Json], new: dict[str, Json]) -> dict[str, Json]:
        """The patched entity; a 400 problem when it is not as described, and was before."""
        if self._validator.is_valid(new) or not self._validator.is_valid(dict(old)):
            return new
        found = (
            Fault(
                detail=error.message,
                pointer="#" + "".join(f"/{escape_pointer(str(part))}" for part in error.instance_path),
            )
            for error in self._validator.iter_errors(new)
        )
        faults, note = list_faults(found)
        raise Problem(INVALID_BODY, f"the patch leaves what is not as described{note}", faults=faults)


def apply_patch(document: Mapping[str, Json], steps: list[Json]) -> dict[str, Json]:
    """The document after all steps; a 400 problem that names the step which cannot be taken."""
    result: Json = copy.deepcopy(dict(document))
    for index, step in enumerate(steps):
        try:
            result = _take(result, step)
        except (KeyError, IndexError, TypeError, ValueError) as error:
            fault = Fault(detail=f"the step cannot be taken: {error}", pointer=f"#/{index}")
            raise Problem(INVALID_BODY, "the patch cannot be applied", faults=[fault]) from None
    if not isinstance(result, dict):
        raise Problem(INVALID_BODY, "the patch leaves no object")
    return result


def _take(document: Json, step: Mapping[str, Json]) -> Json:
    kind, path = step["op"], _tokens(step["path"])
    if kind == "test":
        if _get(document, path) != step["value"]:
            raise ValueError(f"{step['path']} has another value")
        return document
    if kind in ("add", "replace"):
        if kind == "replace":
            _get(document, path)
        return _put(document, path, step["value"], inserts=kind == "add")
    if kind == "remove":
        return _remove(document, path)
    if kind in ("move", "copy"):
        source = _tokens(step["from"])
        value = copy.deepcopy(_get(document, source))
        if kind == "move":
            document = _remove(document, source)
        return _put(document, path, value, inserts=True)
    raise ValueError(f"there is no operation {kind!r}")


def _tokens(pointer: str) -> list[str]:
    if pointer and not pointer.startswith("/"):
        raise ValueError(f"{pointer!r} is no JSON pointer")
    return [unescape_pointer(token) for token in pointer.split("/")[1:]]


def _get(node: Json, path: list[str]) -> Json:
    for token in path:
        node = node[_index(token)] if isinstance(node, list) else node[token]
    return node


def _index(token: str) -> int:
    if not token.isascii() or not token.isdigit():
        raise ValueError(f"{token!r} is no index")
    return int(token)


def _put(document: Json, path: list[str], value: Json, *, inserts: bool) -> Json:
    if not path:
        return value
    parent = _get(document, path[:-1])
    if isinstance(parent, list):
        index = len(parent) if path[-1] == "-" else _index(path[-1])
        if index > len(parent):
            raise IndexError(f"there is no item {index}")
        if inserts:
            parent.insert(index, value)
        else:
            parent[index] = value
    else:
        parent[path[-1]] = value
    return document


def _remove(document: Json, path: list[str]) -> Json:
    parent = _get(document, path[:-1])
    del parent[_index(path[-1]) if isinstance(parent, list) else path[-1]]
    return document

"""Where a value's rule stands: from a place in a body to a place in the description, and to the docs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import jsonschema_rs

from mockdown.description import Description, escape_pointer
from mockdown.mock.alternatives import causes
from mockdown.mock.problems import Fault
from mockdown.mock.schemas import Json, Validator

_MAX_DEPTH = 32
_MAX_KNOWN = 1_000


class Locator:
    """Finds the docs lines of the faults in the bodies of one schema, and remembers them."""

    def __init__(self, description: Description, pointer: str) -> None:
        self._description = description
        self._pointer = pointer
        self._known: dict[tuple[str | int, ...], str | None] = {}

    def faults(self, validator: Validator, body: Json) -> Iterator[Fault]:
        """What is wrong with a body, with the docs line of each fault."""
        for error in self._causes(validator, body):
            path = _path_of(error)
            yield Fault(
                detail=error.message,
                pointer="#" + "".join(f"/{escape_pointer(str(part))}" for part in path),
                docs=self._docs(path),
            )

    def _causes(self, validator: Validator, body: Json) -> Iterator[jsonschema_rs.ValidationError]:
        for error in validator.iter_errors(body):
            place = schema_pointer(self._description, self._pointer, error.instance_path)
            yield from causes(error, self._description.resolve(self._description.at(place)))

    def _docs(self, path: list[str | int]) -> str | None:
        if not self._description.source_map.pointers:
            return None
        key = tuple(0 if isinstance(part, int) else part for part in path)
        if key not in self._known:
            if len(self._known) >= _MAX_KNOWN:
                self._known.clear()
            origin = self._description.origin(schema_pointer(self._description, self._pointer, key))
            self._known[key] = str(origin) if origin else None
        return self._known[key]


def _path_of(error: jsonschema_rs.ValidationError) -> list[str | int]:
    """The place of the fault; for a missing property the place where it should be."""
    path = list(error.instance_path)
    if error.kind.name == "required":
        path.append(str(error.kind.value))
    return path


def schema_pointer(description: Description, pointer: str, path: Sequence[str | int]) -> str:
    """The pointer of the schema that rules the value at `path`, as far as it is described."""
    for part in path:
        found = _step(description, pointer, part, 0)
        if found is None:
            return _follow(description, pointer)
        pointer = found
    return pointer


def _follow(description: Description, pointer: str) -> str:
    for _ in range(_MAX_DEPTH):
        node = description.at(pointer)
        reference = node.get("$ref") if isinstance(node, dict) else None
        if not isinstance(reference, str) or not reference.startswith("#"):
            break
        pointer = reference[1:]
    return pointer


def _step(description: Description, pointer: str, part: str | int, depth: int) -> str | None:
    pointer = _follow(description, pointer)
    node = description.at(pointer)
    if not isinstance(node, dict) or depth > _MAX_DEPTH:
        return None
    if isinstance(part, int):
        return f"{pointer}/items" if "items" in node else None
    if part in (node.get("properties") or {}):
        return f"{pointer}/properties/{escape_pointer(part)}"
    for keyword in ("allOf", "oneOf", "anyOf"):
        for index in range(len(node.get(keyword) or ())):
            found = _step(description, f"{pointer}/{keyword}/{index}", part, depth + 1)
            if found is not None:
                return found
    return None

"""Walks a description while remembering where each value stands, so that its docs line can be shown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from mockdown.description import Description, Json, escape_pointer, unescape_pointer

_SCHEMAS = "/components/schemas/"


@dataclass(frozen=True, slots=True)
class Node:
    """A value of a description and the pointer to it."""

    pointer: str
    value: Json

    @property
    def mapping(self) -> Mapping[str, Any]:
        """The value where it is an object, else an empty one."""
        return self.value if isinstance(self.value, dict) else {}

    def child(self, *keys: str) -> Node:
        """The value under `keys`; its `value` is None where nothing stands."""
        pointer, value = self.pointer, self.value
        for key in keys:
            pointer = f"{pointer}/{escape_pointer(key)}"
            value = value.get(key) if isinstance(value, dict) else None
        return Node(pointer, value)

    def entries(self, key: str) -> Iterator[tuple[str, Node]]:
        """The named members of the object under `key`."""
        held = self.mapping.get(key)
        if isinstance(held, dict):
            pointer = f"{self.pointer}/{escape_pointer(key)}"
            for name, value in held.items():
                yield str(name), Node(f"{pointer}/{escape_pointer(str(name))}", value)

    def elements(self, key: str) -> Iterator[Node]:
        """The members of the array under `key`."""
        held = self.mapping.get(key)
        if isinstance(held, list):
            pointer = f"{self.pointer}/{escape_pointer(key)}"
            for index, value in enumerate(held):
                yield Node(f"{pointer}/{index}", value)


def follow(description: Description, node: Node) -> Node:
    """The node a chain of references ends at; what stands beside a `$ref` (3.1) goes on top."""
    seen: set[str] = set()
    beside: dict[str, Json] = {}
    while isinstance(reference := node.mapping.get("$ref"), str):
        if reference in seen or not reference.startswith("#/"):
            return Node(node.pointer, beside)
        seen.add(reference)
        beside = {key: value for key, value in node.mapping.items() if key != "$ref"} | beside
        node = Node(reference[1:], description.at(reference[1:]))
    return Node(node.pointer, {**node.mapping, **beside}) if beside else node


def schema_name(pointer: str) -> str | None:
    """The name of the component schema that stands at `pointer`."""
    name = pointer.removeprefix(_SCHEMAS)
    return unescape_pointer(name) if name != pointer and "/" not in name else None


def schema_pointer(name: str) -> str:
    """The pointer to a component schema."""
    return _SCHEMAS + escape_pointer(name)

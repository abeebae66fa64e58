"""What a schema says of the properties of an object, with the combinators folded in, computed once each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from mockdown.contract.pointers import COMBINATORS, follow
from mockdown.description import Description, Json, escape_pointer


@dataclass(slots=True, kw_only=True)
class Shape:
    """The documented inside of a value."""

    pointer: str
    properties: dict[str, str] = field(default_factory=dict)
    """Name → pointer of its schema."""
    items: str | None = None
    is_open: bool = False
    """Whether names beyond `properties` are documented as possible."""
    values: str | None = None
    """The schema of those further names."""


class Shapes:
    """The shapes of one description, by pointer."""

    def __init__(self, description: Description) -> None:
        self._description = description
        self._known: dict[str, Shape] = {}

    def at(self, pointer: str) -> Shape:
        """The shape of the schema at `pointer`."""
        shape = self._known.get(pointer)
        if shape is None:
            shape = self._known[pointer] = Shape(pointer=follow(self._description, pointer))
            self._fill(shape, shape.pointer, set())
            shape.is_open = shape.is_open or not shape.properties
        return shape

    def _fill(self, shape: Shape, pointer: str, seen: set[str]) -> None:
        pointer = follow(self._description, pointer)
        node = self._description.at(pointer)
        if pointer in seen or not isinstance(node, Mapping):
            return
        seen.add(pointer)
        for name in node.get("properties") or {}:
            shape.properties.setdefault(name, f"{pointer}/properties/{escape_pointer(name)}")
        if "items" in node:
            shape.items = shape.items or f"{pointer}/items"
        further = node.get("additionalProperties", False)
        if isinstance(further, Mapping):
            shape.values = shape.values or f"{pointer}/additionalProperties"
        shape.is_open = shape.is_open or further is not False or "patternProperties" in node
        for combinator in COMBINATORS:
            for index in range(len(node.get(combinator) or ())):
                self._fill(shape, f"{pointer}/{combinator}/{index}", seen)


def walk(shapes: Shapes, schema: str, value: Json) -> Iterator[tuple[Shape, Json]]:
    """Every object and array of a value with the shape that documents it, without recursion."""
    waiting: list[tuple[str, Any]] = [(schema, value)]
    while waiting:
        pointer, node = waiting.pop()
        if not isinstance(node, dict | list):
            continue
        shape = shapes.at(pointer)
        yield shape, node
        if isinstance(node, list):
            if shape.items is not None:
                waiting.extend((shape.items, item) for item in node)
            continue
        for name, inner in node.items():
            inside = shape.properties.get(name, shape.values)
            if inside is not None:
                waiting.append((inside, inner))

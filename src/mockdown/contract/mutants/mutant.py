"""A mutant: one fault in one operation, and the element of the description that speaks against it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from mockdown.contract.mutants.messages import Fault
from mockdown.contract.pointers import child, follow, media_type_pointer
from mockdown.contract.shapes import Shape, Shapes
from mockdown.description import Description, Operation


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutant:
    """A fault that a contract run should find."""

    kind: str
    operation: Operation
    pointer: str
    detail: str
    """The property or parameter it is about, where it is about one."""
    make: Callable[[], Fault]
    company: tuple[str, ...] = ()
    """Labels of the other operations that are needed to see it."""

    def __str__(self) -> str:
        return f"{self.kind} in {self.operation.label}" + (f": {self.detail}" if self.detail else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A property of an object."""

    name: str
    pointer: str
    schema: Mapping[str, Any]
    is_required: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """An operation as a place for faults."""

    description: Description
    operation: Operation
    shapes: Shapes

    def mutant(
        self,
        kind: str,
        pointer: str,
        make: Callable[[], Fault],
        detail: str = "",
        company: tuple[str, ...] = (),
    ) -> Mutant:
        return Mutant(
            kind=kind, operation=self.operation, pointer=pointer, detail=detail, make=make, company=company
        )

    @property
    def success(self) -> str | None:
        """Pointer of the documented response of success."""
        responses = self.operation.definition.get("responses") or {}
        for status in responses:
            if status.startswith("2"):
                pointer = child(self.description, self.operation.pointer, "responses", status)
                return follow(self.description, pointer)
        return None

    @property
    def answer(self) -> str | None:
        """Pointer of the JSON schema of that response."""
        return self._json_schema(self.success)

    @property
    def body(self) -> str | None:
        """Pointer of the JSON schema of the request body."""
        pointer = follow(self.description, child(self.description, self.operation.pointer, "requestBody"))
        return self._json_schema(pointer)

    def members(self, shape: Shape) -> Iterator[Member]:
        """The properties that the shape of an object documents."""
        required = set(self.description.at(shape.pointer).get("required") or ())
        for name, pointer in shape.properties.items():
            schema = self.description.at(follow(self.description, pointer))
            yield Member(name=name, pointer=pointer, schema=schema, is_required=name in required)

    def _json_schema(self, holder: str | None) -> str | None:
        if holder is None:
            return None
        media_type = media_type_pointer(self.description, holder, "application/json")
        if media_type is None or "schema" not in self.description.at(media_type):
            return None
        return child(self.description, media_type, "schema")

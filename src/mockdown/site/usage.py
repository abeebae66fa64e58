"""Where each named schema is used: by which operations, and in which other schemas."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from mockdown.description import Json, Operation
from mockdown.site.plan import Plan


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """Pointer of a schema → what names it directly, in the order of the description."""

    operations: Mapping[str, tuple[Operation, ...]]
    schemas: Mapping[str, tuple[str, ...]]


def find_usage(plan: Plan) -> Usage:
    """Collect the references of every operation and of every schema, each walked once."""
    by_operation: dict[str, list[Operation]] = {}
    for operation in plan.description.operations:
        shared = operation.path_item.get("parameters")
        for pointer in _schemas_under(plan, [operation.definition, shared]):
            by_operation.setdefault(pointer, []).append(operation)
    by_schema: dict[str, list[str]] = {}
    for user in plan.schemas:
        for pointer in _schemas_under(plan, plan.description.at(user)):
            by_schema.setdefault(pointer, []).append(user)
    return Usage(
        operations={pointer: tuple(found) for pointer, found in by_operation.items()},
        schemas={pointer: tuple(found) for pointer, found in by_schema.items()},
    )


def _schemas_under(plan: Plan, value: Json) -> dict[str, None]:
    """The named schemas which a value refers to, also by way of shared parameters and responses."""
    found: dict[str, None] = {}
    seen: set[str] = set()
    waiting = list(_references(value))
    while waiting:
        pointer = waiting.pop(0)
        if pointer in plan.schemas:
            found[pointer] = None
        elif pointer not in seen:
            seen.add(pointer)
            waiting.extend(_references(plan.description.at(pointer)))
    return found


def _references(value: Json) -> Iterator[str]:
    """The pointers of all local references in a value, its examples left out."""
    stack = [value]
    while stack:
        node = stack.pop()
        if isinstance(node, Mapping):
            reference = node.get("$ref")
            if isinstance(reference, str) and reference.startswith("#/"):
                yield reference[1:]
            stack.extend(
                child for key, child in reversed(list(node.items())) if key not in {"example", "examples"}
            )
        elif isinstance(node, list):
            stack.extend(reversed(node))

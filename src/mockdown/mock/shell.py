"""The shell document: the small valid OpenAPI 3.0 document that Connexion is handed.

It holds the paths and methods of the description with unique operation ids and nothing else, so that it
always loads, whatever version or oddity the description has.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from mockdown.description import Description, Operation
from mockdown.mock.styles import schema_of
from mockdown.vocabularies.free_names import free_name

CHOICES = "x-mockdown-choices"
"""Extension of an operation: path parameter → its only values, where parameters touch in the path."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shell:
    """The document for Connexion, and the operation behind each of its ids."""

    document: dict[str, Any]
    operations: Mapping[str, Operation]


def build_shell(description: Description, *, base_path: str) -> Shell:
    """Make the shell document of a description."""
    operations = _unique(description.operations)
    paths: dict[str, dict[str, Any]] = {}
    for operation_id, operation in operations.items():
        paths.setdefault(operation.path, {})[operation.method] = {
            "operationId": operation_id,
            "responses": {"default": {"description": ""}},
            **({CHOICES: _choices(description, operation)} if "}{" in operation.path else {}),
        }
    document = {
        "openapi": "3.0.3",
        "info": {"title": description.name, "version": "0"},
        "servers": [{"url": base_path or "/"}],
        "paths": paths,
    }
    return Shell(document=document, operations=operations)


def _choices(description: Description, operation: Operation) -> dict[str, list[str]]:
    return {
        str(node["name"]): [str(value) for value in values]
        for node in description.parameters(operation)
        if node.get("in") == "path" and (values := description.resolve(schema_of(node)).get("enum"))
    }


def _unique(operations: Iterable[Operation]) -> dict[str, Operation]:
    found: dict[str, Operation] = {}
    for operation in operations:
        found[free_name(operation.operation_id, found, mark="_")] = operation
    return found

"""The description as the mock serves it: its own address, and ids that are there as examples."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from mockdown.description import Description, Operation
from mockdown.mock.schemas import Json

KnownValues = Callable[[Operation], Mapping[str, Json]]


def enrich(description: Description, known_values: KnownValues, *, server: str) -> dict[str, Any]:
    """A copy of the document that tools can use against the mock without further knowledge."""
    paths = {
        path: dict(description.resolve(item))
        for path, item in (description.document.get("paths") or {}).items()
    }
    for operation in description.operations:
        values = known_values(operation)
        parameters = [_with_example(node, values) for node in description.parameters(operation)]
        if values:
            paths[operation.path][operation.method] = {**operation.definition, "parameters": parameters}
    return {**description.document, "servers": [{"url": server}], "paths": paths}


def _with_example(node: Mapping[str, Json], values: Mapping[str, Json]) -> Mapping[str, Json]:
    name = node["name"]
    if node["in"] != "path" or name not in values or "example" in node or "examples" in node:
        return node
    return {**node, "example": values[name]}

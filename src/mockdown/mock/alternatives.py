"""Schemas that are one of several: what all of them have, and which of them a wrong body was meant to be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import jsonschema_rs

from mockdown.description import Description
from mockdown.mock.schemas import Json
from mockdown.mock.wire import properties_of

_KEYWORDS = ("oneOf", "anyOf")
_CHOOSING = frozenset({"const", "enum"})
_NESTED = 8

Errors = Sequence[jsonschema_rs.ValidationError]


def shared_properties(description: Description, schema: Json) -> dict[str, Json]:
    """The properties that all alternatives of a schema have; those of a plain object are its own."""
    own = properties_of(description, schema)
    node = description.resolve(schema)
    if own or not isinstance(node, Mapping):
        return own
    branches = next((node[keyword] for keyword in _KEYWORDS if node.get(keyword)), None)
    found = [properties_of(description, branch) for branch in branches or ()]
    first = found[0] if found else {}
    return {name: value for name, value in first.items() if all(name in other for other in found)}


def causes(
    error: jsonschema_rs.ValidationError, node: Json, depth: int = 0
) -> Iterator[jsonschema_rs.ValidationError]:
    """What is wrong with the alternative that a value was meant to be; the error where none is nearest.

    `node` is the schema that holds the alternatives.
    """
    context: Sequence[Errors] = getattr(error.kind, "context", None) or ()
    branches = [list(branch) for branch in context]
    if error.kind.name not in _KEYWORDS or depth == _NESTED or not all(branches) or not branches:
        yield error
        return
    told = _discriminated(node, error.instance)
    if told is None or told >= len(branches):
        ranks = [_rank(branch, len(error.instance_path)) for branch in branches]
        if ranks.count(min(ranks)) > 1:
            yield error
            return
        told = ranks.index(min(ranks))
    for inner in branches[told]:
        yield from causes(inner, None, depth + 1)


def _rank(branch: Errors, depth: int) -> tuple[bool, int, int]:
    """How far a value is from an alternative: of another type, of another kind, and in how many ways."""
    is_other = any(one.kind.name == "type" and len(one.instance_path) == depth for one in branch)
    return is_other, sum(one.kind.name in _CHOOSING for one in branch), len(branch)


def _discriminated(node: Json, value: Json) -> int | None:
    """The alternative that a discriminator tells (OpenAPI 3.1, 4.8.25)."""
    rule = node.get("discriminator") if isinstance(node, Mapping) else None
    if not isinstance(rule, Mapping) or not isinstance(value, Mapping):
        return None
    told = value.get(rule.get("propertyName") or "")
    if not isinstance(told, str):
        return None
    target = str((rule.get("mapping") or {}).get(told, told))
    branches = next((node[keyword] for keyword in _KEYWORDS if node.get(keyword)), ())
    for index, branch in enumerate(branches):
        reference = branch.get("$ref") if isinstance(branch, Mapping) else None
        if isinstance(reference, str) and (reference == target or reference.endswith(f"/{target}")):
            return index
    return None

"""Builds an example from a schema, for bodies and parameters that the docs show no example of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mockdown.site.constraints import bound
from mockdown.site.members import alternatives_of, properties_of
from mockdown.site.memory import remembered
from mockdown.site.nodes import Node
from mockdown.site.plan import Plan
from mockdown.site.types import inner_of, target_of, type_names

_BY_FORMAT = {
    "date-time": "2024-01-01T12:00:00Z",
    "date": "2024-01-01",
    "time": "12:00:00Z",
    "uuid": "3fa85f64-5717-4562-b3fc-2c963f66afa6",
    "email": "user@example.com",
    "uri": "https://example.com",
    "url": "https://example.com",
    "hostname": "example.com",
    "ipv4": "192.0.2.1",
    "ipv6": "2001:db8::1",
}
_LARGEST = 60
"""How many values an example holds before the rest of its optional properties is left out."""


class _Room:
    def __init__(self) -> None:
        self.left = _LARGEST


def example_of(plan: Plan, node: Node) -> Any:
    """A value that the schema permits, as far as its own words allow to tell."""
    known, value = documented(node.mapping)
    return value if known else _of_target(plan, target_of(plan, node))


@remembered
def _of_target(plan: Plan, target: Node) -> Any:
    return _value(plan, target, (), _Room())


def documented(schema: Mapping[str, Any]) -> tuple[bool, Any]:
    """Whether a schema itself names a value, and which."""
    for key in ("example", "default", "const"):
        if key in schema:
            return True, schema[key]
    for key in ("examples", "enum"):
        if isinstance(schema.get(key), list) and schema[key]:
            return True, schema[key][0]
    return False, None


def _value(plan: Plan, node: Node, trail: tuple[str, ...], room: _Room) -> Any:
    for schema in (node.mapping, target_of(plan, node).mapping):
        known, value = documented(schema)
        if known:
            return value
    target = target_of(plan, node)
    room.left -= 1
    if target.pointer in trail:
        return None
    trail = (*trail, target.pointer)
    if branches := alternatives_of(plan, target):
        return _value(plan, branches[0].node, trail, room)
    if members := properties_of(plan, target):
        return {
            member.name: _value(plan, member.node, trail, room)
            for member in members
            if (member.required or room.left > 0) and member.name != plan.labels.other_keys
        }
    if (inner := inner_of(target)) is not None:
        return _many(plan, target, inner, trail, room)
    return _scalar(target.mapping)


def _many(plan: Plan, target: Node, inner: Node, trail: tuple[str, ...], room: _Room) -> Any:
    recursive = target_of(plan, inner).pointer in trail
    if type_names(target.mapping) == ("array",):
        return [] if recursive else [_value(plan, inner, trail, room)]
    return {} if recursive else {"key": _value(plan, inner, trail, room)}


def _scalar(schema: Mapping[str, Any]) -> Any:
    match next(iter(type_names(schema)), "string"):
        case "integer" | "number":
            return _number(schema)
        case "boolean":
            return True
        case "array":
            return []
        case "object":
            return {}
    return _BY_FORMAT.get(str(schema.get("format")), "string")


def _number(schema: Mapping[str, Any]) -> Any:
    """Zero, or the nearest number above or below it that the bounds allow."""
    low, above = bound(schema, "minimum", "exclusiveMinimum")
    high, below = bound(schema, "maximum", "exclusiveMaximum")
    if isinstance(low, int | float) and (low > 0 or (above and low == 0)):
        return low + 1 if above else low
    if isinstance(high, int | float) and (high < 0 or (below and high == 0)):
        return high - 1 if below else high
    return 0

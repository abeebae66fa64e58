"""What is inside an object schema: its properties, `allOf` merged, and its alternatives."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mockdown.site.memory import remembered
from mockdown.site.nodes import Node, follow, schema_name
from mockdown.site.plan import Plan
from mockdown.site.types import inner_of, is_null, target_of, type_view

_PLAIN = frozenset(("type", "format", "nullable"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    name: str
    node: Node
    required: bool = False


@remembered
def container_of(plan: Plan, node: Node) -> Node:
    """The schema whose properties are shown: that of the items of an array, of the values of a map."""
    seen: set[str] = set()
    target = target_of(plan, node)
    while target.pointer not in seen and (inner := inner_of(target)) is not None:
        seen.add(target.pointer)
        target = target_of(plan, inner)
    return target


@remembered
def properties_of(plan: Plan, container: Node) -> tuple[Member, ...]:
    """The properties in the order of the description, those of every part of an `allOf` among them."""
    found: dict[str, Node] = {}
    required: set[str] = set()
    for part in _parts(plan, container, set()):
        required.update(name for name in part.mapping.get("required") or () if isinstance(name, str))
        for name, node in part.entries("properties"):
            found.setdefault(name, node)
    members = [Member(name=name, node=node, required=name in required) for name, node in found.items()]
    others = container.child("additionalProperties")
    if members and isinstance(others.value, dict) and others.value:
        members.append(Member(name=plan.labels.other_keys, node=others))
    return tuple(members)


@remembered
def alternatives_of(plan: Plan, container: Node) -> tuple[Member, ...]:
    """The branches of a `oneOf` or `anyOf` which say more than their type."""
    branches = [
        element
        for key in ("oneOf", "anyOf")
        for element in container.elements(key)
        if not is_null(element.mapping)
    ]
    if len(branches) < 2 or all(_PLAIN.issuperset(branch.mapping) for branch in branches):
        return ()
    return tuple(Member(name=_branch_name(plan, branch), node=branch) for branch in branches)


def _parts(plan: Plan, node: Node, seen: set[str]) -> Iterator[Node]:
    node = follow(plan.description, node)
    if node.pointer in seen:
        return
    seen.add(node.pointer)
    yield node
    for element in node.elements("allOf"):
        yield from _parts(plan, element, seen)


def _branch_name(plan: Plan, branch: Node) -> str:
    target = follow(plan.description, branch)
    title = target.mapping.get("title")
    return str(title or schema_name(target.pointer) or type_view(plan, branch).words)

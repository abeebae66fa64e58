"""Remembers what was found out about a schema, because many operations share one."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from mockdown.site.nodes import Node
from mockdown.site.plan import Plan

Found = TypeVar("Found")


def remembered(find: Callable[[Plan, Node], Found]) -> Callable[[Plan, Node], Found]:
    """Ask once per place; a value that was put together for one use only is never mistaken for another."""

    @wraps(find)
    def ask(plan: Plan, node: Node) -> Found:
        key = (find, node.pointer)
        known = plan.memory.get(key)
        if known is not None and known[0] is node.value:
            found: Found = known[1]
            return found
        found = find(plan, node)
        plan.memory[key] = (node.value, found)
        return found

    return ask

"""The type of a schema in a few words: `array of Build`, `string or integer`, `map of string`."""

from __future__ import annotations

from collections.abc import Mapping

from mockdown.site.memory import remembered
from mockdown.site.nodes import Node, follow, schema_name
from mockdown.site.plan import Plan
from mockdown.site.views import TypeView

_DEEPEST = 4


def type_view(plan: Plan, node: Node, *, own: bool = False) -> TypeView:
    """Say what a schema is, with a link where it has a name; its `own` page spells it out."""
    prefix, home = "", node.pointer if own else None
    for _ in range(_DEEPEST):
        target = target_of(plan, node)
        if target.pointer in plan.schemas and target.pointer != home:
            break
        inner = inner_of(target)
        if inner is None:
            break
        prefix, node = prefix + _prefix(plan, target), inner
    target = target_of(plan, node)
    schema = target.mapping
    named = target.pointer in plan.schemas and target.pointer != home
    name = schema_name(target.pointer) if named else None
    nullable = is_nullable(node, target)
    return TypeView(
        prefix=prefix,
        name=name or _words(plan, target),
        href=plan.schemas[target.pointer] if name else None,
        kind=" ".join(type_names(schema)) if name and type_names(schema) != ("object",) else None,
        format=str(schema["format"]) if isinstance(schema.get("format"), str) else None,
        nullable=nullable,
    )


def type_names(schema: Mapping[str, object]) -> tuple[str, ...]:
    """The types that a schema allows besides null; guessed from its keywords where it names none."""
    kind = schema.get("type")
    if isinstance(kind, list):
        return tuple(str(name) for name in kind if name != "null")
    if isinstance(kind, str):
        return (kind,)
    if isinstance(schema.get("properties"), Mapping) or isinstance(
        schema.get("additionalProperties"), Mapping
    ):
        return ("object",)
    return ("array",) if "items" in schema else ()


def is_nullable(*nodes: Node) -> bool:
    """Whether null is a value of any of the schemas (`nullable`, a type list, or an alternative)."""
    return any(_nullable(node.mapping) for node in nodes)


def is_null(schema: Mapping[str, object]) -> bool:
    """Whether null is the only value of a schema."""
    return schema.get("type") == "null" or schema.get("enum") == [None]


def _nullable(schema: Mapping[str, object]) -> bool:
    kind = schema.get("type")
    if schema.get("nullable") is True or (isinstance(kind, list) and "null" in kind):
        return True
    branches = [schema.get("oneOf"), schema.get("anyOf")]
    return any(
        isinstance(branch, Mapping) and is_null(branch)
        for found in branches
        if isinstance(found, list)
        for branch in found
    )


@remembered
def target_of(plan: Plan, node: Node) -> Node:
    """Follow references, also the one inside a lone `allOf`, `oneOf` or `anyOf`."""
    for _ in range(_DEEPEST):
        node = follow(plan.description, node)
        if node.pointer in plan.schemas or "properties" in node.mapping:
            return node
        lone = [
            element
            for key in ("allOf", "oneOf", "anyOf")
            for element in node.elements(key)
            if not is_null(element.mapping)
        ]
        if len(lone) != 1:
            return node
        node = lone[0]
    return node


def inner_of(target: Node) -> Node | None:
    """The schema of an array's items or of a map's values."""
    names = type_names(target.mapping)
    if names == ("array",):
        items = target.child("items")
        return items if isinstance(items.value, Mapping) else None
    if names == ("object",) and not target.mapping.get("properties"):
        values = target.child("additionalProperties")
        return values if isinstance(values.value, Mapping) and values.value else None
    return None


def _prefix(plan: Plan, target: Node) -> str:
    array = type_names(target.mapping) == ("array",)
    return f"{plan.labels.array_of if array else plan.labels.map_of} "


def _words(plan: Plan, target: Node) -> str:
    names = type_names(target.mapping)
    if names:
        return f" {plan.labels.alternative} ".join(names)
    found: dict[str, None] = {}
    for key in ("oneOf", "anyOf", "allOf"):
        for element in target.elements(key):
            resolved = follow(plan.description, element)
            for name in type_names(resolved.mapping):
                found[name] = None
    return f" {plan.labels.alternative} ".join(found) or plan.labels.any_type

"""Builds object schemas from flat runs of fields: nested by depth marks and by dotted names."""

from __future__ import annotations

import operator
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from mockdown.extractors.facts import EnumFact
from mockdown.extractors.fields import Field
from mockdown.model.schema import ANYTHING, Property, Schema
from mockdown.source import Span
from mockdown.values import replace

_DEPTH = 40
"""Fields that are nested deeper become members of the level above: no page needs them."""
_STEP = re.compile(r"[^.\[\]]+|\[[^\[\]]*\]")
_ROOT = re.compile(r"^\$\.|^\$(?=\[)")
"""The whole body, in JSONPath (RFC 9535, 2.2)."""
_ITEM_OF_ROOT = re.compile(r"^\[(?:\*|n|i|0)?\]\.")
_ARRAY_ITEM = ("[array item]", "[]", "*anonymous*", "anonymous")
_ANY_KEY = (
    "[any property]",
    "**additionalproperties**",
    "additionalproperties",
    "*",
    "<key>",
    "{key}",
    "[any key]",
)
_PLACEHOLDER = re.compile(r"^(?:<[\w .-]+>|\{[\w .-]+\})$")
"""A name that stands for any: `labels.<name>`."""


@dataclass(slots=True)
class _Node:
    """A property while its members are being gathered."""

    name: str
    source: Field | None = None
    children: list[_Node] = field(default_factory=list)
    is_array: bool = False
    named: dict[str, _Node] = field(default_factory=dict)

    def child(self, name: str) -> _Node:
        node = self.named.get(name)
        if node is None:
            node = self.named[name] = _Node(name)
            self.children.append(node)
        return node


def build_schema(fields: Sequence[Field]) -> Schema:
    """The object, or array, that a run of fields describes.

    >>> # user (object), user.name (string)  →  {"user": {"name": string}}
    """
    root = _Node("")
    stack: list[tuple[int, _Node, str]] = [(-1, root, "")]
    shallowest = min((item.depth for item in fields), default=0)
    for item in fields:
        depth = min(item.depth - shallowest, _DEPTH)
        while stack[-1][0] >= depth:
            stack.pop()
        _, parent, above = stack[-1]
        # `owner.id`, indented below `owner`, says twice where it belongs
        again = bool(above) and item.name.startswith(f"{above}.")
        node = _place(parent, replace(item, name=item.name[len(above) + 1 :]) if again else item)
        stack.append((depth, node, item.name))
    return _schema_of_root(root)


def _place(parent: _Node, item: Field) -> _Node:
    name = _ROOT.sub("", item.name, count=1)
    of_item = _ITEM_OF_ROOT.match(name)
    if of_item is not None and not parent.name:
        parent, name = parent.child("[]"), name[of_item.end() :]
    if name.lower() in _ARRAY_ITEM:
        node = _Node("[]", item)
        parent.children.append(node)
        return node
    if name.startswith("["):
        node = parent.child(name)
        node.source = node.source or item
        return node
    steps = (
        _STEP.findall(name)
        if ("." in name or "[" in name) and not name.startswith(("$", "[", "@"))
        else [name]
    )[:_DEPTH]
    node = parent
    for index, step in enumerate(steps):
        if step.startswith("["):
            inner = step[1:-1].strip()
            if inner and not inner.isdigit() and inner not in ("n", "i", "*", "index") and "." not in name:
                node = node.child(inner)
            else:
                node.is_array = True
            continue
        if index == 0 and parent.name == step and parent is not node:
            continue
        node = node.child(step)
    if node.source is None:
        node.source = item
    return node


def _schema_of_root(root: _Node) -> Schema:
    if len(root.children) == 1 and root.children[0].name == "[]":
        inner = root.children[0]
        items = _members(inner.children) if inner.children else _own_items(inner)
        return Schema(type="array", items=items, span=inner.source.span if inner.source else None)
    arrays = [node for node in root.children if node.name == "[]"]
    if arrays and arrays[0] is root.children[0]:
        # `[array item]` above rows of the same depth: they are the members of the item.
        items = _members([node for node in root.children if node is not arrays[0]])
        return Schema(type="array", items=items)
    return _members(root.children)


def _own_items(node: _Node) -> Schema:
    schema = node.source.schema if node.source else ANYTHING
    if schema.type == "array" and schema.items is not None:
        return schema.items
    return ANYTHING if schema.type == "array" else schema


def _members(nodes: Sequence[_Node]) -> Schema:
    properties: list[Property] = []
    additional: Schema | None = None
    for node in nodes:
        schema = _schema_of(node)
        if node.name.lower() in _ANY_KEY or _PLACEHOLDER.match(node.name):
            additional = schema
            continue
        source = node.source
        properties.append(
            Property(
                name=node.name,
                schema=schema,
                required=source.required if source else None,
                span=source.span if source else _first_span(node),
            )
        )
    return Schema(type="object", properties=tuple(properties), additional=additional)


def _first_span(node: _Node) -> Span | None:
    for child in node.children:
        if child.source is not None:
            return child.source.span
        found = _first_span(child)
        if found is not None:
            return found
    return None


def described(source: Field) -> Schema:
    """A field's schema with its description, and marked deprecated where it is."""
    schema = source.schema
    keywords = dict(schema.keywords)
    if source.description:
        keywords["description"] = source.description
    if source.deprecated:
        keywords["deprecated"] = True
    return replace(schema, keywords=keywords, span=source.span)


def _schema_of(node: _Node) -> Schema:
    own = described(node.source) if node.source is not None else ANYTHING
    if not node.children:
        if node.is_array and own.type != "array":
            return Schema(type="array", items=own, span=own.span)
        return own
    members = [child for child in node.children if child.name != "[]"]
    inner = _members(members) if members else ANYTHING
    items = [child for child in node.children if child.name == "[]"]
    if items and not members:
        inner = _schema_of(items[0])
    is_array = node.is_array or own.type == "array" or bool(items)
    if is_array:
        return Schema(type="array", items=inner, keywords=own.keywords, nullable=own.nullable, span=own.span)
    return replace(inner, keywords=own.keywords, nullable=own.nullable, span=own.span)


def enum_schema(values: Sequence[str]) -> Schema:
    """A schema with nothing but its values."""
    if all(re.fullmatch(r"-?\d+", value) for value in values):
        return Schema(type="integer", keywords={"enum": [int(value) for value in values]})
    return Schema(type="string", keywords={"enum": list(values)})


def with_enums(schema: Schema, enums: Sequence[EnumFact]) -> Schema:
    """A schema whose properties of the named fields, at any depth, may only have the listed values."""
    by_name = {fact.name.rpartition("»")[2].strip().rpartition(".")[2]: fact for fact in enums if fact.name}

    def limited(inner: Schema, fact: EnumFact) -> Schema:
        if inner.type == "array":
            items = inner.items if inner.items is not None else ANYTHING
            return replace(inner, items=limited(items, fact))
        known = enum_schema(fact.values)
        if inner.ref is not None or inner.properties or inner.type not in (None, known.type, "string"):
            return inner
        if inner.type == "string":
            known = Schema(type="string", keywords={"enum": list(fact.values)})
        keywords = {**inner.keywords, **known.keywords}
        return replace(inner, type=known.type, keywords=keywords)

    def change(inner: Schema) -> Schema:
        if not inner.properties and inner.items is None and inner.additional is None:
            return inner
        properties = tuple(changed(item) for item in inner.properties)
        items = change(inner.items) if inner.items is not None else None
        if items is inner.items and all(map(operator.is_, properties, inner.properties)):
            return inner
        return replace(inner, properties=properties, items=items)

    def changed(item: Property) -> Property:
        fact = by_name.get(item.name)
        schema = limited(item.schema, fact) if fact is not None else change(item.schema)
        return item if schema is item.schema else replace(item, schema=schema)

    return change(schema) if by_name else schema


def require(schema: Schema, names: set[str]) -> Schema:
    """An object whose properties of these names are required."""
    properties = tuple(
        replace(item, required=True) if item.name in names else item for item in schema.properties
    )
    return replace(schema, properties=properties)

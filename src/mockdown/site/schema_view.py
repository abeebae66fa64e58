"""Schemas as nested rows, cut where a page would grow too large: the rest stands on pages of its own."""

from __future__ import annotations

from dataclasses import replace

from mockdown.site.anchors import Anchors
from mockdown.site.constraints import enum, facts
from mockdown.site.markup import markdown
from mockdown.site.members import Member, alternatives_of, container_of, properties_of
from mockdown.site.memory import remembered
from mockdown.site.nodes import Node, follow
from mockdown.site.plan import Plan
from mockdown.site.types import target_of, type_view
from mockdown.site.views import FactView, Link, PropertyView, SchemaView

ROWS = 100
"""How many nested rows one page shows: about half of what 60 KB of HTML hold."""
_DEEPEST = 6


class SchemaReader:
    """Reads the schemas of one page; all of them share its rows and its anchors."""

    def __init__(self, plan: Plan, anchors: Anchors, *, rows: int = ROWS) -> None:
        self._plan = plan
        self._anchors = anchors
        self._rows = rows

    def whole(self, node: Node, *, anchor: str) -> SchemaView:
        """A schema on its own page: all its properties, however many."""
        container = container_of(self._plan, node)
        return self._schema(node, self._children(container, (anchor,), ()), own=True)

    def named(
        self,
        name: str,
        node: Node,
        *,
        path: tuple[str, ...],
        required: bool = False,
        trail: tuple[str, ...] = (),
    ) -> PropertyView:
        """One row, with the rows under it."""
        view = self._bounded(node, path, trail)
        return PropertyView(
            name=name,
            anchor=self._anchors.claim(*path),
            required=required,
            schema=view,
            origin=self._plan.origin(node.pointer),
        )

    def _bounded(self, node: Node, path: tuple[str, ...], trail: tuple[str, ...]) -> SchemaView:
        """A schema with what fits on the page."""
        container = container_of(self._plan, node)
        count = len(properties_of(self._plan, container)) + len(alternatives_of(self._plan, container))
        if not count:
            return self._schema(node, ((), ()))
        if container.pointer in trail or len(trail) >= _DEEPEST or count > self._rows:
            link = Link(
                text=self._plan.labels.properties_elsewhere.format(count=count),
                href=self._plan.schema_page(container.pointer),
            )
            return self._schema(node, ((), ()), elsewhere=link)
        return self._schema(node, self._children(container, path, trail))

    def _children(
        self, container: Node, path: tuple[str, ...], trail: tuple[str, ...]
    ) -> tuple[tuple[PropertyView, ...], tuple[PropertyView, ...]]:
        inside = (*trail, container.pointer)
        properties = properties_of(self._plan, container)
        alternatives = alternatives_of(self._plan, container)
        self._rows -= len(properties) + len(alternatives)
        return self._views(properties, path, inside), self._views(alternatives, path, inside)

    def _views(
        self, members: tuple[Member, ...], path: tuple[str, ...], trail: tuple[str, ...]
    ) -> tuple[PropertyView, ...]:
        return tuple(
            self.named(
                member.name, member.node, path=(*path, member.name), required=member.required, trail=trail
            )
            for member in members
        )

    def _schema(
        self,
        node: Node,
        children: tuple[tuple[PropertyView, ...], tuple[PropertyView, ...]],
        *,
        elsewhere: Link | None = None,
        own: bool = False,
    ) -> SchemaView:
        leaf = _leaf(self._plan, node)
        if own:
            leaf = replace(leaf, type=type_view(self._plan, node, own=True))
        if elsewhere is not None and elsewhere.href != leaf.type.href:  # else its name already leads there
            return replace(leaf, elsewhere=elsewhere)
        if not any(children):
            return leaf
        any_of = bool(children[1]) and "anyOf" in container_of(self._plan, node).mapping
        return replace(leaf, properties=children[0], alternatives=children[1], any_of=any_of)


@remembered
def _leaf(plan: Plan, node: Node) -> SchemaView:
    """What a schema says of itself, without what is in it."""
    target = target_of(plan, node)
    details = {**target.mapping, **follow(plan.description, node).mapping}
    container = container_of(plan, node)
    inner = container.mapping if container.pointer != target.pointer else {}
    if "properties" in inner:
        inner = {}
    text = str(details.get("description") or "")
    return SchemaView(
        type=type_view(plan, node),
        description=markdown(text),
        text=text,
        facts=(*facts(details, plan.labels), *_of_items(facts(inner, plan.labels))),
        enum=enum(details) or enum(inner),
        deprecated=details.get("deprecated") is True,
        read_only=details.get("readOnly") is True,
        write_only=details.get("writeOnly") is True,
    )


def _of_items(found: tuple[FactView, ...]) -> tuple[FactView, ...]:
    return tuple(FactView(label=f"[] {fact.label}", value=fact.value) for fact in found)

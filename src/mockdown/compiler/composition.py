"""Puts schemas together that pages tell through others: base, less what is removed, with what is added."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from mockdown.compiler.field_trees import build_schema
from mockdown.compiler.local_schemas import take_out_schemas
from mockdown.compiler.merge import extend, replace_members
from mockdown.compiler.references import Homes, map_schema
from mockdown.compiler.schema_names import Home, NamedPlace, SchemaNames, key_of, settled
from mockdown.compiler.schema_sections import (
    Draft,
    SchemaSections,
    component_names,
    find_drafts,
    finished,
)
from mockdown.extractors.claims import Claim
from mockdown.extractors.compositions import Composition
from mockdown.extractors.facts import ExampleFact
from mockdown.extractors.scopes import Scope
from mockdown.extractors.type_links import read_whole_type
from mockdown.model.api import NamedSchema
from mockdown.model.schema import Schema
from mockdown.readers.blocks import Document, Paragraph, Section
from mockdown.source import Rank
from mockdown.values import replace
from mockdown.vocabularies.roles import Role, role_of


@dataclass(frozen=True, slots=True)
class DescribedSchemas:
    """The schemas that pages describe, and the names that lead to them."""

    schemas: tuple[NamedSchema, ...]
    names: SchemaNames
    homes: Mapping[str, Home]
    examples: Mapping[str, Sequence[ExampleFact]]
    """The examples in the sections of schemas, by component."""

    def homes_with(self, scopes: Sequence[Scope]) -> Homes:
        """Where references stand; `scopes` are those of the operations, in their order."""
        return Homes(
            tuple(Home(scope.document.name, scope.section.start, scope.section.end) for scope in scopes),
            self.homes,
        )


def without_schemas(scopes: Sequence[Scope], sections: SchemaSections) -> list[Scope]:
    """The scopes of the operations without the sections that describe the schemas they name."""
    return take_out_schemas(scopes, sections.describes)


def find_schemas(
    documents: Sequence[Document], scopes: Sequence[Scope], claim: dict[str, Claim], sections: SchemaSections
) -> DescribedSchemas:
    """All schemas that have sections of their own, those told through others put together."""
    drafts = find_drafts(documents, scopes, claim, sections)
    component_names(drafts)
    names = SchemaNames(
        (
            NamedPlace(draft.component, draft.keys, draft.document.name, draft.section.start)
            for draft in drafts
        ),
        dict(_pointers(documents)),
    )
    composer = _Composer(drafts, names)
    distinct = {draft.component: draft for draft in reversed(drafts)}
    firsts = [draft for draft in drafts if distinct[draft.component] is draft]
    return DescribedSchemas(
        tuple(
            NamedSchema(
                name=draft.component, schema=composer.schema(draft), rank=Rank.DECLARED, span=draft.span
            )
            for draft in firsts
        ),
        names,
        {draft.component: draft.home for draft in firsts},
        {draft.component: draft.examples for draft in firsts},
    )


def _pointers(documents: Sequence[Document]) -> Iterator[tuple[tuple[str, str], Schema]]:
    """Anchors of sections without a name of their own that hold no more than a type."""
    for document in documents:
        for section in document.root.walk():
            heading = section.heading
            if heading is None or not heading.anchor or role_of(section.title) is Role.NONE:
                continue
            schema = _lone_type(section)
            if schema is not None:
                yield (document.name, key_of(heading.anchor)), schema


def _lone_type(section: Section) -> Schema | None:
    if len(section.blocks) != 1 or not isinstance(section.blocks[0], Paragraph):
        return None
    return read_whole_type(section.blocks[0].inline)


_LONGEST = 60
"""Chains of extensions are followed so far: no page needs more, and each step costs stack."""


class _Composer:
    def __init__(self, drafts: Sequence[Draft], names: SchemaNames) -> None:
        self.names = names
        self.by_component = {draft.component: draft for draft in drafts}
        self.by_section = {id(draft.section): draft for draft in drafts}
        self.done: dict[str, Schema] = {}
        self.open: set[str] = set()

    def schema(self, draft: Draft) -> Schema:
        """The schema of a draft; one that is told through itself starts from nothing."""
        known = self.done.get(draft.component)
        if known is not None:
            return known
        declared = draft.declared
        if draft.composition is not None:
            self.open.add(draft.component)
            declared = self._composed(draft, draft.composition)
            self.open.discard(draft.component)
        schema = finished(draft, declared) if draft.composition is not None else draft.schema
        self.done[draft.component] = schema
        return schema

    def _composed(self, draft: Draft, composition: Composition) -> Schema:
        base = self._base(draft, composition)
        schema = Schema(type="object") if base is None else self._of_base(base, draft)
        schema = replace(
            schema,
            properties=tuple(item for item in schema.properties if item.name not in composition.removed),
        )
        if composition.changed:
            schema = replace_members(schema, build_schema(composition.changed))
        if composition.added:
            schema = extend(schema, build_schema(composition.added))
        return schema

    def _of_base(self, base: Draft, draft: Draft) -> Schema:
        """The schema of the base, its references made to stand wherever the draft is."""
        schema = self.schema(base)
        home = base.home

        def settle(part: Schema) -> Schema:
            target = self.names.find(part.ref, home) if part.ref is not None else None
            return replace(part, ref=settled(target)) if target is not None else part

        return map_schema(schema, settle) if base.document is not draft.document else schema

    def _base(self, draft: Draft, composition: Composition) -> Draft | None:
        """The schema a draft starts from: the one it names, else the one above it, or within its title."""
        found: Draft | None = None
        if composition.base is not None:
            target = self.names.find(composition.base, draft.home)
            found = self.by_component.get(target) if target is not None else None
        elif draft.parent is not None:
            found = self.by_section.get(id(draft.parent)) or self._in_title(draft)
        if found is None or found is draft or found.component in self.open or len(self.open) > _LONGEST:
            return None
        return found

    def _in_title(self, draft: Draft) -> Draft | None:
        """The schema whose name the title starts or ends with: `Trail Expanded`, `Minified Trail`."""
        words = draft.name.split()
        for count in range(len(words) - 1, 0, -1):
            for part in (words[:count], words[-count:]):
                target = self.names.find(" ".join(part), draft.home)
                if target is not None and target != draft.component:
                    return self.by_component.get(target)
        return None

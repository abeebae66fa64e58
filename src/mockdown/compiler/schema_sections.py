"""Reads schemas that have sections of their own: a title, a table of properties, an example, a type."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from mockdown.compiler.field_trees import build_schema, described, enum_schema, require, with_enums
from mockdown.compiler.lone_schemas import alias_of, as_map, promises, values_of
from mockdown.compiler.merge import declared_over_example, merge_declared
from mockdown.compiler.naming import component_name
from mockdown.compiler.owned import OwnedBytes
from mockdown.compiler.schema_names import Home, key_of, keys_of
from mockdown.extractors.claims import Claim
from mockdown.extractors.code_blocks import placer
from mockdown.extractors.collect import collect_facts
from mockdown.extractors.compositions import Composition, read_composition
from mockdown.extractors.example_schemas import merge_examples
from mockdown.extractors.facts import EnumFact, ExampleFact, FieldsFact, RequiredFact, SchemaFact
from mockdown.extractors.passages import walk_blocks
from mockdown.extractors.scopes import Scope
from mockdown.extractors.type_declarations import declares_types, read_type_declarations
from mockdown.model.schema import ANYTHING, Schema
from mockdown.readers.blocks import (
    Block,
    CodeBlock,
    Document,
    Quote,
    Section,
)
from mockdown.source import Span
from mockdown.values import replace
from mockdown.vocabularies.composition import Change, change_of
from mockdown.vocabularies.roles import Role, role_of

_NAME = re.compile(r"^[A-Za-z_][\w.:/ -]{0,79}$")
_KIND = re.compile(
    r"(?<!\s)\s+(?:object|model|schema|resource|type|structure|entity|payload)s?$|^the\s+"
    r"|^(?:enum|model|schema|object|resource)\s*:\s*|\s*\((?:object|enum(?:\[\w+\])?)\)$",
    re.IGNORECASE,
)
_NOUNS = frozenset(("error", "event", "role", "permission", "scope", "note", "filter", "header", "file"))
"""Names of objects which are also words for parts of an operation; in the singular they name an object."""
_SUBTITLES = (Role.FIELDS, Role.EXAMPLE, Role.ENUM, Role.PARAMETERS, Role.BODY, Role.RESPONSE)


@dataclass(slots=True)
class Draft:
    """A section that describes a schema, before its parts are put together."""

    name: str
    document: Document
    section: Section
    parent: Section | None
    """The section above it."""
    keys: frozenset[str]
    span: Span
    declared: Schema | None = None
    composition: Composition | None = None
    examples: list[ExampleFact] = field(default_factory=list)
    component: str = ""
    schema: Schema = ANYTHING
    """What tables and examples say together, without the schema it may start from."""

    @property
    def home(self) -> Home:
        return Home(self.document.name, self.section.start, self.section.end)


class SchemaSections:
    """Reads sections as schemas, each once: also those that are tried because an operation names them."""

    def __init__(self) -> None:
        self._read: dict[int, tuple[Draft, list[tuple[int, int]]] | None] = {}

    def describes(self, document: Document, section: Section) -> bool:
        """Whether a section describes a schema, so that an operation which names it may do without it."""
        return self._look_up(document, section) is not None

    def read(
        self, document: Document, section: Section, parent: Section | None, claim: Claim
    ) -> Draft | None:
        """A section as the description of a schema, None where it is none."""
        found = self._look_up(document, section)
        if found is None:
            return None
        draft, claimed = found
        draft.parent = parent
        for start, end in claimed:
            claim(start, end)
        return draft

    def _look_up(self, document: Document, section: Section) -> tuple[Draft, list[tuple[int, int]]] | None:
        if id(section) not in self._read:  # it lives as long as its document
            self._read[id(section)] = _read_draft(document, section)
        return self._read[id(section)]


def find_drafts(
    documents: Sequence[Document], scopes: Sequence[Scope], claim: dict[str, Claim], sections: SchemaSections
) -> list[Draft]:
    """The sections outside the operations that describe a named object, in the order of the pages."""
    by_page: dict[str, list[Scope]] = {}
    for scope in scopes:
        by_page.setdefault(scope.document.name, []).append(scope)
    found: list[Draft] = []
    for document in documents:
        found.extend(_declared_types(document, claim[document.name]))
        owned = OwnedBytes(by_page.get(document.name, ()))
        for section, parent in _walk(document.root, None):
            if section.heading is None or owned.holds(section.start) or owned.start_in(section):
                continue
            draft = sections.read(document, section, parent, claim[document.name])
            if draft is not None:
                found.append(draft)
    return _with_named_examples(found)


def _declared_types(document: Document, claim: Claim) -> Iterator[Draft]:
    """The types that code blocks declare, wherever they stand."""
    for section in document.root.walk():
        for block in section.blocks:
            if not isinstance(block, CodeBlock) or not declares_types(block.text):
                continue
            place = placer(document, block, block.text, 0)
            for declaration in read_type_declarations(block.text):
                claim(block.start, block.end)
                yield Draft(
                    name=declaration.name,
                    document=document,
                    section=section,
                    parent=None,
                    keys=keys_of(declaration.name, None),
                    span=place(declaration.offset),
                    declared=declaration.schema,
                )


def _walk(section: Section, parent: Section | None) -> Iterator[tuple[Section, Section | None]]:
    yield section, parent
    for child in section.sections:
        yield from _walk(child, section)


def _read_draft(document: Document, section: Section) -> tuple[Draft, list[tuple[int, int]]] | None:
    """A section as the description of a schema, with the bytes that it says so with."""
    title = section.title.strip().strip("`")
    name = _KIND.sub("", title).strip()
    heading = section.heading
    if heading is None or not _NAME.match(name) or not _is_noun(title):
        return None
    draft = Draft(
        name=name,
        document=document,
        section=section,
        parent=None,
        keys=keys_of(title, heading.anchor),
        span=document.span(heading),
    )
    claimed: list[tuple[int, int]] = []

    def note(start: int, end: int) -> None:
        claimed.append((start, end))

    draft.composition = read_composition(document, section, note)
    blocks = list(_own_blocks(section))
    if draft.composition is not None:
        blocks = [block for block in blocks if isinstance(block, CodeBlock | Quote)]
    facts: list[object] = []
    if any(promises(block) for block in blocks):
        facts = list(collect_facts(document, walk_blocks(blocks), note))
    draft.examples = [fact for fact in facts if isinstance(fact, ExampleFact) and fact.schema is not None]
    if draft.composition is None:
        draft.declared = (
            _declared(facts, name)
            or _written(facts)
            or values_of(document, blocks, note)
            or alias_of(blocks, note)
        )
        draft.declared = as_map(document, blocks, draft.declared, note)
    if draft.declared is None and draft.composition is None and not _tells(draft.examples):
        return None
    return draft, claimed


def _is_noun(title: str) -> bool:
    return (role_of(title) is Role.NONE or title.lower() in _NOUNS) and change_of(title) is Change.NONE


def _tells(examples: Sequence[ExampleFact]) -> bool:
    return any(fact.schema is not None and fact.schema.properties for fact in examples)


def _own_blocks(section: Section) -> Iterator[Block]:
    """The blocks of a section and of those below it that only group them, as `Properties` does."""
    yield from section.blocks
    for child in section.sections:
        if child.heading is not None and role_of(child.title) in _SUBTITLES:
            yield child.heading
            yield from _own_blocks(child)


def _declared(facts: Sequence[object], name: str) -> Schema | None:
    declared: Schema | None = None
    for fact in facts:
        if not isinstance(fact, FieldsFact):
            continue
        if fact.role in (Role.QUERY, Role.PATH, Role.HEADER, Role.DECOY, Role.ENUM):
            continue
        if all(item.schema.is_unknown and not item.description for item in fact.fields):
            continue
        own = fact.fields[0]
        lone = len(fact.fields) == 1 and declared is None and own.name == name and not own.depth
        if lone and own.schema.type not in (None, "object"):
            return described(own)  # the one row is the schema itself: a name for a scalar
        schema = build_schema(fact.fields)
        declared = schema if declared is None else merge_declared(declared, schema)
    enums = [fact for fact in facts if isinstance(fact, EnumFact)]
    if declared is None:
        shown = any(isinstance(fact, ExampleFact) and _tells([fact]) for fact in facts)
        own_values = _own_values(enums)
        return enum_schema(own_values) if own_values and not shown else None
    names = {name for fact in facts if isinstance(fact, RequiredFact) for name in fact.names}
    return require(with_enums(declared, enums), names)


def _written(facts: Sequence[object]) -> Schema | None:
    """The schema of a section that shows it as JSON Schema."""
    found = [fact.schema for fact in facts if isinstance(fact, SchemaFact) and fact.schema.properties]
    return found[0] if len(found) == 1 else None


def _own_values(enums: Sequence[EnumFact]) -> tuple[str, ...]:
    """The values of a schema that is an enumeration: as they are listed, or one by one as constants."""
    for fact in enums:
        if not fact.name or len(enums) == 1:
            return fact.values
    if all(len(fact.values) == 1 for fact in enums):
        return tuple(dict.fromkeys(fact.values[0] for fact in enums))
    return ()


def _with_named_examples(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts with each example at the schema that the line above it names: "> Trail Expanded"."""
    by_key: dict[tuple[str, str], Draft] = {}
    for draft in drafts:
        for key in draft.keys:
            by_key.setdefault((draft.document.name, key), draft)
    moved: list[tuple[Draft, ExampleFact]] = []
    for draft in drafts:
        kept = []
        for fact in draft.examples:
            key = key_of(fact.title)
            owner = by_key.get((draft.document.name, key)) if key and key not in draft.keys else None
            if owner is None or owner is draft:
                kept.append(fact)
            else:
                moved.append((owner, fact))
        draft.examples = kept
    for owner, fact in moved:
        owner.examples.append(fact)
    return [
        draft for draft in drafts if draft.declared or draft.composition is not None or _tells(draft.examples)
    ]


def finished(draft: Draft, declared: Schema | None) -> Schema:
    """What tables and examples say of a schema together."""
    example: Schema | None = None
    for fact in draft.examples:
        if fact.schema is not None:
            example = fact.schema if example is None else merge_examples(example, fact.schema)
    if declared is None or example is None:
        schema = declared or example or Schema()
    else:
        schema = declared_over_example(declared, example)
    return replace(schema, span=draft.span)


def component_names(drafts: Sequence[Draft]) -> None:
    """Give each draft the name of its component.

    Sections of one title that say the same share a component; others are told apart by a number.
    """
    taken: dict[str, int] = {}
    told: dict[str, list[tuple[str, Schema]]] = {}
    for draft in drafts:
        name = component_name(draft.name)
        if name.islower() and draft.name != draft.section.title.strip("` "):
            name = name[:1].upper() + name[1:]  # "The trail object" is a Trail
        schema = draft.schema = finished(draft, draft.declared)
        alone = draft.composition is None and not _refers(schema)
        known = next((twin for twin, other in told.get(name, ()) if alone and other == schema), None)
        if known is not None:
            draft.component = known
            continue
        draft.component = _free(name, taken)
        if alone and len(told.setdefault(name, [])) < _TWINS:
            told[name].append((draft.component, schema))


_TWINS = 8
"""Sections of one title are compared with so many others."""


def _free(name: str, taken: dict[str, int]) -> str:
    count = taken.get(name, 0) + 1
    candidate = name if count == 1 else f"{name}{count}"
    while candidate in taken:
        count += 1
        candidate = f"{name}{count}"
    taken[name] = count
    taken.setdefault(candidate, 1)
    return candidate


def _refers(schema: Schema) -> bool:
    """Whether a schema names others, which may be others on another page."""
    parts = (schema.items, schema.additional, *schema.any_of, *schema.all_of)
    return (
        schema.ref is not None
        or any(_refers(part) for part in parts if part is not None)
        or any(_refers(item.schema) for item in schema.properties)
    )

"""Reads schemas that have sections of their own: a title, a table of properties, an example."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from mockdown.compiler.field_trees import build_schema, enum_schema, require, with_enums
from mockdown.compiler.merge import declared_over_example, merge_declared
from mockdown.compiler.naming import component_name
from mockdown.extractors.collect import Claim, collect_facts
from mockdown.extractors.example_schemas import merge_examples
from mockdown.extractors.facts import EnumFact, ExampleFact, FieldsFact, RequiredFact
from mockdown.extractors.passages import walk_blocks
from mockdown.extractors.scopes import Scope
from mockdown.model.api import NamedSchema
from mockdown.model.schema import Schema
from mockdown.readers.blocks import Block, CodeBlock, Document, ListBlock, Section, Table
from mockdown.readers.json_samples import looks_like_json
from mockdown.source import Rank
from mockdown.vocabularies.roles import Role, role_of

_NAME = re.compile(r"^[A-Za-z_][\w.:/ -]{0,79}$")
_KIND = re.compile(
    r"\s+(?:object|model|schema|resource|type|structure|entity|payload)s?$|^the\s+", re.IGNORECASE
)
_NOUNS = frozenset(("error", "event", "role", "permission", "scope", "note", "filter", "header", "file"))
"""Names of objects which are also words for parts of an operation; in the singular they name an object."""
_SUBTITLES = (Role.FIELDS, Role.EXAMPLE, Role.ENUM, Role.PARAMETERS, Role.BODY, Role.RESPONSE)


@dataclass(frozen=True, slots=True)
class SchemaSection:
    """A schema with the names by which pages refer to it."""

    named: NamedSchema
    aliases: tuple[str, ...]
    """Names and anchors, in lower case."""
    document: Document


def find_schema_sections(
    documents: Sequence[Document], scopes: Sequence[Scope], claim: dict[str, Claim]
) -> list[SchemaSection]:
    """The sections outside the operations that describe a named object."""
    found: list[SchemaSection] = []
    for document in documents:
        owned = [scope for scope in scopes if scope.document is document]
        for section in document.root.walk():
            if section.heading is None or any(scope.owns(section.start) for scope in owned):
                continue
            if any(section.start < start < section.end for scope in owned for start, _ in scope.ranges[:1]):
                continue
            schema = _read(document, section, claim[document.name])
            if schema is not None:
                found.append(schema)
    return found


def _read(document: Document, section: Section, claim: Claim) -> SchemaSection | None:
    title = section.title.strip().strip("`")
    name = _KIND.sub("", title).strip()
    if not _NAME.match(name) or (role_of(title) is not Role.NONE and title.lower() not in _NOUNS):
        return None
    blocks = list(_own_blocks(section))
    if not _promising(blocks):
        return None
    claimed: list[tuple[int, int]] = []
    facts = list(
        collect_facts(document, walk_blocks(blocks), lambda start, end: claimed.append((start, end)))
    )
    schema = _schema_of(facts)
    if schema is None:
        return None
    for start, end in claimed:
        claim(start, end)
    heading = section.heading
    span = document.span(heading) if heading is not None else document.span(section)
    aliases = {title.lower(), name.lower(), slug(title), slug(name)}
    if heading is not None and heading.anchor:
        aliases.add(heading.anchor.lower())
    named = NamedSchema(
        name=component_name(name), schema=replace(schema, span=span), rank=Rank.DECLARED, span=span
    )
    return SchemaSection(named, tuple(sorted(aliases)), document)


def _own_blocks(section: Section) -> Iterator[Block]:
    """The blocks of a section and of those below it that only group them: `Properties`, `Example` …"""
    yield from section.blocks
    for child in section.sections:
        if child.heading is not None and role_of(child.title) in _SUBTITLES:
            yield child.heading
            yield from _own_blocks(child)


def slug(text: str) -> str:
    """The anchor that renderers make of a heading: lower case, no punctuation, dashes for spaces."""
    return re.sub(r"[\s]+", "-", re.sub(r"[^\w\s-]", "", text.strip().lower()))


def _promising(blocks: Sequence[Block]) -> bool:
    return any(
        isinstance(block, Table | ListBlock) or (isinstance(block, CodeBlock) and looks_like_json(block.text))
        for block in blocks
    )


def _schema_of(facts: Sequence[object]) -> Schema | None:
    declared: Schema | None = None
    example: Schema | None = None
    for fact in facts:
        if isinstance(fact, FieldsFact):
            if fact.role in (Role.QUERY, Role.PATH, Role.HEADER, Role.DECOY, Role.ENUM):
                continue
            if all(item.schema.is_unknown and not item.description for item in fact.fields):
                continue
            schema = build_schema(fact.fields)
            declared = schema if declared is None else merge_declared(declared, schema)
        elif isinstance(fact, ExampleFact) and fact.schema is not None:
            example = fact.schema if example is None else merge_examples(example, fact.schema)
    enums = [fact for fact in facts if isinstance(fact, EnumFact)]
    if declared is None and example is None:
        own = next((fact for fact in enums if not fact.name or len(enums) == 1), None)
        return enum_schema(own.values) if own is not None else None
    if declared is not None:
        names = {name for fact in facts if isinstance(fact, RequiredFact) for name in fact.names}
        declared = require(with_enums(declared, enums), names)
    if declared is None:
        return example if example is not None and example.properties else None
    if example is None:
        return declared
    return declared_over_example(declared, example)


def aliases_of(sections: Sequence[SchemaSection]) -> Iterator[tuple[str, str]]:
    """Pairs of alias and component name; the first section of a name wins."""
    for section in sections:
        for alias in section.aliases:
            yield alias, section.named.name

"""Reads sentences such as "Returns a job", where a section of the pages describes a schema of that name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from mockdown.compiler.composition import DescribedSchemas
from mockdown.compiler.evidence import Evidence
from mockdown.compiler.schema_names import Home, SchemaNames, settled
from mockdown.extractors.facts import ExampleFact, FieldsFact, SchemaFact, StatusFact
from mockdown.extractors.passages import Passage
from mockdown.extractors.scopes import Scope
from mockdown.model.schema import Schema
from mockdown.readers.blocks import Paragraph
from mockdown.source import Rank, Span
from mockdown.values import replace
from mockdown.vocabularies.roles import Role
from mockdown.vocabularies.types import TYPES
from mockdown.vocabularies.wordings import Wording

_PHRASE = (
    r"(?:(?:an?|the|all|every|one|each|your|updated|created|new|newly|matching|requested|single|resulting"
    r"|modified|deleted|full|complete|existing|corresponding|found) )*"
    r"(?P<list>(?:(?:json|paginated|sorted) )?(?:array|list|collection)s? of "
    r"(?:(?:the|all|your|matching|available|existing) )*)?"
    r"(?P<name>[a-z][\w-]*(?: [a-z][\w-]*){0,2}?)"
    r"(?: (?:objects?|resources?|models?|entity|entities|records?))?"
)
_RETURNS = Wording(
    "return returns responds replies answers answer response",
    rf"\b(?:returns?|responds with|replies with|answers? with|response (?:is|contains)) {_PHRASE}"
    r"(?=[.,;:]|\W*$| (?:or|if|with|for|by|on|in|that|which|when|and|as|from|whose|matching|belonging|after"
    r"|upon|given|once|sorted|ordered)\b)",
)
_WHOLE = re.compile(rf"^\W*(?:an?|the|all|(?:array|list) of)\b *{_PHRASE}\W*$", re.IGNORECASE)
"""All that a paragraph below "Response" says: "The created job"."""
_NO_ANSWER = re.compile(
    r"errors?|nothing|empty|status(?: codes?)?|codes?|responses?|messages?", re.IGNORECASE
)
_LONGEST = 1000


def with_spoken_schemas(evidence: Iterable[Evidence], described: DescribedSchemas) -> Iterator[Evidence]:
    """The evidence in which a sentence that names a described schema says that the answer is one.

    Tables, links and statuses have the last word, and an example must show members of that schema.
    """
    schemas = {
        named.name: named.schema
        for named in described.schemas
        if named.schema.properties or named.schema.all_of
    }
    for item in evidence:
        fact = _fact(item, described.names, schemas) if schemas and not _is_told(item) else None
        yield item if fact is None else replace(item, facts=(*item.facts, fact))


def _fact(evidence: Evidence, names: SchemaNames, schemas: Mapping[str, Schema]) -> SchemaFact | None:
    shown = list(_shown(evidence))
    for found, place, passage in _phrases(evidence):
        home = Home(place.document.name, place.section.start, place.section.end)
        component = names.find(found["name"], home)
        if component is None or component not in schemas or _NO_ANSWER.fullmatch(found["name"]):
            continue
        if not all(_fits(schemas[component], example, listed=bool(found["list"])) for example in shown):
            continue
        span = Span(place.document.source, passage.block.start, passage.block.end)
        schema = Schema(ref=settled(component), rank=Rank.PROSE, span=span)
        if found["list"]:
            schema = Schema(type="array", items=schema, rank=Rank.PROSE, span=span)
        return SchemaFact(role=Role.RESPONSE, schema=schema, status=passage.status, span=span)
    return None


def _phrases(evidence: Evidence) -> Iterator[tuple[re.Match[str], Scope, Passage]]:
    """The sentences of an operation that may name its answer, with their places."""
    for scope in evidence.scopes:
        for passage in scope.passages:
            block = passage.block
            if not isinstance(block, Paragraph) or len(block.text) > _LONGEST or block.inline.links:
                continue
            found = _RETURNS.search(block.text)
            if found is None and passage.role is Role.RESPONSE:
                found = _WHOLE.match(block.text)
            if found is not None and found["name"].lower() not in TYPES:
                yield found, scope, passage


def _is_told(evidence: Evidence) -> bool:
    """Whether the pages say in another way what the answer is."""
    return (
        any(fact.role is Role.RESPONSE for fact in evidence.of(SchemaFact))
        or any(fact.role in (Role.RESPONSE, Role.FIELDS) for fact in evidence.of(FieldsFact))
        or any(fact.schema is not None and fact.status.startswith("2") for fact in evidence.of(StatusFact))
    )


def _shown(evidence: Evidence) -> Iterator[Schema]:
    for example in evidence.of(ExampleFact):
        good = example.status is None or example.status.startswith("2")
        if good and example.role is not Role.BODY and example.schema is not None:
            yield example.schema


def _fits(said: Schema, example: Schema, *, listed: bool) -> bool:
    """Whether an example may be one of what is said: of its kind, and mostly with its members."""
    if listed:
        return (
            example.type == "array" and example.items is not None and _fits(said, example.items, listed=False)
        )
    names = {item.name for item in example.properties}
    return bool(names) and 2 * len(names & {item.name for item in said.properties}) >= len(names)

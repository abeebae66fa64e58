"""Reads all that examples show of one resource, in any message of any page, as examples of one schema."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from mockdown import codes
from mockdown.compiler.naming import pascal
from mockdown.compiler.nouns import (
    IDS,
    PERSONS,
    Place,
    is_given,
    is_whole,
    names_of,
    noun_of,
    nouns_of,
    sends_resource,
    walk_shown,
)
from mockdown.compiler.sharing import map_contents
from mockdown.diagnostics import Diagnostic, Label, Report
from mockdown.extractors.example_schemas import merge_examples
from mockdown.model.api import ApiDescription, Content, NamedSchema, Operation, ParameterLocation
from mockdown.model.schema import Schema
from mockdown.source import Rank, Span
from mockdown.values import replace
from mockdown.vocabularies.free_names import free_name

_DISTINCT = 3
"""So many members tell one kind of thing from others."""


@dataclass(slots=True, eq=False)
class Entity:
    """A resource while its examples are being gathered."""

    noun: str
    owner: str
    """The resource it stands below, for a second name."""
    schema: Schema
    names: frozenset[str]
    shown: int = 1
    """How many places show it."""
    name: str = ""
    linked: Schema | None = None
    """The schema with references to other entities."""


@dataclass(slots=True)
class _Sight:
    """One place where examples show an object."""

    noun: str
    owner: str
    schema: Schema
    place: Place
    names: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        self.names = names_of(self.schema)


def read_entities(api: ApiDescription, report: Report) -> ApiDescription:
    """An API in which each resource that only examples show has one schema, made of all of them."""
    sights = [sight for operation in api.operations for sight in _sights(operation)]
    if not sights:
        return api
    entities = _Entities(sights)
    bodies = {
        id(operation): body
        for operation in api.operations
        if (body := _body_entity(operation, entities)) is not None
    }
    entities.give_names({named.name for named in api.schemas})
    operations = tuple(
        _linked(operation, entities, bodies.get(id(operation)), report) for operation in api.operations
    )
    shared = [
        NamedSchema(
            name=entity.name,
            schema=entities.schema_of(entity),
            rank=Rank.EXAMPLE,
            span=_span(entity.schema),
        )
        for entity in entities.all
        if entity.name
    ]
    return replace(api, operations=operations, schemas=(*api.schemas, *shared))


def _sights(operation: Operation) -> Iterator[_Sight]:
    noun = noun_of(operation.method, operation.path)
    owner = "_".join(nouns_of(operation.path)[-2:-1])
    found: list[_Sight] = []

    def see(name: str, schema: Schema, place: Place) -> Schema:
        found.append(_Sight(name, owner, schema, place))
        return schema

    for content in _answers(operation):
        walk_shown(content.schema, noun, see)
    yield from found


def _answers(operation: Operation) -> Iterator[Content]:
    """What an operation answers with when all is well; what is deleted may be answered in other words."""
    if operation.method != "DELETE":
        for response in operation.responses:
            if response.status.startswith("2"):
                yield from response.contents


class _Entities:
    """The entities that sights add up to."""

    def __init__(self, sights: list[_Sight]) -> None:
        self.all: list[Entity] = []
        self.by_noun: dict[str, list[Entity]] = {}
        self.by_names: dict[frozenset[str], Entity] = {}
        self.open: set[int] = set()
        for nested in (False, True):
            # the fullest first: others are held against all that is known by then
            chosen = [sight for sight in sights if (sight.place is Place.NESTED) is nested]
            for sight in sorted(chosen, key=lambda item: -len(item.names)):
                self._add(sight)

    def _add(self, sight: _Sight) -> None:
        entity = self.find(sight.noun, sight.schema, sight.place)
        if entity is not None:
            entity.schema = merge_examples(entity.schema, sight.schema)
            entity.names |= sight.names
            entity.shown += 1
        elif sight.place is Place.NESTED or not sight.noun:
            return
        else:
            entity = Entity(sight.noun, sight.owner, sight.schema, sight.names)
            self.all.append(entity)
            self.by_noun.setdefault(sight.noun, []).append(entity)
        if len(sight.names) >= _DISTINCT:
            self.by_names.setdefault(sight.names, entity)

    def find(self, noun: str, schema: Schema, place: Place) -> Entity | None:
        """The entity that an object shows: of its noun, else one with just these members."""
        names = names_of(schema)
        for name in (noun, "user") if place is Place.NESTED and noun in PERSONS else (noun,):
            for entity in self.by_noun.get(name, ()):
                if _overlap(entity, names, place) and _ids_agree(entity.schema, schema):
                    return entity
        same = self.by_names.get(names)
        return same if same is not None and _ids_agree(same.schema, schema) else None

    def give_names(self, taken: set[str]) -> None:
        """Name the entities that more than one place shows."""
        for entity in self.all:
            if entity.shown > 1:
                name = pascal(entity.noun)
                if name in taken and entity.owner:
                    name = pascal(f"{entity.owner}_{entity.noun}")
                entity.name = free_name(name, taken)
                taken.add(entity.name)

    def schema_of(self, entity: Entity) -> Schema:
        """The schema of an entity, with references to those it holds; none leads back to itself."""
        if entity.linked is None:
            self.open.add(id(entity))
            entity.linked = self._inside(entity.schema)
            self.open.discard(id(entity))
        return entity.linked

    def _inside(self, schema: Schema) -> Schema:
        own = schema

        def see(noun: str, inner: Schema, place: Place) -> Schema:
            return inner if inner is own else self.link(noun, inner, place)

        return walk_shown(schema, "", see, Place.NESTED)

    def link(self, noun: str, schema: Schema, place: Place) -> Schema:
        """A reference to the entity that an object shows, or the object as it is."""
        entity = self.find(noun, schema, place)
        if entity is None or not entity.name or id(entity) in self.open or is_whole(schema):
            return schema
        if not accepts(entity.schema, schema):
            return schema
        return self.reference(entity, schema)

    def reference(self, entity: Entity, schema: Schema) -> Schema:
        """A reference in the place of a schema; where null may stand, the entity's own schema."""
        rank = Rank.EXAMPLE if names_of(schema) == entity.names else Rank.CONVENTION
        span = _span(schema)
        if schema.nullable:
            return replace(self.schema_of(entity), nullable=True, rank=rank, span=span)
        self.schema_of(entity)
        return Schema(ref=entity.name, rank=rank, span=span)


def _overlap(entity: Entity, names: frozenset[str], place: Place) -> bool:
    """Whether two sets of members are those of one thing: half of the larger is shared, or one is a stub.

    A message that shows one thing alone may show a third of it; items of a list that lack a quarter are
    summaries.  Two names are shared by things of any kind.
    """
    common, larger = len(entity.names & names), max(len(entity.names), len(names))
    if len(names) == 1:
        return place is Place.NESTED and common == 1 and any(name in names for name in IDS)
    if common < _DISTINCT:
        return names == entity.names
    if place is Place.LISTED and larger == len(entity.names):
        return common * 4 > larger * 3
    if place is Place.ALONE and common == len(names):
        return common * 3 >= larger
    return common * 2 >= larger


def _ids_agree(first: Schema, second: Schema) -> bool:
    for name in IDS:
        left, right = first.find(name), second.find(name)
        if left is not None and right is not None:
            types = {left.schema.type, right.schema.type} - {None}
            if len(types) > 1:
                return False
    return True


def accepts(known: Schema, shown: Schema) -> bool:
    """Whether values that an example shows are values of a known schema."""
    if known.is_unknown:
        return True
    if shown.nullable and not known.nullable:
        return False
    if shown.is_unknown:
        return True
    if known.any_of:
        parts = shown.any_of or (shown,)
        return all(any(accepts(kind, part) for kind in known.any_of) for part in parts)
    if known.type != shown.type:
        return known.type == "number" and shown.type == "integer"
    if known.type == "array":
        return known.items is None or shown.items is None or accepts(known.items, shown.items)
    if known.type == "object":
        return all(
            (member := known.find(item.name)) is None or accepts(member.schema, item.schema)
            for item in shown.properties
        )
    return all(shown.keywords.get(key) == value for key, value in known.keywords.items())


def _body_entity(operation: Operation, entities: _Entities) -> Entity | None:
    """The entity that an operation answers with, where an example shows that it is sent too."""
    if operation.request_body is None or not sends_resource(operation.method, operation.path):
        return None
    noun = noun_of(operation.method, operation.path)
    answered: list[Entity] = []
    sent: list[Entity] = []

    def see_answer(name: str, schema: Schema, place: Place) -> Schema:
        entity = None if place is Place.NESTED else entities.find(name, schema, place)
        if entity is not None:
            answered.append(entity)
        return schema

    # a body whose members the page lists, if only as parameters, is all there
    listed = {item.name for item in operation.parameters if item.location is ParameterLocation.QUERY}

    def see_body(_: str, schema: Schema, place: Place) -> Schema:
        if place is not Place.NESTED and listed.isdisjoint(names_of(schema)):
            sent.extend(entity for entity in answered if _may_hold_more(names_of(schema), entity.names))
        return schema

    for content in _answers(operation):
        walk_shown(content.schema, noun, see_answer)
    for content in operation.request_body.contents:
        walk_shown(content.schema, noun, see_body)
    if not sent:
        return None
    sent[0].shown += 1
    return sent[0]


def _may_hold_more(shown: frozenset[str], known: frozenset[str]) -> bool:
    """Whether a request shows some members of a resource, and not just all but those a server sets."""
    return shown == known or (shown < known and not all(is_given(name) for name in known - shown))


def _linked(operation: Operation, entities: _Entities, body: Entity | None, report: Report) -> Operation:
    noun = noun_of(operation.method, operation.path)

    def answer(name: str, schema: Schema, place: Place) -> Schema:
        return entities.link(name, schema, place)

    def sent(_: str, schema: Schema, place: Place) -> Schema:
        if place is Place.NESTED or body is None or not names_of(schema) <= body.names:
            return schema
        if names_of(schema) != body.names:
            _report(body, schema, operation, report)
        return _as_body(entities, body, schema)

    answered = {id(content) for content in _answers(operation)}

    def change(content: Content) -> Schema:
        if id(content) in answered:
            return walk_shown(content.schema, noun, answer)
        return content.schema

    operation = map_contents(operation, change)
    request = operation.request_body
    if request is None or body is None:
        return operation
    contents = tuple(
        replace(content, schema=walk_shown(content.schema, noun, sent)) for content in request.contents
    )
    return replace(operation, request_body=replace(request, contents=contents))


def _as_body(entities: _Entities, entity: Entity, schema: Schema) -> Schema:
    """What a request shows, with the members that answers show besides."""
    if entity.name and not is_whole(schema) and accepts(entity.schema, schema):
        return entities.reference(entity, schema)
    names = names_of(schema)
    others = tuple(
        replace(item, required=None, rank=Rank.CONVENTION)
        for item in entities.schema_of(entity).properties
        if item.name not in names
    )
    return replace(schema, properties=(*schema.properties, *others))


def _report(entity: Entity, schema: Schema, operation: Operation, report: Report) -> None:
    span = _span(schema) or operation.span
    shown = ", ".join(f"`{item.name}`" for item in schema.properties[:4])
    report(
        Diagnostic(
            code=codes.SCH201,
            message=f"the request body shows only {shown}; it is read as the resource's schema {entity.name}",
            primary=Label(span, "the example") if span is not None else None,
            help="list the members that the body may have in a table",
        )
    )


def _span(schema: Schema) -> Span | None:
    return schema.span or next((item.span for item in schema.properties if item.span is not None), None)


__all__ = ["accepts", "read_entities"]

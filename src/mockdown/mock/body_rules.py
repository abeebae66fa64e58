"""What the body of one operation means: what it says of an entity, and what it makes of one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property

from mockdown.description import Description, Operation
from mockdown.mock.entities import EntityRules
from mockdown.mock.exchange import Exchange
from mockdown.mock.mentions import Mentions
from mockdown.mock.parts import Part
from mockdown.mock.patches import PatchRule, apply_patch
from mockdown.mock.relations import Relations
from mockdown.mock.schemas import Json
from mockdown.mock.shapes import envelope_key, request_schema
from mockdown.mock.state import State
from mockdown.mock.synthesis import Synthesizer
from mockdown.mock.turns import Turns, make_turns
from mockdown.mock.wire import properties_of

_MERGE_PATCH = b"application/merge-patch+json"

Change = Callable[[Mapping[str, Json], Mapping[str, Json]], dict[str, Json]]
"""Takes an entity and what a client sent of it, and gives the entity as it is then."""


class BodyRules:
    """Reads the bodies of one operation."""

    _description: Description
    _operation: Operation
    _part: Part
    _relations: Relations
    _synthesizer: Synthesizer

    @cached_property
    def _schema(self) -> Json:
        """The schema of what the operation is about."""
        return self._part.resource.schema if self._part.resource is not None else self._singleton_schema

    @cached_property
    def _sent_schema(self) -> tuple[str | None, Json]:
        """What a body holds an entity in, and what it may say of it."""
        sent = request_schema(self._description, self._operation)
        key = envelope_key(self._description, sent, self._schema, self._operation.path)
        return key, sent if key is None else properties_of(self._description, sent)[key]

    @cached_property
    def _rules(self) -> EntityRules:
        key, sent = self._sent_schema
        return EntityRules(self._description, self._schema, sent, synthesizer=self._synthesizer, envelope=key)

    @cached_property
    def _mentions(self) -> Mentions:
        return Mentions(
            self._description,
            self._schema,
            self._sent_schema[1],
            relations=self._relations,
            synthesizer=self._synthesizer,
        )

    def _said(self, state: State, body: Json, scope: Mapping[str, str]) -> dict[str, Json]:
        """What a body says of an entity, with the things that it names."""
        sent = self._rules.clean(body)
        if not self._mentions:
            return sent
        return {**sent, **self._mentions.read(state, self._rules.unwrap(body), scope)}

    @cached_property
    def _patch(self) -> PatchRule:
        return PatchRule(self._description, self._schema)

    @cached_property
    def _singleton_schema(self) -> Json:
        return self._part.shape.schema if self._part.shape is not None else {}

    @cached_property
    def _turns(self) -> Turns:
        sent = properties_of(self._description, self._sent_schema[1])
        return make_turns(self._description, self._rules.properties, sent)

    def _changed(
        self,
        exchange: Exchange,
        old: Mapping[str, Json],
        change: Change,
        scope: Mapping[str, str],
    ) -> dict[str, Json]:
        """An entity as a body leaves it."""
        media_type = exchange.headers.get(b"content-type", b"")
        if isinstance(exchange.body, list):
            patched = apply_patch(old, exchange.body)
            return self._patch.check(old, {**patched, **self._rules.own(old)})
        sent = self._said(exchange.state, exchange.body, scope)
        kept = old
        if self._mentions:  # what is named takes the place of what was there, and is not merged with it
            named = self._mentions.properties
            kept = {name: value for name, value in old.items() if name not in sent or name not in named}
        if media_type.startswith(_MERGE_PATCH):
            return self._patch.check(old, self._rules.merge(kept, sent, strict=True))
        value = change(kept, sent)
        if self._turns.all:
            value.update(self._turns.told(old, value, self._rules.stamps.now))
        return value

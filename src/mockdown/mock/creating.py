"""How entities are made: by POST, by PUT to an id that is not there, by a body that names its id."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from mockdown.mock.behaviours import OperationBehaviour
from mockdown.mock.duplicates import refuse_duplicate
from mockdown.mock.embedding import Embedded, find_embedded
from mockdown.mock.entities import link_values, next_key
from mockdown.mock.envelopes import Page, wrap_page
from mockdown.mock.exchange import Behaviour, Exchange
from mockdown.mock.locations import Locate, make_locate
from mockdown.mock.responses import Answer
from mockdown.mock.schemas import Json
from mockdown.mock.shapes import list_shape, success_schema
from mockdown.mock.state import Record, State, Table


class CreatingBehaviour(OperationBehaviour):
    """Carries out an operation that makes entities."""

    @property
    def _locate(self) -> Locate | None:
        """Says where an entity is found; None when no path leads to one."""
        item_path = self._resource.item_path
        return make_locate(self._operation.path, item_path) if item_path is not None else None

    def create(self) -> Behaviour:
        """Make an entity of what was sent, with an identifier of its own."""
        name = self._resource.name
        locate = self._locate if self._responses.success == 201 or "location" in self._header_names else None
        listed = list_shape(
            self._description, success_schema(self._description, self._operation), self._operation.path
        )

        def behave(exchange: Exchange) -> Answer:
            scope = self._scope(exchange) if self._part.parents else {}
            table = exchange.state.table(name)
            bodies = exchange.body if isinstance(exchange.body, list) else [exchange.body]
            records = [
                self._add(exchange, table, self._said(exchange.state, body, scope), scope) for body in bodies
            ]
            if isinstance(exchange.body, list):
                if listed is None:
                    return Answer()
                page = Page(items=[record.value for record in records], total=len(records))
                return Answer(body=wrap_page(page, listed, self._variant))
            headers = locate(exchange, records[0].key) if locate is not None else None
            return self._show(records[0].value, headers=headers, key=records[0].key)

        return behave

    def _add(self, exchange: Exchange, table: Table, sent: dict[str, Json], scope: dict[str, str]) -> Record:
        exchange.state.make_room()
        identity = self._resource.identity.name
        wanted = sent.get(identity) if identity is not None else None
        key = wanted = wanted if wanted is not None and _may_name(wanted) else None
        if self._rules.slug is not None:
            sent = self._with_slug(sent, table)
            if key is None and identity == self._rules.slug.name:
                key = sent.get(identity) or None
        if self._refuses_duplicates:
            refuse_duplicate(self._resource, table, sent, scope, wanted=wanted, taken=self._taken)
        key = next_key(self._resource, table) if key is None else key
        value = self._make(sent, table)
        if self._part.parents:
            links = self._links(exchange, scope)
            value.update({name: link for name, link in links.items() if name not in sent})
        if identity is not None:
            value = {identity: key, **value}
            value[identity] = key
        text = str(key)
        existing = table.find(text, scope) if wanted is not None else None
        parents = self._family.scope(exchange.state, value, scope)
        record = Record(existing.key if existing is not None else table.free_key(text), value, parents)
        table.put(record)
        if existing is None:
            self._family.added(exchange.state, record)
        if existing is not None and not text.isdigit():
            table.counter += 1  # another thing under a name that was taken: its numbers are its own
        return record

    def _with_slug(self, sent: dict[str, Json], table: Table) -> dict[str, Json]:
        """What was sent, with the slug of its title where it brings none."""
        rule = self._rules.slug
        if rule is None or sent.get(rule.name):
            return sent
        slug = rule.make(sent, table)
        return {**sent, rule.name: slug} if slug is not None else sent

    def _make(self, sent: dict[str, Json], table: Table) -> dict[str, Json]:
        """A new entity, which has nothing below it yet."""
        value = self._rules.make(sent, self._number(table))
        value.update({name: none for name, none in self._family.none_yet.items() if name not in sent})
        return value

    def _number(self, table: Table) -> int:
        """The number of a new entity, which no other has where entities show one beside their name."""
        number = table.counter + 1
        if self._rules.numbered and self._resource.identity.name not in self._rules.numbered:
            while table.find(str(number), {}) is not None:
                number += 1
        return number

    def _links(self, exchange: Exchange, scope: Mapping[str, str]) -> dict[str, Json]:
        parents = []
        for name, resource in self._part.parents:
            value = exchange.parameters.path[name]
            if resource is not None:
                record = exchange.state.table(resource.name).records[scope[resource.name]]
                value = (
                    record.value.get(resource.identity.name, value)
                    if isinstance(record.value, dict)
                    else value
                )
            parents.append((name, resource, value))
        return link_values(self._rules.properties, parents)

    def replace(self) -> Behaviour:
        """Put what was sent in the place of the entity."""
        makes = self._responses.documents(201) or not self._resource.is_created
        return self._changing(self._rules.replace, otherwise=self._make_at_path if makes else None)

    def ensure(self) -> Behaviour:
        """Make the entity when it is not there, change it when it is."""
        return self._changing(self._rules.merge, otherwise=self._make_at_path)

    def _make_at_path(self, exchange: Exchange) -> Answer:
        """PUT to an id that is not there makes the entity."""
        scope = self._scope(exchange) if self._part.parents else {}
        sent = self._said(exchange.state, exchange.body, scope)
        value = exchange.parameters.path[self._part.key_parameter or ""]
        if self._resource.identity.name is not None:
            sent = {**sent, self._resource.identity.name: value}
        if self._embedded is not None:
            owner = self._embedded.owner
            table = exchange.state.table(owner.name) if owner is not None else None
            made_up = self._rules.made_up(self._embedded.name)
            sent = {**sent, self._embedded.name: self._embedded.value(value, table, made_up)}
        exchange.state.make_room()
        record = self._put_new(exchange.state, sent, str(value), scope)
        return self._show(record.value, status=201 if self._responses.documents(201) else None)

    @cached_property
    def _embedded(self) -> Embedded | None:
        return find_embedded(self._description, self._resource, self._part.key_parameter, self._relations)

    def upsert(self) -> Behaviour:
        """Overwrite the entity whose id the body names."""
        rules, name = self._rules, self._resource.name
        identity = self._resource.identity.name or "id"

        def behave(exchange: Exchange) -> Answer:
            scope = self._scope(exchange) if self._part.parents else {}
            table = exchange.state.table(name)
            sent = self._said(exchange.state, exchange.body, scope)
            key = sent.get(identity)
            record = table.find(str(key), scope)
            if record is None:
                exchange.state.make_room()
                return self._show(self._put_new(exchange.state, sent, str(key), scope).value)
            old = record.value if isinstance(record.value, dict) else {}
            value = rules.replace(old, sent)
            if value == old and self._responses.documents(304):
                return Answer(status=304)
            value.update(rules.stamps.on_change(old))
            table.put(Record(record.key, value, record.scope))
            return self._show(value)

        return behave

    def _put_new(self, state: State, sent: dict[str, Json], key: str, scope: Mapping[str, str]) -> Record:
        table = state.table(self._resource.name)
        value = self._make(sent, table)
        record = Record(table.free_key(key), value, self._family.scope(state, value, scope))
        table.put(record)
        self._family.added(state, record)
        return record


def _may_name(value: Json) -> bool:
    """Whether a value that was sent may be the name of a thing: one that could be asked for."""
    return isinstance(value, (str, int, float)) and not isinstance(value, bool) and value != ""

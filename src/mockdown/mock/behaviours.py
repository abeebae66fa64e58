"""What operations do to the state: one behaviour per role."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property, partial

from mockdown.description import Description, Operation
from mockdown.mock.bodies import NO_BODY
from mockdown.mock.body_rules import BodyRules, Change
from mockdown.mock.clock import make_stamps
from mockdown.mock.conditions import check_match, check_new, etag_of, is_unchanged
from mockdown.mock.duplicates import names_taken, refuse_duplicate, speaks_of_names
from mockdown.mock.envelopes import without, wrap_item, wrap_page
from mockdown.mock.exchange import Behaviour, Exchange
from mockdown.mock.linking import page_headers
from mockdown.mock.listing import Rows, make_listing, select
from mockdown.mock.modified import CONDITIONS, HEADER, Modified, check_unchanged, header_of, is_not_newer
from mockdown.mock.page_ends import make_ends
from mockdown.mock.page_links import make_links
from mockdown.mock.parts import Part, Resource
from mockdown.mock.problems import GONE, UNKNOWN_ID, Problem
from mockdown.mock.relations import Family, Relations
from mockdown.mock.responses import Answer
from mockdown.mock.routing import parameter_names
from mockdown.mock.schemas import Json
from mockdown.mock.selves import SELVES, end_self, find_self
from mockdown.mock.shown import ResponsesOf, names_hidden
from mockdown.mock.state import Below, Record, State, Table, fits
from mockdown.mock.synthesis import Synthesizer
from mockdown.mock.variants import Variant
from mockdown.mock.wire import properties_of

_SELF = re.compile(r"(?i)(?<![a-z])(?:@?me|self)(?![a-z])")


class OperationBehaviour(BodyRules):
    """Carries out one operation on the state, in the part that was inferred for it."""

    def __init__(
        self,
        description: Description,
        operation: Operation,
        part: Part,
        *,
        responses_of: ResponsesOf,
        synthesizer: Synthesizer,
        relations: Relations,
    ) -> None:
        self._description = description
        self._operation = operation
        self._part = part
        self._responses_of = responses_of
        self._responses = responses_of(operation)
        self._synthesizer = synthesizer
        self._relations = relations
        self._docs = description.origin(operation.pointer)
        self._needs_condition = self._responses.documents(428)
        self._is_conditional = self._needs_condition or self._responses.documents(412)

    @property
    def _resource(self) -> Resource:
        assert self._part.resource is not None  # noqa: S101 - every role that asks has one
        return self._part.resource

    @cached_property
    def _family(self) -> Family:
        return Family(self._relations, self._resource)

    @cached_property
    def _variant(self) -> Variant | None:
        plan = self._responses.plan(self._responses.success)
        return plan.variants[0] if plan is not None and plan.variants else None

    @cached_property
    def _conflict(self) -> str:
        """What the docs say of a 409."""
        responses = self._operation.definition.get("responses") or {}
        return str(self._description.resolve(responses.get("409", {})).get("description") or "")

    @cached_property
    def _taken(self) -> frozenset[str]:
        """The properties of which the docs say that two entities cannot have the same value."""
        return names_taken(self._conflict, self._rules.properties)

    @cached_property
    def _refuses_duplicates(self) -> bool:
        """Whether two entities of one name are what a documented 409 is about."""
        return self._responses.documents(409) and speaks_of_names(self._conflict)

    @cached_property
    def _header_names(self) -> frozenset[str]:
        """The headers that are documented for the success response."""
        plan = self._responses.plan(self._responses.success)
        return plan.header_names if plan is not None else frozenset()

    @cached_property
    def _modified(self) -> Modified | None:
        """When what is answered was changed; None where the docs do not speak of such times."""
        names = {str(node["name"]).lower() for node in self._description.parameters(self._operation)}
        if HEADER not in self._header_names and names.isdisjoint(CONDITIONS):
            return None
        return Modified(make_stamps(self._description, properties_of(self._description, self._schema)))

    @cached_property
    def _hidden(self) -> frozenset[str]:
        """What entities may have that the success body of this operation does not show."""
        shape, resource = self._part.shape, self._part.resource
        if shape is None or resource is None:
            return frozenset()
        return names_hidden(self._description, self._operation, shape, resource, self._responses_of)

    # Where a request points at

    @cached_property
    def _knows_selves(self) -> bool:
        """Whether a path parameter is described as an id "or me"."""
        texts = [str(node.get("description") or "") for node in self._description.parameters(self._operation)]
        return any(_SELF.search(text) for text in texts)

    @cached_property
    def _own_parents(self) -> frozenset[str]:
        """The path parameters of parents below which alone things of this kind are listed and made."""
        resource = self._part.resource
        homes = [one.path for one in resource.sources if not one.path.endswith("}")] if resource else []
        return frozenset(
            name
            for name, parent in self._part.parents
            if parent is not None
            and not parent.is_open
            and homes
            and all(name in parameter_names(path) for path in homes)
        )

    def _scope(self, exchange: Exchange) -> dict[str, str]:
        """The parents that the path names; a 404 problem when one is not there."""
        scope = Below()
        for name, resource in self._part.parents:
            value = str(exchange.parameters.path[name])
            if resource is None:
                scope[name] = value
                continue
            key = scope[resource.name] = self._find(exchange.state, resource, value, {}).key
            if name in self._own_parents and exchange.state.table(resource.name).was_made(key):
                scope.made.add(resource.name)
        return scope

    def _find(self, state: State, resource: Resource, value: str, scope: Mapping[str, str]) -> Record:
        table = state.table(resource.name)
        record = table.find(value, scope)
        if record is None and value in SELVES and self._knows_selves:
            record = next(iter(table), None)
        if record is not None:
            return record
        if resource.is_open and value not in table.removed:
            return self._imagine(resource, table, value)
        docs = str(self._docs) if self._docs else None
        if value in table.removed and self._responses.documents(410):
            raise Problem(GONE, f"the `{resource.name}` {value!r} was deleted", docs=docs)
        raise Problem(UNKNOWN_ID, f"there is no `{resource.name}` {value!r}", docs=docs)

    def _imagine(self, resource: Resource, table: Table, value: str) -> Record:
        """An entity under an id that a client made up, where clients can learn no ids."""
        entity = self._synthesizer.value(resource.schema, is_valid=lambda _value: True)
        entity = dict(entity) if isinstance(entity, dict) else {}
        if resource.identity.name is not None:
            is_number = resource.identity.type == "integer" and value.lstrip("-").isdigit()
            entity[resource.identity.name] = int(value) if is_number else value
        record = Record(value, entity)
        table.put(record)
        return record

    def _deleted(self, path: str) -> Problem:
        """The answer of a path at which what stood there was deleted."""
        kind = GONE if self._responses.documents(410) else UNKNOWN_ID
        return Problem(kind, f"{path} was deleted", docs=str(self._docs) if self._docs else None)

    def _target(self, exchange: Exchange) -> tuple[Table, Record]:
        scope = self._scope(exchange) if self._part.parents else {}
        record = self._named(exchange, scope)
        if self._is_conditional:
            self._check_condition(exchange, record.value)
        return exchange.state.table(self._resource.name), record

    def _named(self, exchange: Exchange, scope: Mapping[str, str]) -> Record:
        """The entity that the path names."""
        if self._part.is_self:
            return find_self(exchange.state, self._resource, str(self._docs) if self._docs else None)
        value = str(exchange.parameters.path[self._part.key_parameter or ""])
        return self._find(exchange.state, self._resource, value, scope)

    def _rows(self, exchange: Exchange) -> tuple[Rows, Mapping[str, str]]:
        """What a list is taken from, and the parents that it has to be of."""
        scope = self._scope(exchange) if self._part.parents else {}
        return exchange.state.table(self._resource.name), scope

    def _check_condition(self, exchange: Exchange, value: Json) -> None:
        """Raise a 412 problem when a client knows another state than there is."""
        check_match(exchange.headers, value, is_required=self._needs_condition)
        if self._modified is not None:
            check_unchanged(exchange.headers, self._modified.moment(value))

    # What is answered

    def _not_modified(
        self, exchange: Exchange, value: Json, entities: Sequence[Json] | None = None
    ) -> Answer | None:
        """The answer to a client that knows the state already; None to others."""
        moment = self._modified.latest(entities or [value]) if self._modified else None
        if not (is_unchanged(exchange.headers, value) or is_not_newer(exchange.headers, moment)):
            return None
        return Answer(status=304, headers={"ETag": etag_of(value), **header_of(moment)})

    def _show(
        self,
        value: Json,
        status: int | None = None,
        headers: Mapping[str, str] | None = None,
        key: str | None = None,
    ) -> Answer:
        """The entity in the documented body; the documented example when the body holds something else."""
        shape = self._part.shape
        if "etag" in self._header_names:
            headers = {**(headers or {}), "ETag": etag_of(value)}
        if self._modified is not None:
            headers = {**(headers or {}), **header_of(self._modified.moment(value))}
        if shape is None or shape.is_list:
            return Answer(status=status, body=self._mention(value, key), headers=headers or {})
        if self._hidden:
            value = without(value, self._hidden)
        return Answer(status=status, body=wrap_item(value, shape, self._variant), headers=headers or {})

    def _mention(self, value: Json, key: str | None) -> Json:
        """The documented example, with the entity's values where it names them, and its key."""
        example = self._variant.body if self._variant is not None else NO_BODY
        if not isinstance(example, dict) or not isinstance(value, dict):
            return NO_BODY
        shown = {
            name: value.get(name, item) if type(value.get(name)) is type(item) else item
            for name, item in example.items()
        }
        path = self._part.resource.item_path if self._part.resource is not None else None
        name = parameter_names(path)[-1] if path is not None else ""
        if key is not None and name in shown and name not in value:
            shown[name] = int(key) if isinstance(shown[name], int) and key.isdigit() else key
        return shown

    # Roles

    def list(self) -> Behaviour:
        """Answer with the records that parents, filters and paging leave."""
        shape = self._part.shape
        assert shape is not None  # noqa: S101 - lists have a shape
        listing = make_listing(self._description, self._operation, shape.schema)
        variant = self._variant
        names, hidden, modified = self._header_names, self._hidden, self._modified
        links, close = make_links(variant, listing, shape.key), make_ends(variant, shape.key)
        is_tagged, has_304 = "etag" in names, self._responses.documents(304)

        def behave(exchange: Exchange) -> Answer:
            query = exchange.parameters.query
            rows, scope = self._rows(exchange)
            page = select(rows, listing, scope, query)
            if hidden:
                page = replace(page, items=[without(item, hidden) for item in page.items])
            answer = Answer(body=wrap_page(page, shape, variant))
            if close is not None:
                answer.body = close(answer.body, page)
            if links is not None:
                answer.body = links(answer.body, page, exchange)
            if has_304:
                known = self._not_modified(exchange, answer.body, page.items)
                if known is not None:
                    return known
            if names:
                answer.headers = page_headers(names, page, listing, path=exchange.path, query=query)
                if is_tagged:
                    answer.headers["ETag"] = etag_of(answer.body)
                if modified is not None:
                    answer.headers.update(header_of(modified.latest(page.items)))
            return answer

        return behave

    def read(self) -> Behaviour:
        """Answer with the entity that the path names."""
        has_304 = self._responses.documents(304)

        def behave(exchange: Exchange) -> Answer:
            value = self._target(exchange)[1].value
            return (has_304 and self._not_modified(exchange, value)) or self._show(value)

        return behave

    def merge(self) -> Behaviour:
        """Change what was sent, keep the rest."""
        return self._changing(self._rules.merge)

    def _changing(
        self, change: Change, *, otherwise: Callable[[Exchange], Answer] | None = None
    ) -> Behaviour:
        """Change the entity of the path; `otherwise` answers when it is not there."""
        rules, identity = self._rules, self._resource.identity.name
        is_unique, family = self._refuses_duplicates, self._family
        status = self._known_status

        def behave(exchange: Exchange) -> Answer:
            try:
                table, record = self._target(exchange)
            except Problem as problem:
                if otherwise is None or problem.kind is not UNKNOWN_ID:
                    raise
                return otherwise(exchange)
            old = record.value if isinstance(record.value, dict) else {}
            if self._is_conditional:
                check_new(exchange.headers)
            value = self._changed(exchange, old, change, record.scope)
            if is_unique:
                changed = {name: item for name, item in value.items() if old.get(name) != item}
                refuse_duplicate(
                    self._resource, table, changed, record.scope, own=record.key, taken=self._taken
                )
            if identity is not None and identity in old:
                value[identity] = old[identity]
            if value == old and self._responses.documents(304):
                return Answer(status=304)
            value.update(rules.stamps.on_change(old))
            scope = family.moved(exchange.state, old, value, record.scope)
            table.put(Record(record.key, value, scope))
            if family.is_counted:
                family.changed(exchange.state, record, table.records[record.key])
            return self._show(value, status=status)

        return behave

    @property
    def _known_status(self) -> int | None:
        """The status for what was there before, where the first success documented is for what is new."""
        known = [one for one in (200, 204) if self._responses.documents(one)]
        return known[0] if known and self._responses.success == 201 else None

    def delete(self) -> Behaviour:
        """Remove the entity, and what stands below it."""
        family, is_self = self._family, self._part.is_self

        def behave(exchange: Exchange) -> Answer:
            table, record = self._target(exchange)
            if is_self:
                end_self(exchange.state, self._resource, record)
            table.remove(record.key)
            family.removed(exchange.state, family.name, record)
            exchange.state.cascade(family.name, record.key, partial(family.removed, exchange.state))
            return self._show(record.value)

        return behave

    def clear(self) -> Behaviour:
        """Remove all entities of a collection."""
        table_name, family = self._resource.name, self._family

        def behave(exchange: Exchange) -> Answer:
            scope = self._scope(exchange) if self._part.parents else {}
            table = exchange.state.table(table_name)
            for record in list(table):
                if fits(record.scope, scope):
                    table.remove(record.key)
                    family.removed(exchange.state, table_name, record)
                    exchange.state.cascade(table_name, record.key, partial(family.removed, exchange.state))
            return Answer()

        return behave

    def static(self) -> Behaviour:
        """Answer as documented."""

        def behave(exchange: Exchange) -> Answer:
            if self._part.parents:
                self._scope(exchange)
            return Answer()

        return behave

"""Operations on memberships: they add and remove what belongs, and leave what it is alone."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from mockdown.mock.creating import CreatingBehaviour
from mockdown.mock.envelopes import Page, wrap_page
from mockdown.mock.exchange import Behaviour, Exchange
from mockdown.mock.listing import Rows
from mockdown.mock.memberships import Members, References, chosen_key, references
from mockdown.mock.participles import is_done
from mockdown.mock.parts import Membership
from mockdown.mock.problems import UNKNOWN_ID, Problem
from mockdown.mock.responses import Answer
from mockdown.mock.schemas import Json
from mockdown.mock.shapes import last_literal, list_shape, request_schema, success_schema, words
from mockdown.mock.state import Record, State, Table
from mockdown.mock.wire import admitted_types, properties_of
from mockdown.vocabularies.english import singular


class MembershipBehaviour(CreatingBehaviour):
    """Carries out an operation on what belongs to what."""

    @property
    def _membership(self) -> Membership:
        assert self._part.membership is not None  # noqa: S101 - only such parts have this behaviour
        return self._part.membership

    @cached_property
    def _references(self) -> References:
        sent = request_schema(self._description, self._operation)
        return references(self._description, sent, self._membership.member)

    def _holder(self, exchange: Exchange) -> tuple[str, dict[str, str]]:
        """The key of what members belong to, and the other parents that the path names."""
        scope = self._scope(exchange)
        if self._membership.is_chosen:
            return chosen_key(scope), {}
        name = self._membership.holder_name
        return scope[name] if self._membership.is_inside else scope.pop(name), scope

    def _rows(self, exchange: Exchange) -> tuple[Rows, Mapping[str, str]]:
        members, table = (
            Members(self._membership, exchange.state),
            exchange.state.table(self._resource.name),
        )
        if self._part.is_of_member:
            scope = self._scope(exchange)
            member = scope.pop(self._membership.member.name)
            return [one for one in table if members.row(one.key, member) is not None], scope
        holder, scope = self._holder(exchange)
        rows = ((record, members.row(holder, record.key)) for record in table)
        return [self._shown(record, row) for record, row in rows if row is not None], scope

    def _shown(self, record: Record, row: Record) -> Record:
        """A member with what its membership says of it, such as a role."""
        own = row.value if isinstance(row.value, dict) else {}
        said = {name: value for name, value in own.items() if name in self._rules.properties}
        if not said or not isinstance(record.value, dict):
            return record
        return Record(record.key, {**record.value, **said}, record.scope)

    def _target(self, exchange: Exchange) -> tuple[Table, Record]:
        holder, scope = self._holder(exchange)
        record = self._named(exchange, scope)
        if Members(self._membership, exchange.state).row(holder, record.key) is None:
            docs = str(self._docs) if self._docs else None
            raise Problem(
                UNKNOWN_ID, f"`{self._resource.name}` {record.key!r} does not belong here", docs=docs
            )
        return exchange.state.table(self._resource.name), record

    def _join(self, state: State, holder: str, record: Record, said: Json) -> bool:
        """Let a thing belong; whether it is new there."""
        members = Members(self._membership, state)
        is_new = members.row(holder, record.key) is None
        if is_new:
            state.make_room()
            self._count(state, holder, record, is_added=True)
        own = said if isinstance(said, Mapping) else {}
        names = self._references.names
        members.add(holder, record.key, {name: value for name, value in own.items() if name not in names})
        return is_new

    @cached_property
    def _flag(self) -> str | None:
        """The property by which a thing says itself that it is a member: `pinned` of what has a pin."""
        verb = singular(last_literal(self._membership.name).lower())
        properties = properties_of(self._description, self._membership.member.schema)
        found = (
            name
            for name, schema in properties.items()
            if is_done(verb, (words(name) or [""])[-1])
            and "boolean" in admitted_types(self._description, schema)
        )
        return next(found, None) if self._membership.is_inside else None

    def _told(self, state: State, record: Record, *, is_member: bool) -> Record:
        """A thing that says of itself whether it is a member."""
        if self._flag is None or not isinstance(record.value, dict):
            return record
        told = Record(record.key, {**record.value, self._flag: is_member}, record.scope)
        state.table(self._resource.name).put(told)
        return told

    def _count(self, state: State, holder: str, record: Record, *, is_added: bool) -> None:
        """Keep what the holder says of the number of its members; what is inside anyway is no more."""
        if self._membership.is_inside:
            return
        member = Record(record.key, record.value, {self._membership.holder_name: holder})
        if is_added:
            self._family.added(state, member)
        else:
            self._family.removed(state, self._family.name, member)

    def join(self) -> Behaviour:
        """Let what the path names belong, which has to be there."""

        def behave(exchange: Exchange) -> Answer:
            holder, scope = self._holder(exchange)
            record = self._named(exchange, scope)
            is_new = self._join(exchange.state, holder, record, exchange.body)
            record = self._told(exchange.state, record, is_member=True)
            if not is_new and self._responses.documents(304):
                return Answer(status=304)
            row = Members(self._membership, exchange.state).row(holder, record.key)
            shown = self._shown(record, row) if row is not None else record
            return self._show(shown.value, status=self._status(is_new=is_new))

        return behave

    def _status(self, *, is_new: bool) -> int | None:
        """201 for what is new; another success, where one is documented, for what was there."""
        if is_new:
            return 201 if self._responses.documents(201) else None
        return next((one for one in (200, 204) if self._responses.documents(one)), None)

    def leave(self) -> Behaviour:
        """Let what the path names belong no longer; it stays where it is."""

        def behave(exchange: Exchange) -> Answer:
            holder, _ = self._holder(exchange)
            _, record = self._target(exchange)
            Members(self._membership, exchange.state).remove(holder, record.key)
            self._count(exchange.state, holder, record, is_added=False)
            return self._show(self._told(exchange.state, record, is_member=False).value)

        return behave

    def create(self) -> Behaviour:
        """Let what the body names belong; a body that names nothing makes a new thing, which belongs."""
        make = super().create()
        listed = list_shape(
            self._description, success_schema(self._description, self._operation), self._operation.path
        )

        def behave(exchange: Exchange) -> Answer:
            bodies = exchange.body if isinstance(exchange.body, list) else [exchange.body]
            named = [(value, body) for body in bodies for value in self._references.values(body)]
            table = exchange.state.table(self._resource.name)
            is_known = all(table.find(value, {}) is not None for value, _ in named)
            if not named or not (is_known or self._responses.documents(404)):
                return make(exchange)  # type: ignore[return-value]
            holder, scope = self._holder(exchange)
            records = []
            for value, body in named:
                record = self._find(exchange.state, self._resource, value, scope)
                self._join(exchange.state, holder, record, body)
                records.append(record)
            if listed is not None:
                page = Page(items=[record.value for record in records], total=len(records))
                return Answer(body=wrap_page(page, listed, self._variant))
            return self._show(records[0].value, key=records[0].key)

        return behave

    def _add(self, exchange: Exchange, table: Table, sent: dict[str, Json], scope: dict[str, str]) -> Record:
        """Make a thing that stands by itself, and belongs to what the path names."""
        made = super()._add(exchange, table, sent, scope)
        holder, record = self._membership.holder_name, made
        if not self._membership.is_inside:
            above = {name: key for name, key in made.scope.items() if name != holder}
            record = Record(made.key, made.value, above)
            table.put(record)
        Members(self._membership, exchange.state).add(scope[holder], record.key, {})
        return record

    def clear(self) -> Behaviour:
        """Let nothing belong any longer."""

        def behave(exchange: Exchange) -> Answer:
            holder, _ = self._holder(exchange)
            members = Members(self._membership, exchange.state)
            for record in list(exchange.state.table(self._resource.name)):
                if members.row(holder, record.key) is not None:
                    members.remove(holder, record.key)
                    self._count(exchange.state, holder, record, is_added=False)
            return Answer()

        return behave

"""Objects that stand alone at a path: settings, profiles, states of a service."""

from __future__ import annotations

from functools import cached_property

from mockdown.mock.behaviours import OperationBehaviour
from mockdown.mock.body_rules import Change
from mockdown.mock.exchange import Behaviour, Exchange
from mockdown.mock.responses import Answer, Responses
from mockdown.mock.schemas import Json
from mockdown.mock.state import Record, Table


class SingletonBehaviour(OperationBehaviour):
    """Carries out an operation on the object of a path."""

    def _singleton(self, exchange: Exchange) -> tuple[Table, str, Json]:
        """The table of a path, the key of the object in it, and the object; None when it was deleted."""
        scope = self._scope(exchange) if self._part.parents else {}
        key = "/".join(scope.values()) or "-"
        table = exchange.state.table(self._operation.path)
        record = table.records.get(key)
        if record is not None:
            return table, key, record.value
        return table, key, None if key in table.removed else self._initial

    @cached_property
    def _initial(self) -> Json:
        """The object as the documentation shows it."""
        for operation in self._description.operations:
            if operation.path == self._operation.path and operation.method == "get":
                return _unwrapped(self._responses_of(operation), self._part.shape)
        return _unwrapped(self._responses, self._part.shape)

    def read_singleton(self) -> Behaviour:
        """Answer with the object of a path."""
        has_304 = self._responses.documents(304)

        def behave(exchange: Exchange) -> Answer:
            _, _, value = self._singleton(exchange)
            if value is None:
                raise self._deleted(self._operation.path)
            return (has_304 and self._not_modified(exchange, value)) or self._show(value)

        return behave

    def write_singleton(self) -> Behaviour:
        """Put what was sent in the place of a path's object."""
        return self._writing(self._rules.replace)

    def merge_singleton(self) -> Behaviour:
        """Change what was sent of a path's object."""
        return self._writing(self._rules.merge)

    def _writing(self, change: Change) -> Behaviour:
        rules = self._rules

        def behave(exchange: Exchange) -> Answer:
            table, key, value = self._singleton(exchange)
            old = value if isinstance(value, dict) else {}
            if self._is_conditional:
                self._check_condition(exchange, value)
            if not isinstance(exchange.body, (dict, list)):
                return self._show(value)
            new = self._changed(exchange, old, change, {})
            if new == old and self._responses.documents(304):
                return Answer(status=304)
            new.update(rules.stamps.on_change(old))
            if key not in table.records:
                exchange.state.make_room()
            table.put(Record(key, new))
            return self._show(new)

        return behave

    def delete_singleton(self) -> Behaviour:
        """Remove the object of a path."""

        def behave(exchange: Exchange) -> Answer:
            table, key, value = self._singleton(exchange)
            if value is None:
                raise self._deleted(self._operation.path)
            table.remove(key)
            return self._show(value)

        return behave


def _unwrapped(responses: Responses, shape: object) -> Json:
    plan = responses.plan(responses.success)
    body = plan.variants[0].body if plan is not None and plan.variants else {}
    key = getattr(shape, "key", None)
    return body.get(key, body) if isinstance(body, dict) and key is not None else body

"""How entities are acted on: by what an action is called, and what is sent with it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import partial

from mockdown.mock.actions import changes_of
from mockdown.mock.behaviours import OperationBehaviour
from mockdown.mock.exchange import Behaviour, Exchange
from mockdown.mock.json_text import dump_json
from mockdown.mock.problems import CONFLICT, Problem
from mockdown.mock.responses import Answer
from mockdown.mock.shapes import last_literal
from mockdown.mock.state import Record

_ALREADY = re.compile(r"(?i)\b(?:already|twice|again|no longer)\b")


class ActingBehaviour(OperationBehaviour):
    """Carries out an operation that acts on an entity."""

    def action(self) -> Behaviour:
        """Carry out an action on an entity: take over what was sent, and what the action's name says."""
        rules, family, is_refused = self._rules, self._family, self._refuses_again
        changes_by = partial(
            changes_of,
            self._description,
            rules.properties,
            takes_back=self._operation.method == "delete",
        )
        named, verb = changes_by(last_literal(self._operation.path)), self._part.verb_parameter

        def behave(exchange: Exchange) -> Answer:
            changes = named if verb is None else changes_by(str(exchange.parameters.path[verb]))
            table, record = self._target(exchange)
            old = record.value
            sent = self._said(exchange.state, exchange.body, record.scope)
            known = {name: value for name, value in sent.items() if name in rules.properties}
            if (changes or known) and isinstance(old, dict):
                if is_refused and changes.is_made(old):
                    said = ", ".join(
                        f"{name} is {dump_json(value).decode()}" for name, value in changes.values.items()
                    )
                    raise Problem(CONFLICT, f"there is nothing to do: {said} already")
                value = {**old, **known, **changes.apply(rules.stamps.now), **rules.stamps.on_change(old)}
                value.update(self._turns.told(old, value, rules.stamps.now))
                before, record = record, Record(record.key, value, record.scope)
                table.put(record)
                if family.is_counted:
                    family.changed(exchange.state, before, record)
            return self._show(record.value)

        return behave

    @property
    def _refuses_again(self) -> bool:
        """Whether a 409 is documented for what was done already."""
        response = self._description.resolve((self._operation.definition.get("responses") or {}).get("409"))
        text = response.get("description") if isinstance(response, Mapping) else None
        return _ALREADY.search(str(text or "")) is not None

"""Contents: texts and bytes that stand at a path, and are got as they were put."""

from __future__ import annotations

from base64 import b64decode, b64encode

from mockdown.mock.behaviours import OperationBehaviour
from mockdown.mock.bodies import NO_BODY
from mockdown.mock.exchange import Behaviour, Exchange
from mockdown.mock.responses import Answer
from mockdown.mock.schemas import Json
from mockdown.mock.state import Record, Table

_BYTES = "base64"
"""The member that holds bytes in the state, which is JSON."""


class ContentBehaviour(OperationBehaviour):
    """Carries out an operation on the content of a path."""

    def _place(self, exchange: Exchange) -> tuple[Table, str]:
        """The table of a path, and the key of its content; a 404 problem where a parent is not there."""
        if self._part.parents:
            self._scope(exchange)
        key = "/".join(map(str, exchange.parameters.path.values())) or "-"
        return exchange.state.table(self._operation.path), key

    def read_content(self) -> Behaviour:
        """Answer with what was put; before that, as documented."""

        def behave(exchange: Exchange) -> Answer:
            table, key = self._place(exchange)
            record = table.records.get(key)
            if record is None and key in table.removed:
                raise self._deleted(exchange.path)
            return Answer() if record is None else Answer(body=_unpacked(record.value))

        return behave

    def write_content(self) -> Behaviour:
        """Keep what is sent."""

        def behave(exchange: Exchange) -> Answer:
            table, key = self._place(exchange)
            if key not in table.records:
                exchange.state.make_room()
            body = "" if exchange.body is NO_BODY else exchange.body
            table.put(Record(key, {_BYTES: b64encode(body).decode()} if isinstance(body, bytes) else body))
            return Answer()

        return behave

    def delete_content(self) -> Behaviour:
        """Forget what was put, and that anything was there."""

        def behave(exchange: Exchange) -> Answer:
            table, key = self._place(exchange)
            table.remove(key)
            return Answer()

        return behave


def _unpacked(value: Json) -> Json:
    return b64decode(value[_BYTES]) if isinstance(value, dict) and value.keys() == {_BYTES} else value

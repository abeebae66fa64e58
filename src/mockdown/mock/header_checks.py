"""Whether the headers of a handler's answer are as described."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mockdown.description import Description
from mockdown.mock.problems import Fault
from mockdown.mock.schemas import Json, SchemaView, Validator
from mockdown.mock.styles import Read, make_reader, schema_of


class HeaderChecks:
    """The described headers of a response; what reads one is made when it is first sent."""

    def __init__(
        self, description: Description, nodes: Mapping[str, Mapping[str, Json]], view: SchemaView
    ) -> None:
        self._description = description
        self._nodes = {name.lower(): (name, node) for name, node in nodes.items()}
        self._view = view
        self._made: dict[str, tuple[Read, Validator]] = {}

    def faults(self, sent: Mapping[bytes, bytes]) -> Iterator[Fault]:
        """What is wrong with the headers that are sent; a reader takes them by their small names."""
        for raw in sent:
            name = raw.decode("latin-1")
            if name not in self._nodes:
                continue
            read, validator = self._made.get(name) or self._make(name)
            for error in validator.iter_errors(read(sent)):
                yield Fault(detail=error.message, location="header", name=self._nodes[name][0])

    def _make(self, name: str) -> tuple[Read, Validator]:
        shown, node = self._nodes[name]
        read = make_reader(self._description, {**node, "name": shown, "in": "header"})
        self._made[name] = (read, self._view.compile(schema_of(node)))
        return self._made[name]

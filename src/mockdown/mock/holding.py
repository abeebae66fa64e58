"""What a request may say and its entity cannot hold: it is refused, and not changed to something else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mockdown.description import Description, escape_pointer
from mockdown.mock.problems import INVALID_BODY, Fault, Problem
from mockdown.mock.schemas import Json, SchemaView, Validator

_TOLD = frozenset({"title", "description", "example", "examples", "default", "readOnly", "writeOnly"})


class Holding:
    """Knows the properties whose values entities hold in narrower bounds than requests have."""

    def __init__(
        self,
        description: Description,
        kept: Mapping[str, Json],
        sent: Mapping[str, Json],
        *,
        view: SchemaView,
        envelope: str | None,
    ) -> None:
        self._validators: dict[str, Validator] = {
            name: view.compile(kept[name])
            for name in sent
            if name in kept and _rules(description, kept[name]) != _rules(description, sent[name])
        }
        self._place = f"#/{escape_pointer(envelope)}" if envelope is not None else "#"

    def check(self, sent: Mapping[str, Json]) -> None:
        """Raise a 400 problem for values that the entity could not show as they were sent."""
        if self._validators.keys().isdisjoint(sent):
            return
        faults = list(self._faults(sent))
        if faults:
            detail = "; ".join(fault.detail for fault in faults[:3])
            raise Problem(INVALID_BODY, detail, faults=faults)

    def _faults(self, sent: Mapping[str, Json]) -> Iterator[Fault]:
        for name, validator in self._validators.items():
            value = sent.get(name)
            if value is None or isinstance(value, bytes) or _has_objects(value):
                continue  # null takes a value away, and objects are made whole
            for error in validator.iter_errors(value):
                detail = f"the request may say so, but what it is about cannot hold it: {error.message}"
                yield Fault(detail=detail, pointer=f"{self._place}/{escape_pointer(name)}")


def _has_objects(value: Json) -> bool:
    return isinstance(value, dict) or (isinstance(value, list) and any(map(_has_objects, value)))


def _rules(description: Description, schema: Json) -> Json:
    """What a schema demands, without what it tells."""
    node = description.resolve(schema)
    if not isinstance(node, Mapping):
        return node
    return {keyword: value for keyword, value in node.items() if keyword not in _TOLD}

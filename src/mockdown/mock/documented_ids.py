"""The identifiers that the examples of bodies show."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from mockdown.description import Description, Operation
from mockdown.mock.schemas import Json


def documented_id(description: Description, operations: Iterable[Operation], name: str) -> Json:
    """The first value that an example of a success has for the property of that name; None without any."""
    for operation in operations:
        for status, node in (operation.definition.get("responses") or {}).items():
            if str(status)[:1] != "2":
                continue
            for media in (description.resolve(node).get("content") or {}).values():
                for value in _examples(description, description.resolve(media)):
                    for entity in _entities(value):
                        if isinstance(entity.get(name), (str, int)):
                            return entity[name]
    return None


def _examples(description: Description, media: Mapping[str, Json]) -> Iterator[Json]:
    if "example" in media:
        yield media["example"]
    for node in (media.get("examples") or {}).values():
        yield description.resolve(node).get("value")
    yield (description.resolve(media.get("schema")) or {}).get("example")


def _entities(value: Json) -> Iterator[Mapping[str, Json]]:
    """The objects that may be entities: the body, its items, or those in an envelope."""
    for outer in value if isinstance(value, list) else [value]:
        if not isinstance(outer, dict):
            continue
        yield outer
        for inner in outer.values():
            yield from (
                one for one in (inner if isinstance(inner, list) else [inner]) if isinstance(one, dict)
            )

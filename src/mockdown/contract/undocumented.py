"""The strict check: properties of a response that the docs do not mention."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mockdown.contract.pointers import child, follow
from mockdown.contract.shapes import Shapes, walk
from mockdown.description import Description, Json


def names_in(value: Json) -> Iterator[str]:
    """All property names in a value, at any depth."""
    waiting = [value]
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict):
            yield from node
            waiting.extend(node.values())
        elif isinstance(node, list):
            waiting.extend(node)


def undocumented_properties(shapes: Shapes, schema: str, body: Json) -> Iterator[tuple[str, str]]:
    """Each undocumented name, once per object schema it came in, with that schema's pointer.

    An object that lists no properties, or says that there may be more, promises nothing about names.
    """
    seen: set[tuple[str, str]] = set()
    for shape, value in walk(shapes, schema, body):
        if shape.is_open or not isinstance(value, dict):
            continue
        for name in value:
            found = (shape.pointer, name)
            if name not in shape.properties and found not in seen:
                seen.add(found)
                yield found


def properties_shown(description: Description, shapes: Shapes) -> frozenset[tuple[str, str]]:
    """What the documented examples of responses hold beyond their schemas: the docs do mention it."""
    found: set[tuple[str, str]] = set()
    for operation in description.operations:
        for status in operation.definition.get("responses") or {}:
            pointer = follow(description, child(description, operation.pointer, "responses", str(status)))
            for media_type, media in (description.at(pointer).get("content") or {}).items():
                schema = child(description, pointer, "content", media_type, "schema")
                for example in _examples(description, media):
                    found.update(undocumented_properties(shapes, schema, example))
    return frozenset(found)


def _examples(description: Description, media: Json) -> Iterator[Json]:
    if isinstance(media, Mapping) and "schema" in media:
        yield media.get("example")
        for node in (media.get("examples") or {}).values():
            yield (description.resolve(node) or {}).get("value")

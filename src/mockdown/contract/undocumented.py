"""The strict check: properties of a response that the docs do not mention."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mockdown.contract.pointers import child, follow
from mockdown.contract.shapes import Shapes, walk
from mockdown.description import Description, Json, unescape_pointer


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


def names_mentioned(document: Json) -> frozenset[tuple[str, str]]:
    """Property, and a name inside of its value, as any schema or example of a description has them."""
    found: set[tuple[str, str]] = set()
    waiting = [document]
    while waiting:
        node = waiting.pop()
        if isinstance(node, list):
            waiting.extend(node)
        elif isinstance(node, dict):
            waiting.extend(node.values())
            for holder, value in node.items():
                found.update((str(holder), name) for name in _names_inside(value))
    return frozenset(found)


def _names_inside(value: Json) -> Iterator[str]:
    """The names in an object or the objects of a list, or in those that a schema is of."""
    for inner in value if isinstance(value, list) else [value]:
        if isinstance(inner, dict):
            yield from inner
            for schema in (inner, inner.get("items")):
                properties = schema.get("properties") if isinstance(schema, dict) else None
                yield from properties if isinstance(properties, dict) else ()


def holder_of(pointer: str) -> str | None:
    """The property whose value a schema that is written in place describes; None for any other schema."""
    tokens = pointer.removesuffix("/items").split("/")
    return unescape_pointer(tokens[-1]) if tokens[-2:-1] == ["properties"] else None


def _examples(description: Description, media: Json) -> Iterator[Json]:
    if isinstance(media, Mapping) and "schema" in media:
        yield media.get("example")
        for node in (media.get("examples") or {}).values():
            yield (description.resolve(node) or {}).get("value")

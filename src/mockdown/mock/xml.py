"""JSON values as XML, by the `xml` hints of their schemas (OpenAPI 3.0.4, 4.7.26)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from xml.sax.saxutils import escape, quoteattr

from mockdown.description import Description
from mockdown.mock.schemas import Json
from mockdown.mock.wire import properties_of


def to_xml(description: Description, schema: Json, value: Json) -> bytes:
    """A document for a value; its root is named by the schema, else by the reference to it."""
    reference = schema.get("$ref") if isinstance(schema, Mapping) else None
    fallback = reference.rpartition("/")[2] if isinstance(reference, str) else "root"
    return "".join(
        ['<?xml version="1.0" encoding="UTF-8"?>', *_element(description, schema, fallback, value)]
    ).encode()


def _element(description: Description, schema: Json, fallback: str, value: Json) -> Iterator[str]:
    node = description.resolve(schema)
    hints = node.get("xml") or {}
    name = str(hints.get("name") or fallback)
    if isinstance(value, list):
        inner = [
            piece for item in value for piece in _element(description, node.get("items", {}), fallback, item)
        ]
        yield from (
            (f"<{name}>", *inner, f"</{name}>") if hints.get("wrapped") or fallback == "root" else inner
        )
        return
    if not isinstance(value, dict):
        yield f"<{name}>{escape(_text(value))}</{name}>"
        return
    properties = properties_of(description, node)
    attributes, children = "", []
    for key, item in value.items():
        schema_of_key = properties.get(key, {})
        key_hints = description.resolve(schema_of_key).get("xml") or {}
        if key_hints.get("attribute"):
            attributes += f" {key_hints.get('name') or key}={quoteattr(_text(item))}"
        else:
            children += list(_element(description, schema_of_key, key, item))
    yield f"<{name}{attributes}>"
    yield from children
    yield f"</{name}>"


def _text(value: Json) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)

"""What a description says, as a set of facts, so that two can be compared without regard to their words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from mockdown.description import Description, Operation

Fact = tuple[str, ...]
"""The kind of fact, the operation, and what is said of it."""

BOUNDS = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "minLength", "maxLength", "format")
DEPTH = 8


def facts_of(description: Description) -> set[Fact]:
    """Everything that a description says and that the goldens hold it to."""
    return {fact for operation in description.operations for fact in _operation(description, operation)}


def open_answers(description: Description) -> set[str]:
    """Operations whose 200 has no content, which is to say that nothing is known of it but success."""
    found = set()
    for operation in description.operations:
        answer = description.resolve((operation.definition.get("responses") or {}).get("200"))
        if isinstance(answer, Mapping) and "description" in answer and not answer.get("content"):
            found.add(_name(description, operation))
    return found


def _name(description: Description, operation: Operation) -> str:
    path = re.sub(r"\{[^{}]*\}", "{}", description.base_path + operation.path)
    return f"{operation.method.upper()} {path}"


def _operation(description: Description, operation: Operation) -> Iterator[Fact]:
    name = _name(description, operation)
    yield "operation", name
    if operation.definition.get("deprecated"):
        yield "deprecated", name
    yield from _credentials(description, operation, name)
    yield from _parameters(description, operation, name)
    body = description.resolve(operation.definition.get("requestBody") or {})
    for media_type, content in (body.get("content") or {}).items():
        yield "request media type", name, media_type
        yield from _schema(description, content.get("schema") or {}, ("request", name), ())
    for status, node in (operation.definition.get("responses") or {}).items():
        response = description.resolve(node)
        if response.get("x-implied"):
            continue
        yield "status", name, str(status)
        for header in response.get("headers") or {}:
            yield "response header", name, str(status), header.lower()
        for media_type, content in (response.get("content") or {}).items():
            yield "response media type", name, str(status), media_type
            yield from _schema(description, content.get("schema") or {}, ("response", name, str(status)), ())


def _credentials(description: Description, operation: Operation, name: str) -> Iterator[Fact]:
    schemes = (description.document.get("components") or {}).get("securitySchemes") or {}
    for requirement in description.security(operation):
        for key in requirement:
            scheme = schemes.get(key) or {}
            told = (scheme.get("type"), scheme.get("in"), scheme.get("name"), scheme.get("scheme"))
            yield "credentials", name, " ".join(str(part) for part in told if part)


def _parameters(description: Description, operation: Operation, name: str) -> Iterator[Fact]:
    in_path = re.findall(r"\{([^{}]*)\}", operation.path)
    for parameter in description.parameters(operation):
        place, label = str(parameter["in"]), str(parameter["name"])
        if place == "path" and label in in_path:
            label = str(in_path.index(label))
        yield "parameter", name, place, label
        if parameter.get("required") and place != "path":
            yield "required parameter", name, place, label
        yield from _values(description, parameter.get("schema") or {}, ("parameter", name, place, label))


def _values(description: Description, node: Any, prefix: Fact) -> Iterator[Fact]:
    """What a schema says of one value."""
    schema = description.resolve(node)
    kind, *rest = prefix
    if "type" in schema:
        yield f"{kind} type", *rest, str(schema["type"])
    for choice in schema.get("enum") or ():
        if choice is not None:
            yield f"{kind} choice", *rest, str(choice)
    for word in (*BOUNDS, "default", "nullable", "deprecated", "readOnly"):
        if schema.get(word) not in (None, False) or (word == "default" and schema.get(word) is False):
            yield f"{kind} {word}", *rest, str(schema[word])
    items = description.resolve(schema.get("items") or {})
    if kind == "parameter" and "type" in items:
        yield f"{kind} type", *rest, f"array of {items['type']}"


def _schema(description: Description, node: Any, prefix: Fact, way: tuple[str, ...]) -> Iterator[Fact]:
    """What a schema says of a body, property by property."""
    schema = description.resolve(node)
    if way:
        yield f"{prefix[0]} property", *prefix[1:], ".".join(way)
    yield from _values(description, schema, (*prefix, ".".join(way)))
    if len(way) >= DEPTH:
        return
    for part in schema.get("allOf") or ():
        yield from _schema(description, part, prefix, way)
    for member, value in (schema.get("properties") or {}).items():
        if prefix[0] == "request" and member in (schema.get("required") or ()):
            yield "required property", *prefix[1:], ".".join((*way, member))
        yield from _schema(description, value, prefix, (*way, member))
    if "items" in schema:
        yield from _schema(description, schema["items"], prefix, (*way[:-1], f"{way[-1]}[]" if way else "[]"))

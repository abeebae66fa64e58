"""Walks a description by JSON pointer, through references, down to the element that a response broke."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import unquote

from mockdown.description import Description, Json, Operation, escape_pointer

COMBINATORS = ("allOf", "oneOf", "anyOf")


def follow(description: Description, pointer: str) -> str:
    """The pointer of what stands at `pointer` once local references are followed."""
    seen: set[str] = set()
    while pointer not in seen:
        seen.add(pointer)
        reference = _reference(description.at(pointer))
        if reference is None:
            break
        pointer = unquote(reference)[1:]
    return pointer


def _reference(node: Json) -> str | None:
    reference = node.get("$ref") if isinstance(node, Mapping) else None
    return reference if isinstance(reference, str) and reference.startswith("#/") else None


def child(description: Description, pointer: str, *tokens: str) -> str:
    """The pointer of a descendant, following references on the way to it but not at its end."""
    for token in tokens:
        pointer = f"{follow(description, pointer)}/{escape_pointer(token)}"
    return pointer


def exists(description: Description, pointer: str) -> bool:
    """Whether something stands at `pointer`."""
    return description.has(pointer)


def response_pointer(description: Description, operation: Operation, status: int) -> str | None:
    """The response that documents a status: by its code, its range, or `default`."""
    responses = operation.definition.get("responses") or {}
    for key in (str(status), f"{status // 100}XX", f"{status // 100}xx", "default"):
        if key in responses:
            return follow(description, child(description, operation.pointer, "responses", key))
    return None


def media_type_pointer(description: Description, response: str, media_type: str) -> str | None:
    """The media type object of a response that fits the `Content-Type` that came."""
    name = media_type.partition(";")[0].strip().lower()
    content = description.at(child(description, response, "content"))
    for key in content if isinstance(content, Mapping) else ():
        pattern = str(key).partition(";")[0].strip().lower()
        main_type = pattern.partition("/")[0]
        if pattern in (name, "*/*") or (pattern.endswith("/*") and name.startswith(f"{main_type}/")):
            return child(description, response, "content", key)
    return None


def parameter_pointer(description: Description, operation: Operation, name: str, location: str) -> str | None:
    """The parameter of that name and location; header names are compared without case."""
    path_item = operation.pointer.rpartition("/")[0]
    for holder in (operation.pointer, path_item):
        listed = child(description, holder, "parameters")
        count = description.at(listed)
        for index in range(len(count) if isinstance(count, list) else 0):
            pointer = follow(description, f"{listed}/{index}")
            found = description.at(pointer)
            if found.get("in") == location and _same_name(str(found.get("name")), name, location):
                return pointer
    return None


def _same_name(one: str, other: str, location: str) -> bool:
    return one.lower() == other.lower() if location == "header" else one == other


def descend(description: Description, schema: str, path: Sequence[str | int]) -> str:
    """Follow an instance path into a schema, as far as the schema describes it."""
    for token in path:
        step = next(_steps(description, schema, token, set()), None)
        if step is None:
            return schema
        schema = step
    return schema


def _steps(description: Description, schema: str, token: str | int, seen: set[str]) -> Iterator[str]:
    schema = follow(description, schema)
    node = description.at(schema)
    if schema in seen or not isinstance(node, Mapping):
        return
    seen.add(schema)
    if isinstance(token, int):
        if "items" in node:
            yield f"{schema}/items"
    elif token in (node.get("properties") or {}):
        yield f"{schema}/properties/{escape_pointer(token)}"
    for combinator in COMBINATORS:
        for index in range(len(node.get(combinator) or ())):
            yield from _steps(description, f"{schema}/{combinator}/{index}", token, seen)
    if isinstance(token, str) and isinstance(node.get("additionalProperties"), Mapping):
        yield f"{schema}/additionalProperties"


def summarise(description: Description, pointer: str, *, limit: int = 160) -> str:
    """What stands at a pointer, on one line: its own keys and those of its schema, nothing deeper."""
    node = description.resolve(description.at(pointer))
    if not isinstance(node, Mapping):
        return _shorten(json.dumps(node, ensure_ascii=False), limit)
    if pointer.endswith("/responses"):
        return ", ".join(
            key for key, value in node.items() if not description.resolve(value).get("x-implied")
        )
    parts = {key: _scalar(value) for key, value in node.items() if _is_telling(key, value)}
    schema = description.resolve(node.get("schema"))
    if isinstance(schema, Mapping):
        parts |= {key: _scalar(value) for key, value in schema.items() if _is_telling(key, value)}
    return _shorten(", ".join(f"{key}: {value}" for key, value in parts.items()), limit)


def _is_telling(key: str, value: Json) -> bool:
    scalars = isinstance(value, list) and not any(isinstance(item, Mapping | list) for item in value)
    return not key.startswith("x-") and (scalars or not isinstance(value, Mapping | list))


def _scalar(value: Json) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _shorten(text: str, limit: int) -> str:
    text = " ".join(text.split())
    return text if len(text) <= limit else f"{text[: limit - 1]}…"

"""From text on the wire to JSON values, by the types that a schema admits."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from urllib.parse import unquote_plus

from mockdown.description import Description
from mockdown.mock.schemas import Json

_INTEGER = re.compile(r"-?[0-9]+")
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
_MAX_DEPTH = 8
_DIGITS = 400
"""More digits than any number an API means; reading them takes quadratic time."""

Convert = Callable[[str], Json]


def admitted_types(description: Description, schema: Json) -> frozenset[str]:
    """The JSON types that a schema names; none when it does not say."""
    return frozenset(_types(description, schema, 0, set()))


def properties_of(description: Description, schema: Json) -> dict[str, Json]:
    """The properties of an object schema, those of its `allOf` branches included."""
    return _properties(description, schema, 0, set())


def _properties(description: Description, schema: Json, depth: int, seen: set[int]) -> dict[str, Json]:
    node = description.resolve(schema)
    if not isinstance(node, Mapping) or depth > _MAX_DEPTH or id(node) in seen:
        return {}
    seen.add(id(node))  # a schema that stands in many branches says nothing new in the second
    found: dict[str, Json] = {}
    for branch in node.get("allOf") or ():
        found.update(_properties(description, branch, depth + 1, seen))
    found.update(node.get("properties") or {})
    return found


def _types(description: Description, schema: Json, depth: int, seen: set[int]) -> Iterator[str]:
    node = description.resolve(schema)
    if not isinstance(node, Mapping) or depth > _MAX_DEPTH:
        return
    if node.get("nullable") is True or (isinstance(schema, Mapping) and schema.get("nullable") is True):
        yield "null"
    if id(node) in seen:
        return
    seen.add(id(node))
    declared = node.get("type")
    if isinstance(declared, str):
        yield declared
    elif isinstance(declared, list):
        yield from declared
    else:
        for keyword in ("allOf", "anyOf", "oneOf"):
            for branch in node.get(keyword) or ():
                yield from _types(description, branch, depth + 1, seen)
        for value in [*(node.get("enum") or ()), *([node["const"]] if "const" in node else ())]:
            yield json_type(value)


def may_hold(description: Description, kept: Json, sent: Json, depth: int = 0) -> bool:
    """Whether what one schema describes may be a value of another: a list of ids is no list of objects."""
    ours, theirs = (_wide_types(description, schema) for schema in (kept, sent))
    if not ours or not theirs or depth > _MAX_DEPTH:
        return True
    if ours & theirs - {"array", "null"}:
        return True
    if "array" not in ours & theirs:
        return False
    items = [description.resolve(schema).get("items", {}) for schema in (kept, sent)]
    return may_hold(description, items[0], items[1], depth + 1)


def _wide_types(description: Description, schema: Json) -> frozenset[str]:
    types = admitted_types(description, schema)
    return types | {"number"} if "integer" in types else types


def json_type(value: Json) -> str:
    """The JSON Schema type of a value."""
    match value:
        case None:
            return "null"
        case bool():
            return "boolean"
        case int():
            return "integer"
        case float():
            return "number"
        case str():
            return "string"
        case list():
            return "array"
    return "object"


def scalar_converter(types: frozenset[str]) -> Convert:
    """What reads one value: text that fits none of the types stays text, for the validator to refuse."""
    readers = [_READERS[name] for name in ("integer", "number", "boolean", "null") if name in types]
    if not readers:
        return _as_text
    if len(readers) == 1:
        return readers[0]

    def convert(text: str) -> Json:
        for reader in readers:
            value = reader(text)
            if value is not text:
                return value
        return text

    return convert


def _as_text(text: str) -> Json:
    return text


def _as_integer(text: str) -> Json:
    return int(text) if len(text) < _DIGITS and _INTEGER.fullmatch(text) else text


def _as_number(text: str) -> Json:
    if len(text) >= _DIGITS or not _NUMBER.fullmatch(text):
        return text
    return int(text) if _INTEGER.fullmatch(text) else float(text)


def _as_boolean(text: str) -> Json:
    if text == "true":
        return True
    return False if text == "false" else text


def _as_null(text: str) -> Json:
    return None if text == "null" else text


_READERS: dict[str, Convert] = {
    "integer": _as_integer,
    "number": _as_number,
    "boolean": _as_boolean,
    "null": _as_null,
}


def parse_query(query: bytes) -> dict[str, list[str]]:
    """The values of a query string by name, in order.  Raises UnicodeDecodeError for what is not UTF-8."""
    found: dict[str, list[str]] = {}
    for pair in query.decode("latin-1").split("&"):
        if not pair:
            continue
        name, _, value = pair.partition("=")
        found.setdefault(_unquote(name), []).append(_unquote(value))
    return found


def _unquote(text: str) -> str:
    if "%" in text or "+" in text:
        return unquote_plus(text, errors="strict")
    if not text.isascii():
        return text.encode("latin-1").decode("utf-8")
    return text


def parse_cookies(header: bytes) -> dict[str, str]:
    """The cookies of a Cookie header (RFC 6265, 5.4); the first of a name counts."""
    found: dict[str, str] = {}
    for pair in header.decode("latin-1").split(";"):
        name, separator, value = pair.strip().partition("=")
        if separator:
            found.setdefault(name, value.removeprefix('"').removesuffix('"') if value[:1] == '"' else value)
    return found

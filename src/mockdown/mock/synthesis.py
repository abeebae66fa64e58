"""Makes values for schemas: the same schema, place and seed give the same value."""

from __future__ import annotations

import uuid
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from mockdown.description import Description
from mockdown.mock.patterns import text_for
from mockdown.mock.schemas import Json

_MAX_DEPTH = 6
_HARD_DEPTH = 12
_MAX_VALUES = 12_000
"""Values that one value may hold; what a schema asks for beyond them is null."""
_NAMES = (
    "Amber",
    "Birch",
    "Cedar",
    "Dune",
    "Ember",
    "Fjord",
    "Grove",
    "Heath",
    "Iris",
    "Juniper",
    "Kelp",
    "Lark",
)
_WORDS = (
    "alpha",
    "bravo",
    "coral",
    "delta",
    "echo",
    "fable",
    "glade",
    "harbor",
    "indigo",
    "jasper",
    "kite",
    "lumen",
)
_LOWER = ("minimum", "minLength", "minItems", "minProperties", "exclusiveMinimum")
_UPPER = ("maximum", "maxLength", "maxItems", "maxProperties", "exclusiveMaximum")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Mode:
    """How much a value takes from the description."""

    examples: bool = True
    optional: bool = True
    hidden: str = "writeOnly"


class Synthesizer:
    """Makes values for the schemas of one description."""

    def __init__(self, description: Description, *, seed: int = 0) -> None:
        self._description = description
        self._seed = seed
        self._left = _MAX_VALUES

    def value(
        self, schema: Json, *, name: str = "", number: int = 1, is_valid: Callable[[Json], bool]
    ) -> Json:
        """A value for a schema.  `number` tells siblings apart; examples are used where they are valid."""
        candidate: Json = None
        for candidate in self.candidates(schema, name=name, number=number):
            if is_valid(candidate):
                return candidate
        return candidate

    def candidates(self, schema: Json, *, name: str = "", number: int = 1) -> Iterator[Json]:
        """Values to try, the richest first."""
        self._left = _MAX_VALUES
        for mode in (
            _Mode(),
            _Mode(examples=False),
            _Mode(examples=False, optional=False),
            _Mode(optional=False),
        ):
            if self._left < 0 and mode.optional:
                continue  # it asked for too much before, and would again
            self._left = _MAX_VALUES
            yield self._value(schema, (name,), number, mode)

    def _value(self, schema: Json, path: tuple[str, ...], number: int, mode: _Mode) -> Json:
        self._left -= 1
        if self._left < 0:
            return None
        node = self.flatten(schema)
        depth = len(path)
        if "const" in node:
            return node["const"]
        given = _given(node) if mode.examples else _NOTHING
        if given is not _NOTHING and (
            number == 1 or not isinstance(given, (str, int)) or isinstance(given, bool)
        ):
            return given
        enum = node.get("enum")
        if isinstance(enum, list) and enum:
            return enum[(number - 1) % len(enum)]
        if given is not _NOTHING and not _may_vary(node):
            return given
        if depth > _HARD_DEPTH:
            return None
        match _type_of(node):
            case "object":
                return self._object(node, path, number, mode)
            case "array":
                return self._array(node, path, number, mode)
            case "integer":
                return _integer(node, number)
            case "number":
                return _number(node, number)
            case "boolean":
                return number % 2 == 0
            case "null":
                return None
        return self._text(node, path, number)

    def _object(
        self, node: Mapping[str, Json], path: tuple[str, ...], number: int, mode: _Mode
    ) -> dict[str, Json]:
        required = set(node.get("required") or ())
        optional = mode.optional and len(path) <= _MAX_DEPTH
        result: dict[str, Json] = {}
        for name, schema in (node.get("properties") or {}).items():
            if self._description.resolve(schema).get(mode.hidden) is True:
                continue
            if name in required or optional:
                result[name] = self._value(schema, (*path, name), number, mode)
        extra = node.get("additionalProperties", {})
        extra = {} if isinstance(extra, bool) else extra
        for name in sorted(required - result.keys()):
            if name not in (node.get("properties") or {}):
                result[name] = self._value(extra, (*path, name), number, mode)
        for index in range(len(result), min(int(node.get("minProperties") or 0), 100)):
            result[f"{_WORDS[index % len(_WORDS)]}{index}"] = self._value(
                extra, (*path, "value"), number, mode
            )
        return result

    def _array(self, node: Mapping[str, Json], path: tuple[str, ...], number: int, mode: _Mode) -> list[Json]:
        low = int(node.get("minItems") or 0)
        count = min(max(low, 1 if len(path) <= _MAX_DEPTH else 0), int(node.get("maxItems", 1_000)), 1_000)
        prefix = node.get("prefixItems") or []
        items = node.get("items", {})
        return [
            self._value(
                prefix[index] if index < len(prefix) else items, (*path, str(index)), number + index, mode
            )
            for index in range(max(count, min(len(prefix), count or len(prefix))))
        ]

    def _text(self, node: Mapping[str, Json], path: tuple[str, ...], number: int) -> str:
        pattern = node.get("pattern")
        name = next((part for part in reversed(path) if not part.isdigit()), "")
        if isinstance(pattern, str):
            text = text_for(pattern, number - 1)
        else:
            key = zlib.crc32(f"{self._seed}/{'/'.join(path)}".encode())
            text = text_of_format(str(node.get("format") or ""), name, key, number)
        low, high = int(node.get("minLength") or 0), node.get("maxLength")
        if len(text) < low:
            text = (text or "x") * (min(low, 100_000) // max(len(text), 1) + 1)
            text = text[:low]
        return text[: int(high)] if high is not None else text

    def flatten(self, schema: Json) -> dict[str, Json]:
        """A schema without references, `allOf`, `oneOf` and `anyOf`: the first alternative counts."""
        return self._flatten(schema, 0, set())

    def _flatten(self, schema: Json, depth: int, seen: set[int]) -> dict[str, Json]:
        node = self._description.resolve(schema)
        if not isinstance(node, Mapping) or id(node) in seen:
            return {}
        result = {key: value for key, value in node.items() if key not in _COMPOSING}
        if depth > _HARD_DEPTH or len(result) == len(node):
            return result
        seen.add(id(node))  # what stands in many branches says nothing new in the second
        for branch in node.get("allOf") or ():
            result = _merge(result, self._flatten(branch, depth + 1, seen))
        for keyword in ("oneOf", "anyOf"):
            branches = (self._flatten(branch, depth + 1, seen) for branch in node.get(keyword) or ())
            chosen = next((branch for branch in branches if branch.get("type") != "null"), None)
            if chosen is not None:
                result = _merge(result, chosen)
        return result


_COMPOSING = frozenset({"allOf", "oneOf", "anyOf", "$ref"})
_NOTHING: Any = object()


def _given(node: Mapping[str, Json]) -> Json:
    """The value that the description itself gives."""
    if "example" in node:
        return node["example"]
    examples = node.get("examples")
    if isinstance(examples, list) and examples:
        return examples[0]
    return node.get("default", _NOTHING)


def _may_vary(node: Mapping[str, Json]) -> bool:
    """Whether siblings should differ although there is an example: texts and numbers may."""
    return node.get("type") in ("string", "integer", "number")


def _merge(left: Mapping[str, Json], right: Mapping[str, Json]) -> dict[str, Json]:
    """Both schemas at once."""
    result = {**right, **left}
    for key in left.keys() & right.keys():
        if key == "properties":
            result[key] = {**right[key], **left[key]}
        elif key == "required":
            result[key] = [*dict.fromkeys([*left[key], *right[key]])]
        elif key == "enum":
            result[key] = [value for value in left[key] if value in right[key]]
        elif key in _LOWER and not isinstance(left[key], bool):
            result[key] = max(left[key], right[key])
        elif key in _UPPER and not isinstance(left[key], bool):
            result[key] = min(left[key], right[key])
    return result


def _type_of(node: Mapping[str, Json]) -> str:
    declared = node.get("type")
    if isinstance(declared, list):
        declared = next((name for name in declared if name != "null"), "null")
    if isinstance(declared, str):
        return declared
    if "properties" in node or "additionalProperties" in node or "minProperties" in node:
        return "object"
    if "items" in node or "prefixItems" in node:
        return "array"
    return "number" if {"minimum", "maximum", "multipleOf"} & node.keys() else "string"


def _bounds(node: Mapping[str, Json], step: float) -> tuple[float | None, float | None]:
    low, high = node.get("minimum"), node.get("maximum")
    for_low, for_high = node.get("exclusiveMinimum"), node.get("exclusiveMaximum")
    if for_low is True and low is not None:
        low += step
    elif isinstance(for_low, (int, float)) and not isinstance(for_low, bool):
        low = for_low + step if low is None else max(low, for_low + step)
    if for_high is True and high is not None:
        high -= step
    elif isinstance(for_high, (int, float)) and not isinstance(for_high, bool):
        high = for_high - step if high is None else min(high, for_high - step)
    return low, high


def _integer(node: Mapping[str, Json], number: int) -> int:
    low, high = _bounds(node, 1)
    multiple = int(node.get("multipleOf") or 1) or 1
    start = number if low is None else -int(-low // 1) + number - 1
    if low is None and high is not None and start > high:
        start = int(high // 1)
    value = -(-start // multiple) * multiple
    if high is not None and value > high:
        value = int(high // multiple) * multiple
    return value


def _number(node: Mapping[str, Json], number: int) -> float:
    low, high = _bounds(node, 1e-6)
    multiple = node.get("multipleOf")
    if multiple:
        start = max(low if low is not None else 0, 0)
        return float(-(-start // multiple) * multiple)
    value = number + 0.5 if low is None else low + 0.5
    if high is not None and value > high:
        value = high if low is None else (low + high) / 2
    return float(value)


def make_uuid(key: int, number: int) -> str:
    """A version 4 uuid that key and number decide."""
    high = zlib.crc32(str(number).encode(), key)
    return str(uuid.UUID(int=(key << 96) | (high << 64) | (high << 16) | (number & 0xFFFF), version=4))


def text_of_format(format_name: str, name: str, key: int, number: int) -> str:
    """A text of a format, or one that a property of this name might have."""
    word = _WORDS[(key + number) % len(_WORDS)]
    day = f"2024-{(key + number) % 12 + 1:02}-{number % 28 + 1:02}"
    known = {
        "date-time": f"{day}T12:00:00Z",
        "date": day,
        "time": "12:00:00Z",
        "duration": "P1D",
        "uuid": make_uuid(key, number),
        "email": f"{word}{number}@example.com",
        "idn-email": f"{word}{number}@example.com",
        "hostname": f"{word}{number}.example.com",
        "ipv4": f"192.0.2.{number % 254 + 1}",
        "ipv6": f"2001:db8::{number:x}",
        "uri": f"https://example.com/{word}/{number}",
        "url": f"https://example.com/{word}/{number}",
        "uri-reference": f"/{word}/{number}",
        "byte": "bW9jaw==",
        "json-pointer": f"/{word}",
        "regex": "^[a-z]+$",
    }
    return (
        known[format_name] if format_name in known else _text_by_name(name.lower(), word, key, number, known)
    )


def _text_by_name(name: str, word: str, key: int, number: int, known: Mapping[str, str]) -> str:
    person = _NAMES[(key + number) % len(_NAMES)]
    if "email" in name:
        return known["email"]
    if name.endswith(("url", "uri", "href", "link")):
        return known["uri"]
    if name.endswith(("_at", "date", "timestamp")) or name in {"created", "updated"}:
        return known["date-time"]
    if name.endswith("uuid"):
        return known["uuid"]
    if name == "id" or name.endswith("_id"):
        return f"{word}-{number}"
    if "phone" in name:
        return f"+1 202 555 01{number % 100:02}"
    if "color" in name or "colour" in name:
        return f"#{(key * number) % 0xFFFFFF:06x}"
    if name in {"name", "title", "display_name", "full_name", "displayname"}:
        return f"{person} {number}"
    if name in {"username", "login", "slug", "user", "owner", "key", "host"} or "name" in name:
        return f"{word}-{number}"
    if name in {"description", "message", "detail", "summary", "comment", "text", "body"}:
        return f"{person} {word} {number}"
    return f"{word}-{number}" if name else word

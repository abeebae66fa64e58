"""OpenAPI schemas, of 3.0 and 3.1, as compiled JSON Schema 2020-12.

A description is seen in two ways: a request may leave out what is `readOnly`, a response what is `writeOnly`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import jsonschema_rs
from jsonschema_rs import FancyRegexOptions

from mockdown.description import Description
from mockdown.mock.branching import is_too_wide

Json = Any
JsonSchema = dict[str, Json] | bool
Validator = jsonschema_rs.Draft202012Validator

_COPIED = (
    "maximum",
    "minimum",
    "multipleOf",
    "maxLength",
    "minLength",
    "pattern",
    "maxItems",
    "minItems",
    "uniqueItems",
    "minContains",
    "maxContains",
    "maxProperties",
    "minProperties",
    "enum",
    "const",
    "dependentRequired",
)
_ONE = (
    "items",
    "not",
    "contains",
    "propertyNames",
    "additionalProperties",
    "if",
    "then",
    "else",
    "unevaluatedItems",
    "unevaluatedProperties",
)
_MANY = ("allOf", "anyOf", "oneOf", "prefixItems")
_NAMED = ("properties", "patternProperties", "dependentSchemas")
_RANGES = {"int32": (-(2**31), 2**31 - 1), "int64": (-(2**63), 2**63 - 1)}
_BASE64 = re.compile(r"(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?")
_REGEX_LIMITS = FancyRegexOptions(backtrack_limit=20_000, size_limit=10_000_000)


def _is_base64(value: str) -> bool:
    return _BASE64.fullmatch(value) is not None


class SchemaView:
    """The schemas of a description as one side sees them."""

    def __init__(self, description: Description, *, hidden: str) -> None:
        self._description = description
        self._hidden = hidden
        """`readOnly` for requests, `writeOnly` for responses: not required where it stands."""
        self._ignores_siblings = description.version.startswith("3.0")
        self._definitions: dict[str, JsonSchema] = {}
        self._references: dict[str, set[str]] = {}
        """Pointer → the pointers its schema refers to."""

    def compile(self, schema: Json) -> Validator:
        """A validator of a schema, with all that it refers to.

        A schema that JSON Schema cannot make sense of (a pattern that is no regular expression, say)
        is compiled without its patterns, and if that fails too accepts everything.  So does one that
        would take for ever: references that multiply.
        """
        found: set[str] = set()
        translated = self._translate(schema, found)
        root = self._with_definitions(translated, found)
        if is_too_wide(root):
            root = True
        for candidate in (root, _without_patterns(root), True):
            try:
                return Validator(
                    candidate,
                    formats={"byte": _is_base64},
                    validate_formats=True,
                    offline=True,
                    pattern_options=_REGEX_LIMITS,
                )
            except (ValueError, jsonschema_rs.ReferencingError):
                continue
        raise AssertionError("a validator that accepts everything always compiles")

    def _with_definitions(self, root: JsonSchema, found: set[str]) -> JsonSchema:
        if not found or isinstance(root, bool):
            return root
        definitions: dict[str, JsonSchema] = {}
        queue = sorted(found)
        while queue:
            pointer = queue.pop()
            name = _definition_name(pointer)
            if name in definitions:
                continue
            definitions[name] = self._define(pointer)
            queue.extend(self._references[pointer])
        return {**root, "$defs": definitions}

    def _define(self, pointer: str) -> JsonSchema:
        if pointer not in self._definitions:
            found: set[str] = set()
            self._definitions[pointer] = self._translate(self._description.at(pointer), found)
            self._references[pointer] = found
        return self._definitions[pointer]

    def _translate(self, schema: Json, found: set[str]) -> JsonSchema:
        if isinstance(schema, bool):
            return schema
        if not isinstance(schema, Mapping):
            return True
        result: dict[str, Json] = {}
        reference = schema.get("$ref")
        if isinstance(reference, str):
            result = self._refer(reference, found)
            if self._ignores_siblings:
                return _or_null(result) if schema.get("nullable") is True else result
        self._translate_keywords(schema, result, found)
        return _or_null(result) if schema.get("nullable") is True else result

    def _refer(self, reference: str, found: set[str]) -> dict[str, Json]:
        if not reference.startswith("#"):
            return {}  # what stands outside the description is not fetched, so nothing is known of it
        pointer = reference[1:]
        if pointer and not self._description.at(pointer):
            return {}
        found.add(pointer)
        return {"$ref": f"#/$defs/{_definition_name(pointer)}"}

    def _translate_keywords(
        self, schema: Mapping[str, Json], result: dict[str, Json], found: set[str]
    ) -> None:
        for keyword in _COPIED:
            if keyword in schema:
                result[keyword] = schema[keyword]
        if "type" in schema:
            result["type"] = schema["type"]
        for keyword in _ONE:
            if keyword in schema:
                result[keyword] = self._translate(schema[keyword], found)
        for keyword in _MANY:
            if isinstance(schema.get(keyword), list):
                result[keyword] = [self._translate(item, found) for item in schema[keyword]]
        for keyword in _NAMED:
            if isinstance(schema.get(keyword), Mapping):
                result[keyword] = {
                    name: self._translate(value, found) for name, value in schema[keyword].items()
                }
        required = self._required(schema)
        if required:
            result["required"] = required
        _translate_exclusive(schema, result)
        _translate_format(schema, result)

    def _required(self, schema: Mapping[str, Json]) -> list[str]:
        names = schema.get("required")
        if not isinstance(names, list):
            return []
        properties = schema.get("properties") or {}
        return [
            name
            for name in dict.fromkeys(names)
            if self._description.resolve(properties.get(name, {})).get(self._hidden) is not True
        ]


def _definition_name(pointer: str) -> str:
    """A name without characters that a JSON pointer or a URI would have to escape."""
    return re.sub(r"[^A-Za-z0-9_.]", lambda found: f"-{ord(found[0]):x}-", pointer) or "-root-"


def _or_null(schema: dict[str, Json]) -> dict[str, Json]:
    """A `nullable` schema: its type or, where it is composed, an alternative.

    An `enum` has the last word (OpenAPI 3.0.4, 4.7.24.1): null must stand in it to be allowed.
    """
    is_composed = bool({"$ref", "allOf", "anyOf", "oneOf", "not"} & schema.keys())
    if isinstance(schema.get("type"), str) and not is_composed:
        return {**schema, "type": [schema["type"], "null"]}
    return {"anyOf": [schema, {"type": "null"}]} if is_composed or "enum" not in schema else schema


def _translate_exclusive(schema: Mapping[str, Json], result: dict[str, Json]) -> None:
    """3.0 writes `exclusiveMinimum: true` beside `minimum`, JSON Schema writes the number."""
    for exclusive, inclusive in (("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum")):
        value = schema.get(exclusive)
        if value is True and inclusive in schema:
            result[exclusive] = result.pop(inclusive)
        elif isinstance(value, (int, float)) and not isinstance(value, bool):
            result[exclusive] = value


def _translate_format(schema: Mapping[str, Json], result: dict[str, Json]) -> None:
    name = schema.get("format")
    if not isinstance(name, str):
        return
    if name in _RANGES:
        low, high = _RANGES[name]
        result["allOf"] = [*result.get("allOf", []), {"minimum": low, "maximum": high}]
    else:
        result["format"] = name


def _without_patterns(schema: Json) -> Json:
    if isinstance(schema, dict):
        return {
            key: _without_patterns(value) if key not in {"enum", "const"} else value
            for key, value in schema.items()
            if not (key == "pattern" and isinstance(value, str))
        }
    return [_without_patterns(item) for item in schema] if isinstance(schema, list) else schema

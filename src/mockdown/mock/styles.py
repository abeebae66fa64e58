"""Parameter styles: arrays and objects in paths, queries, headers, cookies (OpenAPI 3.0.4, 4.7.12)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from mockdown.description import Description
from mockdown.mock.json_text import load_json
from mockdown.mock.schemas import Json
from mockdown.mock.wire import Convert, admitted_types, properties_of, scalar_converter

MISSING: Any = object()
"""What a reader gives for a parameter that was not sent."""

Read = Callable[[Mapping[Any, Any]], Json]
"""Takes what was sent in one location, by name, and gives the parameter's value."""
_Split = Callable[[str], list[str]]

_DELIMITERS = {"form": ",", "simple": ",", "spaceDelimited": " ", "pipeDelimited": "|"}
_DEEP = re.compile(r"\[([^\]]*)\]")
_MAX_DEPTH = 16


def make_reader(description: Description, node: Mapping[str, Json]) -> Read:
    """What reads one parameter, by its location, style and schema."""
    location = str(node["in"])
    decode = _make_decoder(description, node)
    if location == "query":
        return _query_reader(description, node, decode)
    name: str | bytes = str(node["name"])
    if location == "header":
        name = str(name).lower().encode("latin-1", "replace")

        def read_header(source: Mapping[Any, Any]) -> Json:
            raw = source.get(name)
            return MISSING if raw is None else decode(raw.decode("latin-1").strip())

        return read_header

    def read(source: Mapping[Any, Any]) -> Json:
        raw = source.get(name)
        return MISSING if raw is None else decode(raw)

    return read


def schema_of(node: Mapping[str, Json]) -> Json:
    """The schema of a parameter or header, whether it stands under `schema` or `content`."""
    content = node.get("content")
    if isinstance(content, Mapping) and content:
        return (next(iter(content.values())) or {}).get("schema", {})
    return node.get("schema", {})


def _make_decoder(description: Description, node: Mapping[str, Json]) -> Convert:
    """What turns the one text of a parameter into its value."""
    if node.get("content"):
        return _decode_json
    schema = schema_of(node)
    types = admitted_types(description, schema)
    style = str(node.get("style") or ("form" if node["in"] in {"query", "cookie"} else "simple"))
    explode = bool(node.get("explode", style == "form"))
    unwrap, split = _splitter(style, explode=explode, name=str(node["name"]))
    if "array" in types:
        return _array_decoder(_items_converter(description, schema), unwrap, split)
    if "object" in types:
        return _object_decoder(_property_converters(description, schema), unwrap, split, explode=explode)
    convert = scalar_converter(types)
    if style in {"label", "matrix"}:
        return lambda text: convert(unwrap(text))
    return convert


def _decode_json(text: str) -> Json:
    try:
        return load_json(text.encode())
    except ValueError:
        return text


def _splitter(style: str, *, explode: bool, name: str) -> tuple[Callable[[str], str], _Split]:
    if style == "label":
        return lambda text: text.removeprefix("."), lambda text: text.split("." if explode else ",")
    if style == "matrix":
        prefix = f";{name}="
        if explode:
            return lambda text: text.removeprefix(";"), lambda text: [
                part.removeprefix(f"{name}=") for part in text.split(";")
            ]
        return lambda text: text.removeprefix(prefix), lambda text: text.split(",")
    delimiter = _DELIMITERS.get(style, ",")
    return lambda text: text, lambda text: text.split(delimiter)


def _array_decoder(convert: Convert, unwrap: Callable[[str], str], split: _Split) -> Convert:
    def decode(text: str) -> Json:
        inner = unwrap(text)
        return [convert(item) for item in split(inner)] if inner else []

    return decode


def _object_decoder(
    converters: Mapping[str, Convert], unwrap: Callable[[str], str], split: _Split, *, explode: bool
) -> Convert:
    def decode(text: str) -> Json:
        pieces = split(unwrap(text)) if text else []
        if explode:
            pairs = [piece.partition("=") for piece in pieces]
            if not all(separator for _, separator, _ in pairs):
                return text
            return {key: _convert(converters, key, value) for key, _, value in pairs}
        if len(pieces) % 2:
            return text
        keys, values = pieces[::2], pieces[1::2]
        return {key: _convert(converters, key, value) for key, value in zip(keys, values, strict=True)}

    return decode


def _query_reader(description: Description, node: Mapping[str, Json], decode: Convert) -> Read:
    name, schema = str(node["name"]), schema_of(node)
    types = admitted_types(description, schema) if not node.get("content") else frozenset[str]()
    style = str(node.get("style") or "form")
    explode = bool(node.get("explode", style == "form"))
    if "array" in types and explode:
        return _repeated_reader(name, _items_converter(description, schema), keeps_empty="string" in types)
    if "object" in types and "array" not in types:
        converters = _property_converters(description, schema)
        if style == "deepObject":
            return _deep_reader(name, converters, description, schema)
        if explode:
            return _exploded_reader(converters)
    is_flag = bool(node.get("allowEmptyValue")) and "boolean" in types and "string" not in types

    def read(source: Mapping[Any, Any]) -> Json:
        values = source.get(name)
        if values is None:
            return MISSING
        if len(values) > 1:
            return values  # a single value sent twice is not that value: the validator refuses the list
        if is_flag and not values[0]:
            return True
        return decode(values[0])

    return read


def _repeated_reader(name: str, convert: Convert, *, keeps_empty: bool) -> Read:
    def read(source: Mapping[Any, Any]) -> Json:
        values = source.get(name) or source.get(f"{name}[]")
        if values is None:
            return MISSING
        if values == [""] and not keeps_empty and convert("") == "" and convert("1") != "1":
            return []
        return [convert(value) for value in values]

    return read


def _exploded_reader(converters: Mapping[str, Convert]) -> Read:
    def read(source: Mapping[Any, Any]) -> Json:
        found = {}
        for key, convert in converters.items():
            values = source.get(key)
            if values:
                found[key] = convert(values[0]) if len(values) == 1 else [convert(value) for value in values]
        return found or MISSING

    return read


def _deep_reader(
    name: str, converters: Mapping[str, Convert], description: Description, schema: Json
) -> Read:
    prefix = f"{name}["
    nested = properties_of(description, schema)

    def read(source: Mapping[Any, Any]) -> Json:
        found: dict[str, Json] = {}
        for key, values in source.items():
            if key.startswith(prefix):
                path = _DEEP.findall(key[len(name) :])
                if path and len(path) <= _MAX_DEPTH:
                    _put(found, path, _deep_value(path, values))
        return found or MISSING

    def _deep_value(path: list[str], values: list[str]) -> Json:
        node: Json = schema
        for key in path:
            node = nested.get(key, {}) if node is schema else properties_of(description, node).get(key, {})
        types = admitted_types(description, node)
        if "array" in types:
            convert = _items_converter(description, node)
            return [convert(value) for value in values]
        convert = converters[path[0]] if len(path) == 1 and path[0] in converters else scalar_converter(types)
        return convert(values[0]) if len(values) == 1 else values

    return read


def _put(target: dict[str, Json], path: list[str], value: Json) -> None:
    *parents, last = path
    for key in parents:
        inner = target.setdefault(key, {})
        if not isinstance(inner, dict):
            return
        target = inner
    target[last] = value


def _items_converter(description: Description, schema: Json) -> Convert:
    items = description.resolve(schema).get("items", {})
    return scalar_converter(admitted_types(description, items))


def _property_converters(description: Description, schema: Json) -> dict[str, Convert]:
    return {
        name: scalar_converter(admitted_types(description, value))
        for name, value in properties_of(description, schema).items()
    }


def _convert(converters: Mapping[str, Convert], key: str, value: str) -> Json:
    convert = converters.get(key)
    return value if convert is None else convert(value)

"""Identifiers: the property that names an entity, and new values in the documented form."""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass

from mockdown.description import Description
from mockdown.mock.patterns import distinct_text
from mockdown.mock.schemas import Json
from mockdown.mock.shapes import words
from mockdown.mock.synthesis import make_uuid
from mockdown.mock.wire import admitted_types
from mockdown.vocabularies.english import singular

_USUAL = ("id", "uuid", "_id", "uid", "guid", "key", "slug", "name", "username", "login", "number")
_ALIASES = ("id", "uuid", "uid", "name", "username", "slug", "key", "login", "email")
_TAIL = re.compile(r"^(?P<prefix>.*?)(?P<digits>[0-9]+)$")
_HEX = re.compile(r"^(?P<prefix>[A-Za-z]+[_-])(?P<rest>[A-Za-z0-9]{6,})$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """How an entity is named."""

    name: str | None
    """The property; None when the entity does not show its key."""
    type: str
    """`integer`, `string` or `uuid`."""
    example: str = ""
    pattern: str = ""
    shortest: int = 0
    longest: int = 255


def identity_name(
    properties: Mapping[str, Json],
    parameter: str | None,
    literal: str,
    *,
    description: Description,
    types: frozenset[str],
) -> str | None:
    """The property that a path parameter is the twin of; without a parameter, the usual one."""
    candidates: list[str] = []
    if parameter is not None:
        flat = words(parameter)
        candidates += [name for name in properties if name == parameter]
        candidates += [name for name in properties if words(name) == flat]
        entity = words(singular(literal))
        if flat[: len(entity)] == entity and len(flat) > len(entity):
            candidates += [name for name in properties if words(name) == flat[len(entity) :]]
        if flat[-1:] in (["id"], ["uuid"]):
            candidates += [name for name in properties if words(name) == flat[-1:]]
    candidates += [name for name in _USUAL if name in properties]
    candidates += [name for name in properties if words(name) == [*words(singular(literal)), "id"]]
    for name in candidates:
        own = admitted_types(description, properties[name])
        if not own & {"object", "array", "boolean"} and (not own or not types or _agree(own, types)):
            return name
    return None


def _agree(own: frozenset[str], types: frozenset[str]) -> bool:
    """An integer parameter does not name a text property; a text parameter may name anything."""
    return "string" in types or bool(own & types) or ("integer" in own and "number" in types)


def make_identity(
    properties: Mapping[str, Json],
    name: str | None,
    *,
    description: Description,
    example: Json,
    parameter: Json,
) -> Identity:
    """The identity of an entity, by its property or else by the schema of the path parameter."""
    schema = properties[name] if name is not None else parameter
    node = description.resolve(schema) if schema else {}
    types = admitted_types(description, node)
    listed = node.get("examples")
    shown = listed[0] if isinstance(listed, list) and listed else example
    given = node.get("example", shown)
    if "integer" in types or (not types and isinstance(given, int)):
        return Identity(name=name, type="integer")
    if "uuid" in (node.get("format"), (description.resolve(parameter) or {}).get("format")):
        return Identity(name=name, type="uuid")
    return Identity(
        name=name,
        type="string",
        example=given if isinstance(given, str) else "",
        pattern=node["pattern"] if isinstance(node.get("pattern"), str) else "",
        shortest=_length(node.get("minLength"), 0),
        longest=_length(node.get("maxLength"), 255),
    )


def _length(value: Json, otherwise: int) -> int:
    return min(value, 255) if isinstance(value, int) and value > 0 else otherwise


def alias_names(properties: Mapping[str, Json], identity: str | None) -> tuple[str, ...]:
    """Other properties by which an entity may be looked up."""
    return tuple(name for name in _ALIASES if name in properties and name != identity)


def new_key(identity: Identity, number: int, *, salt: str) -> Json:
    """The identifier of the entity of that number, in the documented form."""
    if identity.type == "integer":
        return number
    if identity.type == "uuid" or re.fullmatch(
        r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}", identity.example
    ):
        return make_uuid(zlib.crc32(salt.encode()), number)
    if identity.pattern and not identity.example:
        text = distinct_text(identity.pattern, number)
        if text:
            return text
    text = _formed(identity, number, salt)
    if len(text) < identity.shortest:
        filler = zlib.crc32(f"{salt}/{number}".encode())
        return (text + f"{filler:08x}" * (identity.shortest // 8 + 1))[: identity.shortest]
    return text if len(text) <= identity.longest else f"{number:x}".zfill(identity.longest)


def _formed(identity: Identity, number: int, salt: str) -> str:
    """The identifier of a number, in the form of the example."""
    random = zlib.crc32(f"{salt}/{number}".encode())
    prefixed = _HEX.match(identity.example)
    if prefixed is not None and not prefixed["rest"].isdigit():
        rest = f"{random:08x}{zlib.crc32(str(random).encode()):08x}" * (len(prefixed["rest"]) // 16 + 1)
        return prefixed["prefix"] + rest[: len(prefixed["rest"])]
    tail = _TAIL.match(identity.example)
    if tail is not None:
        return tail["prefix"] + str(number).zfill(len(tail["digits"]))
    if re.fullmatch(r"[0-9a-f]{16,}", identity.example):
        return (f"{random:08x}" * (len(identity.example) // 8 + 1))[: len(identity.example)]
    return f"{identity.example or singular(salt.rpartition('/')[2]).lower() or 'item'}-{number}"

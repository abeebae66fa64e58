"""The last guard before a description is written: what OpenAPI lets stand where, whatever pages say.

The compiler gives sound descriptions; what it overlooks is left out here, so that no page makes a
document invalid.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import TypeVar

from mockdown.compiler.references import map_operation, map_schema
from mockdown.model.api import (
    ApiDescription,
    Content,
    Header,
    NamedSchema,
    Operation,
    Parameter,
    ParameterLocation,
    Response,
)
from mockdown.model.paths import METHODS, anonymous
from mockdown.model.schema import Property, Schema
from mockdown.source import Rank
from mockdown.vocabularies.free_names import free_name

T = TypeVar("T")

_PATH = re.compile(r"/(?:[^{}?#\s]|\{[^{}\[\]/?#:!\s]+\})*")
_STATUS = re.compile(r"[1-5](?:[0-9]{2}|XX)|default")
_COMPONENT = re.compile(r"[A-Za-z0-9._-]+")
_TOKEN = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"
_HEADER = re.compile(_TOKEN)
_MEDIA_TYPE = re.compile(rf"{_TOKEN}/{_TOKEN}(?:\s*;.*)?")


def sound(api: ApiDescription) -> ApiDescription:
    """The description without what OpenAPI forbids: the same one, when there is nothing of the kind."""
    schemas = _unique(api.schemas, lambda named: named.name, _COMPONENT)
    schemes = _unique(api.security_schemes, lambda scheme: scheme.name, _COMPONENT)
    names = {named.name for named in schemas}
    credentials = {scheme.name for scheme in schemes}

    def change(schema: Schema) -> Schema:
        return _sound_schema(schema, names)

    return replace(
        api,
        operations=tuple(
            map_operation(_sound_operation(operation, credentials), change)
            for operation in _distinct(api.operations)
        ),
        schemas=tuple(_with_schema(named, map_schema(named.schema, change)) for named in schemas),
        security_schemes=schemes,
        tags=_unique(api.tags, lambda tag: tag[0]),
    )


def template_names(path: str) -> list[str]:
    """The names in a path template, in their order."""
    return re.findall(r"\{([^{}]*)\}", path)


def _unique(
    parts: Iterable[T], key: Callable[[T], str], pattern: re.Pattern[str] | None = None
) -> tuple[T, ...]:
    """The first part of each key, of those whose key is well-formed."""
    found: dict[str, T] = {}
    for part in parts:
        name = key(part)
        if pattern is None or pattern.fullmatch(name) is not None:
            found.setdefault(name, part)
    return tuple(found.values())


def _with_schema(named: NamedSchema, schema: Schema) -> NamedSchema:
    return named if schema is named.schema else replace(named, schema=schema)


def _sound_schema(schema: Schema, names: set[str]) -> Schema:
    """A schema that leads to components that there are, with one property of each name."""
    if schema.ref is not None and schema.ref not in names:
        return replace(schema, ref=None, rank=Rank.CONVENTION)
    if len({item.name for item in schema.properties}) < len(schema.properties):
        unique: tuple[Property, ...] = _unique(schema.properties, lambda item: item.name)
        return replace(schema, properties=unique)
    return schema


def _distinct(operations: Iterable[Operation]) -> Iterator[Operation]:
    """One operation of each method and path, each with an identifier of its own."""
    seen: set[tuple[str, str]] = set()
    taken: set[str] = set()
    for operation in operations:
        # OpenAPI 3.0.4, 4.7.8.2: templates that differ only in names are identical
        key = (operation.method, anonymous(operation.path))
        if operation.method not in METHODS or _PATH.fullmatch(operation.path) is None or key in seen:
            continue
        seen.add(key)
        identifier = free_name(operation.operation_id, taken, mark="_")
        taken.add(identifier)
        yield replace(operation, operation_id=identifier)


def _sound_operation(operation: Operation, credentials: set[str]) -> Operation:
    body = operation.request_body
    if body is not None:
        contents = _contents(body.contents)
        body = replace(body, contents=contents) if contents else None
    security = operation.security
    if security:
        security = tuple(group for group in security if credentials.issuperset(group))
    return replace(
        operation,
        parameters=tuple(_parameters(operation)),
        request_body=body,
        responses=_responses(operation.responses),
        security=None if operation.security and not security else security,
    )


def _parameters(operation: Operation) -> Iterator[Parameter]:
    """One parameter of each name and place; those of the path are the ones of its template, all of them."""
    wanted = dict.fromkeys(template_names(operation.path))
    seen: set[tuple[ParameterLocation, str]] = set()
    for parameter in operation.parameters:
        in_header = parameter.location is ParameterLocation.HEADER
        in_path = parameter.location is ParameterLocation.PATH
        key = (parameter.location, parameter.name.lower() if in_header else parameter.name)
        if key in seen or not parameter.name or (in_path and parameter.name not in wanted):
            continue
        if in_header and _HEADER.fullmatch(parameter.name) is None:
            continue
        seen.add(key)
        yield replace(parameter, required=True) if in_path and not parameter.required else parameter
    for name in wanted:
        if (ParameterLocation.PATH, name) not in seen:
            yield Parameter(
                name=name,
                location=ParameterLocation.PATH,
                schema=Schema(type="string", rank=Rank.CONVENTION),
                required=True,
                rank=Rank.CONVENTION,
                span=operation.span,
            )


def _responses(responses: Iterable[Response]) -> tuple[Response, ...]:
    """One response of each status, and at least one (OpenAPI 3.0.4, 4.7.15)."""
    found = _unique(responses, lambda response: response.status, _STATUS)
    if not found:
        return (Response(status="default", implied=True, rank=Rank.CONVENTION),)
    return tuple(
        replace(item, contents=_contents(item.contents), headers=_headers(item.headers))
        if item.contents or item.headers
        else item
        for item in found
    )


def _contents(contents: Iterable[Content]) -> tuple[Content, ...]:
    """One content of each media type (RFC 9110, 8.3.1)."""
    return _unique(contents, lambda content: content.media_type.lower(), _MEDIA_TYPE)


def _headers(headers: Iterable[Header]) -> tuple[Header, ...]:
    """One header of each name (RFC 9110, 5.1)."""
    return _unique(headers, lambda header: header.name.lower(), _HEADER)

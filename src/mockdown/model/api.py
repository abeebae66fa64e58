"""What an API is, in OpenAPI's nouns, each element with the span that says so."""

from __future__ import annotations

from dataclasses import field
from enum import StrEnum
from typing import Any

from mockdown.model.schema import Schema
from mockdown.source import Rank, Span
from mockdown.values import dataclass

Json = Any


class ParameterLocation(StrEnum):
    """OpenAPI's `in`."""

    PATH = "path"
    QUERY = "query"
    HEADER = "header"
    COOKIE = "cookie"


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """One parameter of an operation."""

    name: str
    location: ParameterLocation
    schema: Schema
    required: bool = False
    description: str = ""
    deprecated: bool = False
    allow_empty_value: bool = False
    """Whether the name may stand alone in the query, as in `?force`."""
    style: str | None = None
    explode: bool | None = None
    example: Json = None
    rank: Rank = Rank.DECLARED
    span: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A documented example value."""

    name: str
    value: Json
    span: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """A media type with its schema and examples."""

    media_type: str
    schema: Schema
    examples: tuple[Example, ...] = ()
    span: Span | None = field(default=None, compare=False, repr=False)
    rank: Rank = Rank.DECLARED


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestBody:
    """What a request carries."""

    contents: tuple[Content, ...]
    required: bool = True
    description: str = ""
    span: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """A header of a response."""

    name: str
    schema: Schema
    description: str = ""
    span: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """One response; `status` is three digits, a range such as `4XX`, or `default`."""

    status: str
    description: str = ""
    contents: tuple[Content, ...] = ()
    headers: tuple[Header, ...] = ()
    implied: bool = False
    """Whether no page documents it."""
    rank: Rank = Rank.DECLARED
    span: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class SecurityScheme:
    """One way to present credentials (OpenAPI 3.0.4, 4.7.27)."""

    name: str
    type: str
    """`apiKey`, `http` or `oauth2`."""
    scheme: str = ""
    """For `http`: `bearer` or `basic`."""
    location: str = ""
    """For `apiKey`: `header`, `query` or `cookie`."""
    parameter: str = ""
    """For `apiKey`: the name of the header, query parameter or cookie."""
    authorization_url: str = ""
    """For `oauth2`, as the next ones; empty where the docs do not name it."""
    token_url: str = ""
    scopes: tuple[str, ...] = ()
    span: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One method of one path."""

    method: str
    """In upper case."""
    path: str
    operation_id: str = ""
    summary: str = ""
    description: str = ""
    tag: str = ""
    parameters: tuple[Parameter, ...] = ()
    request_body: RequestBody | None = None
    responses: tuple[Response, ...] = ()
    security: tuple[tuple[str, ...], ...] | None = None
    """Alternatives of scheme names; () means "none needed", None "the docs do not say"."""
    scopes: tuple[tuple[str, ...], ...] = ()
    """For an `oauth2` scheme: alternatives of scopes that are needed together."""
    security_span: Span | None = field(default=None, compare=False, repr=False)
    deprecated: bool = False
    span: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedSchema:
    """A schema that operations share."""

    name: str
    schema: Schema
    rank: Rank = Rank.DECLARED
    span: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiDescription:
    """A whole API."""

    title: str
    version: str
    description: str = ""
    servers: tuple[str, ...] = ()
    operations: tuple[Operation, ...] = ()
    schemas: tuple[NamedSchema, ...] = ()
    security_schemes: tuple[SecurityScheme, ...] = ()
    tags: tuple[tuple[str, str], ...] = ()
    """Names with their descriptions."""

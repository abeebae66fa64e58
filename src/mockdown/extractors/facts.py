"""Facts: what a page says about an operation, each with its span.  Passes put them together."""

from __future__ import annotations

from dataclasses import field
from typing import Any

from mockdown.extractors.fields import Field
from mockdown.extractors.requests import SampleRequest
from mockdown.model.schema import Schema
from mockdown.source import Rank, Span
from mockdown.values import dataclass
from mockdown.vocabularies.roles import Role

Json = Any


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldsFact:
    """A table or list of fields, with the role that its place gives it."""

    role: Role
    fields: tuple[Field, ...]
    status: str | None = None
    title: str = ""
    prose: bool = False
    """Whether a sentence names them; a table or list has the last word."""
    if_sent: bool = False
    """Whether they may as well be members of the answer: they count where a sample sends them."""
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusFact:
    """One documented status."""

    status: str
    description: str = ""
    schema: Schema | None = None
    no_content: bool = False
    rank: Rank = Rank.DECLARED
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExampleFact:
    """An example body; `role` is BODY, RESPONSE, or NONE where the place does not say."""

    role: Role
    media_type: str
    schema: Schema | None
    value: Json
    status: str | None = None
    title: str = ""
    repairs: tuple[tuple[str, Span], ...] = field(default=(), compare=False, repr=False)
    """What had to be mended for it to be JSON, each kind once, and where."""
    partial: bool = False
    """Whether it shows one member of the message alone."""
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestFact:
    """A sample request."""

    request: SampleRequest
    curl: bool
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class HeaderFact:
    """A response header that a sample shows."""

    name: str
    value: str
    status: str
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class SchemaFact:
    """A type that the page names for a body: "returns a [User](#user)"."""

    role: Role
    schema: Schema
    status: str | None = None
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class SecurityFact:
    """What the page says of credentials: a scheme, that some are needed, or that none are."""

    needed: bool
    type: str = ""
    """`apiKey`, `http`, `oauth2`, or nothing where no scheme is named."""
    scheme: str = ""
    location: str = ""
    parameter: str = ""
    scopes: tuple[str, ...] = ()
    """For `oauth2`: the scopes that are needed together."""
    rank: Rank = Rank.DECLARED
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class TextFact:
    """Prose: `text` is Markdown."""

    text: str
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaFact:
    """A body that is no JSON, by its media type.

    With the role NONE it is what is sent; what a method without a body then names is the answer.
    """

    role: Role
    media_type: str
    status: str | None = None
    shown: bool = False
    """Whether a sample message carries it, so that JSON beside it is of something else."""
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class QueryFact:
    """The page says that parameters go into the query, whatever the method."""

    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class EnumFact:
    """The values that a field may have; `name` is empty where they are those of the whole schema."""

    name: str
    values: tuple[str, ...]
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class RequiredFact:
    """Names of fields that a line lists as required."""

    names: tuple[str, ...]
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class WholeFact:
    """The page says that a body must be given in full: all its properties are required."""

    optional: bool = False
    """Whether it says the opposite: "all fields are optional"."""
    span: Span = field(compare=False, repr=False)


Fact = (
    FieldsFact
    | StatusFact
    | ExampleFact
    | RequestFact
    | HeaderFact
    | SchemaFact
    | SecurityFact
    | TextFact
    | MediaFact
    | QueryFact
    | EnumFact
    | RequiredFact
    | WholeFact
)

"""Frozen views of the parts of a page: all that a template sees."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A way to another page of the site; `href` starts at the site's root."""

    text: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginView:
    """The line of the docs behind an element."""

    place: str
    """`page:line`"""
    line: int
    href: str | None
    rank: str
    """How the fact was come by, in words; empty where the docs declare it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FactView:
    """One bound or other detail: `minimum` `1`."""

    label: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeView:
    """`array of ` + `Build`, where the last word may lead to a schema page."""

    prefix: str = ""
    name: str
    href: str | None = None
    kind: str | None = None
    """What a named schema without properties is: `string` for a named list of values."""
    format: str | None = None
    nullable: bool = False

    @property
    def words(self) -> str:
        return self.prefix + self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class SchemaView:
    """A schema and, unless it stands on a page of its own, what is in it."""

    type: TypeView
    description: Markup
    text: str
    """The description as written, in Markdown."""
    facts: tuple[FactView, ...]
    enum: tuple[str, ...]
    deprecated: bool
    read_only: bool
    write_only: bool
    properties: tuple[PropertyView, ...] = ()
    alternatives: tuple[PropertyView, ...] = ()
    any_of: bool = False
    """Whether several alternatives may hold at once."""
    elsewhere: Link | None = None
    """The page that shows the properties, where this one does not."""

    @property
    def marked(self) -> bool:
        """Whether it has badges."""
        return self.deprecated or self.read_only or self.write_only or self.type.nullable

    @property
    def described(self) -> bool:
        """Whether more than its type is known of it."""
        return bool(self.description or self.enum)

    @property
    def nested(self) -> bool:
        return bool(self.properties or self.alternatives)


@dataclass(frozen=True, slots=True, kw_only=True)
class PropertyView:
    """A named schema: a property, a parameter, a header or an alternative."""

    name: str
    anchor: str
    required: bool
    schema: SchemaView
    origin: OriginView | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeView:
    """A piece of code: coloured for reading, plain for machines."""

    title: str
    language: str
    html: Markup
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExampleView:
    """An example of a body.  `made` says that it was built from the schema, not documented."""

    title: str
    summary: str
    made: bool
    code: CodeView


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentView:
    """A body in one media type."""

    media_type: str
    schema: PropertyView | None
    examples: tuple[ExampleView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyView:
    required: bool
    description: Markup
    text: str
    contents: tuple[ContentView, ...]
    origin: OriginView | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ParameterGroup:
    """The parameters of one location, path first."""

    location: str
    title: str
    parameters: tuple[PropertyView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponseView:
    status: str
    meaning: str
    family: str
    """`2xx`, `4xx` …, or `default`."""
    anchor: str
    description: Markup
    text: str
    headers: tuple[PropertyView, ...]
    contents: tuple[ContentView, ...]
    origin: OriginView | None

    @property
    def has_examples(self) -> bool:
        return any(content.examples for content in self.contents)


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthView:
    """What a caller must send: one entry of `ways` is enough."""

    badge: str
    kind: str
    """`none`, `optional` or `required`."""
    ways: tuple[Markup, ...]
    words: tuple[str, ...]
    """The same in Markdown."""

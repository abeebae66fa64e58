"""A JSON Schema as the docs tell it, with the line behind each of its parts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Any

from mockdown.source import Rank, Span
from mockdown.values import dataclass

Json = Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Schema:
    """One schema; `type` None means "anything".

    `keywords` are those of OpenAPI's Schema Object that hold plain values: `format`, `enum`, `default`,
    `minimum`, `description`, `deprecated` …
    """

    type: str | None = None
    keywords: Mapping[str, Json] = field(default_factory=dict)
    properties: tuple[Property, ...] = ()
    items: Schema | None = None
    additional: Schema | None = None
    """The schema of the values of a map (`additionalProperties`)."""
    ref: str | None = None
    """The name of a component."""
    any_of: tuple[Schema, ...] = ()
    all_of: tuple[Schema, ...] = ()
    nullable: bool = False
    rank: Rank = Rank.DECLARED
    span: Span | None = field(default=None, compare=False, repr=False)

    @property
    def is_object(self) -> bool:
        return self.type == "object" or bool(self.properties) or self.additional is not None

    @property
    def is_unknown(self) -> bool:
        """Whether nothing is said about the value."""
        return self.type is None and self.ref is None and not (self.properties or self.any_of or self.all_of)

    def find(self, name: str) -> Property | None:
        """The property of that name."""
        for item in self.properties:
            if item.name == name:
                return item
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Property:
    """A named member of an object; `required` None means that the docs do not say."""

    name: str
    schema: Schema
    required: bool | None = None
    rank: Rank = Rank.DECLARED
    span: Span | None = field(default=None, compare=False, repr=False)


ANYTHING = Schema()

"""Documented responses: their media types, examples, schemas and headers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from mockdown.description import Description, escape_pointer
from mockdown.mock.header_checks import HeaderChecks
from mockdown.mock.media import choose, essence, is_json
from mockdown.mock.schemas import Json, SchemaView, Validator
from mockdown.mock.streams import is_stream
from mockdown.mock.styles import schema_of
from mockdown.mock.synthesis import Synthesizer
from mockdown.mock.wire import properties_of

_MAX_CHOICES = 64
_STRIP_DEPTH = 6


@dataclass(frozen=True, kw_only=True)
class Variant:
    """One media type of one response."""

    media_type: str
    pointer: str
    media: Mapping[str, Json] = field(repr=False)
    description: Description = field(repr=False)
    view: SchemaView = field(repr=False)
    synthesizer: Synthesizer = field(repr=False)

    @cached_property
    def header(self) -> bytes:
        is_plain = self.media_type.startswith("text/") and "charset" not in self.media_type
        return (
            f"{self.media_type}; charset=utf-8".encode()
            if is_plain
            else self.media_type.encode("latin-1", "replace")
        )

    @cached_property
    def kind(self) -> str:
        return essence(self.media_type)

    @cached_property
    def is_stream(self) -> bool:
        return is_stream(self.kind)

    @cached_property
    def is_json(self) -> bool:
        return is_json(self.media_type) and not self.is_stream

    @cached_property
    def schema(self) -> Json:
        return self.media.get("schema", {})

    @cached_property
    def validator(self) -> Validator | None:
        """None where nothing is described, or where the body is not a JSON value."""
        if not self.schema or not (self.is_json or self.kind.startswith("text/")):
            return None
        return self.view.compile(self.schema)

    @cached_property
    def item_validator(self) -> Validator | None:
        """Of one item of a stream, where its schema is that of an item, or of a list of them."""
        node = self.description.resolve(self.schema)
        if not node or self.is_json or self.kind.startswith("text/") or node.get("type") == "string":
            return None
        return self.view.compile(node.get("items", {}) if node.get("type") == "array" else self.schema)

    @cached_property
    def strip(self) -> Callable[[Json], Json] | None:
        return make_stripper(self.description, self.schema)

    @cached_property
    def examples(self) -> dict[str, Json]:
        """The documented examples by name; that of `example` has the name `default`."""
        found: dict[str, Json] = {}
        for name, node in (self.media.get("examples") or {}).items():
            example = self.description.resolve(node)
            if isinstance(example, Mapping) and "value" in example:
                found[str(name)] = example["value"]
        if "example" in self.media:
            found.setdefault("default", self.media["example"])
        return found

    @cached_property
    def body(self) -> Json:
        """The first documented example that is valid, else a synthetic value."""
        for value in self.examples.values():
            if self.is_valid(value):
                return value
        return self.synthetic

    @cached_property
    def synthetic(self) -> Json:
        return self.synthesizer.value(self.schema, is_valid=self.is_valid)

    def is_valid(self, value: Json) -> bool:
        return self.validator is None or self.validator.is_valid(value)


@dataclass(frozen=True, kw_only=True)
class Plan:
    """One documented response."""

    variants: tuple[Variant, ...]
    headers: Mapping[str, str]
    """Values for the documented headers that are required or have an example."""
    header_names: frozenset[str]
    checks: HeaderChecks
    choices: dict[bytes, Variant | None] = field(default_factory=dict)

    def choose(self, accept: bytes | None) -> Variant | None:
        """The variant that the client likes best; None when it likes none."""
        if accept is None or accept == b"*/*":
            return self.variants[0]
        if accept not in self.choices:
            if len(self.choices) >= _MAX_CHOICES:
                self.choices.clear()
            index = choose(accept.decode("latin-1"), [variant.media_type for variant in self.variants])
            self.choices[accept] = None if index is None else self.variants[index]
        return self.choices[accept]


def make_plan(
    description: Description, pointer: str, node: Json, *, view: SchemaView, synthesizer: Synthesizer
) -> Plan:
    """The plan of the response that stands at `pointer`."""
    reference = node.get("$ref") if isinstance(node, Mapping) else None
    pointer = reference[1:] if isinstance(reference, str) else pointer
    definition = description.resolve(node)
    variants = [
        Variant(
            media_type=name,
            pointer=f"{pointer}/content/{escape_pointer(name)}/schema",
            media=description.resolve(media) or {},
            description=description,
            view=view,
            synthesizer=synthesizer,
        )
        for name, media in (definition.get("content") or {}).items()
    ]
    variants.sort(key=lambda variant: (not variant.is_json, "*" in variant.media_type))
    nodes = {
        str(name): description.resolve(header)
        for name, header in (definition.get("headers") or {}).items()
        if str(name).lower() != "content-type"
    }
    return Plan(
        variants=tuple(_concrete(variant) for variant in variants),
        headers=dict(_header_values(nodes, synthesizer, view)),
        header_names=frozenset(name.lower() for name in nodes),
        checks=HeaderChecks(description, nodes, view),
    )


def _concrete(variant: Variant) -> Variant:
    """A media range such as `*/*` is answered in JSON, `text/*` in plain text."""
    if "*" not in variant.media_type:
        return variant
    concrete = "text/plain" if variant.media_type.startswith("text/") else "application/json"
    return replace(variant, media_type=concrete)


def _header_values(
    nodes: Mapping[str, Mapping[str, Json]], synthesizer: Synthesizer, view: SchemaView
) -> Iterator[tuple[str, str]]:
    for name, node in nodes.items():
        if node.get("required") is not True and "example" not in node:
            continue
        schema = schema_of(node)
        value = node.get("example")
        if value is None:
            value = synthesizer.value(schema, name=name, is_valid=view.compile(schema).is_valid)
        yield name, header_text(value)


def header_text(value: Json) -> str:
    """A value as a header says it (style `simple`)."""
    if isinstance(value, list):
        return ",".join(header_text(item) for item in value)
    if isinstance(value, dict):
        return ",".join(f"{key},{header_text(item)}" for key, item in value.items())
    if isinstance(value, bool) or value is None:
        return {True: "true", False: "false", None: ""}[value]
    return " ".join(str(value).split())


Strip = Callable[[Json], Json]
_Known = dict[tuple[int, int], Strip | None]
"""What was made for a schema at a depth: schemas that many refer to are looked at once."""


def make_stripper(description: Description, schema: Json) -> Strip | None:
    """What takes `writeOnly` properties out of a value; None where there are none."""
    return _stripper(description, schema, 0, {})


def _stripper(description: Description, schema: Json, depth: int, known: _Known) -> Strip | None:
    node = description.resolve(schema)
    if not isinstance(node, Mapping) or depth > _STRIP_DEPTH:
        return None
    place = (id(node), depth)
    if place not in known:
        known[place] = _make_stripper(description, node, depth, known)
    return known[place]


def _make_stripper(
    description: Description, node: Mapping[str, Json], depth: int, known: _Known
) -> Strip | None:
    items = _stripper(description, node["items"], depth + 1, known) if "items" in node else None
    properties = properties_of(description, node)
    hidden = {
        name for name, value in properties.items() if description.resolve(value).get("writeOnly") is True
    }
    inner = {
        name: strip
        for name, value in properties.items()
        if name not in hidden and (strip := _stripper(description, value, depth + 1, known)) is not None
    }
    if items is None and not hidden and not inner:
        return None

    def strip_value(value: Json) -> Json:
        if isinstance(value, list) and items is not None:
            return [items(item) for item in value]
        if not isinstance(value, dict):
            return value
        return {
            name: inner[name](item) if name in inner else item
            for name, item in value.items()
            if name not in hidden
        }

    return strip_value

"""Bodies of requests and responses: their media types, schemas and examples."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from mockdown.site.highlight import highlight
from mockdown.site.json_text import indented
from mockdown.site.markup import plain
from mockdown.site.nodes import Node, follow
from mockdown.site.plan import Plan
from mockdown.site.schema_view import SchemaReader
from mockdown.site.synthesis import example_of
from mockdown.site.types import target_of
from mockdown.site.views import CodeView, ContentView, ExampleView


def contents(
    plan: Plan, holder: Node, reader: SchemaReader, *, path: tuple[str, ...]
) -> tuple[ContentView, ...]:
    """The media types of a body, each with its schema and examples."""
    return tuple(
        ContentView(
            media_type=media_type,
            schema=reader.named("", content.child("schema"), path=path)
            if content.mapping.get("schema")
            else None,
            examples=tuple(examples(plan, media_type, content)),
        )
        for media_type, content in holder.entries("content")
    )


def examples(plan: Plan, media_type: str, content: Node) -> Iterator[ExampleView]:
    """The documented examples; where there is none, one made from the schema."""
    found = list(_documented(plan, content))
    for title, summary, value in found:
        yield _view(title, summary, media_type, value, made=False)
    if not found and content.mapping.get("schema"):
        yield _view("", "", media_type, example_of(plan, content.child("schema")), made=True)


def first_example(plan: Plan, content: Node) -> tuple[bool, Any]:
    """The value that samples use, and whether the docs name it."""
    for _, _, value in _documented(plan, content):
        return True, value
    return False, example_of(plan, content.child("schema"))


def pretty(value: Any) -> str:
    """A value as indented JSON; text as it is."""
    return value if isinstance(value, str) else indented(value)


def _documented(plan: Plan, content: Node) -> Iterator[tuple[str, str, Any]]:
    if "example" in content.mapping:
        yield "", "", content.mapping["example"]
    for name, node in content.entries("examples"):
        example = follow(plan.description, node).mapping
        if "value" in example:
            summary = str(example.get("summary") or example.get("description") or "")
            yield name, plain(summary), example["value"]
    schema = target_of(plan, content.child("schema")).mapping
    if not content.mapping.keys() & {"example", "examples"} and "example" in schema:
        yield "", "", schema["example"]


def _view(title: str, summary: str, media_type: str, value: Any, *, made: bool) -> ExampleView:
    text = pretty(value)
    language = "json" if "json" in media_type or isinstance(value, Mapping | list) else "text"
    code = CodeView(title=title, language=language, html=highlight(text, language), text=text)
    return ExampleView(title=title, summary=summary, made=made, code=code)

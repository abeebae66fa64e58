"""Reads examples that stand in a line or a cell: JSON of which all has one place in the page."""

from __future__ import annotations

from collections.abc import Iterator

from mockdown.extractors.example_schemas import infer_schema, plain_value
from mockdown.extractors.facts import ExampleFact
from mockdown.readers.json_samples import JsonSample, read_json
from mockdown.source import Span
from mockdown.vocabularies.roles import Role


def read_inline_examples(
    text: str, span: Span, *, status: str | None, role: Role = Role.RESPONSE
) -> Iterator[ExampleFact]:
    """The JSON values that a text shows."""
    for sample in read_json(text):
        yield example_fact(sample, span, status=status, role=role)


def example_fact(sample: JsonSample, span: Span, *, status: str | None, role: Role) -> ExampleFact:
    """A value of JSON that stands in a text, all of whose members come from there."""
    return ExampleFact(
        role=role,
        media_type="application/json",
        schema=infer_schema(sample, lambda _: span),
        value=plain_value(sample),
        status=status,
        span=span,
    )

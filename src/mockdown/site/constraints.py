"""What a schema says besides its type and properties: bounds, default, example, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from mockdown.site.json_text import compact
from mockdown.site.labels import Labels
from mockdown.site.views import FactView

_RANGES = (
    ("length", "minLength", "maxLength"),
    ("items", "minItems", "maxItems"),
    ("properties", "minProperties", "maxProperties"),
)


def code(value: Any) -> str:
    """A value as JSON on one line; text stands without its quotes unless they matter."""
    if isinstance(value, str) and value.strip() == value and value:
        return value
    return compact(value)


def facts(schema: Mapping[str, Any], labels: Labels) -> tuple[FactView, ...]:
    """The details of a schema, in the order a reader needs them."""
    return tuple(
        FactView(label=getattr(labels, f"fact_{name}"), value=value)
        for name, value in _facts(schema)
        if value
    )


def enum(schema: Mapping[str, Any]) -> tuple[str, ...]:
    """The permitted values."""
    values = schema.get("enum")
    if isinstance(values, list):
        return tuple(code(value) for value in values)
    return (code(schema["const"]),) if "const" in schema else ()


def _facts(schema: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    if "default" in schema:
        yield "default", code(schema["default"])
    yield "range", _bounds(schema)
    for name, low, high in _RANGES:
        yield name, _span(schema.get(low), schema.get(high))
    yield "pattern", str(schema.get("pattern") or "")
    yield "multiple_of", code(schema["multipleOf"]) if "multipleOf" in schema else ""
    if schema.get("uniqueItems"):
        yield "unique", "✓"
    if "example" in schema:
        yield "example", _short(code(schema["example"]))
    elif isinstance(schema.get("examples"), list) and schema["examples"]:
        yield "example", _short(code(schema["examples"][0]))


def _bounds(schema: Mapping[str, Any]) -> str:
    low, low_open = bound(schema, "minimum", "exclusiveMinimum")
    high, high_open = bound(schema, "maximum", "exclusiveMaximum")
    if low is not None and high is not None and not low_open and not high_open:
        return f"{code(low)} – {code(high)}"
    parts = []
    if low is not None:
        parts.append(f"{'>' if low_open else '≥'} {code(low)}")
    if high is not None:
        parts.append(f"{'<' if high_open else '≤'} {code(high)}")
    return ", ".join(parts)


def bound(schema: Mapping[str, Any], name: str, exclusive: str) -> tuple[Any, bool]:
    """The limit of a number, and whether the limit itself is out."""
    # 3.0 says `exclusiveMinimum: true` beside `minimum`, 3.1 puts the number there itself.
    limit = schema.get(exclusive)
    if limit is not None and not isinstance(limit, bool):
        return limit, True
    return schema.get(name), limit is True


def _span(low: Any, high: Any) -> str:
    if low is not None and high is not None:
        return str(low) if low == high else f"{low} – {high}"
    if low is not None and low != 0:
        return f"≥ {low}"
    return f"≤ {high}" if high is not None else ""


def _short(text: str, longest: int = 120) -> str:
    return text if len(text) <= longest else text[: longest - 1] + "…"

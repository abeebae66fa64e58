"""Schemas with sections of their own: how they are found, named and kept finite."""

from __future__ import annotations

import json
from typing import Any

import pytest

from mockdown.compiler.circles import break_circles, simplify
from mockdown.compiler.schema_names import Home, NamedPlace, SchemaNames, key_of, keys_of, split_reference
from mockdown.diagnostics import Diagnostic
from mockdown.emit import build
from mockdown.model.api import NamedSchema
from mockdown.model.schema import ANYTHING, Property, Schema
from mockdown.source import Rank, SourceFile

Json = Any


def schemas_of(*pages: str, unread: bool = False) -> dict[str, Json]:
    """The components that pages give, without those that nothing refers to."""
    files = [SourceFile(f"page{number}.md", page.encode()) for number, page in enumerate(pages)]
    found: list[Diagnostic] = []
    result = build(files, name="trails", report=found.append)
    if not unread:
        assert not [number for page in result.ledger.pages for number in page.unread]
    schemas: dict[str, Json] = (
        json.loads(json.dumps(result.document)).get("components", {}).get("schemas", {})
    )
    return schemas


OPERATION = "# Trails\n\n## Show a trail\n\n`GET /trails/{id}`\n\nReturns a [Trail](#trail).\n\n"
TRAIL = "## Trail\n\n| Field | Type |\n|---|---|\n| `id` | integer |\n"


def place(component: str, page: str = "a.md", start: int = 0) -> NamedPlace:
    return NamedPlace(component, keys_of(component, None), page, start)


@pytest.mark.parametrize(
    ("reference", "component"),
    [
        ("Order Line#order-line", "OrderLine"),
        ("these#order-line-object", "OrderLine"),
        ("Order Lines", "OrderLine"),
        ("order line object", "OrderLine"),
        ("Order Line#../models/a.md#orderline", "OrderLine"),
        ("Basket", None),
    ],
)
def test_a_name_leads_to_its_schema_however_it_is_written(reference: str, component: str | None) -> None:
    """Anchor, title, kind, plural and page are ways to the same section."""
    names = SchemaNames([place("OrderLine", "models/a.md")])
    assert names.find(reference, Home("b.md")) == component


def test_the_nearest_of_one_name_is_meant() -> None:
    """What stands inside the same section wins, then the same page, then the page that comes first."""
    one, two, three = place("Pot", "a.md", 10), place("Pot", "b.md", 10), place("Pot", "b.md", 500)
    places = [
        NamedPlace(f"Pot{number}", found.keys, found.page, found.start)
        for number, found in enumerate((one, two, three))
    ]
    names = SchemaNames(places)
    assert names.find("Pot", Home("b.md", 400, 600)) == "Pot2"
    assert names.find("Pot", Home("b.md", 20, 30)) == "Pot1"
    assert names.find("Pot", Home("c.md")) == "Pot0"
    assert names.find("Pot#b.md#pot", Home("a.md", 0, 20)) == "Pot1"


def test_a_counted_anchor_is_the_next_section_of_that_title() -> None:
    """Renderers number the anchors of equal headings."""
    keys = keys_of("Address", None)
    names = SchemaNames(NamedPlace(f"Address{n}", keys, "a.md", n * 100) for n in range(3))
    assert names.find("there#address-2", Home("a.md", 10, 20)) == "Address2"
    assert names.find("there#address-7", Home("a.md", 10, 20)) is None


def test_a_link_to_a_page_means_its_only_schema() -> None:
    """A page about one object needs no anchor."""
    names = SchemaNames([place("Guide", "docs/models/walker.md")])
    assert names.find("these people#/docs/models/walker#", Home("a.md")) == "Guide"
    assert names.find("these people#/docs/models/other#", Home("a.md")) is None


def test_shortcodes_for_links_lead_to_pages() -> None:
    """Hugo's `relref` holds the page and the anchor."""
    assert split_reference('Trail#{{< relref "../x.md#trail" >}}') == ("Trail", "../x.md", "trail")
    assert split_reference('Trail#{{< ref "x.md" >}}') == ("Trail", "x.md", "")
    assert key_of("Order-line") == key_of("OrderLine")


def named(name: str, schema: Schema) -> NamedSchema:
    return NamedSchema(name=name, schema=schema, rank=Rank.DECLARED, span=None)


def test_a_circle_of_names_is_broken_and_recursion_stays() -> None:
    """A schema that is itself says nothing; one that holds itself is recursive."""
    node = Schema(type="object", properties=(Property(name="next", schema=Schema(ref="Node")),))
    broken = break_circles(
        [named("A", Schema(ref="B")), named("B", Schema(any_of=(Schema(ref="A"), node))), named("Node", node)]
    )
    assert broken[0].schema.ref == "B"
    assert broken[1].schema.any_of[0].ref is None
    assert broken[2].schema == node


def test_parts_that_add_nothing_are_left_out() -> None:
    """`allOf` with members that the named schema has is the named schema."""
    pot = Schema(type="object", properties=(Property(name="id", schema=ANYTHING),))
    told = Schema(all_of=(Schema(ref="Pot"), pot))
    assert simplify(told, {"Pot": pot}) == Schema(ref="Pot")
    more = Schema(
        all_of=(Schema(ref="Pot"), Schema(type="object", properties=(Property(name="x", schema=ANYTHING),)))
    )
    assert simplify(more, {"Pot": pot}) == more
    elsewhere = Schema(any_of=(Schema(ref="Pot"), Schema(rank=Rank.PROSE)))
    assert simplify(elsewhere, {"Pot": pot}) == Schema(ref="Pot")
    assert simplify(Schema(any_of=(Schema(rank=Rank.PROSE),)), {}).is_unknown


def test_sections_that_say_the_same_share_a_component() -> None:
    """An object that every page repeats is one; what differs gets a number."""
    error = "\n## Oops\n\n| Field | Type |\n|---|---|\n| `text` | string |\n"
    other = error.replace("text", "code")
    page = "# {0}\n\n## Show\n\n`GET /{0}/x`\n\nReturns an [Oops](#oops).\n\n## List\n\n`GET /{0}`\n"
    found = schemas_of(page.format("a") + error, page.format("b") + error, page.format("c") + other)
    assert list(found) == ["Oops", "Oops2"]


def test_rows_of_a_lone_name_are_a_scalar() -> None:
    """A table with one row that is named as its section gives a name to a type."""
    page = (
        OPERATION
        + TRAIL
        + "| `took` | [Span](#span) |\n\n## Span\n\n| Name | Type |\n|---|---|\n| Span | int64 |\n"
    )
    assert schemas_of(page)["Span"] == {"type": "integer", "format": "int64"}


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("The keys are days. The values are numbers.", {"type": "number"}),
        ("The keys of this object are names, the value of each key is a string.", {"type": "string"}),
        ("The keys are names. Values are what you like.", {}),
    ],
)
def test_sentences_about_keys_make_a_map(text: str, values: Json) -> None:
    """An object whose keys are data has values of one schema."""
    page = OPERATION + TRAIL + f"| `days` | [Days](#days) |\n\n## Days\n\n{text}\n"
    assert schemas_of(page)["Days"] == {"type": "object", "additionalProperties": values}


def test_an_anchor_before_a_heading_is_its_own() -> None:
    """Anchors stand in headings, or on a line before them."""
    page = (
        OPERATION.replace("#trail", "#t-1")
        + '<a name="t-1"></a>\n\n'
        + TRAIL.replace("Trail", "What you walk")
    )
    assert list(schemas_of(page)) == ["WhatYouWalk"]


def test_a_long_chain_of_names_ends() -> None:
    """Thousands of sections that extend or rename each other cost no stack."""
    names = "".join(f"## S{n}\n\n[S{n + 1}](#s{n + 1})\n\n" for n in range(1200))
    chain = "".join(
        f"## T{n}\n\nExtends [T{n + 1}](#t{n + 1}) with:\n\n| Field | Type |\n|---|---|\n| f{n} | integer |\n\n"  # noqa: E501
        for n in range(400)
    )
    page = OPERATION.replace("[Trail](#trail)", "[S0](#s0)") + names + chain
    assert len(schemas_of(page)) == 1200

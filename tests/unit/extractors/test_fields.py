"""Rows, items and terms describe values."""

from __future__ import annotations

from typing import Any

import pytest

from mockdown.extractors.definition_fields import read_definitions
from mockdown.extractors.field_lists import is_field_list, read_list
from mockdown.extractors.fields import Field, is_field_table, read_table, table_columns
from mockdown.readers.blocks import DefinitionList, ListBlock, Table
from mockdown.readers.page import read_page
from mockdown.source import SourceFile


def fields(text: str) -> list[Field]:
    """The fields of the one block of a page."""
    document = read_page(SourceFile("page.md", text.encode()), lambda _: None)
    (block,) = document.root.blocks
    if isinstance(block, Table):
        return list(read_table(document, block))
    if isinstance(block, ListBlock):
        return list(read_list(document, block))
    assert isinstance(block, DefinitionList)
    return list(read_definitions(document, block))


def row(text: str, header: str = "Name | Type | Required | Description") -> Field:
    """The field of a table with one row."""
    (found,) = fields(f"{header}\n{'|'.join(['---'] * (header.count('|') + 1))}\n{text}\n")
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "`a` | int | yes | The a",
            {"name": "a", "type": "integer", "required": True, "description": "The a"},
        ),
        ("**a** | string | no | ", {"name": "a", "type": "string", "required": False}),
        ("a (optional) | string | | x", {"name": "a", "required": False}),
        ("a | string[] | ✓ | x", {"name": "a", "type": "array", "required": True}),
        ("» b | string | | x", {"name": "b", "depth": 1}),
        ("»» b | string | | x", {"name": "b", "depth": 2}),
        ("a? | string | | x", {"name": "a", "required": False}),
        ("a | | | Whether it is on", {"type": "boolean"}),
        ("a | string | | Deprecated. Old", {"deprecated": True}),
        ("a | Order | | x", {"ref": "Order"}),
        ("a.b[].c | string | | x", {"name": "a.b[].c"}),
        ("ids[] | integer | | x", {"name": "ids[]"}),
    ],
)
def test_row(text: str, expected: dict[str, Any]) -> None:
    """A row says what its columns say."""
    found = row(text)
    shown = {"type": found.schema.type, "ref": found.schema.ref}
    for name, value in expected.items():
        assert shown.get(name, getattr(found, name, None)) == value, name


@pytest.mark.parametrize(
    ("header", "text", "expected"),
    [
        ("Name | Default", "a | **Required**", (True, {})),
        ("Name | Type | Default", "a | int | 20", (False, {"default": 20})),
        ("Name | Optional | Type", "a | yes | int", (False, {})),
        ("Name | Mandatory | Type", "a | YES | int", (True, {})),
        ("Name | Type | Allowed values", "a | string | `x`, `y`", (None, {"enum": ["x", "y"]})),
        ("Name | Type | Format", "a | string | date-time", (None, {"format": "date-time"})),
        ("Name | Type | Constraints", "a | int | max 5", (None, {"maximum": 5})),
    ],
)
def test_columns(header: str, text: str, expected: tuple[bool | None, dict[str, Any]]) -> None:
    """Columns tell what descriptions would."""
    found = row(text, header)
    assert (found.required, dict(found.schema.keywords)) == expected


def test_location() -> None:
    """The place of a value may have a column of its own."""
    assert row("a | query | string", "Name | In | Type").location == "query"


def test_several_names_in_a_cell() -> None:
    """Names that share a cell are fields of their own."""
    found = fields("Name | Type\n---|---\n`a`, `b` | string\n")
    assert [item.name for item in found] == ["a", "b"]


def test_rows_know_their_lines() -> None:
    """Each field has the span of its row."""
    found = fields("Name | Type\n---|---\na | int\nb | int\n")
    assert [item.span.location.line for item in found] == [3, 4]


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("Name | Type", True),
        ("Field | Description", True),
        ("Name", False),
        ("Status | Name", False),
        ("Method | Path | Name", False),
        ("Colour | Sky", False),
    ],
)
def test_is_field_table(header: str, expected: bool) -> None:  # noqa: FBT001
    """Fields have a name and something said of them."""
    text = f"| {header} |\n|{'|'.join(['---'] * (header.count('|') + 1))}|\n"
    document = read_page(SourceFile("page.md", text.encode()), lambda _: None)
    (block,) = document.root.blocks
    assert isinstance(block, Table)
    assert is_field_table(table_columns(block)) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- `a` (integer, required) - The a", ("a", "integer", True)),
        ("- `a` (string): The a", ("a", "string", None)),
        ("- **a** – The a, optional", ("a", None, False)),
        ("- `a` `(int: <optional>)` - The a", ("a", "integer", False)),
        ("- `time=<rfc3339>`: The time", ("time", "string", None)),
        ("* `a` — boolean. The a", ("a", "boolean", None)),
    ],
)
def test_item(text: str, expected: tuple[str, str | None, bool | None]) -> None:
    """An item starts with its name."""
    (found,) = fields(text)
    assert (found.name, found.schema.type, found.required) == expected


def test_nested_items() -> None:
    """Lists in items are members."""
    found = fields("- `a` (object) - The a\n  - `b` (int) - The b\n- `c` (int) - The c\n")
    assert [(item.name, item.depth) for item in found] == [("a", 0), ("b", 1), ("c", 0)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [("- `a`: x\n- `b`: y\n", True), ("- Buy milk\n- Go home\n", False), ("- [a](b)\n- [c](d)\n", False)],
)
def test_is_field_list(text: str, expected: bool) -> None:  # noqa: FBT001
    """A list of sentences is no list of fields."""
    document = read_page(SourceFile("page.md", text.encode()), lambda _: None)
    (block,) = document.root.blocks
    assert isinstance(block, ListBlock)
    assert is_field_list(block) is expected


def test_definitions() -> None:
    """Terms are names."""
    found = fields("a\n: The a\n\nb (integer)\n: The b\n")
    assert [(item.name, item.schema.type, item.description) for item in found] == [
        ("a", None, "The a"),
        ("b", "integer", "The b"),
    ]

"""Schemas told through others: the words, the differences, and what comes of them."""

from __future__ import annotations

import pytest

from mockdown.compiler.merge import extend, merge_declared, replace_members
from mockdown.diagnostics import Diagnostic
from mockdown.extractors.compositions import Composition, read_composition
from mockdown.extractors.type_links import read_type, read_whole_type, reference_to
from mockdown.model.schema import Property, Schema
from mockdown.readers.blocks import Inline, Paragraph
from mockdown.readers.page import read_page
from mockdown.source import Rank, SourceFile
from mockdown.vocabularies.composition import Change, change_of, change_of_sentence

TABLE = "\n\n| Field | Type |\n|---|---|\n| `score` | integer |\n"


def claim_nothing(start: int, end: int) -> None:
    """Take no part of a page."""
    assert start <= end


def composition(text: str) -> Composition | None:
    """What the section says of its schema through another."""
    found: list[Diagnostic] = []
    document = read_page(SourceFile("a.md", f"## Rated\n\n{text}\n".encode()), found.append)
    return read_composition(document, document.root.sections[0], claim_nothing)


def told(text: str) -> tuple[str | None, list[str], list[str], list[str]]:
    """Base, added, changed and removed members."""
    found = composition(text)
    assert found is not None
    return (
        found.base,
        [item.name for item in found.added],
        [item.name for item in found.changed],
        sorted(found.removed),
    )


def inline(text: str) -> Inline:
    """A paragraph's content."""
    found: list[Diagnostic] = []
    block = read_page(SourceFile("a.md", text.encode()), found.append).root.blocks[0]
    assert isinstance(block, Paragraph)
    return block.inline


@pytest.mark.parametrize(
    ("text", "base", "added", "changed", "removed"),
    [
        ("Same as [Trail](#trail), but without `notes` and `km`.", "Trail#trail", [], [], ["km", "notes"]),
        ("Includes all fields of Trail, plus:" + TABLE, "Trail", ["score"], [], []),
        ("In addition to the fields of [Trail](#trail), it has:" + TABLE, "Trail#trail", ["score"], [], []),
        ("Extends `Trail` with these fields:\n\n- `by` (string): Who", "Trail", ["by"], [], []),
        ("A Trail with the following changes:\n\n- `km` is a string", "Trail", [], ["km"], []),
        ("Like a [Trail](#trail), but `km` is a string and `notes` is left out.", "Trail#trail", [], ["km"], ["notes"]),  # noqa: E501
        ("The same fields as Trail, with an additional `score` (number).", "Trail", ["score"], [], []),
        ("Inherits from Trail. The `a` and `b` fields are not included.", "Trail", [], [], ["a", "b"]),
        ("Based on [Trail](x.md#trail), except that `by` is a [Walker](#w).", "Trail#x.md#trail", [], ["by"], []),  # noqa: E501
        ("#### Removed Attributes\n\n- `a`\n- b\n\n#### Fields added" + TABLE, None, ["score"], [], ["a", "b"]),  # noqa: E501
        ("**Removed fields:**\n\n| Name | Why |\n|---|---|\n| `a` | Old |", None, [], [], ["a"]),
        ("#### Changed\n\n* `a` is an array of [Trail](#trail)", None, [], ["a"], []),
    ],
)  # fmt: skip
def test_differences_are_read(
    text: str, base: str | None, added: list[str], changed: list[str], removed: list[str]
) -> None:
    """Sentences, headings, bullets and tables say what differs from another schema."""
    assert told(text) == (base, added, changed, removed)


@pytest.mark.parametrize(
    "text",
    [
        "A trail is what hikers walk on." + TABLE,
        "A summary of a [Trail](#trail)." + TABLE,
        "Returned by every call." + TABLE + "\n#### Additional attributes" + TABLE.replace("score", "more"),
        "Nothing at all.",
    ],
)
def test_a_schema_in_full_is_no_difference(text: str) -> None:
    """A table of its own is the schema, whatever the sentence above compares it to."""
    assert composition(text) is None


@pytest.mark.parametrize(
    ("text", "change"),
    [
        ("Removed Attributes", Change.REMOVED),
        ("Fields that are omitted", Change.REMOVED),
        ("Extra fields:", Change.ADDED),
        ("Modified Attributes", Change.CHANGED),
        ("Updated", Change.NONE),
        ("Attributes", Change.NONE),
    ],
)
def test_headings_name_a_change(text: str, change: Change) -> None:
    """Only whole headings count: a word such as "Updated" may be anything."""
    assert change_of(text) is change


def test_the_last_words_of_a_lead_in_count() -> None:
    """What a sentence says last is about the list that follows."""
    assert change_of_sentence("It lacks nothing and also has:") is Change.ADDED
    assert change_of_sentence("It has more fields, without the following:") is Change.REMOVED
    assert change_of_sentence("A pot.") is Change.NONE


@pytest.mark.parametrize(
    ("text", "schema"),
    [
        ("[Trail](#trail)", Schema(ref="Trail#trail")),
        ("[][trail](#trail)", Schema(type="array", items=Schema(ref="trail#trail"))),
        ("Array of [Trails](o.md#trail) (See Below)", Schema(type="array", items=Schema(ref="Trails#o.md#trail"))),  # noqa: E501
        ("[Trail](#trail) Object or null", Schema(ref="Trail#trail", nullable=True)),
        ("[A](#a) or [B](#b) Object", Schema(any_of=(Schema(ref="A#a"), Schema(ref="B#b")))),
        ("[Trail](#trail) or, if asked for, see below.", Schema(any_of=(Schema(ref="Trail#trail"), Schema(rank=Rank.PROSE)))),  # noqa: E501
        ("[duration](#duration)", Schema(type="string", ref="duration#duration")),
        ("[Trail](https://example.com/trail)", Schema(ref="Trail")),
    ],
)  # fmt: skip
def test_links_in_types_name_schemas(text: str, schema: Schema) -> None:
    """Around a link stand the words that any type has."""
    assert read_type(inline(text)) == schema


def test_a_member_in_the_words_behind_a_link_extends_it() -> None:
    """ "With an `updated` attribute, a boolean" is one more member."""
    schema = read_type(inline("[Trail](#trail) with an `updated` attribute, a boolean, whether it changed"))
    assert schema.all_of[0] == Schema(ref="Trail#trail")
    assert [(item.name, item.schema.type) for item in schema.all_of[1].properties] == [("updated", "boolean")]


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("[Trail](#trail)", True),
        ("Schema: [Trail](#trail)", True),
        ("`string[]`", True),
        ("`TrailList`", True),
        ("Trail", False),
        ("See [Trail](#trail) for more of it.", False),
        ("The number of [trails](#trail) that are open", False),
    ],
)
def test_a_line_is_a_type_only_as_a_whole(text: str, *, known: bool) -> None:
    """A sentence with a link in it is no type."""
    assert (read_whole_type(inline(text)) is not None) is known


def test_a_reference_keeps_page_and_anchor() -> None:
    """The text alone says less than where the link leads."""
    assert reference_to("Trail", "#t") == "Trail#t"
    assert reference_to("Trail", "x.md") == "Trail#x.md#"
    assert reference_to("Trail", "https://example.com/x#t") == "Trail#t"


def test_members_are_merged_by_name() -> None:
    """What is told anew replaces, what is added stands behind, what is named is extended."""
    old = Schema(
        type="object",
        properties=(Property(name="a", schema=Schema(type="string", keywords={"description": "A"})),),
    )
    new = Schema(
        type="object",
        properties=(Property(name="a", schema=Schema(type="integer")), Property(name="b", schema=Schema())),
    )
    replaced = replace_members(old, new)
    assert [(item.name, item.schema.type) for item in replaced.properties] == [("a", "integer"), ("b", None)]
    assert replaced.properties[0].schema.keywords == {"description": "A"}
    assert [(item.name, item.schema.type) for item in extend(old, new).properties] == [
        ("a", "string"),
        ("b", None),
    ]
    assert merge_declared(Schema(ref="Pot"), new).all_of == (Schema(ref="Pot"), new)
    assert merge_declared(Schema(ref="Pot"), Schema(type="object")) == Schema(ref="Pot")
    either = Schema(any_of=(Schema(ref="Pot"), Schema(rank=Rank.PROSE)))
    assert merge_declared(either, new).any_of == (Schema(ref="Pot"), new)
    both = Schema(all_of=(Schema(ref="Pot"), new))
    assert merge_declared(both, old).all_of == (Schema(ref="Pot"), new, old)

"""What is indented under an admonition or a content tab is Markdown."""

from __future__ import annotations

from mockdown.diagnostics import Diagnostic
from mockdown.readers.admonitions import rewrite_admonitions
from mockdown.readers.blocks import Block, CodeBlock, Component, ListBlock, Paragraph
from mockdown.readers.page import read_page
from mockdown.source import Line, SourceFile


def blocks_of(text: str) -> list[Block]:
    found: list[Diagnostic] = []
    document = read_page(SourceFile("page.md", text.encode()), found.append)
    assert not found
    return list(document.root.blocks)


def test_the_body_of_an_admonition_is_no_code() -> None:
    blocks = blocks_of(
        'Before\n\n!!! note "Keep"\n    The key is shown once.\n\n    - remember it\n\nAfter\n'
    )
    assert [type(block) for block in blocks] == [Paragraph, Component, Paragraph, ListBlock, Paragraph]
    component = blocks[1]
    assert isinstance(component, Component)
    assert dict(component.attributes) == {"0": "note", "title": "Keep"}
    assert component.text == "The key is shown once.\n\n- remember it"


def test_tabs_hold_what_is_indented_below_them() -> None:
    """Each tab is a component with its title; its fence is a fence."""
    blocks = blocks_of('=== "200"\n\n    ```json\n    {"a": 1}\n    ```\n\n=== "404"\n\n    Nothing.\n')
    assert [type(block) for block in blocks] == [Component, CodeBlock, Component, Paragraph]
    assert [block.attributes["title"] for block in blocks if isinstance(block, Component)] == ["200", "404"]
    assert isinstance(blocks[1], CodeBlock)
    assert blocks[1].text == '{"a": 1}\n'


def test_admonitions_may_be_nested() -> None:
    blocks = blocks_of('??? example "Outer"\n    !!! tip\n        Inner.\n\n    Rest.\n')
    assert [type(block) for block in blocks] == [Component, Component, Paragraph, Paragraph]
    outer, inner = blocks[0], blocks[1]
    assert isinstance(outer, Component)
    assert isinstance(inner, Component)
    assert (inner.text, outer.text) == ("Inner.", "Rest.")


def test_lines_keep_their_numbers_and_fences_their_text() -> None:
    file = SourceFile("page.md", b"")
    texts = ["```", "!!! note", "    x", "```", "\t", "!!! note", "\ttext"]
    lines = rewrite_admonitions([Line(text, file, number) for number, text in enumerate(texts, start=1)])
    assert [line.text for line in lines[:5]] == texts[:5]
    assert [(line.text, line.number) for line in lines[5:]] == [
        ('{% admonition "note" %}', 6),
        ("text", 7),
        ("{% endadmonition %}", 7),
    ]


def test_deep_nesting_ends() -> None:
    text = "".join("    " * depth + "!!! note\n" for depth in range(60))
    assert blocks_of(text)

"""Pages become trees of blocks that know where they stand."""

from __future__ import annotations

from typing import Any

import pytest

from mockdown.readers.blocks import (
    Block,
    CodeBlock,
    DefinitionList,
    Document,
    Heading,
    ListBlock,
    Paragraph,
    Quote,
    Table,
)
from mockdown.readers.front_matter import split_front_matter
from mockdown.readers.page import read_page
from mockdown.source import SourceFile


def page(text: str | bytes) -> Document:
    """Read a page."""
    data = text if isinstance(text, bytes) else text.encode()
    return read_page(SourceFile("page.md", data), lambda _: None)


def shown(block: Block) -> Any:
    """A block as a short value."""
    if isinstance(block, Table):
        return [
            [cell.text for cell in block.header],
            *([cell.text for cell in row.cells] for row in block.rows),
        ]
    if isinstance(block, ListBlock):
        return {"items": [[shown(inner) for inner in item.blocks] for item in block.items]}
    if isinstance(block, DefinitionList):
        return {entry.term.text: [shown(inner) for inner in entry.blocks] for entry in block.entries}
    if isinstance(block, Quote):
        return (block.kind, [shown(inner) for inner in block.blocks])
    if isinstance(block, CodeBlock):
        return f"{block.language}:{block.text}"
    if isinstance(block, Heading):
        return "#" * block.level + block.text
    return block.text


def blocks(text: str) -> list[Any]:
    """The blocks of a page without headings."""
    return [shown(block) for block in page(text).root.blocks]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\nb\n", ["a b"]),
        ("a  \nb\n", ["a\nb"]),
        ("a `b` *c* **d** [e](f)\n", ["a b c d e"]),
        ("a <br> b\n", ["a \n b"]),
        ("a <id> b\n", ["a <id> b"]),
        ("```json\n{}\n```\n", ["json:{}\n"]),
        ("```{.http .x}\nGET\n```\n", [".http:GET\n"]),
        ("    code\n", [":code\n"]),
        ("| a | b |\n|---|---|\n| 1 | 2 |\n", [[["a", "b"], ["1", "2"]]]),
        ("a | b\n--- | ---\n1 | 2\n", [[["a", "b"], ["1", "2"]]]),
        ("| a |\n|---|\n| x\\|y |\n", [[["a"], ["x|y"]]]),
        ("- a\n- b\n  - c\n", [{"items": [["a"], ["b", {"items": [["c"]]}]]}]),
        ("> a\n", [("", ["a"])]),
        ("> [!NOTE]\n> a\n", [("note", ["a"])]),
        ("a\n: b\n", [{"a": ["b"]}]),
        ("---\n\na\n", ["a"]),
    ],
)
def test_markdown(text: str, expected: list[Any]) -> None:
    """Markdown gives CommonMark's blocks, with tables and definition lists."""
    assert blocks(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<p>a <code>b</code></p>\n", ["a b"]),
        ('<pre lang="json">{}</pre>\n', ["json:{}"]),
        ("<table><tr><th>a<th>b<tr><td>1<td>2</table>\n", [[["a", "b"], ["1", "2"]]]),
        ("<ul><li>a<li>b</ul>\n", [{"items": [["a"], ["b"]]}]),
        ("<dl><dt>a<dd>b</dl>\n", [{"a": ["b"]}]),
        ('<aside class="notice">a</aside>\n', [("notice", ["a"])]),
        ("<!-- a -->\n", []),
        ("<table>\n\n<tr><td>a</td></tr>\n\n</table>\n", [[["a"]]]),
    ],
)  # fmt: skip
def test_html(text: str, expected: list[Any]) -> None:
    """HTML stands for the same blocks, also where end tags are left out."""
    assert blocks(text) == expected


def test_sections() -> None:
    """Headings of all kinds part a page by their levels."""
    text = 'a\n\n# B\n\nc\n\n### D\n\nE\n-\n\n<h2 id="x">F</h2>\n\n# G {#g}\n'
    root = page(text).root
    assert [(section.level, section.title) for section in root.walk()] == [
        (0, ""), (1, "B"), (3, "D"), (2, "E"), (2, "F"), (1, "G"),
    ]  # fmt: skip
    assert [section.title for section in root.sections] == ["B", "G"]
    anchors = [section.heading.anchor for section in root.walk() if section.heading]
    assert anchors == [None, None, None, "x", "g"]


def test_offsets_are_bytes() -> None:
    """Places are right behind characters of several bytes, and in CRLF pages."""
    document = page("é 🚲\r\n\r\n# Ü\r\n\r\nx\r\n".encode())
    (section,) = document.root.sections
    (block,) = section.blocks
    assert document.span(section).location.line == 3
    assert document.span(block).location.line == 5
    assert document.source.slice(block.start, block.end).strip() == "x"


def test_bytes_that_are_no_text() -> None:
    """Bytes that are not UTF-8 are shown as such, and reading goes on."""
    (block,) = page(b"a \xff b\n").root.blocks
    assert isinstance(block, Paragraph)
    assert block.text == "a \ufffd b"


@pytest.mark.parametrize(
    ("text", "meta"),
    [
        ("---\ntitle: A\n---\nb\n", {"title": "A"}),
        ("\ufeff---\ntitle: A\n---\nb\n", {"title": "A"}),
        ("---\n1: 2\n---\nb\n", {"1": 2}),
        ("---\n- a\n---\nb\n", {}),
        ("---\na: [\n---\nb\n", {}),
        ("---\na: &a [1]\nb: *a\n---\nb\n", {}),
        ("---\na: !!int ''\n---\nb\n", {}),
        ("---\na: !!python/name:os.system\n---\nb\n", {}),
        ("---\na: 2024-13-45\n---\nb\n", {}),
        (f"---\na: {'1:' * 400}1.0\n---\nb\n", {}),
        ('---\na: "\\ud800"\n---\nb\n', {"a": "\ufffd"}),
        ("---\nno end\n", {}),
        ("b\n", {}),
    ],
)
def test_front_matter(text: str, meta: dict[str, Any]) -> None:
    """Values stand at the top of a page; what is no mapping gives none, and no line moves."""
    found, rest = split_front_matter(text)
    assert found == meta
    assert len(rest.encode()) == len(text.encode())
    assert rest.count("\n") == text.count("\n")
    assert "title" not in rest


def test_title() -> None:
    """A page is called what its front matter says, or its first heading."""
    assert page("---\ntitle: A\n---\n# B\n").title == "A"
    assert page("x\n\n## B\n").title == "B"
    assert page("x\n").title == ""

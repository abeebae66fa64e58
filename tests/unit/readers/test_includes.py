"""Included files stand where they are included, and nothing else is read."""

from __future__ import annotations

import pytest

from mockdown import codes
from mockdown.compiler.includes import Includes
from mockdown.diagnostics import Diagnostic
from mockdown.readers.includes import Refused, expand_includes
from mockdown.source import Line, SourceFile


def expand(
    text: str, files: dict[str, str], name: str = "api/page.md"
) -> tuple[list[tuple[str, str, int]], list[Diagnostic]]:
    page = SourceFile(name, text.encode())
    sources = [page, *(SourceFile(other, content.encode()) for other, content in files.items())]
    lines = [Line(line, page, number) for number, line in enumerate(page.lines, start=1)]
    found: list[Diagnostic] = []
    expanded = expand_includes(lines, Includes(sources).resolve, found.append)
    return [(line.text, line.file.name, line.number) for line in expanded], found


@pytest.mark.parametrize(
    "written",
    [
        '{% include "part.md" %}',
        "{% include part.md kind=x %}",
        "{%- include_relative ./part.md -%}",
        '{{% include "part.md" %}}',
        '{{< include "part.md" >}}',
        '{{< readfile file="part.md" >}}',
        '{% partial file="part.md" /%}',
        '--8<-- "part.md"',
        "{!part.md!}",
        '!INCLUDE "part.md"',
        "[!INCLUDE [the part](part.md)]",
        '<Include src="part.md" />',
        ".. include:: part.md",
        "{{#include part.md}}",
        "<!--@include: ./part.md-->",
        '<%= partial "part" %>',
        "[part](part.md ':include')",
        "@include: ./part.md",
        "@include 'part.md'",
        '@include("part.md")',
        "!!!include(part.md)!!!",
        "```{include} part.md\n```",
        ":::{include} part.md\n:start-line: 0\n:::",
    ],
)
def test_every_notation_includes(written: str) -> None:
    """The line is replaced by the lines of the file, with the file as their origin."""
    lines, found = expand(f"a\n{written}\nb", {"api/part.md": "one\ntwo"})
    assert lines == [
        ("a", "api/page.md", 1),
        ("one", "api/part.md", 1),
        ("two", "api/part.md", 2),
        ("b", "api/page.md", 3 + written.count("\n")),
    ]
    assert not found


def test_a_component_that_is_an_imported_page_includes_it() -> None:
    lines, _ = expand('import Part from "./_part.mdx"\n<Part />', {"api/_part.mdx": "one"}, "api/page.mdx")
    assert lines[1] == ("one", "api/_part.mdx", 1)


def test_front_matter_of_a_part_is_left_out() -> None:
    lines, _ = expand("{!part.md!}", {"api/part.md": "---\ntitle: x\n---\ntext"})
    assert lines == [("text", "api/part.md", 4)]


def test_a_part_of_a_file_may_be_included() -> None:
    """Lines by number, or a named part between its marks."""
    part = "one\n<!-- --8<-- [start:x] -->\ntwo\n<!-- --8<-- [end:x] -->\nthree"
    for written, wanted in (("part.md:5", "three"), ("part.md:1:1", "one"), ("part.md:x", "two")):
        lines, _ = expand(f'--8<-- "{written}"', {"api/part.md": part})
        assert [line[0] for line in lines] == [wanted]


def test_a_file_is_found_by_the_end_of_its_path() -> None:
    """Sites keep parts in folders of their own: the end of the path decides, with or without underscore."""
    lines, _ = expand('{% include "parts/errors" %}', {"shared/parts/_errors.md": "x", "errors.md": "y"})
    assert lines == [("x", "shared/parts/_errors.md", 1)]


@pytest.mark.parametrize("name", ["missing.md", "../../../etc/passwd", "/etc/passwd", "..", "a\\x00b", "~"])
def test_what_is_not_among_the_pages_is_not_read(name: str) -> None:
    """The line stays, and a diagnostic names the file."""
    lines, found = expand(f'{{% include "{name}" %}}', {})
    assert len(lines) == 1
    assert [item.code.id for item in found] == ["REF102"]
    assert found[0].location is not None
    assert str(found[0].location) == "api/page.md:1"


def test_a_loop_ends() -> None:
    lines, found = expand("{!b.md!}", {"api/b.md": "one\n{!c.md!}", "api/c.md": "two\n{!b.md!}"})
    assert [line[0] for line in lines] == ["one", "two", "{!b.md!}"]
    assert [item.code.id for item in found] == ["REF103"]
    assert found[0].help == "it is reached from api/page.md; take it out"


def test_depth_and_length_are_bounded() -> None:
    """Eleven levels are too deep; a hundred of a hundred of a hundred lines are too long."""
    deep = {f"api/p{number}.md": f"{{!p{number + 1}.md!}}" for number in range(15)}
    lines, found = expand("{!p0.md!}", deep)
    assert [line[0] for line in lines] == ["{!p10.md!}"]
    assert [item.code.id for item in found] == ["REF103"]
    wide = {f"api/p{number}.md": f"{{!p{number + 1}.md!}}\n" * 100 for number in range(4)}
    wide["api/p4.md"] = "text"
    lines, found = expand("{!p0.md!}", wide)
    assert len(lines) < 40_000
    assert {item.code.id for item in found} == {"REF103"}


def test_a_directive_may_show_a_file_as_code() -> None:
    """The file stands in the fence, which takes the language that the directive names."""
    lines, _ = expand("```{literalinclude} new.json\n:language: json\n```\nb", {"api/new.json": '{"a": 1}'})
    assert [line[0] for line in lines] == ["```json", '{"a": 1}', "```", "b"]


@pytest.mark.parametrize("kind", ["include", "literalinclude"])
def test_a_directive_without_its_file_stays(kind: str) -> None:
    """What cannot be included is left as it is, and so is a fence that nothing closes."""
    text = f"```{{{kind}}} new.md\n```\nb\n```{{{kind}}} new.md"
    lines, found = expand(text, {})
    assert [line[0] for line in lines] == text.split("\n")
    assert [item.code.id for item in found] == ["REF102"]


def test_who_looks_further_may_say_why_not() -> None:
    """A refusal is told at the line of the include; a page that ends so is taken all the same."""
    page = SourceFile("api/page.md", b"{!part.md!}")
    refused = Refused(codes.REF104, "it leads out", "put it in")
    asked = []

    def find(file: SourceFile, name: str) -> Refused:
        asked.append((file.name, name))
        return refused

    found: list[Diagnostic] = []
    lines = [Line("{!part.md!}", page, 1)]
    assert expand_includes(lines, Includes([page], find).resolve, found.append) == lines
    assert [(one.code.id, one.message, one.help, str(one.location)) for one in found] == [
        ("REF104", "it leads out", "put it in", "api/page.md:1")
    ]
    assert asked == [("api/page.md", "part.md")]
    elsewhere = SourceFile("shared/part.md", b"x")
    assert Includes([page, elsewhere], find).resolve(page, "part.md") is elsewhere


def test_an_include_tag_with_a_method_is_no_include() -> None:
    """Some sites render operations by templates: the attributes are the operation."""
    lines, found = expand('{% include endpoint.html method="GET" path="/x" %}', {})
    assert len(lines) == 1
    assert not found


def test_fences_show_tags_but_take_snippets() -> None:
    """A snippet is put into a fence before Markdown is read; a template tag in a fence is shown."""
    lines, _ = expand('```\n{% include "part.md" %}\n--8<-- "part.md"\n```', {"api/part.md": "one"})
    assert [line[0] for line in lines] == ["```", '{% include "part.md" %}', "one", "```"]


def test_a_mixin_in_a_style_sheet_is_no_include() -> None:
    """`@include` is also a word of SCSS."""
    lines, found = expand("```scss\n@include clearfix;\n@include wide($a) {\n```", {})
    assert len(lines) == 4
    assert not found


def test_an_included_page_is_not_told_to_be_silent() -> None:
    part = SourceFile("part.md", b"x")
    includes = Includes([part])
    assert includes.resolve(SourceFile("page.md", b""), "part.md") is part
    assert includes.used == {"part.md"}
    assert includes.resolve(part, "") is None

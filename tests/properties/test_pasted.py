"""Restoring pasted pages never fails, never loses a line, and leaves Markdown alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockdown.readers.pasted import restore, restore_page
from mockdown.source import Line, SourceFile

PARTS = st.sampled_from(
    [
        "Lions",
        "Parameters",
        "Responses",
        "GET /lions",
        "get",
        "/lions/{id}",
        "{",
        "}",
        '"a": 1',
        "[",
        "]",
        "curl \\",
        "-X PUT \\",
        "'",
        "# comment",
        "Name In Type Required Description",
        "Status CodeDescription",
        "NameTypeDescription",
        "200 OK OK zoo.Lion",
        "200it is",
        "lion path string true Its name",
        "Name\tType",
        "lion\tstring",
        "200 Response",
        "Body parameter",
        "note",
        "warning",
        "Skip to main content",
        "HTTP/1.1 200 OK",
        "Accept: */*",
        "Status: 200 OK",
        "<a>",
        "• item",
        "200 - OK",
        "12 lines",
        "2 KiB",
        "docs/lions.md",
        "Raw",
        "Powered by x",
        "|",
        "1",
        "2",
        "3",
        "4",
        "5",
        "1 | # T",
        "2 | a",
        "---",
        "| a | b |",
        "|---|---|",
        "```",
        "> quote",
        "<aside>",
        "</aside>",
        "# T",
        "## T",
        "`GET /lions`",
        "Some text that is a sentence.",
        "",
        "",
    ]
)
PAGES = st.lists(PARTS | st.text(max_size=30), max_size=40).map("\n".join) | st.text()


def lines_of(text: str) -> list[Line]:
    file = SourceFile("page.md", text.encode("utf-8", "surrogatepass"))
    return [Line(line, file, number) for number, line in enumerate(file.lines, start=1)]


@given(PAGES)
def test_every_line_is_kept_or_chrome(text: str) -> None:
    """Whatever the text, each line with anything on it is in the result or among the chrome."""
    lines = lines_of(text)
    page = restore_page(lines)
    numbers = {line.number for line in page.lines}
    assert numbers <= {line.number for line in lines}
    accounted = numbers | {line.number for line in page.chrome}
    assert all(line.number in accounted for line in lines if line.text.strip())


@given(PAGES)
def test_lines_stay_in_order(text: str) -> None:
    """A later line of the result never comes from an earlier line of the page."""
    numbers = [line.number for line in restore_page(lines_of(text)).lines]
    assert numbers == sorted(numbers)


@given(
    st.lists(
        st.sampled_from(["Text.", "- item", "`x`", "> quote", "GET /x", "Parameters", "| a |", "200 OK"]),
        max_size=20,
    )
)
def test_headed_and_spaced_markdown_is_untouched(blocks: list[str]) -> None:
    """A page that opens with a heading and keeps its empty lines is Markdown."""
    lines = lines_of("\n\n".join(["# Title", "## Part", *blocks]))
    assert restore(lines, lambda _: None) is lines


HOSTILE = {
    "pipes": "|" * 200_000,
    "pipe-lines": "|\n" * 50_000,
    "dashes": "GET /x\n\nParameters\n\n" + "-" * 200_000 + "x",
    "delimiters": ("-" * 50_000 + "x\n") * 4,
    "open-brackets": "GET /x\n\nParameters\n\n" + "{\n" * 30_000,
    "brackets-and-gaps": "GET /x\n\nParameters\n\n" + "{\n\n" * 20_000,
    "quotes": "GET /x\n\nParameters\n\ncurl 'http://x" + "'\"\n\n" * 20_000,
    "comments": "GET /x\n\nParameters\n\n" + "# x\n" * 30_000,
    "methods": "get\n\n" * 20_000 + "GET /x\nParameters\n",
    "long-row": "GET /x\n\nParameters\n\nName Description\n" + "a " * 100_000,
    "glued-rows": "GET /x\n\nParameters\n\nNameTypeDescription\n"
    + "abcdefghijklmnopqrstuvwxyz" * 40
    + "\n" * 2,
    "headers": "GET /x\n\nParameters\n\n" + "Name Type Description\n" * 10_000,
    "titles": "GET /x\n\nParameters\n\n" + "Lions\n\n" * 20_000,
    "numbers": "\n".join(str(number) for number in range(30_000)),
    "same-numbers": "1\n2\n3\nx\ny\nz\n" * 5_000,
    "links": "GET /x\n\nParameters\n\n" + "](" * 50_000,
    "hashes": "a" * 100 + "\n" + "0123456789abcdef" * 20_000,
    "tags": "<p>\n" * 30_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_is_read_to_its_end(name: str) -> None:
    """Text made to be slow is read like any other (the run would not end, were it quadratic)."""
    lines = lines_of(HOSTILE[name])
    assert restore_page(lines).lines is not None

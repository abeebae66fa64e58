"""Code that stands bare is found from its first line to its last."""

from __future__ import annotations

import pytest

from mockdown.readers.rendered_code import find_code
from mockdown.source import Line, SourceFile

CODE = {
    "object": ('{\n"a": {\n\n"b": "}"\n}\n}', "json"),
    "array": ('[\n  "x"\n]', "json"),
    "one-line": ('[{"a": 1}]', "json"),
    "text": ('"done"', "json"),
    "comments": ('{\n  "a": 1, // an { in a comment\n  ...\n}', "json"),
    "continued": ("curl -X POST \\\n-d '{}' \\\nhttps://zoo.example/lions", "shell"),
    "quoted": ("curl https://zoo.example -d '{\n\"a\": 1\n}'", "shell"),
    "commented": ("# Feed them\n# all\ncurl http://zoo.example", "shell"),
    "prompt": ("$ curl http://zoo.example", "shell"),
    "lost-backslash": ("curl -i\n-H 'A: b'\nhttps://zoo.example", "shell"),
    "response": ('HTTP/1.1 200 OK\nX-Lion: 1\n\n{"a":\n1}', "http"),
    "request": ("PUT /lions HTTP/1.1\nHost: zoo.example", "http"),
    "request-without-version": ('PUT /lions\nAccept: application/json\n\n{"a": 1}', "http"),
    "status": ("Status: 200 OK\nLink: <x>", ""),
    "xml": ("<?xml version='1.0'?>\n<lion/>", "xml"),
    "source": ("import zoo\nzoo.feed('leo')", ""),
}
AFTER = ["\nResponses", "\nGET /lions", "\nLions are cats.", ""]


@pytest.mark.parametrize("after", AFTER)
@pytest.mark.parametrize("name", CODE)
def test_code_ends_where_the_text_goes_on(name: str, after: str) -> None:
    """Brackets, quotes and continued lines tell the end, not indentation."""
    code, info = CODE[name]
    file = SourceFile("page.md", b"")
    lines = [Line(text, file, at) for at, text in enumerate(f"{code}\n{after}".split("\n"), start=1)]
    assert find_code(lines, 0) == (code.count("\n") + 1, info)


def test_a_bracket_that_is_never_closed_ends_with_its_text() -> None:
    """Broken JSON does not swallow the rest of the page."""
    file = SourceFile("page.md", b"")
    lines = [Line(text, file, 1) for text in ['{"a": [', "1", "", "Responses", "", "{", "}"]]
    assert find_code(lines, 0) == (2, "json")


@pytest.mark.parametrize(
    "text",
    ["curl is a tool", "{id} is its number", "[see there]", "# A title", "Status of lions", "GET /lions"],
)
def test_text_is_no_code(text: str) -> None:
    """Words that open like code stay text."""
    file = SourceFile("page.md", b"")
    assert find_code([Line(text, file, 1), Line("", file, 2), Line("More.", file, 3)], 0) is None

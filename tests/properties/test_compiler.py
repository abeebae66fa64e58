"""What the compiler promises of any input, whatever it holds."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from openapi_spec_validator import OpenAPIV30SpecValidator, OpenAPIV31SpecValidator

from mockdown.compiler.ledger import LineClass
from mockdown.compiler.settings import BuildSettings
from mockdown.diagnostics import Diagnostic
from mockdown.emit import build, render_map, render_yaml
from mockdown.emit.result import BuildResult
from mockdown.source import SourceFile, Span

GOLDEN = Path(__file__).parents[1] / "golden"
PAGES = tuple(sorted(path for path in GOLDEN.rglob("*.md") if path.name != "README.md"))
VALIDATORS = {"3.0": OpenAPIV30SpecValidator, "3.1": OpenAPIV31SpecValidator}

PIECES = (
    *(Path(__file__).with_name("pieces.md").read_text(encoding="utf-8").split("\n~~~\n")),
    *("\n", "\r\n", "\x00", "\ufeff", "\u2028", "|", "`", "  ", "\t"),
)

pieces = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=40)), max_size=14).map("".join)
pages = st.one_of(pieces, st.text(max_size=300)).map(lambda text: text.encode("utf-8", "surrogatepass"))


def check(files: Sequence[SourceFile], version: str = "3.0") -> BuildResult:
    """Build twice, and hold the result to everything that is promised of any input."""
    settings = BuildSettings(openapi=version)
    found: list[Diagnostic] = []
    result = build(files, name="any", settings=settings, report=found.append)
    document = json.loads(json.dumps(result.document))
    VALIDATORS[version](document).validate()
    check_map(files, document, result)
    check_ledger(files, result)
    for diagnostic in found:
        check_diagnostic(files, diagnostic)
    again = build(files, name="any", settings=settings)
    assert render_yaml(again) == render_yaml(result)
    assert render_map(again, "any.yaml") == render_map(result, "any.yaml")
    return result


def check_map(files: Sequence[SourceFile], document: object, result: BuildResult) -> None:
    """Every pointer leads to something, and every line exists."""
    sizes = {file.name: len(file.lines) for file in files}
    for pointer, origin in result.pointers.items():
        assert 1 <= origin.line <= sizes[origin.page], pointer
        node = document
        for token in pointer.split("/")[1:]:
            key = token.replace("~1", "/").replace("~0", "~")
            node = node[int(key)] if isinstance(node, list) else node[key]  # type: ignore[index]


def check_ledger(files: Sequence[SourceFile], result: BuildResult) -> None:
    """Every line of every page is in one class."""
    assert [page.page for page in result.ledger.pages] == [file.name for file in files]
    for file, page in zip(files, result.ledger.pages, strict=True):
        assert len(page.lines) == len(file.lines)
        assert sum(page.count(kind) for kind in LineClass) == len(file.lines)


def check_diagnostic(files: Sequence[SourceFile], diagnostic: Diagnostic) -> None:
    """Spans lie inside their file; a message is one line."""
    sizes = {file.name: len(file.lines) for file in files}
    labels = [label for label in (diagnostic.primary, *diagnostic.secondary) if label is not None]
    for label in labels:
        check_span(label.span, sizes)
    assert diagnostic.location is None or diagnostic.location.page in sizes
    assert "\n" not in diagnostic.message


def check_span(span: Span, sizes: dict[str, int]) -> None:
    """A span is a range of its text."""
    assert 0 <= span.start <= span.end <= len(span.text.data)
    assert 1 <= span.location.line <= sizes[span.location.page]
    assert span.location.line <= span.end_line <= sizes[span.location.page]


@given(data=pages)
def test_any_text(data: bytes) -> None:
    """Any text gives a valid description, with an account of every line."""
    check([SourceFile("page.md", data)])


@given(data=st.binary(max_size=200))
@example(data=b"\xff\xfe# \x00")
@example(data=b"---\n\xc3\x28: [\n---\n`GET /\xff`")
def test_any_bytes(data: bytes) -> None:
    """Bytes that are no text are read as well as they can be."""
    check([SourceFile("page.md", data)])


@given(data=pages)
def test_any_text_as_modern_openapi(data: bytes) -> None:
    """What is written as OpenAPI 3.1 is valid too."""
    check([SourceFile("page.md", data)], "3.1")


@given(contents=st.lists(pages, max_size=4))
def test_any_pages(contents: list[bytes]) -> None:
    """Pages that speak of the same things are brought together."""
    check([SourceFile(f"page{number}.md", data) for number, data in enumerate(contents)])


@st.composite
def mutations(draw: st.DrawFn) -> bytes:
    """A page that people read, with a few lines dropped, doubled, swapped, cut, or joined."""
    lines = draw(st.sampled_from(PAGES)).read_bytes().split(b"\n")
    for _ in range(draw(st.integers(1, 6))):
        at, other = draw(st.integers(0, len(lines) - 1)), draw(st.integers(0, len(lines) - 1))
        how = draw(st.sampled_from(("drop", "double", "swap", "cut", "join", "indent", "insert")))
        if how == "drop" and len(lines) > 1:
            del lines[at]
        elif how == "double":
            lines.insert(other, lines[at])
        elif how == "swap":
            lines[at], lines[other] = lines[other], lines[at]
        elif how == "cut":
            lines[at] = lines[at][: draw(st.integers(0, len(lines[at])))]
        elif how == "join" and at + 1 < len(lines):
            lines[at : at + 2] = [lines[at] + lines[at + 1]]
        elif how == "indent":
            lines[at] = b" " * draw(st.integers(1, 8)) + lines[at]
        else:
            lines[at:at] = draw(pages).split(b"\n")
    return b"\n".join(lines)


@pytest.mark.skipif(not PAGES, reason="there are no golden pages to mutate")
@given(data=mutations())
def test_mutated_page(data: bytes) -> None:
    """A page with a slip of the pen is read as far as it goes."""
    check([SourceFile("page.md", data)])


any_settings = st.builds(
    BuildSettings,
    title=st.none() | st.text(max_size=5),
    base_path=st.none() | st.sampled_from(("", "/", "/api", "/v1/")),
    implied_responses=st.booleans(),
)


@given(data=pages, settings=any_settings)
def test_any_settings(data: bytes, settings: BuildSettings) -> None:
    """Settings never make a description invalid."""
    result = build([SourceFile("page.md", data)], name="any", settings=settings)
    OpenAPIV30SpecValidator(json.loads(json.dumps(result.document))).validate()
    if not settings.implied_responses:
        assert "no page documents" not in render_yaml(result)

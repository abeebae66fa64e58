"""What the compiler promises of any input, whatever it holds."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from made_pages import damage, make_page
from promises import check, check_document

from mockdown.compiler.settings import BuildSettings
from mockdown.emit import build, render_yaml
from mockdown.source import SourceFile

GOLDEN = Path(__file__).parents[1] / "golden"
PAGES = tuple(sorted(path for path in GOLDEN.rglob("*.md") if path.name != "README.md"))
STYLES = tuple(sorted(path for path in (GOLDEN / "styles").iterdir() if any(path.rglob("*.md"))))

PIECES = (
    *(Path(__file__).with_name("pieces.md").read_text(encoding="utf-8").split("\n~~~\n")),
    *("\n", "\r\n", "\x00", "\ufeff", "\u2028", "|", "`", "  ", "\t"),
)

pieces = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=40)), max_size=14).map("".join)
versions = st.sampled_from(("3.0", "3.1"))
pages = st.one_of(pieces, st.text(max_size=300)).map(lambda text: text.encode("utf-8", "surrogatepass"))


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


dice = st.randoms(use_true_random=False)


@given(random=dice, version=versions)
def test_made_page(random: Random, version: str) -> None:
    """A page of the constructs that API docs use gives a valid description, however they are mixed."""
    check([made(random)], version)


@given(random=dice, count=st.integers(2, 3))
def test_made_pages(random: Random, count: int) -> None:
    """Several such pages of one API do so too."""
    check([made(random, f"page{number}.md") for number in range(count)])


def made(random: Random, name: str = "page.md") -> SourceFile:
    return SourceFile(name, make_page(random).encode("utf-8", "surrogatepass"))


@pytest.mark.skipif(not PAGES, reason="there are no golden pages to mutate")
@given(random=dice, page=st.sampled_from(PAGES), version=versions)
def test_damaged_page(random: Random, page: Path, version: str) -> None:
    """A page with slips of the pen, or the halves of two pages, is read as far as it goes."""
    others = [random.choice(PAGES).read_bytes()]
    check([SourceFile("page.md", damage(random, page.read_bytes(), others))], version)


@given(random=dice, folder=st.sampled_from(STYLES), version=versions)
def test_damaged_style(random: Random, folder: Path, version: str) -> None:
    """So are the pages of a whole set of docs, each damaged."""
    pages = sorted(folder.rglob("*.md"))
    check([SourceFile(page.name, damage(random, page.read_bytes())) for page in pages], version)


def test_any_process() -> None:
    """Other processes, whose sets have other orders, write the same bytes."""
    written = {
        subprocess.run(
            [sys.executable, "-c", SEVERAL, str(Path(__file__).parent)],
            env={**os.environ, "PYTHONHASHSEED": str(seed)},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in (1, 2, 3)
    }
    (digests,) = written
    assert len(digests.split()) == 40


SEVERAL = """
import hashlib, random, sys
sys.path.insert(0, sys.argv[1])
from made_pages import make_page
from mockdown.emit import build, render_map, render_yaml
from mockdown.source import SourceFile
for seed in range(40):
    dice, found = random.Random(seed), []
    pages = [SourceFile(f"{i}.md", make_page(dice).encode("utf-8", "replace")) for i in range(6)]
    result = build(pages, name="any", report=found.append)
    text = render_yaml(result) + render_map(result, "any.yaml") + repr([str(item.message) for item in found])
    print(hashlib.sha256(text.encode()).hexdigest())
"""


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
    check_document(result, "3.0")
    if not settings.implied_responses:
        assert "no page documents" not in render_yaml(result)

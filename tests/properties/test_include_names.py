"""Whatever a page names in an include, nothing outside of the folder of docs is read."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockdown.diagnostics import Diagnostic
from mockdown.emit import build
from mockdown.source import SourceFile
from mockdown.targets.partials import Partials

PARTS = st.sampled_from(
    "docs secret.md secrets link linked.md in.md part includes .. . / // \\ ~ @ @site ?a #b \0 *".split(" ")
)
NAMES = st.lists(PARTS | st.text(max_size=4), min_size=1, max_size=6).map("/".join)
NOTATIONS = st.sampled_from(
    ["{{!{}!}}", '--8<-- "{}"', '{{% include "{}" %}}', '<Include src="{}" />', "```{{include}} {}\n```"]
)


@pytest.fixture(scope="module")
def docs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("site")
    (root / "secrets").mkdir()
    (root / "docs" / "includes").mkdir(parents=True)
    for name in ("secret.md", "secrets/secret.md"):
        (root / name).write_text("`GET /secret`\n")
    for name in ("docs/in.md", "docs/includes/_part.md"):
        (root / name).write_text("`GET /told`\n")
    (root / "docs" / "linked.md").symlink_to(root / "secret.md")
    (root / "docs" / "link").symlink_to(root / "secrets")
    return root / "docs"


@given(names=st.lists(st.tuples(NOTATIONS, NAMES), min_size=1, max_size=4))
def test_nothing_outside_is_read(docs: Path, names: list[tuple[str, str]]) -> None:
    """No path, link or odd name leads out, and none raises."""
    partials = Partials(docs.parent, [docs])
    text = "\n\n".join(notation.format(name) for notation, name in names)
    page = SourceFile("docs/page.md", text.encode("utf-8", "surrogatepass"))
    found: list[Diagnostic] = []
    result = build([page], name="any", report=found.append, find=partials.find)
    assert "/secret" not in result.document["paths"]
    for name in partials.read:
        assert (docs.parent / name).resolve().is_relative_to(docs)

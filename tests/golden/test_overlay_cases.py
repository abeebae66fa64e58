"""What overlays do, as a small page with an overlay beside it and what the two give together.

A case is a folder with `input.md`, `overlay.yaml` (or `.json`), and what comes of them: `openapi.yaml`,
the part of the source map that leads to the overlay in `map.txt`, and `diagnostics.txt`.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from openapi_spec_validator import OpenAPIV30SpecValidator

from mockdown.compiler.settings import BuildSettings
from mockdown.diagnostics import Diagnostic
from mockdown.emit import BuildResult, build, render_yaml
from mockdown.reporting import render
from mockdown.source import Rank, SourceFile
from mockdown.targets import Kind, Target
from mockdown.targets.overlaying import overlay_result

HERE = Path(__file__).parent / "overlays"
CASES = sorted(folder.name for folder in HERE.iterdir() if folder.is_dir())
TODAY = date(2030, 7, 1)
TARGET = Target(name="teas", kind=Kind.PAGE, given="input.md", root=HERE, sources=("input.md",))


def overlaid(name: str, found: list[Diagnostic]) -> BuildResult:
    """The case as it is built now."""
    page = SourceFile("input.md", (HERE / name / "input.md").read_bytes())
    settings = BuildSettings(implied_responses=False)
    result = build([page], name="teas", settings=settings, report=lambda _: None)
    files = [SourceFile(path.name, path.read_bytes()) for path in (HERE / name).glob("overlay.*")]
    return overlay_result(result, files, target=TARGET, today=TODAY, report=found.append)


def shown_map(result: BuildResult) -> str:
    """The elements that the overlay set, each with its line."""
    from_overlay = [item for item in result.pointers.items() if item[1].rank is Rank.OVERLAY]
    return "".join(f"{pointer} {origin}\n" for pointer, origin in from_overlay)


@pytest.mark.parametrize("name", CASES)
def test_case(name: str, *, update_golden: bool) -> None:
    """A page with an overlay gives the description, the lines and the diagnostics that stand beside it."""
    found: list[Diagnostic] = []
    result = overlaid(name, found)
    given = {
        "openapi.yaml": render_yaml(result),
        "map.txt": shown_map(result),
        "diagnostics.txt": render(found, "concise"),
    }
    if update_golden:
        for file, text in given.items():
            (HERE / name / file).write_text(text, encoding="utf-8")
    assert given == {file: (HERE / name / file).read_text(encoding="utf-8") for file in given}


@pytest.mark.parametrize("name", CASES)
def test_case_is_sound(name: str) -> None:
    """Whatever the overlay says, the description is valid, and no pointer of its map leads to nothing."""
    document = yaml.safe_load((HERE / name / "openapi.yaml").read_text(encoding="utf-8"))
    OpenAPIV30SpecValidator(json.loads(json.dumps(document))).validate()
    result = overlaid(name, [])
    for pointer in result.pointers:
        node: Any = result.document
        for token in pointer.split("/")[1:]:
            key = token.replace("~1", "/").replace("~0", "~")
            node = node[int(key)] if isinstance(node, list) else node[key]

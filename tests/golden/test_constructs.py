"""Each construct that is read, as a small page with the description and the diagnostics it gives.

A case is a folder with `input.md` (or several pages in `input/`), `openapi.yaml` and `diagnostics.txt`;
`settings.toml` holds settings where the case is about one.  Responses that no page documents are left
out, except where a case is about them.
"""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml
from openapi_spec_validator import OpenAPIV30SpecValidator, OpenAPIV31SpecValidator

from mockdown.compiler.settings import BuildSettings
from mockdown.diagnostics import Diagnostic
from mockdown.emit import build, render_yaml
from mockdown.reporting import render
from mockdown.source import SourceFile

HERE = Path(__file__).parent
OTHER = ("styles", "reporting", "overlays")
"""Folders with goldens of another kind."""
CASES = sorted(
    folder.relative_to(HERE).as_posix()
    for folder in HERE.glob("*/*")
    if folder.parent.name not in OTHER and folder.is_dir() and folder.name != "__pycache__"
)


def pages(case: Path) -> list[SourceFile]:
    """The pages of a case, by their names below it."""
    folder = case / "input"
    files = (
        sorted(path for path in folder.rglob("*") if path.is_file())
        if folder.is_dir()
        else [case / "input.md"]
    )
    return [SourceFile(path.relative_to(case).as_posix(), path.read_bytes()) for path in files]


def settings(case: Path) -> BuildSettings:
    """The settings of a case."""
    path = case / "settings.toml"
    told: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    return BuildSettings(**{"implied_responses": False, **told})


def compile_case(case: Path) -> dict[str, str]:
    """The golden files of a case, as the compiler would write them now."""
    found: list[Diagnostic] = []
    result = build(pages(case), name=case.name, settings=settings(case), report=found.append)
    return {"openapi.yaml": render_yaml(result), "diagnostics.txt": render(found, "concise")}


@pytest.mark.parametrize("name", CASES)
def test_case(name: str, *, update_golden: bool) -> None:
    """A page gives the description, and the diagnostics, that stand beside it."""
    case = HERE / name
    compiled = compile_case(case)
    if update_golden:
        for file, text in compiled.items():
            (case / file).write_text(text, encoding="utf-8")
    wanted = {file: (case / file).read_text(encoding="utf-8") for file in compiled}
    assert compiled == wanted


@pytest.mark.parametrize("name", CASES)
def test_case_is_sound(name: str) -> None:
    """A golden description is valid, and its page is short enough to see at a glance."""
    document = yaml.safe_load((HERE / name / "openapi.yaml").read_text(encoding="utf-8"))
    modern = document["openapi"].startswith("3.1")
    validator = OpenAPIV31SpecValidator if modern else OpenAPIV30SpecValidator
    validator(json.loads(json.dumps(document))).validate()
    assert max(len(page.lines) for page in pages(HERE / name)) <= 40

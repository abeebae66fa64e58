"""What is promised of any build, checked: shared by the properties and the fuzz session."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import yaml
from openapi_spec_validator import OpenAPIV30SpecValidator, OpenAPIV31SpecValidator

from mockdown.compiler.settings import BuildSettings
from mockdown.diagnostics import Diagnostic
from mockdown.emit import build, render_json, render_map, render_yaml
from mockdown.emit.result import BuildResult
from mockdown.model.ledger import LineClass
from mockdown.source import SourceFile, Span

VALIDATORS: dict[str, Any] = {"3.0": OpenAPIV30SpecValidator, "3.1": OpenAPIV31SpecValidator}


def check(
    files: Sequence[SourceFile], version: str = "3.0", settings: BuildSettings | None = None
) -> BuildResult:
    """Build twice, and hold the result to everything that is promised of any input."""
    settings = settings or BuildSettings(openapi=version)
    found: list[Diagnostic] = []
    result = build(files, name="any", settings=settings, report=found.append)
    document = check_document(result, version)
    check_map(files, document, result)
    check_ledger(files, result)
    for diagnostic in found:
        check_diagnostic(files, diagnostic)
    again = build(files, name="any", settings=settings)
    assert render_yaml(again) == render_yaml(result)
    assert render_map(again, "any.yaml") == render_map(result, "any.yaml")
    return result


def check_document(result: BuildResult, version: str) -> dict[str, Any]:
    """The document is valid OpenAPI, and what is written of it is read back as the same."""
    document: dict[str, Any] = json.loads(json.dumps(result.document, allow_nan=False))
    VALIDATORS[version](document).validate()
    assert json.loads(render_json(result).encode()) == document
    assert yaml.load(render_yaml(result).encode(), yaml.CSafeLoader) == document
    return document


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
        assert list(page.unread) == [
            number for number, kind in enumerate(page.lines, start=1) if kind is LineClass.UNREAD
        ]


def check_diagnostic(files: Sequence[SourceFile], diagnostic: Diagnostic) -> None:
    """Spans lie inside their file; a message is one line."""
    sizes = {file.name: len(file.lines) for file in files}
    labels = [label for label in (diagnostic.primary, *diagnostic.secondary) if label is not None]
    for label in labels:
        check_span(label.span, sizes)
    assert diagnostic.location is None or diagnostic.location.page in sizes
    assert "\n" not in diagnostic.message
    assert diagnostic.message.encode()


def check_span(span: Span, sizes: dict[str, int]) -> None:
    """A span is a range of its text."""
    assert 0 <= span.start <= span.end <= len(span.text.data)
    assert 1 <= span.location.line <= sizes[span.location.page]
    assert span.location.line <= span.end_line <= sizes[span.location.page]

"""Applies the overlays of a target to what the compiler gave, and judges the outcome."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import islice
from typing import Any

from mockdown import codes
from mockdown.description.references import find_external_references
from mockdown.description.validity import find_deep_faults, find_faults, served_version
from mockdown.diagnostics import Diagnostic, Report
from mockdown.emit import BuildResult
from mockdown.overlay import Step, apply_steps, list_steps, read_overlay, tell_actions
from mockdown.source import SourceFile
from mockdown.targets.overlay_files import is_meant
from mockdown.targets.target import Target

SHOWN_FAULTS = 3


def overlay_result(
    result: BuildResult, files: Sequence[SourceFile], *, target: Target, today: date, report: Report
) -> BuildResult:
    """Apply overlays to what the compiler gave; an outcome that is no valid description is not taken."""
    overlays = [overlay for file in files if (overlay := read_overlay(file, report)) is not None]
    steps = list_steps([overlay for overlay in overlays if is_meant(overlay, target, report)])
    tell_actions(steps, today, report)
    if not steps:
        return result
    overlaid = apply_steps(result.document, result.pointers, steps, report)
    faults = _faults(overlaid.document)
    if not faults:
        return replace(result, document=overlaid.document, pointers=overlaid.pointers)
    step = _blame(result, steps)
    for pointer, message in faults:
        sentence = f"the overlay breaks the description: {message} (at {pointer or '/'})"
        help_ = "correct the action; until then the description stays as the pages give it"
        report(step.complain(codes.OVL302, sentence, help_, at=""))
    return result


def _faults(document: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The first faults of a document: those of its form, then those that take longer to find."""
    version = served_version(document)
    if version is None:
        return [("/openapi", "it is no OpenAPI 3.0 or 3.1 any more")]
    outside = (
        (pointer, f"`$ref` leads out of the file: {reference}")
        for pointer, reference in find_external_references(document)
    )
    for judge in (outside, find_faults(document, version), find_deep_faults(document, version)):
        faults = list(islice(judge, SHOWN_FAULTS))
        if faults:
            return faults
    return []


def _blame(result: BuildResult, steps: Sequence[Step]) -> Step:
    """An action after which the description is invalid, and before which it was not."""
    sound, broken = 0, len(steps)
    while broken - sound > 1:
        middle = (sound + broken) // 2
        overlaid = apply_steps(result.document, result.pointers, steps[:middle], _ignore)
        if _faults(overlaid.document):
            broken = middle
        else:
            sound = middle
    return steps[broken - 1]


def _ignore(_: Diagnostic) -> None:
    """Says nothing: the first application has reported it."""

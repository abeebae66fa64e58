"""Docs in styles that nothing was tuned for: what is compiled right stays right."""

from __future__ import annotations

import json

import pytest
from openapi_spec_validator import validate
from style_facts import facts_of
from style_scores import NAMES, SCORES, STYLES, compare, score

from mockdown.description import read_description


@pytest.mark.parametrize("style", NAMES)
def test_score_does_not_fall(style: str) -> None:
    """No style is compiled worse than what was recorded."""
    recorded = json.loads(SCORES.read_text(encoding="utf-8"))[style]
    found = score(style)
    assert found.share >= recorded["share"], (found.missing, found.extra)


@pytest.mark.parametrize("style", NAMES)
def test_expectation_is_sound(style: str) -> None:
    """What is expected is a valid description that says something, and agrees with itself."""
    expected = read_description(STYLES / style / "openapi.yaml")
    validate(expected.document)
    assert facts_of(expected)
    assert compare(expected, expected).counts["missing"] == 0

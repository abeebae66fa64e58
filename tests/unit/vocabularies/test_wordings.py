"""Wordings say which words they need, so that texts without them are passed over."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import mockdown.extractors
from mockdown.vocabularies.wordings import Wording, words_in


def inside(value: object) -> Iterator[Wording]:
    if isinstance(value, Wording):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from inside(part)


def wordings() -> Iterator[Wording]:
    for found in pkgutil.iter_modules(mockdown.extractors.__path__):
        module = importlib.import_module(f"mockdown.extractors.{found.name}")
        for value in vars(module).values():
            yield from inside(value)


WORDINGS = tuple({wording.pattern.pattern: wording for wording in wordings()}.values())


def test_words_are_told_from_numbers() -> None:
    """Words count without case and marks, and any digit counts as a number."""
    assert words_in("Read-Only, `NULL` from RFC3339") == {"read", "only", "null", "from", "rfc", "0"}


def test_wordings_exist() -> None:
    """The search through the modules below finds what it is for."""
    assert len(WORDINGS) > 20


@pytest.mark.parametrize("wording", WORDINGS, ids=lambda wording: wording.pattern.pattern[:30])
def test_each_text_that_a_wording_finds_holds_one_of_its_words(wording: Wording) -> None:
    """No text is passed over that the pattern alone would find."""

    @settings(max_examples=25, database=None, deadline=None)
    @given(st.from_regex(wording.pattern, alphabet=st.characters(max_codepoint=0x7E)))
    def holds(text: str) -> None:
        assert wording.search(text) is not None

    holds()

"""How much of real docs is read: figures that may only rise."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from openapi_spec_validator import OpenAPIV30SpecValidator, OpenAPIV31SpecValidator
from scoring import CORPORA, SCORED, VIETER, Corpus, Figures, disputes, facts_of, score

pytestmark = pytest.mark.corpora

SCORES = Path(__file__).with_name("scores.json")
GOLDEN = Path(__file__).with_name("vieter.txt")


@pytest.fixture(autouse=True)
def _corpora() -> None:
    """Leave out what needs the corpora where they are not there; in CI that is a failure."""
    if not CORPORA.is_dir():
        reason = f"the corpora are not there: {CORPORA}"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)


def recorded() -> dict[str, dict[str, Figures]]:
    """The scores that were written last."""
    found: dict[str, dict[str, Figures]] = json.loads(SCORES.read_text(encoding="utf-8"))
    return found


def write(name: str, figures: dict[str, Figures]) -> None:
    """Write what has risen; what has fallen stays as it was."""
    scores = recorded()
    for way, found in figures.items():
        known = scores.setdefault(name, {}).setdefault(way, {})
        for figure, value in found.items():
            known[figure] = max(value, known.get(figure, value))
    SCORES.write_text(json.dumps(scores, indent=2, sort_keys=True) + "\n", encoding="utf-8")


def fallen(name: str, figures: dict[str, Figures]) -> list[str]:
    """The figures that are lower than before."""
    known = recorded().get(name, {})
    return [
        f"{name} {way} {figure}: {value} was {known[way][figure]}"
        for way, found in figures.items()
        for figure, value in found.items()
        if value < known.get(way, {}).get(figure, 0)
    ]


@pytest.mark.parametrize("corpus", SCORED, ids=lambda corpus: corpus.name)
def test_scores_do_not_fall(corpus: Corpus, *, update_scores: bool) -> None:
    """A corpus gives a valid description, and no figure of it falls."""
    document = json.loads(json.dumps(corpus.build().document))
    OpenAPIV30SpecValidator(document).validate()
    figures = score(corpus, document)
    if update_scores:
        write(corpus.name, figures)
    assert fallen(corpus.name, figures) == []


@pytest.mark.parametrize("corpus", [*SCORED, VIETER], ids=lambda corpus: corpus.name)
def test_3_1_is_valid_too(corpus: Corpus) -> None:
    """A corpus gives a valid description in the other version of OpenAPI as well."""
    document = json.loads(json.dumps(corpus.build(openapi="3.1").document))
    assert document["openapi"] == "3.1.1"
    OpenAPIV31SpecValidator(document).validate()


def test_every_figure_is_recorded() -> None:
    """No figure escapes the ratchet by not being written."""
    for corpus in SCORED:
        ways = {"plain", "settled"} if disputes(corpus.name) else {"plain"}
        assert set(recorded()[corpus.name]) == ways


def test_docs_without_reference(*, update_scores: bool) -> None:
    """Operations and parameters are those that a reader finds on the pages; slips may only become fewer."""
    document = json.loads(json.dumps(VIETER.build().document))
    OpenAPIV30SpecValidator(document).validate()
    wanted = {line for line in GOLDEN.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"}
    found = set(facts_of(document))
    right = {"facts": round(len(wanted & found) / len(wanted | found), 4)}
    if update_scores:
        write(VIETER.name, {"plain": right})
    assert fallen(VIETER.name, {"plain": right}) == [], (sorted(wanted - found), sorted(found - wanted))


CASES = [case for corpus in SCORED for case in disputes(corpus.name)]


@pytest.mark.parametrize(
    "case", CASES, ids=lambda case: f"{case['corpus']} {case['operation']} {case['what']}"
)
def test_dispute_stands_in_the_docs(case: dict[str, str]) -> None:
    """Every dispute names a line that anyone can look at."""
    assert set(case) >= {"corpus", "operation", "what", "page", "line", "reason"}
    corpus = next(corpus for corpus in SCORED if corpus.name == case["corpus"])
    lines = (corpus.docs / case["page"]).read_text(encoding="utf-8").splitlines()
    assert lines[int(case["line"]) - 1].strip()

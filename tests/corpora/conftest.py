"""An option that writes risen scores, and the rule for corpora that are not there."""

from __future__ import annotations

import os

import pytest
from scoring import CORPORA


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--update-scores`."""
    parser.addoption("--update-scores", action="store_true", help="write the scores that have risen")


@pytest.fixture
def update_scores(request: pytest.FixtureRequest) -> bool:
    """Whether risen scores are to be written; never in CI, which has nobody to look at them."""
    wanted = bool(request.config.getoption("--update-scores", default=False))
    if wanted and os.environ.get("CI"):
        pytest.fail("scores are not written in CI: run this at your desk and commit scores.json")
    return wanted


@pytest.fixture(autouse=True)
def _corpora() -> None:
    """Leave out what needs the corpora where they are not there; in CI that is a failure."""
    if not CORPORA.is_dir():
        reason = f"the corpora are not there: {CORPORA}"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)

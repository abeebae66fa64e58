"""What all tests share: how long Hypothesis searches, and options that write what is expected anew."""

from __future__ import annotations

import os
import tempfile

import pytest
from hypothesis import HealthCheck, settings

# What tests compile is kept apart from what the user has compiled, and goes with them.
_CACHE = tempfile.TemporaryDirectory(prefix="mockdown-tests-")
os.environ["XDG_CACHE_HOME"] = _CACHE.name

SLOW_MACHINES = (HealthCheck.too_slow, HealthCheck.data_too_large)

settings.register_profile("brief", deadline=None, suppress_health_check=SLOW_MACHINES, max_examples=40)
settings.register_profile(
    "fuzz", deadline=None, suppress_health_check=SLOW_MACHINES, max_examples=5000, print_blob=True
)
settings.load_profile("brief")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options that write, without which nothing changes, and the one for all operations."""
    parser.addoption(
        "--update-golden", action="store_true", help="write what is compiled as the golden files"
    )
    parser.addoption("--full", action="store_true", help="test all operations of the corpora's descriptions")
    parser.addoption("--update-scores", action="store_true", help="write the corpus scores that have risen")


@pytest.fixture
def update_golden(request: pytest.FixtureRequest) -> bool:
    """Whether golden files are to be written."""
    return _wanted(request, "--update-golden")


@pytest.fixture
def update_scores(request: pytest.FixtureRequest) -> bool:
    """Whether risen scores are to be written."""
    return _wanted(request, "--update-scores")


def _wanted(request: pytest.FixtureRequest, option: str) -> bool:
    """An option that writes; never in CI, where nobody reads what changes."""
    wanted = bool(request.config.getoption(option))
    if wanted and os.environ.get("CI"):
        pytest.fail(f"{option} is not for CI: run it at your desk, and read the difference")
    return wanted

"""The pytest plugin: contract suites as tests, one per operation, and a mock server as a fixture."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--target` and `--mockdown-api`."""
    group = parser.getgroup("mockdown")
    group.addoption("--target", metavar="URL", help="run contract suites against the service at URL, not the mock")
    group.addoption("--mockdown-api", metavar="API", help="the API that the fixture `mockdown_mock` serves")

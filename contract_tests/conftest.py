"""Gives this folder `--target URL`, which tests a service instead of the mock."""

import pytest

from mockdown.pytest_plugin.target import add_target_options


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--target`, `--target-credential` and `--target-header`."""
    add_target_options(parser)

"""The options that name the service which contract suites test."""

from __future__ import annotations

import pytest


def add_target_options(parser: pytest.Parser, *, prefix: str = "--target") -> None:
    """Add `--target URL`, `--target-credential` and `--target-header` to the options of a test run.

    For the `conftest.py` of a project that wants these short names for `--mockdown-target` and its kin:

        def pytest_addoption(parser):
            add_target_options(parser)
    """
    group = parser.getgroup("mockdown")
    group.addoption(
        prefix,
        dest="mockdown_target",
        metavar="URL",
        help="test contracts on the service at URL, not on the mock",
    )
    group.addoption(
        f"{prefix}-credential",
        dest="mockdown_target_credential",
        metavar="SCHEME=SECRET",
        action="append",
        default=[],
        help=f"token, key or user:password for a security scheme of the service at {prefix}",
    )
    group.addoption(
        f"{prefix}-header",
        dest="mockdown_target_header",
        metavar="NAME:VALUE",
        action="append",
        default=[],
        help=f"header for every request to the service at {prefix}",
    )

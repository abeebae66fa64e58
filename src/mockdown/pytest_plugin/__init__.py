"""The pytest plugin: contract suites as tests, one per operation, and a mock server as a fixture.

pytest loads it in every run of everybody who installs mockdown, so what is heavy is imported on use.
"""

from __future__ import annotations

import pytest

from mockdown.contract.suite import ContractSuite


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--target` and `--mockdown-api`."""
    group = parser.getgroup("mockdown")
    group.addoption("--target", metavar="URL", help="test contracts on the service at URL, not on the mock")
    group.addoption("--mockdown-api", metavar="API", help="the API that the fixture `mockdown_mock` serves")


def pytest_pycollect_makeitem(
    collector: pytest.Module | pytest.Class, name: str, obj: object
) -> pytest.Collector | None:
    """A module-level `contract_suite(…)` becomes a collector."""
    if not isinstance(obj, ContractSuite):
        return None
    from mockdown.pytest_plugin.suites import SuiteCollector

    collected: pytest.Collector = SuiteCollector.from_parent(collector, name=name, suite=obj)
    return collected

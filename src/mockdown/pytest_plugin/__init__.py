"""The pytest plugin: contract suites as tests, one per operation, and a mock server as a fixture.

pytest loads it in every run of everybody who installs mockdown, so what is heavy is imported on use.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from mockdown.contract.suite import ContractSuite

if TYPE_CHECKING:
    from mockdown.testing import MockServer


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--target` with what belongs to it, and `--mockdown-api`."""
    group = parser.getgroup("mockdown")
    group.addoption("--target", metavar="URL", help="test contracts on the service at URL, not on the mock")
    group.addoption(
        "--target-credential",
        metavar="SCHEME=SECRET",
        action="append",
        default=[],
        help="token, key or user:password for a security scheme of the service at --target",
    )
    group.addoption(
        "--target-header",
        metavar="NAME:VALUE",
        action="append",
        default=[],
        help="header for every request to the service at --target",
    )
    group.addoption("--mockdown-api", metavar="API", help="the API that the fixture `mockdown_mock` serves")


@pytest.fixture(scope="session")
def mockdown_server(pytestconfig: pytest.Config) -> Iterator[MockServer]:
    """The mock behind `mockdown_mock`, in a thread of this process."""
    from mockdown.testing import mock_server  # noqa: PLC0415 - brings Connexion

    with mock_server(pytestconfig.getoption("mockdown_api"), cwd=pytestconfig.rootpath) as server:
        yield server


@pytest.fixture
def mockdown_mock(mockdown_server: MockServer) -> MockServer:
    """A running mock whose state is this test's alone: `.url`, `.headers`, `.session`, `.reset()`.

    It serves the one API of mockdown.toml, or the one that `--mockdown-api` names.
    """
    return mockdown_server.new_session()


def pytest_pycollect_makeitem(
    collector: pytest.Module | pytest.Class, name: str, obj: object
) -> pytest.Collector | None:
    """A module-level `contract_suite(…)` becomes a collector."""
    if not isinstance(obj, ContractSuite):
        return None
    from mockdown.pytest_plugin.suites import SuiteCollector  # noqa: PLC0415 - brings the compiler

    collected: pytest.Collector = SuiteCollector.from_parent(collector, name=name, suite=obj)
    return collected

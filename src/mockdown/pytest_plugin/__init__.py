"""The pytest plugin: contract suites as tests, one per operation, and a mock server as a fixture.

pytest loads it in every run of everybody who installs mockdown, so what is heavy is imported on use.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from mockdown import codes
from mockdown.contract.suite import ContractSuite
from mockdown.diagnostics import MockdownError
from mockdown.pytest_plugin.target import add_target_options

if TYPE_CHECKING:
    from mockdown.testing import MockServer


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options of the plugin, all of which begin with its name.

    Short names such as `--target` are left to the project: pytest refuses an option that two ask for.
    """
    add_target_options(parser, prefix="--mockdown-target")
    parser.getgroup("mockdown").addoption(
        "--mockdown-api", metavar="API", help="the API that the fixture `mockdown_mock` serves"
    )


@pytest.fixture(scope="session")
def mockdown_server(pytestconfig: pytest.Config) -> Iterator[MockServer]:
    """The mock behind `mockdown_mock`, in a thread of this process."""
    from mockdown.testing import mock_server  # noqa: PLC0415 - brings Connexion

    with ExitStack() as stack:
        try:
            serving = mock_server(pytestconfig.getoption("mockdown_api"), cwd=pytestconfig.rootpath)
            server = stack.enter_context(serving)
        except MockdownError as error:
            # Wrong use is told in words: a traceback would lead into code that is not the reader's.
            pytest.fail(_told(error), pytrace=False)
        yield server


def _told(error: MockdownError) -> str:
    """The diagnostics as the terminal shows them, with the option that names an API."""
    from mockdown.reporting import render  # noqa: PLC0415 - only for what went wrong

    way_out = (
        "pass --mockdown-api with a page, a folder of pages, an OpenAPI file, or an API of mockdown.toml"
    )
    return render(
        [
            replace(diagnostic, help=f"{diagnostic.help}, or {way_out}" if diagnostic.help else way_out)
            if diagnostic.code == codes.USE102
            else diagnostic
            for diagnostic in error.diagnostics
        ]
    ).rstrip()


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

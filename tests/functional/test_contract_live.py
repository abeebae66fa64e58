"""A contract run against a service that another hand wrote, over real HTTP."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1] / "unit" / "contract"))
import pytest
from contract_services import PetService, pets

from mockdown.contract import ContractOptions, render_report
from mockdown.contract.runner import run_contract
from mockdown.mock.server import BackgroundServer

pytestmark = pytest.mark.processes

OPTIONS = ContractOptions(max_examples=5, credentials={"key": "let-me-in"})


def test_a_service_that_keeps_its_docs_passes_over_http() -> None:
    """The base path of the description is added to a URL that has none."""
    with BackgroundServer(PetService()) as server:
        report = run_contract(pets(), url=server.url, options=OPTIONS)
    assert report.passed, render_report(report)
    assert report.target == server.url


def test_a_url_with_a_path_says_where_the_api_is() -> None:
    """Nothing is added to a URL that has a path of its own."""
    with BackgroundServer(PetService()) as server:
        report = run_contract(pets(), url=f"{server.url}/api/", options=OPTIONS)
    assert report.passed, render_report(report)


def test_error_bodies_that_nobody_documented_are_not_judged() -> None:
    """A service may word its implied errors as it likes: the docs say nothing of their bodies."""

    class Blunt(PetService):
        def _answer(self, scope: Any, body: bytes) -> tuple[int, Any]:
            status, answer = super()._answer(scope, body)
            return status, (["no"] if status >= 400 else answer)

    description = pets()
    for item in description.document["paths"].values():
        for operation in item.values():
            for response in operation["responses"].values():
                if response.get("x-implied"):
                    response["content"] = {"application/problem+json": {"schema": {"type": "object"}}}
    with BackgroundServer(Blunt()) as server:
        report = run_contract(description, url=server.url, options=OPTIONS)
    assert report.passed, render_report(report)


def test_a_service_that_goes_away_is_told() -> None:
    """When the service stops answering half-way, the run says so and gives what it has."""
    server = BackgroundServer(PetService()).start()

    def stop(event: object) -> None:
        if type(event).__name__ == "PhaseStarted" and event.phase.name.value == "fuzzing":  # type: ignore[attr-defined]
            server.stop()

    report = run_contract(pets(), url=server.url, options=OPTIONS, on_event=stop)
    assert not report.passed
    assert report.errors or report.stopped
    assert report.cases > 0

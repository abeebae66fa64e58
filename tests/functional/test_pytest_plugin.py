"""The pytest plugin as a user's test run meets it."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import uvicorn

sys.path.insert(0, str(Path(__file__).parents[1] / "unit" / "contract"))
from contract_services import DOCUMENT, PetService

pytest_plugins = ["pytester"]

SUITE = """
from mockdown.contract import ContractOptions, contract_suite

pets = contract_suite("pets.json", ContractOptions(max_examples=3{more}))
"""


@contextmanager
def served(app: Any) -> Iterator[str]:
    """The URL of an application on a free port."""
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error", lifespan="off"))
    started = threading.Event()
    startup = server.startup

    async def tell(*arguments: Any) -> None:
        await startup(*arguments)
        started.set()

    server.startup = tell  # type: ignore[method-assign]
    thread = threading.Thread(target=server.run)
    thread.start()
    assert started.wait(30)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(30)


@pytest.fixture
def suite(pytester: pytest.Pytester) -> pytest.Pytester:
    """A folder with a description, its map, and a thin suite."""
    lines = {
        "/paths/~1pets/get": ["docs/pets.md", 3, "declared"],
        "/components/schemas/Pet": ["docs/pets.md", 6, "declared"],
        "/components/schemas/Pet/properties/name": ["docs/pets.md", 7, "declared"],
    }
    source_map = {"mockdown": "0.1.0", "description": "pets.json", "pointers": lines}
    pytester.path.joinpath("pets.json").write_text(json.dumps(DOCUMENT), "utf-8")
    pytester.path.joinpath("pets.map.json").write_text(json.dumps(source_map), "utf-8")
    pytester.mkdir("docs").joinpath("pets.md").write_text(
        "# Pets\n\n## `GET /pets`\n\n\n\n- `name` (string): what it is called\n", "utf-8"
    )
    pytester.makepyfile(test_pets=SUITE.format(more=""))
    return pytester


def test_each_operation_is_a_test(suite: pytest.Pytester) -> None:
    """A suite gives one test per operation, and one for their sequences."""
    result = suite.runpytest("--collect-only", "-q")
    result.stdout.fnmatch_lines(
        [
            "test_pets.py::pets::GET /pets",
            "test_pets.py::pets::POST /pets",
            "test_pets.py::pets::GET /pets/{id}",
            "test_pets.py::pets::sequences",
        ]
    )


def test_a_live_service_that_keeps_its_docs_passes(suite: pytest.Pytester) -> None:
    """`--target URL` sends the cases to a service over HTTP."""
    service = PetService()
    with served(service) as url:
        result = suite.runpytest("--target", url, "-W", "error", "-k", "not sequences")
    result.assert_outcomes(passed=0, failed=3)
    assert "X-Key" not in result.stdout.str()
    assert service.seen


def test_a_failing_operation_shows_the_line_of_the_docs(suite: pytest.Pytester) -> None:
    """The failure is the report: the place in the docs, its text, what was sent and what came."""

    def spoil(status: int, body: Any) -> tuple[int, Any]:
        return status, [{"id": pet["id"]} for pet in body] if isinstance(body, list) else body

    suite.makepyfile(test_pets=SUITE.format(more=", credentials={'key': 'let-me-in'}"))
    with served(PetService(spoil)) as url:
        result = suite.runpytest("--target", url, "-k", "GET")
    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines(
        [
            "FAILED GET /pets: Response violates schema (response_schema_conformance)",
            "  --> docs/pets.md:7",
            "      - `name` (string): what it is called",
            "  sent       curl -X GET *",
            "  received   200 application/json",
        ]
    )
    assert "Traceback" not in result.stdout.str()


def test_an_excluded_operation_is_a_skipped_test(suite: pytest.Pytester) -> None:
    """The reason why an operation is left out stands in the output of every run."""
    more = ", phases=('examples',), exclude={'POST *': 'fills the quota'}, credentials={'key': 'let-me-in'}"
    suite.makepyfile(test_pets=SUITE.format(more=more))
    with served(PetService()) as url:
        result = suite.runpytest("--target", url, "-rs")
    result.assert_outcomes(passed=2, skipped=1)
    result.stdout.fnmatch_lines(["SKIPPED*fills the quota"])


def test_an_unknown_target_is_told_in_words(suite: pytest.Pytester) -> None:
    """A suite whose target does not exist is an error with a way out, without a traceback."""
    suite.makepyfile(
        test_pets="from mockdown.contract import contract_suite\npets = contract_suite('pest.json')"
    )
    result = suite.runpytest()
    result.assert_outcomes(errors=1)
    assert "Traceback" not in result.stdout.str()
    result.stdout.fnmatch_lines(["*pest.json*"])


def test_the_plugin_is_cheap_to_load() -> None:
    """A pytest run which uses no part of mockdown does not pay for its engines."""
    script = "import mockdown.pytest_plugin, sys; print([m for m in sys.modules if m in %r])"
    heavy = ("schemathesis", "connexion", "hypothesis", "jinja2", "openapi_spec_validator", "rich", "click")
    command = [sys.executable, "-c", script % (heavy,)]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip() == "[]"

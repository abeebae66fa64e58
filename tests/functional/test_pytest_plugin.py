"""The pytest plugin as a user's test run meets it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from mockdown.mock.server import BackgroundServer

sys.path.insert(0, str(Path(__file__).parents[1] / "unit" / "contract"))
from contract_services import DOCUMENT, PetService

pytest_plugins = ["pytester"]

pytestmark = pytest.mark.processes

SUITE = """
from mockdown.contract import ContractOptions, contract_suite

pets = contract_suite("pets.json", ContractOptions(max_examples=3{more}))
"""


CONFTEST = """
from mockdown.pytest_plugin.target import add_target_options


def pytest_addoption(parser):
    add_target_options(parser)
"""


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
    pytester.makeconftest(CONFTEST)
    return pytester


def test_each_operation_is_a_test(suite: pytest.Pytester) -> None:
    """A suite gives one test per operation, and one for their sequences."""
    result = suite.runpytest_subprocess("--collect-only", "-q")
    result.stdout.fnmatch_lines(
        [
            "test_pets.py::pets::GET /pets",
            "test_pets.py::pets::POST /pets",
            "test_pets.py::pets::GET /pets/{id}",
            "test_pets.py::pets::sequences",
        ]
    )


def test_a_live_service_that_keeps_its_docs_passes(suite: pytest.Pytester) -> None:
    """`--target URL` sends the cases to a service over HTTP, with the credentials that are named."""
    service = PetService()
    with BackgroundServer(service) as server:
        arguments = (
            "--target",
            server.url,
            "--target-credential",
            "key=let-me-in",
            "--target-header",
            "X-A: b",
        )
        result = suite.runpytest_subprocess(*arguments, "-W", "error")
    result.assert_outcomes(passed=4)
    assert service.seen


def test_a_service_that_lets_nobody_in_is_not_tested(suite: pytest.Pytester) -> None:
    """Without credentials every answer is 401, as documented: that is no reason to pass."""
    with BackgroundServer(PetService()) as server:
        result = suite.runpytest_subprocess("--target", server.url, "-k", "limit or GET")
    result.assert_outcomes(failed=2)
    result.stdout.fnmatch_lines(["error: GET /pets: every request was refused*"])


def test_a_failing_operation_shows_the_line_of_the_docs(suite: pytest.Pytester) -> None:
    """The failure is the report: the place in the docs, its text, what was sent and what came."""

    def spoil(status: int, body: Any) -> tuple[int, Any]:
        return status, [{"id": pet["id"]} for pet in body] if isinstance(body, list) else body

    suite.makepyfile(test_pets=SUITE.format(more=", credentials={'key': 'let-me-in'}"))
    with BackgroundServer(PetService(spoil)) as server:
        result = suite.runpytest_subprocess("--target", server.url, "-k", "GET")
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
    with BackgroundServer(PetService()) as server:
        result = suite.runpytest_subprocess("--target", server.url, "-rs")
    result.assert_outcomes(passed=2, skipped=1)
    result.stdout.fnmatch_lines(["SKIPPED*fills the quota"])


def test_an_unknown_target_is_told_in_words(suite: pytest.Pytester) -> None:
    """A suite whose target does not exist is an error with a way out, without a traceback."""
    suite.makepyfile(
        test_pets="from mockdown.contract import contract_suite\npets = contract_suite('pest.json')"
    )
    result = suite.runpytest_subprocess()
    result.assert_outcomes(errors=1)
    assert "Traceback" not in result.stdout.str()
    result.stdout.fnmatch_lines(["*pest.json*"])


def test_the_mock_passes_its_own_contract(suite: pytest.Pytester) -> None:
    """Without `--target` the mock is tested, in process, and every operation passes."""
    result = suite.runpytest_subprocess("-W", "error")
    result.assert_outcomes(passed=4)


def test_each_test_has_a_state_of_its_own(suite: pytest.Pytester) -> None:
    """`mockdown_mock` is one server, and every test starts from the seeds."""
    suite.makepyfile(
        test_pets="""
        import json
        from urllib.request import Request, urlopen
        import pytest

        @pytest.mark.parametrize("turn", [1, 2])
        def test_what_is_added_is_not_there_for_others(mockdown_mock, turn):
            headers = {**mockdown_mock.headers, "Content-Type": "application/json"}
            def pets():
                with urlopen(Request(f"{mockdown_mock.url}/pets", headers=headers)) as response:
                    return json.load(response)
            before = pets()
            body = json.dumps({"id": 77, "name": "Rex"}).encode()
            urlopen(Request(f"{mockdown_mock.url}/pets", data=body, headers=headers)).close()
            assert len(pets()) == len(before) + 1
            mockdown_mock.reset()
            assert pets() == before
            assert not any(pet["id"] == 77 for pet in before)
        """
    )
    suite.runpytest_subprocess("--mockdown-api", "pets.json").assert_outcomes(passed=2)


def test_the_plugin_is_cheap_to_load() -> None:
    """A pytest run which uses no part of mockdown does not pay for its engines."""
    script = "import mockdown.pytest_plugin, sys; print([m for m in sys.modules if m in %r])"
    heavy = ("schemathesis", "connexion", "hypothesis", "jinja2", "openapi_spec_validator", "rich", "click")
    command = [sys.executable, "-c", script % (heavy,)]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip() == "[]"


def test_a_project_may_have_a_target_of_its_own(suite: pytest.Pytester) -> None:
    """The plugin takes no short option: `--target` may mean something else, ours has a long name."""
    suite.makeconftest(
        """
        def pytest_addoption(parser):
            parser.addoption("--target", choices=["stable", "next"])
            parser.addoption("--target-header")
        """
    )
    with BackgroundServer(PetService()) as server:
        arguments = ("--target", "next", "--mockdown-target", server.url, "-k", "GET")
        secret = ("--mockdown-target-credential", "key=let-me-in")
        suite.runpytest_subprocess(*arguments, *secret).assert_outcomes(passed=2)


def test_a_pair_without_its_separator_is_wrong_use(suite: pytest.Pytester) -> None:
    """What cannot be split into name and value is told with what is missing."""
    result = suite.runpytest_subprocess(
        "--target", "http://127.0.0.1:9", "--target-header", "X-A", "-k", "GET"
    )
    result.stdout.fnmatch_lines(["*--target-header: `X-A` has no `:` between name and value*"])


def test_a_mock_of_nothing_is_told_in_words(pytester: pytest.Pytester) -> None:
    """Without mockdown.toml the fixture says what to do, and shows no code of ours."""
    pytester.makepyfile("def test_it(mockdown_mock): pass")
    result = pytester.runpytest_subprocess()
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["error*USE102*: no target is named, and there is no mockdown.toml"])
    text = result.stdout.str()
    assert "or pass --mockdown-api" in text
    assert "resolving.py" not in text

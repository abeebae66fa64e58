from __future__ import annotations

import socket
from copy import deepcopy
from dataclasses import replace
from typing import Any

import pytest
from contract_services import DOCUMENT, PetService, pets
from schemathesis.engine import events

from mockdown.contract import ContractOptions, ContractReport, Finding
from mockdown.contract.report import render_finding
from mockdown.contract.runner import run_contract
from mockdown.description import Description
from mockdown.diagnostics import MockdownError
from mockdown.mock.app import create_app
from mockdown.mock.settings import Auth, MockSettings
from mockdown.source import Origin, Rank

FEW = ContractOptions(max_examples=5)


def run(service: PetService, options: ContractOptions = FEW) -> ContractReport:
    return run_contract(pets(), app=service, options=options)


def found(report: ContractReport, operation: str, check: str) -> list[Finding]:
    return [f for f in report.findings if f.operation == operation and f.check == check]


def line(finding: Finding) -> int:
    assert finding.origin is not None
    return finding.origin.line


def test_a_service_that_keeps_its_docs_passes() -> None:
    """Nothing is found in a right service, and no operation is skipped."""
    service = PetService()
    report = run(service)
    assert report.passed
    assert [result.skipped for result in report.operations] == [None, None, None]
    assert 0 < report.cases <= len(service.seen)
    assert set(report.cases_per_phase) == {"examples", "coverage", "fuzzing", "stateful", "lifecycle"}


def test_the_same_seed_sends_the_same_cases() -> None:
    """Two runs send the same requests, byte for byte, and come to the same report."""
    one, two = PetService(), PetService()
    assert run(one) == run(two)
    assert one.seen == two.seen


def test_every_case_meets_a_fresh_state() -> None:
    """The state is put back before each case, so that none depends on the one before it."""
    service = PetService()
    run(service, ContractOptions(max_examples=5, phases=("examples", "coverage", "fuzzing")))
    assert service.resets > 50
    assert list(service.pets) == [1]


def test_a_missing_property_names_its_line() -> None:
    """An absent required property points at the line that documents that property."""

    def spoil(status: int, body: Any) -> tuple[int, Any]:
        return status, {"id": body["id"]} if isinstance(body, dict) else body

    report = run(PetService(spoil))
    (finding,) = found(report, "GET /pets/{id}", "response_schema_conformance")
    assert line(finding) == 62
    assert finding.pointer == "/components/schemas/Pet/properties/name"
    assert finding.documented == "type: string, maxLength: 20"
    assert finding.answer is not None
    assert finding.answer.body == '{"id": 1}'
    assert finding.sent.startswith("curl -X GET")
    assert not report.passed


def test_a_shared_schema_is_named_after_the_operations_own_words() -> None:
    """The report begins where the operation shows its answer, then comes the line of the schema."""

    def spoil(status: int, body: Any) -> tuple[int, Any]:
        return status, {"id": body["id"]} if isinstance(body, dict) else body

    (finding,) = found(run(PetService(spoil)), "GET /pets/{id}", "response_schema_conformance")
    assert finding.own_origin == Origin("docs/pets.md", 44)
    text = render_finding(finding)
    assert text.index("--> docs/pets.md:44\n") < text.index("--> docs/pets.md:62\n")
    assert finding.place == Origin("docs/pets.md", 62)
    read_off = replace(finding, origin=Origin("docs/pets.md", 62, Rank.EXAMPLE))
    assert read_off.place == Origin("docs/pets.md", 44)


def test_a_wrong_type_inside_a_list_names_its_line() -> None:
    """A value deep in a list points at the line of its own property."""

    def spoil(status: int, body: Any) -> tuple[int, Any]:
        return status, [{**pet, "id": "one"} for pet in body] if isinstance(body, list) else body

    (finding,) = found(run(PetService(spoil)), "GET /pets", "response_schema_conformance")
    assert line(finding) == 61


def test_an_undocumented_property_is_a_finding() -> None:
    """A name the docs do not mention is reported at the object that holds it."""

    def spoil(status: int, body: Any) -> tuple[int, Any]:
        return status, [{**pet, "age": 3} for pet in body] if isinstance(body, list) else body

    (finding,) = run(PetService(spoil)).findings
    assert finding.check == "undocumented_property"
    assert "`age`" in finding.message
    assert line(finding) == 60


def test_a_property_that_an_example_shows_is_mentioned() -> None:
    """What a documented example holds beyond its schema is no surprise, wherever the schema is used."""
    document = deepcopy(DOCUMENT)
    media = document["paths"]["/pets"]["get"]["responses"]["200"]["content"]["application/json"]
    media["example"] = [{"id": 1, "name": "Tom", "age": 3}]
    report = run_contract(
        Description("pets", document),
        app=PetService(lambda s, b: (s, {**b, "age": 3} if isinstance(b, dict) and "id" in b else b)),
        options=FEW,
    )
    assert not [finding for finding in report.findings if finding.check == "undocumented_property"]


def test_the_strict_check_can_be_switched_off() -> None:
    """Without it, undocumented names pass as they do in plain JSON Schema."""
    options = ContractOptions(max_examples=5, undocumented=False)
    report = run(PetService(lambda s, b: (s, {**b, "age": 3} if isinstance(b, dict) else b)), options)
    assert report.passed


def test_an_undocumented_status_names_the_operation() -> None:
    """A status the docs do not list points at the operation, with the statuses they do list."""
    report = run(PetService(lambda _, b: (202, b)))
    (finding,) = found(report, "GET /pets/{id}", "status_code_conformance")
    assert line(finding) == 40
    assert finding.documented == "200, 401"


def test_a_server_error_is_a_finding() -> None:
    """A 500 is reported with what was sent."""
    report = run(PetService(lambda _, b: (500, b)))
    (finding,) = found(report, "POST /pets", "not_a_server_error")
    assert finding.message == "the service answered 500"
    assert line(finding) == 20


def test_ignored_authentication_names_the_security_line() -> None:
    """A service that lets everyone in breaks the line that asks for a key."""
    report = run(PetService(check_key=False))
    (finding,) = found(report, "GET /pets", "ignored_auth")
    assert line(finding) == 1


def test_an_accepted_wrong_parameter_names_its_line() -> None:
    """A bound that is not enforced points at the parameter that documents it."""
    report = run(PetService(check_input=False))
    (finding,) = found(report, "GET /pets", "negative_data_rejection")
    assert line(finding) == 7
    assert "limit" in finding.documented


def test_secrets_are_redacted() -> None:
    """The key that was sent stands nowhere in the report."""
    report = run(PetService(lambda _, b: (500, b)))
    assert "let-me-in" not in repr(report)


def test_operations_left_out_keep_their_reason() -> None:
    """An operation that is excluded is named with the reason, and nothing is sent to it."""
    service = PetService()
    report = run(service, ContractOptions(max_examples=3, exclude={"addPet": "fills the quota"}))
    (left_out,) = report.left_out
    assert (left_out.label, left_out.skipped) == ("POST /pets", "fills the quota")
    assert report.passed
    assert not any(line.startswith("POST b'/api/pets'") and "400" in line for line in service.seen)


def test_read_only_sends_nothing_that_changes() -> None:
    """With read_only the operations with unsafe methods are left out."""
    report = run(PetService(), ContractOptions(max_examples=3, read_only=True))
    assert [result.label for result in report.left_out] == ["POST /pets"]


def test_one_operation_can_be_chosen() -> None:
    """`include` takes a label, an operationId or a pattern."""
    report = run(
        PetService(), ContractOptions(max_examples=3, include=("GET /pets/*",), phases=("examples",))
    )
    assert [result.label for result in report.tested] == ["GET /pets/{id}"]


@pytest.mark.parametrize(
    ("options", "message", "way_out"),
    [
        (ContractOptions(include=("getPett",)), "there is no operation `getPett`", "did you mean `getPet`?"),
        (ContractOptions(phases=("fuzz",)), "there is no phase `fuzz`", "did you mean `fuzzing`?"),
        (
            ContractOptions(checks=("ignore_auth",)),
            "there is no check `ignore_auth`",
            "did you mean `ignored_auth`?",
        ),
    ],
)
def test_unknown_names_are_refused(options: ContractOptions, message: str, way_out: str) -> None:
    """A name that fits nothing is told before anything is sent, with a guess at what was meant."""
    service = PetService()
    with pytest.raises(MockdownError) as caught:
        run(service, options)
    (diagnostic,) = caught.value.diagnostics
    assert (diagnostic.message, diagnostic.help) == (message, way_out)
    assert service.seen == []


def test_nothing_to_test_is_refused() -> None:
    """A description without operations, or with all of them left out, cannot pass."""
    empty = Description("empty", {"openapi": "3.0.4", "info": {"title": "E", "version": "1"}, "paths": {}})
    with pytest.raises(MockdownError, match="has no operation to test"):
        run_contract(empty, app=PetService())
    with pytest.raises(MockdownError, match="are left out: no need"):
        run(PetService(), ContractOptions(exclude={"*": "no need"}))


def test_a_service_that_lets_nobody_in_does_not_pass() -> None:
    """Refusing everybody keeps the docs, but then nothing else was seen of them."""
    options = ContractOptions(max_examples=3, credentials={"key": "wrong"}, phases=("examples",))
    report = run(PetService(), options)
    assert not report.passed
    assert [error.where for error in report.errors] == ["GET /pets", "POST /pets", "GET /pets/{id}"]


def test_a_service_that_is_down_is_told_at_once() -> None:
    """A port on which nobody listens, and a text that is no URL, are wrong use."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        with pytest.raises(MockdownError, match="nothing answers at 127"):
            run_contract(pets(), url=f"http://127.0.0.1:{port}")
    with pytest.raises(MockdownError, match="is no URL of a service"):
        run_contract(pets(), url="localhost:8080")


def test_an_interrupted_run_gives_what_it_has() -> None:
    """Ctrl-C ends the run with a report that says so."""

    def interrupt(event: events.EngineEvent) -> None:
        if isinstance(event, events.ScenarioFinished) and event.phase.value == "coverage":
            raise KeyboardInterrupt

    report = run_contract(pets(), app=PetService(), options=FEW, on_event=interrupt)
    assert report.stopped == "Interrupted"
    assert report.cases > 0
    assert not report.passed


def test_a_target_is_one_of_two() -> None:
    """Neither or both of app and url is wrong use."""
    with pytest.raises(ValueError, match="either app or url"):
        run_contract(pets())


def test_events_are_shown_as_they_come() -> None:
    """Progress is told while the run goes on."""
    names: list[str] = []
    options = ContractOptions(phases=("examples",))
    run_contract(
        pets(), app=PetService(), options=options, on_event=lambda event: names.append(type(event).__name__)
    )
    assert names[0] == "EngineStarted"
    assert names[-1] == "EngineFinished"


def test_some_checks_can_be_chosen() -> None:
    """Only the checks that are named run."""
    options = ContractOptions(max_examples=3, checks=("not_a_server_error",), undocumented=False)
    assert run(PetService(lambda _, b: (299, b)), options).passed


def test_what_does_not_come_again_is_flaky() -> None:
    """A failure that the same request does not cause again is told, and does not fail the run."""

    class Moody(PetService):
        """Breaks down once."""

        has_failed = False

        def _answer(self, scope: Any, body: bytes) -> tuple[int, Any]:
            status, answer = super()._answer(scope, body)
            if status == 200 and len(self.seen) > 30 and not self.has_failed:
                self.has_failed = True
                return 500, answer
            return status, answer

    report = run(Moody(), ContractOptions(phases=("coverage", "fuzzing"), max_examples=20))
    assert {finding.answer.status for finding in report.findings if finding.answer} == {500}
    assert all(finding.flaky for finding in report.findings)
    assert report.passed


def test_what_comes_again_is_a_failure() -> None:
    """A steady fault is never taken for a whim, whatever check it breaks."""
    report = run(PetService(lambda _, body: (500, body), check_key=False, check_input=False))
    assert report.findings
    assert not any(finding.flaky for finding in report.findings)


def test_examples_of_answers_that_a_parameter_excludes_are_not_sent() -> None:
    """A bound that excludes its number holds for what an answer's example shows by that name."""
    limit = {"type": "integer", "minimum": 0, "exclusiveMinimum": True}
    answer = {"schema": {"type": "object"}, "example": {"limit": 0}}
    listing = {
        "operationId": "list",
        "parameters": [{"name": "limit", "in": "query", "required": True, "schema": limit}],
        "responses": {"200": {"description": "", "content": {"application/json": answer}}},
    }
    document = {"openapi": "3.0.4", "info": {"title": "T", "version": "1"}, "paths": {"/a": {"get": listing}}}
    description = Description("bounds", document)
    options = ContractOptions(phases=("examples", "coverage"))
    report = run_contract(description, app=create_app(description), options=options)
    assert report.findings == ()
    assert [result.label for result in report.succeeded] == ["GET /a"]


def test_only_what_is_named_is_tested_beside_an_upgrade() -> None:
    """An operation that leaves HTTP, of which the engine is told more, does not bring in the others."""
    paths = {
        "/socket": {"get": {"responses": {"101": {"description": ""}}}},
        "/a": {"get": {"responses": {"200": {"description": ""}}}},
        "/b": {"get": {"responses": {"200": {"description": ""}}}},
    }
    document = {"openapi": "3.0.4", "info": {"title": "T", "version": "1"}, "paths": paths}
    description = Description("upgrade", document)
    options = ContractOptions(max_examples=2, include=("GET /a",))
    report = run_contract(description, app=create_app(description), options=options)
    assert [result.label for result in report.tested] == ["GET /a"]


def test_a_token_is_sent_only_where_it_is_wanted() -> None:
    """A scheme that Schemathesis cannot fill in takes nothing from operations that want another."""
    answer = {"200": {"description": ""}, "401": {"description": ""}}
    flows = {"clientCredentials": {"tokenUrl": "https://example.com/token", "scopes": {}}}
    document = {
        "openapi": "3.0.4",
        "info": {"title": "T", "version": "1"},
        "paths": {
            "/a": {"get": {"responses": answer, "security": [{"oauth": []}]}},
            "/b": {"get": {"responses": answer, "security": [{"login": []}]}},
        },
        "components": {
            "securitySchemes": {
                "oauth": {"type": "oauth2", "flows": flows},
                "login": {"type": "http", "scheme": "basic"},
            }
        },
    }
    description = Description("tokens", document)
    app = create_app(description, settings=MockSettings(auth=Auth.KNOWN))
    report = run_contract(description, app=app, options=FEW)
    assert report.errors == ()
    assert len(report.succeeded) == 2

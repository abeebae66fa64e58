from __future__ import annotations

import json
from typing import Any

from contract_services import PetService, pets

from mockdown.contract import ContractOptions, ContractReport
from mockdown.contract.claims import Claim, JudgedClaim, Kind, Verdict, extract_claims
from mockdown.contract.claims_file import check_gate, render_claims
from mockdown.contract.outcome import Finding, OperationResult
from mockdown.contract.runner import run_contract
from mockdown.contract.shards import IN_ANOTHER_SHARD

FEW = ContractOptions(max_examples=5)


def run(service: PetService) -> ContractReport:
    return run_contract(pets(), app=service, options=FEW)


def verdicts(report: ContractReport, verdict: Verdict) -> set[str]:
    return {judged.claim.id for judged in report.claims if judged.verdict is verdict}


def test_every_documented_element_is_a_claim() -> None:
    """Statuses, parameters, properties, values, examples and security are claims with their lines."""
    claims = [claim for claim in extract_claims(pets()) if claim.operation == "POST /pets"]
    assert {claim.kind for claim in claims} == {
        Kind.REQUIRED,
        Kind.EXAMPLE,
        Kind.FIELD,
        Kind.VALUE,
        Kind.STATUS,
        Kind.PROPERTY,
        Kind.SECURITY,
    }
    by_id = {claim.id: claim for claim in claims}
    name = by_id["POST /pets property /components/schemas/Pet/properties/name"]
    assert name.origin is not None
    assert name.origin.line == 62
    assert len(by_id) == len(claims)


def test_what_is_implied_is_no_claim() -> None:
    """Nobody wrote the implied statuses, so nobody can break them."""
    statuses = {claim.name for claim in extract_claims(pets()) if claim.kind is Kind.STATUS}
    assert statuses == {"200", "201", "401"}


def test_a_right_service_verifies_its_claims() -> None:
    """Nothing is violated, and only what no case could show stays unexercised."""
    report = run(PetService())
    assert report.count(Verdict.VIOLATED) == 0
    assert all(" value " in claim for claim in verdicts(report, Verdict.NEVER_EXERCISED))
    assert report.count(Verdict.VERIFIED) > 25


def test_a_missing_property_violates_its_own_claim() -> None:
    """Only the claim of the property that is missing falls, in each operation that lacks it."""

    def spoil(status: int, body: Any) -> tuple[int, Any]:
        return status, {"id": body["id"]} if isinstance(body, dict) else body

    assert verdicts(run(PetService(spoil)), Verdict.VIOLATED) == {
        "POST /pets property /components/schemas/Pet/properties/name",
        "GET /pets/{id} property /components/schemas/Pet/properties/name",
    }


def test_an_open_door_violates_the_security_claim() -> None:
    """A service that asks for no key breaks the claim that it does."""
    violated = verdicts(run(PetService(check_key=False)), Verdict.VIOLATED)
    assert {claim for claim in violated if " security " in claim} == {
        "GET /pets security /security",
        "POST /pets security /security",
        "GET /pets/{id} security /security",
    }


def test_an_accepted_wrong_value_violates_the_parameter_claim() -> None:
    """A bound that nobody enforces breaks the claim of the parameter that states it."""
    violated = verdicts(run(PetService(check_input=False)), Verdict.VIOLATED)
    assert "GET /pets parameter /paths/~1pets/get/parameters/0" in violated
    assert "POST /pets required /components/schemas/Pet/properties/name" in violated


def test_an_undocumented_property_violates_no_claim() -> None:
    """What the docs are silent on is listed apart."""

    def spoil(status: int, body: Any) -> tuple[int, Any]:
        return status, {**body, "age": 3} if isinstance(body, dict) else body

    report = run(PetService(spoil))
    assert report.count(Verdict.VIOLATED) == 0
    document = json.loads(render_claims(report))
    assert document["undocumented"][0]["kind"] == "property"
    assert document["undocumented"][0]["line"] == 60
    assert check_gate(report) == ()
    assert check_gate(report, fail_on=("violated", "undocumented")) == ("seen, and not documented: 2",)


def test_the_file_is_the_same_for_the_same_run() -> None:
    """claims.json holds a verdict and a line for every claim, and nothing that changes by itself."""
    one, two = render_claims(run(PetService())), render_claims(run(PetService()))
    assert one == two
    document = json.loads(one)
    assert document["format"] == 1
    assert document["complete"] is True
    assert set(document["summary"]) == {"verified", "violated", "never exercised"}
    assert sum(document["summary"].values()) == len(document["claims"])
    assert document["claims"][0] == {
        "id": "GET /pets parameter /paths/~1pets/get/parameters/0",
        "operation": "GET /pets",
        "kind": "parameter",
        "name": "limit",
        "pointer": "/paths/~1pets/get/parameters/0",
        "page": "docs/pets.md",
        "line": 7,
        "verdict": "verified",
        "cases": document["claims"][0]["cases"],
    }


def judged(name: str, verdict: Verdict) -> JudgedClaim:
    claim = Claim(operation="GET /pets", kind=Kind.STATUS, pointer=f"/{name}", name=name)
    return JudgedClaim(claim=claim, verdict=verdict)


def test_the_gate_names_what_is_missing() -> None:
    """A gate says by how much it fails."""
    claims = (
        judged("200", Verdict.VERIFIED),
        judged("201", Verdict.VERIFIED),
        judged("404", Verdict.VIOLATED),
        judged("500", Verdict.NEVER_EXERCISED),
    )
    lost = Finding(
        operation="GET /pets",
        check="response_schema_conformance",
        title="",
        message="",
        pointer="",
        origin=None,
        documented="",
        phase="",
        sent="",
        answer=None,
    )
    tested = OperationResult(label="GET /pets", operation_id="pets", cases=1, findings=(lost,))
    other = OperationResult(label="PUT /pets", operation_id="put", skipped=IN_ANOTHER_SHARD, left_out=True)
    elsewhere = Claim(operation="PUT /pets", kind=Kind.STATUS, pointer="/204", name="204")
    never = JudgedClaim(claim=elsewhere, verdict=Verdict.NEVER_EXERCISED)
    report = ContractReport(
        name="pets", target="mock", seed=1, operations=(tested, other), claims=(*claims, never)
    )
    assert check_gate(report, fail_under=50, fail_on=()) == ()
    assert check_gate(report, fail_under=90, fail_on=()) == (
        "50.0 % of the claims are verified, 90 % are asked for",
    )
    assert check_gate(report, fail_on=("unexercised",)) == ("claims that were never exercised: 1",)
    assert check_gate(report) == ("promises are broken: 1",)

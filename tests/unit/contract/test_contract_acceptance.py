from __future__ import annotations

from copy import deepcopy
from datetime import date
from typing import Any

import pytest
from contract_services import DOCUMENT, POINTERS, PetService

from mockdown.contract import ContractOptions, ContractReport, render_report
from mockdown.contract.acceptance import find_acceptance
from mockdown.contract.annotations import render_annotations
from mockdown.contract.claims import Verdict
from mockdown.contract.report_file import dump_report, load_report
from mockdown.contract.runner import run_contract
from mockdown.contract.sarif import sarif_log
from mockdown.description import Description, SourceMap
from mockdown.diagnostics import MockdownError

KNOWN = {"reason": "the names are cut", "owner": "team pets", "expires": "2027-01-31"}
NAME = "/components/schemas/Pet/properties/name"


def accepting(pointer: str, value: Any) -> Description:
    """The pets, of which one element is accepted as broken."""
    document = deepcopy(DOCUMENT)
    Description("pets", document).at(pointer)["x-accepted"] = value
    return Description("pets", document, SourceMap(POINTERS))


def run(description: Description, today: date) -> ContractReport:
    """A service whose names are numbers."""

    def spoil(status: int, body: Any) -> tuple[int, Any]:
        return status, {**body, "name": 5} if isinstance(body, dict) else body

    options = ContractOptions(max_examples=3, phases=("examples", "coverage"), today=today)
    return run_contract(description, app=PetService(spoil), options=options)


def test_what_is_accepted_is_told_and_does_not_fail() -> None:
    """Until its last day; the claim is violated all the same."""
    report = run(accepting(NAME, KNOWN), date(2027, 1, 31))
    assert report.passed, render_report(report)
    assert report.count(Verdict.VIOLATED) > 0
    told = render_report(report)
    assert "accepted GET /pets/{id}" in told
    assert "until 2027-01-31 by team pets: the names are cut" in told
    assert "FAILED" not in told
    assert "::notice file=docs/pets.md" in render_annotations(report)
    (suppression,) = sarif_log(report)["runs"][0]["results"][0]["suppressions"]
    assert suppression["justification"].startswith("until 2027-01-31")
    assert load_report(dump_report(report), name="r.json") == report


def test_it_fails_again_when_the_day_is_past() -> None:
    """Nothing is accepted for ever."""
    report = run(accepting(NAME, KNOWN), date(2027, 2, 1))
    assert not report.passed
    assert "FAILED GET /pets/{id}" in render_report(report)


def test_an_operation_may_be_accepted_as_a_whole() -> None:
    """What stands around the element that is broken counts as well; other operations are not touched."""
    report = run(accepting("/paths/~1pets~1{id}/get", KNOWN), date(2027, 1, 1))
    assert {finding.operation for finding in report.failures} == {"POST /pets"}


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (True, "it has no `reason`"),
        ({**KNOWN, "owner": " "}, "it has no `owner`"),
        ({**KNOWN, "expires": "soon"}, "Invalid isoformat string: 'soon'"),
    ],
)
def test_an_acceptance_says_why_who_and_until_when(value: Any, told: str) -> None:
    """Without one of the three it is refused."""
    with pytest.raises(MockdownError, match=r"x-accepted") as raised:
        find_acceptance(accepting(NAME, value), (NAME,), today=date(2027, 1, 1))
    assert told in raised.value.diagnostics[0].message
    assert raised.value.diagnostics[0].code.id == "CON109"


def test_a_date_may_be_one_already() -> None:
    """As a reader of YAML gives it."""
    description = accepting(NAME, {**KNOWN, "expires": date(2027, 1, 31)})
    assert find_acceptance(description, (NAME,), today=date(2027, 1, 1)) is not None
    assert find_acceptance(description, ("/paths/~1pets/get",), today=date(2027, 1, 1)) is None

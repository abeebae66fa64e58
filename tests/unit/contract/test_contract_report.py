from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from mockdown.contract import Answer, ContractReport, Finding, OperationResult, RunError, render_report
from mockdown.contract.annotations import render_annotations
from mockdown.contract.sarif import render_sarif, sarif_log
from mockdown.source import Origin

FINDING = Finding(
    operation="GET /pets/{id}",
    check="response_schema_conformance",
    title="Response violates schema",
    message='"name" is a required property',
    pointer="/components/schemas/Pet/properties/name",
    origin=Origin("docs/pets.md", 3),
    documented="type: string",
    phase="coverage",
    sent="curl -X GET http://localhost/api/pets/1",
    answer=Answer(status=200, media_type="application/json", body='{"id": 1}'),
    cases=2,
)


def report(*findings: Finding, **others: object) -> ContractReport:
    return ContractReport(
        name="pets",
        target="mock",
        seed=1,
        operations=(
            OperationResult(label="GET /pets/{id}", operation_id="getPet", cases=9, findings=findings),
            OperationResult(label="POST /pets", operation_id="addPet", skipped="too dear", left_out=True),
        ),
        **others,  # type: ignore[arg-type]
    )


def test_a_finding_shows_the_line_what_was_sent_and_what_came(tmp_path: Path) -> None:
    """The docs' own line stands under its place; then promise, request and answer."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "pets.md").write_text("# Pets\n\n| name | string | what it is called |\n", "utf-8")
    assert render_report(report(FINDING), root=tmp_path) == (
        "FAILED GET /pets/{id}: Response violates schema (response_schema_conformance)\n"
        "  --> docs/pets.md:3\n"
        "      | name | string | what it is called |\n"
        '  problem    "name" is a required property\n'
        "  documented type: string\n"
        "  sent       curl -X GET http://localhost/api/pets/1\n"
        "  received   200 application/json\n"
        '             {"id": 1}\n'
        "  seen       in 2 cases, phase coverage\n"
        "\n"
        "left out: POST /pets: too dear\n"
        "pets (mock): 1 of 1 operation tested, 0 with 2xx, 0 skipped, 1 left out, 9 cases, 1 failure"
        " [seed 1]\n"
    )


def test_a_page_that_is_not_there_is_still_named(tmp_path: Path) -> None:
    """Without the page the place is shown, and nothing breaks."""
    assert "  --> docs/pets.md:3\n  problem" in render_report(report(FINDING), root=tmp_path)


def test_control_characters_stay_harmless() -> None:
    """What a service sends cannot move the cursor or change colours."""
    finding = replace(FINDING, origin=None, answer=Answer(status=200, body="\x1b[31mred\x07"))
    text = render_report(report(finding))
    assert "\x1b" not in text
    assert "\\x1b[31mred\\x07" in text


def test_errors_and_stops_are_told() -> None:
    """What kept the run from its end stands in the report."""
    text = render_report(
        report(errors=(RunError(where="GET /pets", message="refused"),), stopped="Interrupted")
    )
    assert "error: GET /pets: refused" in text
    assert "1 error, stopped: interrupted" in text


def test_a_flaky_finding_is_no_failure() -> None:
    """A finding that did not come again is told, and does not fail the run."""
    flaky = report(replace(FINDING, flaky=True))
    assert flaky.passed
    assert "0 failures, 1 flaky" in render_report(flaky)
    assert json.loads(render_sarif(flaky))["runs"][0]["results"][0]["level"] == "note"


def test_sarif_puts_each_finding_on_its_line() -> None:
    """A result names rule, page and line, and keeps its fingerprint when the line moves."""
    (run,) = sarif_log(report(FINDING))["runs"]
    (result,) = run["results"]
    assert result["ruleId"] == run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"]
    assert result["locations"] == [
        {
            "physicalLocation": {
                "artifactLocation": {"uri": "docs/pets.md", "uriBaseId": "ROOT"},
                "region": {"startLine": 3},
            }
        }
    ]
    moved = sarif_log(report(replace(FINDING, origin=Origin("docs/pets.md", 30))))["runs"][0]["results"][0]
    assert moved["partialFingerprints"] == result["partialFingerprints"]


def test_sarif_has_no_place_for_what_has_no_line() -> None:
    """A description without a map gives results without locations; errors are notifications."""
    log = sarif_log(report(replace(FINDING, origin=None), errors=(RunError(where="x", message="y"),)))
    (run,) = log["runs"]
    assert "locations" not in run["results"][0]
    assert run["invocations"][0]["toolExecutionNotifications"][0]["message"] == {"text": "x: y"}


def test_annotations_stand_on_the_page() -> None:
    """GitHub shows a finding beside the line of the Markdown file."""
    text = render_annotations(report(FINDING, errors=(RunError(where="x", message="100 %"),)))
    first, second = text.splitlines()
    assert first.startswith(
        "::error file=docs/pets.md,line=3,title=response_schema_conformance%3A GET /pets/{id}::"
        "GET /pets/{id}: Response violates schema%0A"
    )
    assert second == "::error title=pets::x: 100 %25"

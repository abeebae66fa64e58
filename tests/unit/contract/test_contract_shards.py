from __future__ import annotations

from dataclasses import replace

import pytest
from contract_services import PetService, pets

from mockdown.contract import ContractOptions, ContractReport
from mockdown.contract.merging import merge_reports
from mockdown.contract.report_file import dump_report, load_report
from mockdown.contract.runner import run_contract
from mockdown.contract.shards import SEQUENCES, Shard, make_plan, parse_shard
from mockdown.diagnostics import MockdownError

FEW = ContractOptions(max_examples=3)


def shard(text: str, service: PetService | None = None) -> ContractReport:
    return run_contract(pets(), app=service or PetService(), options=replace(FEW, shard=parse_shard(text)))


def test_the_plan_gives_everything_to_exactly_one_shard() -> None:
    """No operation is lost, none is done twice, and the loads are close."""
    description = pets()
    plan = make_plan(description, description.operations, 2, sequences=True)
    given = [label for part in plan.parts for label in part]
    assert sorted(given) == sorted([*(operation.label for operation in description.operations), SEQUENCES])
    assert plan == make_plan(description, description.operations, 2, sequences=True)
    assert plan.hash != make_plan(description, description.operations, 3, sequences=True).hash


def test_shards_together_are_the_whole_run() -> None:
    """Merged reports tell of every operation and every phase, and of the same findings."""
    merged = merge_reports([shard("2/2"), shard("1/2")])
    whole = run_contract(pets(), app=PetService(), options=FEW)
    assert merged.passed
    assert [result.label for result in merged.tested] == [result.label for result in whole.tested]
    assert merged.cases_per_phase.keys() == whole.cases_per_phase.keys()
    assert len(merged.claims) == len(whole.claims)
    assert merged.left_out == ()


def test_a_finding_of_any_shard_is_in_the_whole() -> None:
    """One shard that fails makes the merged run fail."""
    parts = [shard(text, PetService(lambda _, body: (202, body))) for text in ("1/2", "2/2")]
    merged = merge_reports(parts)
    assert {finding.operation for finding in merged.failures} >= {"GET /pets", "GET /pets/{id}"}


def test_a_report_survives_the_file() -> None:
    """What is written is read again, findings, claims and all."""
    report = shard("1/2", PetService(lambda _, body: (500, body)))
    assert report.findings
    assert load_report(dump_report(report), name="report.json") == report


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"format": 99}', '{"format": 1, "name": "x"}'])
def test_a_broken_report_is_told(text: str) -> None:
    """A file that is no report is named, with the reason."""
    with pytest.raises(MockdownError, match=r"report\.json is no report of a contract run"):
        load_report(text, name="report.json")


@pytest.mark.parametrize("text", ["3/2", "0/2", "1", "a/b", "1/2/3", "-1/2"])
def test_what_is_no_shard_is_told(text: str) -> None:
    """A shard is written as 2/5."""
    with pytest.raises(MockdownError, match="is no shard"):
        parse_shard(text)


def bare(index: int, count: int = 3, plan: str = "p", name: str = "pets") -> ContractReport:
    part = Shard(index=index, count=count, plan=plan)
    return ContractReport(name=name, target="mock", seed=1, operations=(), shard=part)


@pytest.mark.parametrize(
    ("reports", "message"),
    [
        ([], "no report is given"),
        ([bare(1), bare(2)], "missing 3 of 3"),
        ([bare(1), bare(2), bare(2), bare(3)], "twice 2 of 3"),
        ([bare(1), bare(2, plan="q")], "of different runs"),
        ([bare(1), bare(2, name="vets")], "of different runs"),
    ],
)
def test_parts_that_do_not_fit_are_told(reports: list[ContractReport], message: str) -> None:
    """A missing, doubled or foreign part is named instead of being passed over."""
    with pytest.raises(MockdownError, match=message):
        merge_reports(reports)

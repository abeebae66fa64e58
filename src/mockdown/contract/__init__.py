"""Contract tests: whether a service, or the mock, keeps what its docs promise.

`run_contract` stands in `mockdown.contract.runner`, because it brings Schemathesis with it.
"""

from mockdown.contract.options import ContractOptions
from mockdown.contract.outcome import Answer, ContractReport, Finding, OperationResult, RunError
from mockdown.contract.report import render_report, render_summary
from mockdown.contract.suite import BrokenContractError, ContractSuite, contract_suite

__all__ = [
    "Answer",
    "BrokenContractError",
    "ContractOptions",
    "ContractReport",
    "ContractSuite",
    "Finding",
    "OperationResult",
    "RunError",
    "contract_suite",
    "render_report",
    "render_summary",
]

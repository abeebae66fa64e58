"""A contract suite: what a test module names, for the pytest plugin to make tests of."""

from __future__ import annotations

from dataclasses import dataclass, field

from mockdown.contract.options import ContractOptions
from mockdown.contract.outcome import ContractReport
from mockdown.contract.report import render_report


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractSuite:
    """The contract of one target: an API of mockdown.toml, a page, a folder, or an OpenAPI file."""

    target: str
    options: ContractOptions = field(default_factory=ContractOptions)


def contract_suite(target: str, options: ContractOptions | None = None) -> ContractSuite:
    """Name the contract of `target` in a test module; the plugin makes one test of each operation.

    pets = contract_suite("pets")
    """
    return ContractSuite(target=target, options=options or ContractOptions())


class BrokenContractError(AssertionError):
    """A suite found broken promises; the report says which."""

    def __init__(self, report: ContractReport) -> None:
        super().__init__(render_report(report))
        self.report = report

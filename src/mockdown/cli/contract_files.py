"""The files that `mockdown test` leaves, and the gate that its reports must pass."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from mockdown import codes
from mockdown.cli.files import OutputFile, write_files
from mockdown.contract import ContractReport
from mockdown.contract.claims_file import check_gate, render_claims
from mockdown.contract.report_file import dump_report
from mockdown.contract.sarif import render_sarif
from mockdown.diagnostics import Diagnostic, MockdownError

PLACE = "{api}"
"""Stands for the name of an API in the name of a file that each API has for itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outputs:
    """Where reports go; None for what is not wanted."""

    report: str | None = None
    claims: str | None = None
    sarif: str | None = None
    build: str | None = None
    """The build of the service that is tested, for the file of claims."""

    def check(self, apis: Sequence[str]) -> None:
        """Raise `MockdownError` when two APIs would be written to one file."""
        for option, name in (("--report", self.report), ("--claims", self.claims)):
            if name is not None and len(apis) > 1 and PLACE not in name:
                message = f"{option} names one file for {len(apis)} APIs: {', '.join(apis)}"
                raise MockdownError(
                    Diagnostic(
                        code=codes.USE104,
                        message=message,
                        help=f"write {PLACE} into its name, or name one API",
                    )
                )

    def write(self, reports: Sequence[ContractReport], cwd: Path) -> list[str]:
        """Write what is wanted; the names of the files that changed."""
        now = datetime.now(UTC).isoformat(timespec="seconds")
        files = [
            *_of_each(self.report, reports, dump_report, cwd),
            *_of_each(self.claims, reports, lambda one: render_claims(one, build=self.build, at=now), cwd),
        ]
        if self.sarif is not None:
            files.append(OutputFile.at(cwd / self.sarif, render_sarif(*reports), cwd))
        return [file.name for file in write_files(files)]


def _of_each(
    name: str | None, reports: Sequence[ContractReport], render: Callable[[ContractReport], str], cwd: Path
) -> list[OutputFile]:
    if name is None:
        return []
    return [OutputFile.at(cwd / name.replace(PLACE, one.name), render(one), cwd) for one in reports]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """What a report must be to pass."""

    fail_under: float = 0.0
    """The share of claims that must be verified, in percent."""
    fail_on: tuple[str, ...] = ()
    """The kinds of findings that count; none named means all failures."""

    def reasons(self, report: ContractReport) -> tuple[str, ...]:
        """Why a report does not pass, beyond what its failures say themselves."""
        return check_gate(report, fail_under=self.fail_under, fail_on=self.fail_on)

    def is_passed(self, report: ContractReport) -> bool:
        """Whether a report passes."""
        broken = report.errors or report.skipped or report.stopped
        failing = bool(broken) if self.fail_on else not report.passed
        return not failing and not self.reasons(report)

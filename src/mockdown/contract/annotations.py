"""The findings as workflow commands of GitHub Actions, which show beside the lines of the Markdown pages."""

from __future__ import annotations

from mockdown.contract.outcome import ContractReport, Finding
from mockdown.contract.sarif import message_of


def render_annotations(*reports: ContractReport) -> str:
    """One command per finding and per error of the run."""
    found = [_annotation(finding) for report in reports for finding in report.findings]
    found += [
        f"::error title={_property(report.name)}::{_data(f'{error.where}: {error.message}')}\n"
        for report in reports
        for error in report.errors
    ]
    return "".join(found)


def _annotation(finding: Finding) -> str:
    properties = {"title": f"{finding.check}: {finding.operation}"}
    if finding.place is not None:
        properties = {"file": finding.place.page, "line": str(finding.place.line), **properties}
    listed = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    level = "notice" if finding.accepted else "warning" if finding.flaky else "error"
    return f"::{level} {listed}::{_data(message_of(finding))}\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")

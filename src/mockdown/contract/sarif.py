"""The findings as SARIF 2.1.0, for code hosts and editors: each is a result on a line of a Markdown page."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import mockdown
from mockdown.contract.outcome import ContractReport, Finding

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def render_sarif(*reports: ContractReport) -> str:
    """One log with one run that holds the findings of all reports."""
    return json.dumps(sarif_log(*reports), indent=1, ensure_ascii=False) + "\n"


def sarif_log(*reports: ContractReport) -> dict[str, Any]:
    """The log as JSON values."""
    findings = [finding for report in reports for finding in report.findings]
    rules = list(dict.fromkeys(finding.check for finding in findings))
    titles = {finding.check: finding.title for finding in reversed(findings)}
    driver = {
        "name": "mockdown",
        "version": mockdown.__version__,
        "rules": [{"id": rule, "shortDescription": {"text": titles[rule]}} for rule in rules],
    }
    run = {
        "tool": {"driver": driver},
        "originalUriBaseIds": {"ROOT": {"description": {"text": "The folder that holds mockdown.toml."}}},
        "results": [_result(finding, rules.index(finding.check)) for finding in findings],
        "invocations": [_invocation(reports)],
        "columnKind": "unicodeCodePoints",
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _result(finding: Finding, rule: int) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": finding.check,
        "ruleIndex": rule,
        "level": "note" if finding.flaky else "error",
        "message": {"text": message_of(finding)},
        "partialFingerprints": {"promise/v1": _fingerprint(finding)},
        "properties": {"operation": finding.operation, "pointer": finding.pointer, "sent": finding.sent},
    }
    if finding.accepted:
        result["suppressions"] = [{"kind": "external", "justification": finding.accepted}]
    if finding.place is not None:
        place = {
            "artifactLocation": {"uri": finding.place.page, "uriBaseId": "ROOT"},
            "region": {"startLine": finding.place.line},
        }
        result["locations"] = [{"physicalLocation": place}]
    return result


def _fingerprint(finding: Finding) -> str:
    """The same while the same promise is broken in the same way, wherever its line moves to."""
    parts = (finding.operation, finding.check, finding.title, finding.pointer)
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]


def _invocation(reports: tuple[ContractReport, ...]) -> dict[str, Any]:
    notes = [
        {"level": "error", "message": {"text": f"{error.where}: {error.message}"}}
        for report in reports
        for error in report.errors
    ]
    complete = not any(report.stopped for report in reports)
    return {"executionSuccessful": complete, "toolExecutionNotifications": notes}


def message_of(finding: Finding) -> str:
    """A finding in a few lines of plain text."""
    lines = [f"{finding.operation}: {finding.title}", finding.message]
    if finding.documented:
        lines.append(f"documented: {finding.documented}")
    if finding.answer is not None:
        lines.append(f"received: {finding.answer.status} {finding.answer.media_type}".rstrip())
    lines.append(f"sent: {finding.sent}")
    return "\n".join(line for line in lines if line)

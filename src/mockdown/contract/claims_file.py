"""claims.json: the verdict on every claim, in a stable form for the site and other tools; and the gate."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

import mockdown
from mockdown.contract.claims import JudgedClaim, Verdict
from mockdown.contract.outcome import ContractReport, Finding
from mockdown.source import Origin

FORMAT = 1
"""Rises when a reader of the file would have to change."""


def render_claims(report: ContractReport, *, build: str | None = None, at: str | None = None) -> str:
    """The file's text; `build` names the build of the service that was tested, `at` the time of the run."""
    return json.dumps(claims_document(report, build=build, at=at), indent=1, ensure_ascii=False) + "\n"


def claims_document(
    report: ContractReport, *, build: str | None = None, at: str | None = None
) -> dict[str, Any]:
    """The file's content as JSON values."""
    return {
        "format": FORMAT,
        "mockdown": mockdown.__version__,
        "api": report.name,
        "target": report.target,
        "build": build,
        "at": at,
        "seed": report.seed,
        "complete": report.stopped is None,
        "summary": {verdict.value: report.count(verdict) for verdict in Verdict},
        "claims": [_claim(judged) for judged in report.claims],
        "undocumented": [*(_undocumented(finding) for finding in report.undocumented), *_headers(report)],
    }


def _claim(judged: JudgedClaim) -> dict[str, Any]:
    claim = judged.claim
    return {
        "id": claim.id,
        "operation": claim.operation,
        "kind": claim.kind.value,
        "name": claim.name,
        "pointer": claim.pointer,
        **_place(claim.origin),
        "verdict": judged.verdict.value,
        "cases": judged.cases,
    }


def _undocumented(finding: Finding) -> dict[str, Any]:
    return {
        "operation": finding.operation,
        "kind": "property" if finding.check == "undocumented_property" else "status",
        "message": " ".join(finding.message.split()),
        "pointer": finding.pointer,
        **_place(finding.origin),
    }


def _headers(report: ContractReport) -> Iterator[dict[str, Any]]:
    for header in report.unmentioned_headers:
        yield {"operation": header.operation, "kind": "header", "message": f"the header `{header.name}` came"}


def _place(origin: Origin | None) -> dict[str, Any]:
    return {"page": origin.page if origin else None, "line": origin.line if origin else None}


GATES = ("violated", "undocumented", "unexercised")
"""What a gate can fail on."""


def check_gate(
    report: ContractReport, *, fail_under: float = 0.0, fail_on: tuple[str, ...] = ("violated",)
) -> tuple[str, ...]:
    """The reasons why a report does not pass the gate; none means that it does.

    `fail_under` is the share of claims, in percent, that must be verified.  Claims of operations that were
    left out, or are tested in another shard, do not count.
    """
    reasons: list[str] = []
    tested = {result.label for result in report.tested}
    verdicts = Counter(judged.verdict for judged in report.claims if judged.claim.operation in tested)
    verified, total = verdicts[Verdict.VERIFIED], verdicts.total()
    share = 100 * verified / total if total else 100.0
    if share < fail_under:
        reasons.append(f"{share:.1f} % of the claims are verified, {fail_under:g} % are asked for")
    broken = [finding for finding in report.failures if not finding.is_undocumented]
    never = verdicts[Verdict.NEVER_EXERCISED]
    if "violated" in fail_on and broken:
        reasons.append(f"promises are broken: {len(broken)}")
    if "undocumented" in fail_on and report.undocumented:
        reasons.append(f"seen, and not documented: {len(report.undocumented)}")
    if "unexercised" in fail_on and never:
        reasons.append(f"claims that were never exercised: {never}")
    return tuple(reasons)

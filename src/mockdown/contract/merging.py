"""The reports of all shards → one report, as if the run had never been split."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from mockdown import codes
from mockdown.contract.claims import JudgedClaim, Verdict
from mockdown.contract.outcome import ContractReport, OperationResult
from mockdown.contract.shards import IN_ANOTHER_SHARD
from mockdown.diagnostics import Diagnostic, MockdownError


def merge_reports(reports: Sequence[ContractReport]) -> ContractReport:
    """Put the parts together; raise `MockdownError` when one is missing, twice there, or of another run."""
    _check(reports)
    ordered = sorted(reports, key=lambda report: report.shard.index if report.shard else 0)
    first = ordered[0]
    cases: Counter[str] = Counter()
    for report in ordered:
        cases.update(report.cases_per_phase)
    return replace(
        first,
        operations=tuple(map(_merge_results, zip(*(report.operations for report in ordered), strict=True))),
        errors=tuple(dict.fromkeys(error for report in ordered for error in report.errors)),
        claims=tuple(map(_merge_claims, zip(*(report.claims for report in ordered), strict=True))),
        unmentioned_headers=tuple(
            dict.fromkeys(header for report in ordered for header in report.unmentioned_headers)
        ),
        cases_per_phase=dict(cases),
        stopped=next((report.stopped for report in ordered if report.stopped), None),
        seconds=max(report.seconds for report in ordered),
    )


def _merge_results(results: tuple[OperationResult, ...]) -> OperationResult:
    tested = [result for result in results if result.skipped is None]
    if not tested:
        return next((r for r in results if r.skipped != IN_ANOTHER_SHARD), results[0])
    findings = {
        (f.check, f.title, f.pointer, f.message): f for result in reversed(tested) for f in result.findings
    }
    return replace(
        tested[0],
        cases=sum(result.cases for result in results),
        succeeded=sum(result.succeeded for result in results),
        findings=tuple(reversed(findings.values())),
        left_out=False,
    )


def _merge_claims(judged: tuple[JudgedClaim, ...]) -> JudgedClaim:
    verdicts = {each.verdict for each in judged}
    worst = next(
        verdict
        for verdict in (Verdict.VIOLATED, Verdict.VERIFIED, Verdict.NEVER_EXERCISED)
        if verdict in verdicts
    )
    return replace(judged[0], verdict=worst, cases=sum(each.cases for each in judged))


def _check(reports: Sequence[ContractReport]) -> None:
    if not reports:
        raise MockdownError(Diagnostic(code=codes.CON107, message="no report is given"))
    plans = {(r.name, r.shard.plan, r.shard.count) if r.shard else (r.name, "", 1) for r in reports}
    if len(plans) > 1:
        raise MockdownError(
            Diagnostic(
                code=codes.CON107,
                message="the reports are of different runs",
                help="merge the shards of one API, made with the same docs, version and options",
            )
        )
    counted = Counter(report.shard.index if report.shard else 1 for report in reports)
    ((_, _, count),) = plans
    missing = [str(index) for index in range(1, count + 1) if index not in counted]
    twice = [str(index) for index, times in counted.items() if times > 1]
    problems = [
        f"{what} {', '.join(which)} of {count}"
        for what, which in (("missing", missing), ("twice", twice))
        if which
    ]
    if problems:
        raise MockdownError(
            Diagnostic(code=codes.CON107, message=f"the shards are not whole: {'; '.join(problems)}")
        )

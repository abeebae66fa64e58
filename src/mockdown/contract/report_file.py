"""A report as a JSON file, so that the parts of a run can be put together elsewhere."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from mockdown import codes
from mockdown.contract.claims import Claim, JudgedClaim, Kind, Verdict
from mockdown.contract.outcome import (
    Answer,
    ContractReport,
    Finding,
    OperationResult,
    RunError,
    UnmentionedHeader,
)
from mockdown.contract.shards import Shard
from mockdown.diagnostics import Diagnostic, MockdownError
from mockdown.source import Origin, Rank

FORMAT = 1


def dump_report(report: ContractReport) -> str:
    """The text of the file."""
    return json.dumps({"format": FORMAT, **asdict(report)}, ensure_ascii=False) + "\n"


def load_report(text: str, *, name: str) -> ContractReport:
    """Read what `dump_report` wrote; `name` is the file as the user knows it."""
    try:
        node = json.loads(text)
        return _report(node)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        reason = f"it lacks {error}" if isinstance(error, KeyError) else str(error)
        raise MockdownError(
            Diagnostic(
                code=codes.CON106,
                message=f"{name} is no report of a contract run: {reason}",
                page=name,
                help="write it anew with `mockdown test --report`",
            )
        ) from None


def _report(node: Mapping[str, Any]) -> ContractReport:
    if node["format"] != FORMAT:
        raise ValueError(f"its format is {node['format']}, this version reads {FORMAT}")
    return ContractReport(
        name=node["name"],
        target=node["target"],
        seed=node["seed"],
        operations=tuple(map(_operation, node["operations"])),
        errors=tuple(RunError(**error) for error in node["errors"]),
        claims=tuple(map(_judged, node["claims"])),
        unmentioned_headers=tuple(UnmentionedHeader(**header) for header in node["unmentioned_headers"]),
        cases_per_phase=node["cases_per_phase"],
        stopped=node["stopped"],
        shard=Shard(**node["shard"]) if node["shard"] else None,
        seconds=node["seconds"],
    )


def _operation(node: Mapping[str, Any]) -> OperationResult:
    return OperationResult(**{**node, "findings": tuple(map(_finding, node["findings"]))})


def _finding(node: Mapping[str, Any]) -> Finding:
    answer = Answer(**node["answer"]) if node["answer"] else None
    origins = {name: _origin(node[name]) for name in ("origin", "own_origin")}
    return Finding(**{**node, **origins, "answer": answer})


def _judged(node: Mapping[str, Any]) -> JudgedClaim:
    claim = node["claim"]
    return JudgedClaim(
        claim=Claim(**{**claim, "kind": Kind(claim["kind"]), "origin": _origin(claim["origin"])}),
        verdict=Verdict(node["verdict"]),
        cases=node["cases"],
    )


def _origin(node: Mapping[str, Any] | None) -> Origin | None:
    return Origin(node["page"], node["line"], Rank(node["rank"])) if node else None

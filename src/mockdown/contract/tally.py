"""Folds the engine's events into a report as they come; keeps findings, never the responses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any

from schemathesis import Case, Response
from schemathesis.engine import events
from schemathesis.engine.recorder import CheckFailureInfo, ScenarioRecorder

from mockdown.contract.acceptance import find_acceptance
from mockdown.contract.evidence import Evidence
from mockdown.contract.exchange import Exchange
from mockdown.contract.lifecycle import TITLES, Disagreement
from mockdown.contract.locate import Broken, locate, locate_answer
from mockdown.contract.outcome import UNDOCUMENTED_PROPERTY, Answer, Finding, OperationResult, RunError
from mockdown.contract.pointers import summarise
from mockdown.contract.recheck import can_be_repeated, happens_again
from mockdown.contract.sent import sent_names
from mockdown.contract.shapes import Shapes
from mockdown.contract.straying import went_astray
from mockdown.contract.undocumented import (
    holder_of,
    names_mentioned,
    properties_shown,
    undocumented_properties,
)
from mockdown.description import Description, Operation

BODY_SHOWN = 600
"""Characters of a body that a finding keeps."""

NAMES_KEPT = 100_000
"""Property names sent to a service without reset that are remembered: memory must stay flat."""

Key = tuple[str, str, str, str]
"""What makes two findings the same: operation, check, title, detail."""


@dataclass(kw_only=True)
class Tally:
    """The state of a run so far."""

    description: Description
    strict: bool = True
    """Whether a property that the docs do not mention is a finding.

    One that a client sent before is not: a service may keep more than it documents.
    """
    resets: bool = True
    """Whether the target forgets between scenarios what was sent to it."""
    cases: Counter[str] = field(default_factory=Counter)
    succeeded: Counter[str] = field(default_factory=Counter)
    """Cases that were answered with 2xx."""
    phases: Counter[str] = field(default_factory=Counter)
    findings: dict[Key, Finding] = field(default_factory=dict)
    errors: dict[tuple[str, str], RunError] = field(default_factory=dict)
    skip_reasons: dict[str, str] = field(default_factory=dict)
    stopped: str | None = None

    def __post_init__(self) -> None:
        self._operations = {operation.label: operation for operation in self.description.operations}
        self._shapes = Shapes(self.description)
        self._sent: set[str] = set()
        self._examples: dict[Key, Case[Any]] = {}
        self.evidence = Evidence(self.description, self._shapes)

    @cached_property
    def _shown(self) -> frozenset[tuple[str, str]]:
        return properties_shown(self.description, self._shapes)

    @cached_property
    def _mentioned(self) -> frozenset[tuple[str, str]]:
        return names_mentioned(self.description.document)

    def add(self, event: events.EngineEvent) -> None:
        """Take one event into account."""
        match event:
            case events.ScenarioFinished():
                self._scenario(event)
            case events.NonFatalError():
                self.fail(event.label, event.info.message or str(event.value), event.phase)
            case events.FatalError():
                self.fail(self.description.name, str(event.exception), None)
            case events.EngineFinished():
                self.stopped = event.stop_reason.skip_explanation

    def _scenario(self, event: events.ScenarioFinished) -> None:
        if not event.is_test_scenario:
            return
        if event.skip_reason and event.label:
            self.skip_reasons.setdefault(event.label, event.skip_reason)
        phase = event.phase.value
        if self.resets or len(self._sent) > NAMES_KEPT:
            self._sent.clear()
        for case in event.recorder.find_all_cases():
            response = event.recorder.find_response(case_id=case.id)
            self._sent.update(sent_names(case, response.request if response is not None else None))
        for case_id, interaction in event.recorder.interactions.items():
            node = event.recorder.cases[case_id]
            case = node.value
            operation = self._operations.get(case.operation.label)
            if interaction.response is None or operation is None:
                self.cases[case.operation.label] += 1
                self.phases[phase] += 1
                continue
            is_probe = node.parent_id is not None and phase != "stateful"
            self.see(operation, case, interaction.response, phase=phase, is_probe=is_probe)
        self._failures(event.recorder, phase)

    def _failures(self, recorder: ScenarioRecorder, phase: str) -> None:
        for case_id, checks in recorder.checks.items():
            for check in checks:
                if check.failure_info is not None:
                    self._failure(recorder, case_id, check.name, check.failure_info, phase)

    def _failure(
        self, recorder: ScenarioRecorder, case_id: str, check: str, info: CheckFailureInfo, phase: str
    ) -> None:
        failure = info.failure
        case_id = failure.case_id if failure.case_id in recorder.cases else case_id
        node = recorder.cases[case_id]
        operation = self._operations.get(node.value.operation.label)
        if operation is None or went_astray(self.description, operation, node.value, check):
            return
        response = recorder.find_response(case_id=case_id)
        broken = Broken(
            description=self.description,
            operation=operation,
            check=check,
            failure=failure,
            case=node.value,
            response=response,
        )
        pointer = locate(broken)
        self._record(
            self._finding(
                operation,
                pointer,
                own_origin=locate_answer(broken, pointer),
                check=check,
                title=failure.title,
                message=failure.message.partition("\n\n")[0] or _plain_message(response),
                phase=phase,
                sent=info.code_sample,
                answer=_answer(response),
            ),
            node.value,
        )

    def see(
        self, operation: Operation, case: Case[Any], response: Response, *, phase: str, is_probe: bool = False
    ) -> None:
        """Count a case that was sent, and look at what came."""
        self.cases[operation.label] += 1
        self.succeeded[operation.label] += 200 <= response.status_code < 300
        self.phases[phase] += 1
        self._sent.update(sent_names(case, response.request))
        self._look_at(
            Exchange(
                description=self.description,
                operation=operation,
                case=case,
                response=response,
                request_headers={name: [str(value)] for name, value in response.request.headers.items()},
                phase=phase,
                is_probe=is_probe,
            )
        )

    def disagree(self, disagreement: Disagreement, *, phase: str) -> None:
        """Record that two answers cannot both be right."""
        pointer = disagreement.operation.pointer
        headers = dict(disagreement.response.request.headers)
        self._record(
            self._finding(
                disagreement.operation,
                pointer,
                check=disagreement.check,
                title=TITLES[disagreement.check],
                message=disagreement.message,
                phase=phase,
                sent=disagreement.case.as_curl_command(headers=headers, verify=disagreement.response.verify),
                answer=_answer(disagreement.response),
            ),
            disagreement.case,
        )

    def _look_at(self, exchange: Exchange) -> None:
        self.evidence.see(exchange)
        if not self.strict or exchange.schema is None or exchange.is_foreign or exchange.is_implied:
            return
        if "problem+json" in exchange.media_type:
            return  # a problem may have members of its own (RFC 9457, 3.2)
        for pointer, name in undocumented_properties(self._shapes, exchange.schema, exchange.body):
            if name in self._sent or (pointer, name) in self._shown:
                continue
            if (holder_of(pointer), name) in self._mentioned:
                continue  # the docs mention it, inside of what has the same name
            self._record(
                self._finding(
                    exchange.operation,
                    pointer,
                    check=UNDOCUMENTED_PROPERTY,
                    title="Undocumented property",
                    message=f"the response holds `{name}`, which the docs do not mention",
                    phase=exchange.phase,
                    sent=exchange.curl(),
                    answer=_answer(exchange.response),
                ),
                exchange.case,
            )

    def _finding(self, operation: Operation, pointer: str, **details: Any) -> Finding:
        """A finding about one element, with its line of the docs."""
        return Finding(
            operation=operation.label,
            pointer=pointer,
            origin=self.description.origin(pointer) or self.description.origin(operation.pointer),
            documented=summarise(self.description, pointer),
            **details,
        )

    def _record(self, finding: Finding, case: Case[Any]) -> None:
        key = (finding.operation, finding.check, finding.title, _detail(finding))
        known = self.findings.get(key)
        if known is None:
            self.findings[key], self._examples[key] = finding, case
            return
        if len(finding.sent) < len(known.sent):
            self._examples[key] = case
            finding = replace(finding, phase=known.phase)
        else:
            finding = known
        self.findings[key] = replace(finding, cases=known.cases + 1)

    def doubt(self, reset: Callable[[], None] | None) -> None:
        """Try each finding once more: one that does not come again is flaky."""
        for key, case in self._examples.items():
            finding = self.findings[key]
            if can_be_repeated(case, finding.check, finding.phase, resets=self.resets) and not happens_again(
                case, finding.check, reset
            ):
                self.findings[key] = replace(finding, flaky=True)
        self._examples.clear()

    def accept(self, today: date) -> None:
        """Mark the findings that are accepted as known; an acceptance that has expired does not count."""
        for key, finding in self.findings.items():
            places = (finding.pointer, self._operations[finding.operation].pointer)
            found = find_acceptance(self.description, places, today=today)
            if found is not None:
                self.findings[key] = replace(finding, accepted=str(found))

    def fail(self, where: str, message: str, phase: object) -> None:
        text = " ".join(message.split())
        self.errors.setdefault((where, text), RunError(where=where, message=text, phase=str(phase or "")))

    def all_errors(self) -> tuple[RunError, ...]:
        """What kept the run from testing as asked."""
        refused = (
            RunError(
                where=label, message="every request was refused (401 or 403); give credentials that pass"
            )
            for label in self._operations
            if self.evidence.was_refused(label)
        )
        return (*self.errors.values(), *refused)

    def results(self, left_out: Mapping[str, str]) -> tuple[OperationResult, ...]:
        """One result per operation of the description, in its order."""
        return tuple(
            OperationResult(
                label=operation.label,
                operation_id=operation.operation_id,
                cases=self.cases[operation.label],
                succeeded=self.succeeded[operation.label],
                skipped=self._skipped(operation.label, left_out),
                left_out=operation.label in left_out and not self.cases[operation.label],
                findings=tuple(f for f in self.findings.values() if f.operation == operation.label),
            )
            for operation in self.description.operations
        )

    def _skipped(self, label: str, left_out: Mapping[str, str]) -> str | None:
        if self.cases[label]:
            return None
        errors = (error.message for error in self.errors.values() if error.where == label)
        reason = left_out.get(label) or next(errors, None) or self.skip_reasons.get(label)
        return reason or self.stopped or "no case was generated"


def _detail(finding: Finding) -> str:
    """What else keeps two findings of one check apart: element, status, and the name nobody documented."""
    status = finding.answer.status if finding.answer else ""
    name = finding.message if finding.check == UNDOCUMENTED_PROPERTY else ""
    return f"{finding.pointer} {status} {name}"


def _answer(response: Response | None) -> Answer | None:
    if response is None:
        return None
    body = response.text_lossy()
    return Answer(
        status=response.status_code,
        media_type=";".join(response.headers.get("content-type", [])),
        body=body if len(body) <= BODY_SHOWN else f"{body[:BODY_SHOWN]}…",
    )


def _plain_message(response: Response | None) -> str:
    return f"the service answered {response.status_code}" if response is not None else "no answer came"

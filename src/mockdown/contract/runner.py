"""Runs Schemathesis' engine on a description and a target, and gives the account of it."""

from __future__ import annotations

import copy
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import schemathesis
from schemathesis.checks import CHECKS, load_all_checks
from schemathesis.engine import events, from_schema
from schemathesis.errors import LoaderError

from mockdown import codes
from mockdown.contract.freshness import reset_between_cases
from mockdown.contract.options import ContractOptions, Selection, check_options, select_operations
from mockdown.contract.outcome import ContractReport
from mockdown.contract.settings import build_config
from mockdown.contract.tally import Tally
from mockdown.contract.target import Application, Target
from mockdown.description import Description
from mockdown.diagnostics import Diagnostic, MockdownError

OnEvent = Callable[[events.EngineEvent], None]
"""Sees each event of the engine as it comes, to show progress."""


def run_contract(
    description: Description,
    *,
    app: Application | None = None,
    url: str | None = None,
    options: ContractOptions | None = None,
    on_event: OnEvent | None = None,
) -> ContractReport:
    """Test every operation of `description` against an ASGI application or the service at `url`.

    Raises `MockdownError` when the run cannot begin: unknown names, no operation, no usable description.
    """
    if (app is None) == (url is None):
        raise ValueError("pass either app or url")
    options = options or ContractOptions()
    target = Target(app=app, url=url)
    load_all_checks()
    check_options(options, CHECKS.get_all_names())
    selection = select_operations(description, options)
    if not selection.chosen:
        raise MockdownError(_nothing(description, selection))
    return _run(description, target, options, selection, on_event)


def _run(
    description: Description,
    target: Target,
    options: ContractOptions,
    selection: Selection,
    on_event: OnEvent | None,
) -> ContractReport:
    options = replace(options, credentials={**target.credentials(), **options.credentials})
    schema = _load(description, target, options, selection)
    phase = _Phase()
    reset = target.reset()
    if reset is not None:
        reset_between_cases(schema, reset, phase.name)
    tally = Tally(description=description, strict=options.undocumented)
    started = time.monotonic()
    for event in from_schema(schema).execute():
        phase.see(event)
        tally.add(event)
        if on_event is not None:
            on_event(event)
    return ContractReport(
        name=description.name,
        target=target.name,
        seed=schema.config.seed,
        operations=tally.results(selection.chosen, selection.left_out),
        errors=tuple(tally.errors.values()),
        claims=tally.evidence.judge(tally.findings.values()),
        unmentioned_headers=tally.evidence.unmentioned_headers,
        cases_per_phase=dict(tally.phases),
        stopped=tally.stopped,
        seconds=time.monotonic() - started,
    )


class _Phase:
    """The phase the engine is in: it starts one only after the event has been taken."""

    def __init__(self) -> None:
        self._name = ""

    def name(self) -> str:
        return self._name

    def see(self, event: events.EngineEvent) -> None:
        if isinstance(event, events.PhaseStarted):
            self._name = event.phase.name.value


def _load(
    description: Description, target: Target, options: ContractOptions, selection: Selection
) -> schemathesis.BaseSchema:
    document = copy.deepcopy(dict(description.document))
    if target.url is not None:
        _forget_implied_bodies(document)
    config = build_config(description, options, base_url=target.base_url(description))
    try:
        schema: schemathesis.BaseSchema = schemathesis.openapi.from_dict(document, config=config)
    except LoaderError as error:
        raise MockdownError(
            Diagnostic(
                code=codes.CON104, message=f"Schemathesis cannot read the description: {error.message}"
            )
        ) from None
    schema.app = target.app
    if len(selection.chosen) < len(description.operations):
        schema = schema.include(name=[operation.label for operation in selection.chosen])
    return schema


def _forget_implied_bodies(document: dict[str, Any]) -> None:
    """Keep the statuses that the docs imply, drop the bodies our own mock gives them."""
    for item in (document.get("paths") or {}).values():
        for operation in item.values() if isinstance(item, dict) else ():
            responses = operation.get("responses") if isinstance(operation, dict) else None
            for response in responses.values() if isinstance(responses, dict) else ():
                if isinstance(response, dict) and response.get("x-implied"):
                    response.pop("content", None)
                    response.pop("headers", None)


def _nothing(description: Description, selection: Selection) -> Diagnostic:
    if not selection.left_out:
        return Diagnostic(
            code=codes.CON102,
            message=f"`{description.name}` has no operation to test",
            help="look with `mockdown lint` at what its pages announce",
        )
    reasons: Mapping[str, None] = dict.fromkeys(selection.left_out.values())
    return Diagnostic(
        code=codes.CON102,
        message=f"all operations of `{description.name}` are left out: {', '.join(reasons)}",
        help="include at least one operation",
    )

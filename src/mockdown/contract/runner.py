"""Runs Schemathesis' engine on a description and a target, and gives the account of it."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from typing import Any

from schemathesis import BaseSchema
from schemathesis.checks import CHECKS, load_all_checks
from schemathesis.engine import events, from_schema

from mockdown import codes
from mockdown.contract.discovery import Keys, discover_keys
from mockdown.contract.freshness import reset_between_cases
from mockdown.contract.legs import share_work
from mockdown.contract.lifecycle import PHASE, Client, run_lifecycle
from mockdown.contract.loading import load_schema
from mockdown.contract.options import (
    ENGINE_PHASES,
    ContractOptions,
    Selection,
    check_options,
    select_operations,
)
from mockdown.contract.outcome import ContractReport
from mockdown.contract.tally import Tally
from mockdown.contract.target import Application, Target, check_reachable
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
    if url is not None:
        check_reachable(url)
    return _run(description, target, options, selection, on_event)


def _run(
    description: Description,
    target: Target,
    options: ContractOptions,
    selection: Selection,
    on_event: OnEvent | None,
) -> ContractReport:
    options = replace(options, credentials={**target.credentials(), **options.credentials})
    work = share_work(description, options, selection)
    tally = Tally(description=description, strict=options.undocumented, resets=target.reset() is not None)
    started, seed = time.monotonic(), options.seed
    keys = Keys(found=_known_keys(description, target, options, selection), given=options.ids)
    for leg in work.legs:
        schema = load_schema(description, target, replace(options, phases=leg.phases), leg.operations, keys)
        seed = schema.config.seed
        if set(leg.phases) & set(ENGINE_PHASES):
            _walk(schema, target, tally, on_event)
            tally.doubt(target.reset())
        if PHASE in leg.phases and tally.stopped is None:
            _live(description, schema, target, tally, frozenset(leg.operations))
        if tally.stopped is not None:
            break
    tally.accept(options.today or datetime.now(UTC).date())
    return ContractReport(
        name=description.name,
        target=target.name,
        seed=seed,
        operations=tally.results({**selection.left_out, **work.elsewhere}),
        errors=tally.all_errors(),
        claims=tally.evidence.judge(tally.findings.values()),
        unmentioned_headers=tally.evidence.unmentioned_headers,
        cases_per_phase=dict(tally.phases),
        stopped=tally.stopped,
        shard=work.shard,
        seconds=time.monotonic() - started,
    )


def _known_keys(
    description: Description, target: Target, options: ContractOptions, selection: Selection
) -> dict[str, Any]:
    """Keys that the target itself lists, also in operations that are only not selected."""
    allowed = select_operations(description, replace(options, include=())).chosen
    readers = frozenset(operation.label for operation in allowed if operation.method == "get")
    if not readers:
        return {}
    schema = load_schema(description, target, options, tuple(readers))
    return discover_keys(
        Client(
            schema=schema,
            description=description,
            reset=target.reset(),
            seen=lambda *_: None,
            failed=lambda *_: None,
            seed=schema.config.seed,
            allowed=readers,
        ),
        selection.chosen,
        options.ids,
    )


def _walk(schema: BaseSchema, target: Target, tally: Tally, on_event: OnEvent | None) -> None:
    """Let the engine run, and take its events into account as they come."""
    phase = _Phase()
    reset = target.reset()
    if reset is not None:
        reset_between_cases(schema, reset, phase.name)
    stream = from_schema(schema).execute()
    try:
        for event in stream:
            phase.see(event)
            tally.add(event)
            if on_event is not None:
                on_event(event)
    except KeyboardInterrupt:
        stream.stop()
        tally.stopped = "Interrupted"


def _live(
    description: Description, schema: BaseSchema, target: Target, tally: Tally, allowed: frozenset[str]
) -> None:
    """The lifecycle phase, which is ours and not the engine's."""
    client = Client(
        schema=schema,
        description=description,
        reset=target.reset(),
        seen=partial(tally.see, phase=PHASE),
        failed=partial(tally.fail, phase=PHASE),
        seed=schema.config.seed,
        allowed=allowed,
    )
    try:
        run_lifecycle(client, partial(tally.disagree, phase=PHASE))
    except KeyboardInterrupt:
        tally.stopped = "Interrupted"


class _Phase:
    """The phase the engine is in: it starts one only after the event has been taken."""

    def __init__(self) -> None:
        self._name = ""

    def name(self) -> str:
        return self._name

    def see(self, event: events.EngineEvent) -> None:
        if isinstance(event, events.PhaseStarted):
            self._name = event.phase.name.value


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

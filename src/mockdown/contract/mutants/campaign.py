"""Runs the contract against each mutant, and counts those that it finds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from mockdown.contract.mutants.answers import answer_mutants
from mockdown.contract.mutants.messages import FaultyApp
from mockdown.contract.mutants.mutant import Mutant, Place
from mockdown.contract.mutants.requests import request_mutants
from mockdown.contract.mutants.states import state_mutants
from mockdown.contract.options import ENGINE_PHASES, ContractOptions
from mockdown.contract.runner import run_contract
from mockdown.contract.shapes import Shapes
from mockdown.contract.target import Application, Target
from mockdown.description import Description, Operation
from mockdown.source import Origin

MAX_EXAMPLES = 20
"""Cases of the fuzzing phase for each mutant: enough for a fault that shows in every answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one mutant."""

    kind: str
    name: str
    killed: bool
    """Whether the run found it."""
    killed_by_engine: bool | None
    """Whether Schemathesis alone found it; None when that was not asked."""
    pointer: str
    origin: Origin | None


def find_mutants(description: Description, app: Application) -> tuple[Mutant, ...]:
    """All faults that the operations of a description can have, in its order."""
    shapes = Shapes(description)
    credentials = getattr(app, "credentials", {})

    def at(operation: Operation) -> Place:
        return Place(description=description, operation=operation, shapes=shapes)

    places = tuple(map(at, description.operations))
    found = [m for place in places for m in (*answer_mutants(place), *request_mutants(place, credentials))]
    return (*found, *state_mutants(at, places))


def sample_mutants(mutants: Sequence[Mutant], count: int | None) -> tuple[Mutant, ...]:
    """At most `count` of them, spread evenly, with every kind that there is."""
    if count is None or count >= len(mutants):
        return tuple(mutants)
    by_kind: dict[str, list[Mutant]] = {}
    for mutant in mutants:
        by_kind.setdefault(mutant.kind, []).append(mutant)
    turns: list[Mutant] = []
    position = 0
    while len(turns) < count:
        for group in by_kind.values():
            if position < len(group) and len(turns) < count:
                # Steps through the group from both ends, so that late operations get their share.
                turns.append(group[position // 2 if position % 2 == 0 else -1 - position // 2])
        position += 1
    chosen = set(map(id, turns))
    return tuple(mutant for mutant in mutants if id(mutant) in chosen)


def run_mutants(
    description: Description,
    make_app: Callable[[], Application],
    options: ContractOptions,
    *,
    kinds: Collection[str] = (),
    count: int | None = None,
    compare: bool = False,
) -> Iterator[Outcome]:
    """Try each mutant on an application of its own kind; with `compare`, on Schemathesis alone as well."""
    app = make_app()
    secrets = Target(app=app).credentials()
    found = [mutant for mutant in find_mutants(description, app) if not kinds or mutant.kind in kinds]
    for mutant in sample_mutants(found, count):
        faulty = FaultyApp(app, mutant.operation, mutant.make)
        include = (mutant.operation.label, *mutant.company)
        few = replace(
            options,
            include=tuple(dict.fromkeys(include)),
            max_examples=options.max_examples or MAX_EXAMPLES,
            max_failures=1,
            credentials={**secrets, **options.credentials},
        )
        yield Outcome(
            kind=mutant.kind,
            name=str(mutant),
            killed=_finds(description, faulty, few),
            killed_by_engine=_finds(description, faulty, _alone(few)) if compare else None,
            pointer=mutant.pointer,
            origin=description.origin(mutant.pointer) or description.origin(mutant.operation.pointer),
        )


def _alone(options: ContractOptions) -> ContractOptions:
    return replace(options, undocumented=False, phases=ENGINE_PHASES)


def _finds(description: Description, app: Application, options: ContractOptions) -> bool:
    report = run_contract(description, app=app, options=options)
    return bool(report.failures)


def render_mutants(outcomes: Sequence[Outcome]) -> str:
    """Killed and survived per kind, then each survivor with the claim that should have caught it."""
    lines = []
    for kind in dict.fromkeys(outcome.kind for outcome in outcomes):
        counts = Counter(outcome.killed for outcome in outcomes if outcome.kind == kind)
        lines.append(f"{kind:<28}{counts[True]:>5} killed {counts[False]:>4} survived")
    lines += [
        f"survived: {outcome.name} ({outcome.origin or outcome.pointer})"
        for outcome in outcomes
        if not outcome.killed
    ]
    killed = sum(outcome.killed for outcome in outcomes)
    lines.append(f"{killed} of {len(outcomes)} mutants killed ({100 * killed / max(len(outcomes), 1):.1f} %)")
    alone = [outcome.killed_by_engine for outcome in outcomes if outcome.killed_by_engine is not None]
    if alone:
        times = killed / max(sum(alone), 1)
        lines.append(f"Schemathesis alone kills {sum(alone)}: {times:.2f} times as many are killed here")
    return "\n".join(lines) + "\n"

"""The legs of a run: which phases go over which operations, here or in another shard."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from mockdown.contract.options import CROSSING_PHASES, ContractOptions, Selection
from mockdown.contract.shards import IN_ANOTHER_SHARD, SEQUENCES, Shard, make_plan
from mockdown.description import Description


@dataclass(frozen=True, slots=True, kw_only=True)
class Leg:
    """One run of the engine."""

    phases: tuple[str, ...]
    operations: tuple[str, ...]
    """Labels."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """All that is to do here."""

    legs: tuple[Leg, ...]
    elsewhere: Mapping[str, str] = field(default_factory=dict)
    """Operations that another shard tests, with that as the reason."""
    shard: Shard | None = None


def share_work(description: Description, options: ContractOptions, selection: Selection) -> Work:
    """One leg with all phases, or what the plan gives to this shard.

    Phases that cross operations go over all of them, whatever shard they fall to.
    """
    labels = tuple(operation.label for operation in selection.chosen)
    if options.shard is None:
        return Work(legs=(Leg(phases=options.phases, operations=labels),))
    single = tuple(phase for phase in options.phases if phase not in CROSSING_PHASES)
    crossing = tuple(phase for phase in options.phases if phase in CROSSING_PHASES)
    plan = make_plan(description, selection.chosen, options.shard.count, sequences=bool(crossing))
    mine = plan.parts[options.shard.index - 1]
    own = tuple(label for label in mine if label != SEQUENCES)
    legs = [Leg(phases=single, operations=own)] if own and single else []
    if SEQUENCES in mine:
        legs.append(Leg(phases=crossing, operations=labels))
    return Work(
        legs=tuple(legs),
        elsewhere={label: IN_ANOTHER_SHARD for label in labels if label not in own},
        shard=replace(options.shard, plan=plan.hash),
    )

"""Applies actions one after the other, each to what the one before gave."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from mockdown import codes
from mockdown.diagnostics import Report
from mockdown.overlay.merging import descendants, find_clash, fresh, kind, merge, remap, remove, size
from mockdown.overlay.model import Json, Overlay, Step
from mockdown.overlay.selecting import Location, TargetError, pointer_of, select, value_at
from mockdown.source import Origin, Rank

MOST_VALUES = 1_000_000
"""So many values an action may set: more is an accident or an attack."""


@dataclass(frozen=True, slots=True)
class Overlaid:
    """A document with its source map, after actions were applied."""

    document: Mapping[str, Json] = field(repr=False)
    pointers: Mapping[str, Origin] = field(repr=False)


def list_steps(overlays: Sequence[Overlay]) -> tuple[Step, ...]:
    """The actions of overlays in the order in which they are applied."""
    return tuple(Step(overlay, action) for overlay in overlays for action in overlay.actions)


def apply_steps(
    document: Mapping[str, Json], pointers: Mapping[str, Origin], steps: Sequence[Step], report: Report
) -> Overlaid:
    """Apply actions to a document and its source map; neither is changed.

    An action that cannot be applied is reported and left out.
    """
    state = _State(fresh(document), dict(pointers), report)
    for step in steps:
        state.apply(step)
    return Overlaid(state.document, state.pointers)


@dataclass(slots=True)
class _State:
    document: Json
    pointers: dict[str, Origin]
    report: Report

    def apply(self, step: Step) -> None:
        try:
            found = select(step.action.query, self.document)
        except TargetError as error:
            help_ = "let the target name less"
            self.report(step.complain(codes.OVL103, f"the target is not followed: {error}", help_))
            return
        if not found:
            message = f"`{step.action.target}` matches nothing in the description"
            help_ = "correct the target; if the pages have changed, the action may not be needed any more"
            self.report(step.complain(codes.OVL301, message, help_))
        elif step.action.remove:
            self.remove(step, found)
        elif step.action.updates:
            self.update(step, found)
        else:
            self.tell_idle(step, "says neither `update` nor `remove`")

    def remove(self, step: Step, found: list[Location]) -> None:
        if () in found:
            message = "the whole description cannot be removed"
            self.report(step.complain(codes.OVL104, message, "name what is in it"))
            return
        self.pointers = remap(self.pointers, self.document, found)
        remove(self.document, found)

    def update(self, step: Step, found: list[Location]) -> None:
        update = step.action.update
        if size(update) * len(found) > MOST_VALUES:
            message = f"the action would set more than {MOST_VALUES:,} values"
            self.report(step.complain(codes.OVL104, message, "let its target name less"))
            return
        for location in found:
            problem = self.misfit(location, update)
            if problem is not None:
                place, message = problem
                help_ = "an object is merged into an object, an entry goes to an array; or remove it first"
                at = f"/update{pointer_of(place)}"
                self.report(step.complain(codes.OVL104, message, help_, at=at))
                return
        changes = [self.merge(step, location) for location in found]
        if not any(changes):
            self.tell_idle(step, "changes nothing: the description says so already")

    def misfit(self, location: Location, update: Json) -> tuple[Location, str] | None:
        target = value_at(self.document, location)
        if not isinstance(target, dict | list):
            return (
                (),
                f"the target selects {kind(target)}, at {pointer_of(location)}, not what holds it",
            )
        clash = find_clash(target, update)
        return clash and (clash[0], f"{clash[1]}, at {pointer_of((*location, *clash[0])) or '/'}")

    def merge(self, step: Step, location: Location) -> bool:
        """Merge the update into one value; whether that changed anything."""
        overlay, base = step.overlay, f"{step.action.pointer}/update"
        changed = False
        for place, said in merge(value_at(self.document, location), step.action.update):
            changed = True
            start = (*location, *place)
            for inner in descendants(value_at(self.document, start)):
                line = overlay.line(base + pointer_of((*said, *inner)))
                self.pointers[pointer_of((*start, *inner))] = Origin(overlay.file.name, line, Rank.OVERLAY)
        return changed

    def tell_idle(self, step: Step, what: str) -> None:
        self.report(step.complain(codes.OVL403, f"the action {what}", "delete the action", at=""))

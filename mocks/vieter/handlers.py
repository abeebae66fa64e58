"""The job queue: what is queued comes out of a poll once, for the right architecture.

A description cannot say that reading takes something away, so these two operations are written by hand.
"""

from __future__ import annotations

from typing import Any

from mockdown.mock.parameters import Parameters
from mockdown.mock.state import State


def queue_jobs(parameters: Parameters, state: State) -> None:
    """Put a job for a target at the end of the queue."""
    job = {
        "target_id": parameters["target"],
        **state.values.get("target", {}),
        "force": parameters.get("force", False),
    }
    state.make_room()
    state.values["queue"] = [*state.values.get("queue", []), {"arch": parameters.get("arch"), "job": job}]


def poll_jobs(parameters: Parameters, state: State) -> dict[str, Any]:
    """Hand over the oldest jobs that fit the agent, and take them out of the queue."""
    arch, limit = parameters.get("arch"), parameters.get("max")
    handed: list[dict[str, Any]] = []
    kept: list[dict[str, Any]] = []
    for entry in state.values.get("queue", []):
        fits = arch is None or entry["arch"] in (arch, None)
        if fits and (limit is None or len(handed) < limit):
            handed.append(entry["job"])
        else:
            kept.append(entry)
    state.values["queue"] = kept
    return {"message": "", "data": handed}

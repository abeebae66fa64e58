"""Where the states of sessions are kept."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from inspect import isawaitable
from typing import Any, Protocol, TypeVar

from mockdown.mock.problems import INVALID_CONTROL, INVALID_PARAMETER, UNKNOWN_ID, Problem
from mockdown.mock.state import State

DEFAULT_SESSION = ""
"""The session of requests that name none."""
MAX_SNAPSHOTS = 100
MAX_NAME = 200
"""Characters of the name of a session."""

Result = TypeVar("Result")
Act = Callable[[State], Result | Awaitable[Result]]
"""Reads a state, or changes it."""


class Store(Protocol):
    """Keeps one state per session; a session that is not known starts from the seeds."""

    def bind(self, seed: Callable[[], State], *, identity: Callable[[], str]) -> None:
        """Say how a fresh state is made, and what tells its API from others, and from other seeds."""

    def local(self, session: str) -> State | None:
        """The state of a session that lives in this process alone; None where processes share it."""

    async def carry_out(self, session: str, act: Act[Result]) -> Result:
        """Do something with the state of a session, all of it or nothing."""

    async def replace(self, session: str, value: dict[str, Any]) -> State:
        """Put what `State.to_json` gave in the place of a session's state."""

    async def reset(self, session: str | None) -> None:
        """Start a session anew, or all of them for None."""

    async def sessions(self) -> list[str]:
        """The sessions that are kept."""

    async def take_snapshot(self, name: str, session: str) -> None:
        """Keep the state of a session under a name; raises a 400 problem where there are too many."""

    async def restore_snapshot(self, name: str, session: str) -> None:
        """Put a kept state in the place of a session's; raises a 404 problem for an unknown name."""

    async def delete_snapshot(self, name: str) -> None:
        """Forget a kept state; raises a 404 problem for an unknown name."""

    async def snapshots(self) -> list[str]:
        """The names of kept states."""

    async def close(self) -> None:
        """Close what is open; the store is used no more."""


class MemoryStore:
    """Keeps the states in this process."""

    def __init__(
        self,
        *,
        max_sessions: int = 1_000,
        session_seconds: float = 86_400,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._states: dict[str, State] = {}
        self._used: dict[str, float] = {}
        """Named session → when it was used last, the one unused longest first."""
        self._snapshots: dict[str, State] = {}
        self._max_sessions = max_sessions
        self._session_seconds = session_seconds
        self._now = now
        self._seed: Callable[[], State] = State

    def bind(self, seed: Callable[[], State], *, identity: Callable[[], str]) -> None:  # noqa: ARG002
        """Say how a fresh state is made; states that are there keep what they remember."""
        self._seed = seed
        for state in (*self._states.values(), *self._snapshots.values()):
            state.adopt(seed())

    def local(self, session: str) -> State:
        """The state of a session; those unused for too long go, and the longest when there are too many."""
        if session:
            self._touch(session)
        state = self._states.get(session)
        if state is None:
            state = self._states[session] = self._seed()
        return state

    async def carry_out(self, session: str, act: Act[Result]) -> Result:
        """Do something with the state of a session."""
        result = act(self.local(session))
        return await result if isawaitable(result) else result

    async def replace(self, session: str, value: dict[str, Any]) -> State:
        """Put what `State.to_json` gave in the place of a session's state."""
        state = self.local(session).copy()
        state.load_json(value)
        self._states[session] = state
        return state

    async def reset(self, session: str | None) -> None:
        """Start a session anew, or all of them for None."""
        self.forget(session)

    def forget(self, session: str | None) -> None:
        """Start a session anew, or all of them for None."""
        if session is None:
            self._states.clear()
            self._used.clear()
        else:
            self._states.pop(session, None)
            self._used.pop(session, None)

    async def sessions(self) -> list[str]:
        """The sessions that are kept."""
        self._expire()
        return list(self._states)

    async def take_snapshot(self, name: str, session: str) -> None:
        """Keep the state of a session under a name."""
        if len(self._snapshots) >= MAX_SNAPSHOTS and name not in self._snapshots:
            raise too_many_snapshots()
        self._snapshots[name] = self.local(session).copy()

    async def restore_snapshot(self, name: str, session: str) -> None:
        """Put a kept state in the place of a session's."""
        if name not in self._snapshots:
            raise unknown_snapshot(name)
        self.local(session)
        self._states[session] = self._snapshots[name].copy()

    async def delete_snapshot(self, name: str) -> None:
        """Forget a kept state."""
        if self._snapshots.pop(name, None) is None:
            raise unknown_snapshot(name)

    async def snapshots(self) -> list[str]:
        """The names of kept states."""
        return sorted(self._snapshots)

    async def close(self) -> None:
        """Nothing is open."""

    def _touch(self, session: str) -> None:
        """Note that a session is used, and drop what is unused for too long."""
        self._expire()
        if self._used.pop(session, None) is None and len(self._used) >= self._max_sessions:
            self.forget(next(iter(self._used)))
        self._used[session] = self._now()

    def _expire(self) -> None:
        oldest = self._now() - self._session_seconds
        while self._used:
            session, used = next(iter(self._used.items()))
            if used > oldest:
                return
            self.forget(session)


def session_name(text: str) -> str:
    """The name of a session as a client sent it; raises a 400 problem for one that is too long."""
    if len(text) > MAX_NAME:
        raise Problem(INVALID_PARAMETER, f"the name of a session may have {MAX_NAME} characters at most")
    return text


def too_many_snapshots() -> Problem:
    """The answer to one snapshot more than there may be."""
    return Problem(INVALID_CONTROL, f"there may be {MAX_SNAPSHOTS} snapshots at most; delete one")


def unknown_snapshot(name: str) -> Problem:
    """The answer to a name that no snapshot has."""
    return Problem(UNKNOWN_ID, f"there is no snapshot `{name}`")

"""Where the states of sessions are kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from mockdown.mock.state import State

DEFAULT_SESSION = ""
"""The session of requests that name none."""


class Store(Protocol):
    """Keeps one state per session; a session that is not known starts from the seeds."""

    def bind(self, seed: Callable[[], State]) -> None:
        """Say how a fresh state is made."""

    def open(self, session: str) -> State:
        """The state of a session."""

    def replace(self, session: str, state: State) -> None:
        """Put another state in the place of a session's."""

    def reset(self, session: str | None) -> None:
        """Start a session anew, or all of them for None."""

    def sessions(self) -> list[str]:
        """The sessions that are kept."""


class MemoryStore:
    """Keeps the states in this process."""

    def __init__(self, *, max_sessions: int = 1_000) -> None:
        self._states: dict[str, State] = {}
        self._max_sessions = max_sessions
        self._seed: Callable[[], State] = State

    def bind(self, seed: Callable[[], State]) -> None:
        """Say how a fresh state is made."""
        self._seed = seed
        self._states.clear()

    def open(self, session: str) -> State:
        """The state of a session; the one unused longest goes when there are too many."""
        state = self._states.get(session)
        if state is None:
            state = self._seed()
            self._make_room()
        elif session:
            del self._states[session]
        else:
            return state
        self._states[session] = state
        return state

    def _make_room(self) -> None:
        if len(self._states) >= self._max_sessions:
            oldest = next((name for name in self._states if name != DEFAULT_SESSION), None)
            if oldest is not None:
                del self._states[oldest]

    def replace(self, session: str, state: State) -> None:
        """Put another state in the place of a session's."""
        self._states[session] = state

    def reset(self, session: str | None) -> None:
        """Start a session anew, or all of them for None."""
        if session is None:
            self._states.clear()
        else:
            self._states.pop(session, None)

    def sessions(self) -> list[str]:
        """The sessions that are kept."""
        return list(self._states)

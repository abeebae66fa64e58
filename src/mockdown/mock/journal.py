"""The journal: the last requests and what became of them."""

from __future__ import annotations

import time
from collections import deque
from typing import Any

from mockdown.mock.asgi import HEADERS, Scope
from mockdown.mock.events import Events

_Entry = tuple[float, str, str, str, int, str, bytes | None]


class Journal:
    """Remembers the last requests of a mock."""

    __slots__ = ("_entries", "events")

    def __init__(self, size: int) -> None:
        self._entries: deque[_Entry] = deque(maxlen=max(size, 0))
        self.events = Events()
        """Tells each entry as `request`, and a new description as `served`."""

    def add(self, scope: Scope, operation: str, status: int, verdict: str) -> None:
        """Note a request that was answered."""
        session = scope[HEADERS].get(b"x-mock-session")
        entry = (time.time(), scope["method"], scope["path"], operation, status, verdict, session)
        self._entries.append(entry)
        if self.events:
            self.events.tell("request", _entry_json(entry))

    def clear(self) -> None:
        self._entries.clear()

    def to_json(self, *, session: str | None = None) -> list[dict[str, Any]]:
        """The entries, oldest first; of one session when it is named."""
        return [
            _entry_json(entry)
            for entry in self._entries
            if session is None or (entry[6] or b"").decode("latin-1") == session
        ]


def _entry_json(entry: _Entry) -> dict[str, Any]:
    moment, method, path, operation, status, verdict, session = entry
    return {
        "time": moment,
        "method": method,
        "path": path,
        "operation": operation,
        "status": status,
        "verdict": verdict or "answered",
        "session": (session or b"").decode("latin-1"),
    }

"""What is known of one request when its operation is carried out."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from mockdown.mock.bodies import NO_BODY
from mockdown.mock.parameters import Parameters
from mockdown.mock.responses import Answer
from mockdown.mock.schemas import Json
from mockdown.mock.state import State


@dataclass(slots=True)
class Exchange:
    """A valid request, and the state it works on."""

    parameters: Parameters
    body: Json
    state: State
    headers: Mapping[bytes, bytes]
    path: str
    """The path as it was requested, with the base path."""
    scheme: str = "http"

    @property
    def has_body(self) -> bool:
        return self.body is not NO_BODY


Behaviour = Callable[[Exchange], Answer | Awaitable[Answer]]
"""Carries out an operation on the state."""

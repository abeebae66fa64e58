"""One compiled operation: reads a request, carries it out, and writes an answer that is as described."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Awaitable
from dataclasses import dataclass

from starlette.requests import ClientDisconnect

from mockdown.mock.asgi import DROP, HEADERS, PATH_VALUES, Receive, Scope, Send
from mockdown.mock.bodies import NO_BODY, BodyReader
from mockdown.mock.exchange import Behaviour, Exchange
from mockdown.mock.faults import FaultKind, Faults
from mockdown.mock.journal import Journal
from mockdown.mock.parameters import ParameterReader
from mockdown.mock.prefer import Preferences, applied_delay, parse_prefer
from mockdown.mock.problems import Problem
from mockdown.mock.rate_limits import Meter
from mockdown.mock.responses import Answer, RawHeaders, Responses, Written
from mockdown.mock.security import Gate
from mockdown.mock.store import DEFAULT_SESSION, Store, session_name
from mockdown.mock.streams import are_items, each

_LOG = logging.getLogger(__name__)


@dataclass(slots=True, kw_only=True)
class CompiledOperation:
    """The parts that carry out one operation, in the order in which they act."""

    label: str
    names: tuple[str, ...]
    """What fault rules may call it: its label, with and without the base path, and its id."""
    gate: Gate | None
    parameters: ParameterReader
    body: BodyReader | None
    behaviour: Behaviour
    responses: Responses
    preferences: Preferences
    store: Store
    journal: Journal
    faults: Faults
    meter: Meter | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        headers: dict[bytes, bytes] = scope[HEADERS]
        accept = headers.get(b"accept")
        verdict = ""
        broken = FaultKind.NONE
        standings = None
        try:
            if self.meter is not None:
                standings = self.meter.count(self._caller(scope, headers))
                self.meter.check(standings)
            if self.faults.rules:
                broken = await self.faults.strike(self.names)
            if broken is FaultKind.DROP and DROP in scope:
                await _drop(scope, receive)
                self.journal.add(scope, self.label, 0, "dropped")
                return
            status, sent, data = await self._answer(scope, headers, accept, receive)
        except Problem as problem:
            status, sent, data = self.responses.write_problem(problem, accept)
            verdict = problem.kind.name
        except ClientDisconnect:
            return
        if self.meter is not None and standings is not None:
            sent = self.meter.fill(sent, status, standings)
        self.journal.add(scope, self.label, status, verdict)
        await send({"type": "http.response.start", "status": status, "headers": sent})
        if broken is not FaultKind.NONE:
            data = data[: len(data) // 2] if broken is FaultKind.TRUNCATE and isinstance(data, bytes) else b""
            await send({"type": "http.response.body", "body": data, "more_body": True})
            return  # a server closes the connection of an answer that is not completed
        if not isinstance(data, bytes):
            await self._send_parts(data, send, wanted=scope["method"] != "HEAD")
            return
        await send({"type": "http.response.body", "body": data if scope["method"] != "HEAD" else b""})

    async def _send_parts(self, parts: AsyncIterator[bytes], send: Send, *, wanted: bool) -> None:
        """Send what is made while it is sent; after a fault the answer is left incomplete (RFC 9112, 8)."""
        if wanted:
            try:
                async for part in parts:
                    await send({"type": "http.response.body", "body": part, "more_body": True})
            except Problem as problem:
                _LOG.warning("%s: the stream is broken off: %s", self.label, problem.detail)
                return
        await send({"type": "http.response.body", "body": b""})

    def _caller(self, scope: Scope, headers: dict[bytes, bytes]) -> tuple[bytes, str]:
        """Whose requests are counted together."""
        credential = "" if self.gate is None else self.gate.credential(headers, scope["query_string"])
        return headers.get(b"x-mock-session", b""), credential

    async def _answer(
        self, scope: Scope, headers: dict[bytes, bytes], accept: bytes | None, receive: Receive
    ) -> tuple[int, RawHeaders, bytes | AsyncIterator[bytes]]:
        query: bytes = scope["query_string"]
        if self.gate is not None:
            self.gate.check(headers, query)
        if accept is not None and accept != b"*/*":
            self.responses.check_accept(accept)
        parameters = self.parameters.read(scope[PATH_VALUES], query, headers)
        body = NO_BODY if self.body is None else await self.body.read(headers, receive)
        preferred = headers.get(b"prefer")
        if preferred is not None:
            written = await self.preferences.answer(parse_prefer(preferred), accept)
            if written is not None:
                return await _begun(written)
        session = _session_of(headers)
        state = self.store.local(session)
        path: str = scope["path"]
        if state is None:
            behaviour = self.behaviour
            answer = await self.store.carry_out(
                session,
                lambda shared: _whole(
                    behaviour(Exchange(parameters, body, shared, headers, path, scope["scheme"]))
                ),
            )
        else:
            found = self.behaviour(Exchange(parameters, body, state, headers, path, scope["scheme"]))
            answer = found if isinstance(found, Answer) else await found
        written = self.responses.write(answer, accept)
        if preferred is not None:
            written[1].extend(applied_delay(parse_prefer(preferred)))
        return await _begun(written)


async def _drop(scope: Scope, receive: Receive) -> None:
    """Let go of the connection, and wait until it is gone: a server answers 500 for who answers nothing."""
    scope[DROP]()
    while (await receive())["type"] != "http.disconnect":
        pass


async def _begun(written: Written) -> tuple[int, RawHeaders, bytes | AsyncIterator[bytes]]:
    status, headers, data = written
    return status, headers, data if isinstance(data, bytes) else await data.begun()


def _whole(found: Answer | Awaitable[Answer]) -> Answer | Awaitable[Answer]:
    """An answer whose items are all made while the state is lent to it."""
    return found if isinstance(found, Answer) and not are_items(found.body) else _collected(found)


async def _collected(found: Answer | Awaitable[Answer]) -> Answer:
    answer = found if isinstance(found, Answer) else await found
    if are_items(answer.body):
        answer.body = [item async for item in each(answer.body)]
    return answer


def _session_of(headers: dict[bytes, bytes]) -> str:
    session = headers.get(b"x-mock-session")
    return DEFAULT_SESSION if session is None else session_name(session.decode("latin-1"))

"""Keeps states in Redis or Valkey, so that processes and machines share them.

Every process has a replica of each session it works on, and Redis the log of changes.  Requests of a session
are carried out one after the other on the replica, as many together as have come in; one script then
appends what they changed if nobody else was faster, or gives what others did.  In that case the changes are
taken back, those of the others taken over, and the requests carried out again: what is answered is always as
if all requests of all processes had come one by one.
"""

from __future__ import annotations

import asyncio
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from inspect import isawaitable
from typing import Any, NamedTuple

from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import RedisError

from mockdown.mock.json_text import dump_json, load_json
from mockdown.mock.problems import STORE_AWAY, Problem
from mockdown.mock.redis_scripts import COMMIT, COMPACT, ENTER
from mockdown.mock.replica import Replica
from mockdown.mock.state import State
from mockdown.mock.store import MAX_SNAPSHOTS, Act, Result, too_many_snapshots, unknown_snapshot

_LEAST_LOG = 256 * 1024
"""Bytes of changes that may follow a kept state before it is written anew."""
_PATIENCE = 2.0
"""Seconds that Redis may take for an answer."""
_TOUCH = 60.0
"""Seconds after which the use of a session is told to Redis."""
_CONTENDED = 1.0
"""Seconds for which a process takes turns with others after one of them was faster."""
_TURN = 100
"""Milliseconds that a turn lasts at most: one that is not ended holds nobody up for longer."""


@dataclass(slots=True)
class _Job:
    """A request that waits for its turn."""

    act: Callable[[State], Any]
    done: asyncio.Future[Any]
    result: Any = None
    error: Exception | None = None

    async def run(self, state: State) -> None:
        """Carry it out; what it raises is for the client alone."""
        self.result = self.error = None
        try:
            self.result = self.act(state)
            if isawaitable(self.result):
                self.result = await self.result
        except Exception as error:  # noqa: BLE001 - raised again where the client waits
            self.error = error


class _Keys(NamedTuple):
    """Where Redis has what belongs to a session, in the order that `COMMIT` takes them."""

    head: str
    log: str
    sessions: str
    turn: str
    bell: str


@dataclass(slots=True, kw_only=True)
class _Session:
    """What this process knows of a session."""

    name: str
    keys: _Keys
    replica: Replica
    epoch: str = ""
    """Names the life of the session: it changes when the state is put or reset."""
    version: int = 0
    """Changes of this life that the replica has."""
    size: int = 0
    """Bytes of the state when it was last written as a whole."""
    touched: float = 0.0
    writes: bool = False
    """Whether the last requests changed something."""
    contended: float = 0.0
    """When another process was faster for the last time."""
    waiting: list[_Job] = field(default_factory=list)
    worker: asyncio.Task[None] | None = None


class RedisStore:
    """Keeps the states in Redis; `url` is as `redis.asyncio.Redis.from_url` takes it."""

    def __init__(self, url: str, *, max_sessions: int = 1_000, session_seconds: float = 86_400) -> None:
        self._redis: Redis = Redis.from_url(
            url,
            socket_timeout=_PATIENCE,
            socket_connect_timeout=_PATIENCE,
            health_check_interval=30,
            retry=Retry(NoBackoff(), 0),  # a change that is told twice would be made twice
        )
        self._commit = self._redis.register_script(COMMIT)
        self._compact = self._redis.register_script(COMPACT)
        self._enter = self._redis.register_script(ENTER)
        self._caller = uuid.uuid4().hex
        self._sessions: dict[str, _Session] = {}
        self._max_sessions = max_sessions
        self._seconds = max(int(session_seconds), 1)
        self._seed: Callable[[], State] = State
        self._identity: Callable[[], str] = str
        self._place: str | None = None

    def bind(self, seed: Callable[[], State], *, identity: Callable[[], str]) -> None:
        """Say how a fresh state is made, and what tells its API from others, and from other seeds."""
        self._seed, self._identity = seed, identity
        self._place = None
        self._sessions.clear()

    def local(self, session: str) -> State | None:  # noqa: ARG002 - states are shared, whichever it is
        """None: states are shared."""
        return None

    async def carry_out(self, session: str, act: Act[Result]) -> Result:
        """Do something with the state of a session, all of it or nothing.

        Raises a 503 problem while Redis does not answer.
        """
        known = self._open(session)
        done: asyncio.Future[Result] = asyncio.get_running_loop().create_future()
        known.waiting.append(_Job(act, done))
        if known.worker is None:
            known.worker = asyncio.create_task(self._work(known))
        return await done

    async def replace(self, session: str, value: dict[str, Any]) -> State:
        """Put what `State.to_json` gave in the place of a session's state."""

        def put(state: State) -> State:
            state.load_json(value)
            return state

        return await self.carry_out(session, put)

    async def reset(self, session: str | None) -> None:
        """Start a session anew, or all of them for None."""
        with _answering():
            names = await self._stored() if session is None else [session]
            keys = [key for name in names for key in self._keys(name)[:2]]
            async with self._redis.pipeline(transaction=True) as pipe:
                if keys:
                    pipe.delete(*keys)
                for name in names:
                    pipe.zrem(self._key("sessions"), name)
                await pipe.execute()

    async def sessions(self) -> list[str]:
        """The sessions that somebody changed."""
        with _answering():
            return await self._stored()

    async def take_snapshot(self, name: str, session: str) -> None:
        """Keep the state of a session under a name; raises a 400 problem where there are too many."""
        data = await self.carry_out(session, lambda state: dump_json(state.to_json()))
        key = self._key("snapshots")
        with _answering():
            if await self._redis.hlen(key) >= MAX_SNAPSHOTS and not await self._redis.hexists(key, name):
                raise too_many_snapshots()
            await self._redis.hset(key, name, data)

    async def restore_snapshot(self, name: str, session: str) -> None:
        """Put a kept state in the place of a session's; raises a 404 problem for an unknown name."""
        with _answering():
            data = await self._redis.hget(self._key("snapshots"), name)
        if data is None:
            raise unknown_snapshot(name)
        await self.replace(session, load_json(_bytes(data)))

    async def delete_snapshot(self, name: str) -> None:
        """Forget a kept state; raises a 404 problem for an unknown name."""
        with _answering():
            count = await self._redis.hdel(self._key("snapshots"), name)
        if not count:
            raise unknown_snapshot(name)

    async def snapshots(self) -> list[str]:
        """The names of kept states."""
        with _answering():
            return sorted(_bytes(name).decode() for name in await self._redis.hkeys(self._key("snapshots")))

    async def close(self) -> None:
        """Close the connections."""
        await self._redis.aclose()

    # Carrying out

    async def _work(self, known: _Session) -> None:
        """Carry out what waits, until nothing does."""
        try:
            while known.waiting:
                jobs, known.waiting = known.waiting, []
                await self._settle(known, jobs)
        finally:
            known.worker = None

    async def _settle(self, known: _Session, jobs: list[_Job]) -> None:
        """Carry out jobs and answer them."""
        try:
            await self._carry_out(known, jobs)
        except Exception as error:  # noqa: BLE001 - raised again where the clients wait
            # Whether the changes arrived is not known: the replica is read anew.
            self._forget(known)
            for job in jobs:
                job.error = _away(error) if isinstance(error, RedisError) else error
        for job in jobs:
            if job.done.done():
                continue  # its client has gone
            if job.error is not None:
                job.done.set_exception(job.error)
            else:
                job.done.set_result(job.result)

    async def _carry_out(self, known: _Session, jobs: list[_Job]) -> None:
        while True:
            if time.time() - known.contended < _CONTENDED and known.writes:
                await self._take_turn(known)
            for job in jobs:
                await job.run(known.replica)
            changes = known.replica.changes()
            if await self._tell(known, dump_json(changes) if changes else b""):
                return

    async def _tell(self, known: _Session, changes: bytes) -> bool:
        """Append changes; where others were faster, take theirs over instead, which is False."""
        now = time.time()
        touches = bool(changes) or now - known.touched > _TOUCH
        reply = await self._commit(
            keys=known.keys,
            args=[
                known.epoch,
                known.version,
                changes,
                "" if known.epoch else uuid.uuid4().hex,
                self._seconds if touches else 0,
                known.name,
                now,
                self._caller,
            ],
        )
        known.writes = bool(changes)
        if not reply[0]:
            known.contended = now
            self._catch_up(known, reply)
            return False
        known.touched = now if touches else known.touched
        known.epoch, known.version = reply[1].decode(), reply[2]
        known.replica.settle()
        if reply[3] > max(_LEAST_LOG, known.size):
            whole = dump_json(known.replica.dump())
            await self._compact(keys=known.keys[:2], args=[known.epoch, known.version, whole])
            known.size = len(whole)
        if known.version == 1:
            await self._make_room()
        return True

    async def _take_turn(self, known: _Session) -> None:
        """Wait until no other process changes the session, and take over what they did.

        Only a courtesy: who changes a session out of turn makes others work again, and breaks nothing.
        """
        keys = known.keys
        while True:
            reply = await self._enter(
                keys=[keys.head, keys.log, keys.turn], args=[known.epoch, known.version, self._caller, _TURN]
            )
            if reply[0] == 0:
                self._catch_up(known, reply)
            if reply[0] != 2:
                return
            await self._redis.blpop([keys.bell], timeout=_TURN / 1_000)

    def _catch_up(self, known: _Session, news: list[Any]) -> None:
        """Take back what was done, and take over what others did."""
        _, epoch, version, base, whole, log = news
        if base >= 0:
            self._forget(known)
            if whole:
                known.replica.load(load_json(whole))
                known.size = len(whole)
        else:
            known.replica.undo()
        for entry in log:
            known.replica.apply(load_json(entry))
        known.epoch, known.version = epoch.decode(), version

    def _forget(self, known: _Session) -> None:
        """Begin the replica from the seeds; the next request reads the rest."""
        known.replica, known.epoch, known.version, known.size = Replica(self._seed()), "", 0, 0

    # Sessions

    def _open(self, session: str) -> _Session:
        known = self._sessions.pop(session, None)
        if known is None:
            if len(self._sessions) >= self._max_sessions:
                self._drop_idle()
            known = _Session(name=session, keys=self._keys(session), replica=Replica(self._seed()))
        self._sessions[session] = known
        return known

    def _drop_idle(self) -> None:
        """Forget the replica that was not used for the longest time."""
        idle = next((name for name, known in self._sessions.items() if known.worker is None), None)
        if idle is not None:
            del self._sessions[idle]

    async def _make_room(self) -> None:
        """Drop the sessions unused longest, where there are too many."""
        names = await self._stored()
        for name in names[: max(len(names) - self._max_sessions, 0)]:
            await self.reset(name)

    async def _stored(self) -> list[str]:
        """The sessions that Redis has, the one unused longest first."""
        key = self._key("sessions")
        await self._redis.zremrangebyscore(key, "-inf", time.time() - self._seconds)
        return [_bytes(name).decode() for name in await self._redis.zrange(key, 0, -1)]

    def _keys(self, session: str) -> _Keys:
        head, log, turn, bell = (self._key(part, session) for part in ("head", "log", "turn", "bell"))
        return _Keys(head, log, self._key("sessions"), turn, bell)

    def _key(self, *parts: str) -> str:
        """A key of this API; the braces keep all of them on one node of a cluster."""
        if self._place is None:
            self._place = f"{{mockdown:{self._identity()}}}"
        return ":".join((self._place, *parts))


@contextmanager
def _answering() -> Iterator[None]:
    """Raise a 503 problem when Redis does not answer."""
    try:
        yield
    except RedisError as error:
        raise _away(error) from None


def _away(error: RedisError) -> Problem:
    return Problem(
        STORE_AWAY,
        f"the store that keeps the state does not answer: {error}",
        headers=((b"retry-after", b"1"),),
    )


def _bytes(value: object) -> bytes:
    """What Redis gives where it is not asked to decode."""
    return value if isinstance(value, bytes) else str(value).encode()

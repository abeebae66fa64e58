"""Mocks that share their state through a real Redis behave as one."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from redis import Redis
from redis_process import RedisProcess, redis_process

from mockdown.description import Description
from mockdown.mock.app import MockApp, create_app
from mockdown.mock.redis_store import RedisStore
from mockdown.mock.server import BackgroundServer
from mockdown.mock.state import Record, State, Table
from mockdown.mock.store import MemoryStore, Store

pytestmark = pytest.mark.processes

PET = {
    "type": "object",
    "required": ["id", "name"],
    "properties": {"id": {"type": "integer", "readOnly": True}, "name": {"type": "string"}},
}
JSON_PET = {"description": "", "content": {"application/json": {"schema": PET}}}
JSON_PETS = {"description": "", "content": {"application/json": {"schema": {"type": "array", "items": PET}}}}
PATH = [{"name": "id", "in": "path", "required": True, "schema": {"type": "integer"}}]
DOCUMENT = {
    "openapi": "3.0.3",
    "info": {"title": "Pets", "version": "1"},
    "paths": {
        "/pets": {
            "get": {"operationId": "list_pets", "responses": {"200": JSON_PETS}},
            "post": {
                "operationId": "create_pet",
                "requestBody": {"content": JSON_PET["content"], "required": True},
                "responses": {"201": JSON_PET},
            },
        },
        "/pets/{id}": {
            "parameters": PATH,
            "get": {"operationId": "get_pet", "responses": {"200": JSON_PET}},
            "delete": {"operationId": "delete_pet", "responses": {"204": {"description": ""}}},
        },
        "/visits": {"post": {"operationId": "count_visit", "responses": {"200": {"description": ""}}}},
    },
}
HANDLERS = """\
def count_visit(state):
    state.values["visits"] = state.values.get("visits", 0) + 1
"""


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[RedisProcess]:
    with redis_process(tmp_path) as process:
        yield process


@pytest.fixture
def pair(redis: RedisProcess, tmp_path: Path) -> Iterator[tuple[httpx.Client, httpx.Client]]:
    """Clients of two servers over one Redis, as two machines would be."""
    (tmp_path / "handlers.py").write_text(HANDLERS)
    with ExitStack() as stack:
        clients = []
        for _ in range(2):
            app = make_app(redis.url, tmp_path)
            server = stack.enter_context(BackgroundServer(app))
            clients.append(stack.enter_context(httpx.Client(base_url=server.url, timeout=30)))
        yield clients[0], clients[1]


def make_app(url: str, folder: Path) -> MockApp:
    return create_app(Description("pets", DOCUMENT), store=RedisStore(url), folder=folder)


def test_what_one_makes_the_other_has(pair: tuple[httpx.Client, httpx.Client]) -> None:
    """Entities, their removal, and their absence are the same wherever a request arrives."""
    one, other = pair
    made = one.post("/pets", json={"name": "Tom"})
    assert made.status_code == 201
    path = f"/pets/{made.json()['id']}"
    assert other.get(path).json() == made.json()
    assert other.get("/pets").content == one.get("/pets").content
    assert other.delete(path).status_code == 204
    assert one.get(path).status_code == 404


def test_sessions_snapshots_and_resets_are_shared(pair: tuple[httpx.Client, httpx.Client]) -> None:
    """What the control API of one server does holds for the other."""
    one, other = pair
    header = {"X-Mock-Session": "mine"}
    before = one.get("/pets").json()
    one.post("/pets", json={"name": "Tom"}, headers=header)
    assert other.get("/pets").json() == before
    assert len(other.get("/pets", headers=header).json()) == len(before) + 1
    assert other.get("/_mock/sessions").json() == {"sessions": ["mine"]}
    assert other.put("/_mock/snapshots/full", headers=header).status_code == 204
    assert one.get("/_mock/snapshots").json() == {"snapshots": ["full"]}
    assert one.post("/_mock/reset", headers=header).status_code == 204
    assert other.get("/pets", headers=header).json() == before
    assert one.post("/_mock/snapshots/full/restore", headers=header).status_code == 204
    assert len(other.get("/pets", headers=header).json()) == len(before) + 1
    state = other.get("/_mock/state", headers=header).json()
    assert one.put("/_mock/state", json=state).status_code == 200
    assert other.get("/pets").json() == one.get("/pets", headers=header).json()
    assert one.post("/_mock/snapshots/empty/restore").status_code == 404
    assert one.delete("/_mock/snapshots/full").status_code == 204
    assert other.delete("/_mock/snapshots/full").status_code == 404
    assert other.post("/_mock/reset").status_code == 204
    assert one.get("/pets").json() == before
    assert one.get("/_mock/sessions").json() == {"sessions": []}


def test_no_update_is_lost_and_no_id_given_twice(pair: tuple[httpx.Client, httpx.Client]) -> None:
    """64 clients at once, half of them at either server."""
    before = len(pair[0].get("/pets").json())

    def visit(number: int) -> int:
        with httpx.Client(base_url=pair[number % 2].base_url, timeout=60) as client:
            assert client.post("/visits").status_code == 200
            return int(client.post("/pets", json={"name": f"p{number}"}).raise_for_status().json()["id"])

    with ThreadPoolExecutor(64) as pool:
        ids = list(pool.map(visit, range(256)))
    assert len(set(ids)) == 256
    for client in pair:
        assert len(client.get("/pets").json()) == before + 256
        assert client.get("/_mock/state").json()["values"] == {"visits": 256}


def test_a_long_log_is_written_as_a_whole(redis: RedisProcess, tmp_path: Path) -> None:
    """A server that starts late reads the whole state and what follows it, however much was done."""
    with BackgroundServer(make_app(redis.url, tmp_path)) as early:
        with httpx.Client(base_url=early.url) as client:
            for number in range(30):
                client.post("/pets", json={"name": f"{number}" * 20_000}).raise_for_status()
            expected = client.get("/pets").content
        with (
            BackgroundServer(make_app(redis.url, tmp_path)) as late,
            httpx.Client(base_url=late.url) as client,
        ):
            assert client.get("/pets").content == expected
    with Redis(port=redis.port) as stored:
        log = next(key for key in stored.scan_iter() if b":log:" in key)
        assert 0 < stored.llen(log) < 30


def test_a_killed_redis_is_a_503_until_it_is_back(
    redis: RedisProcess, pair: tuple[httpx.Client, httpx.Client]
) -> None:
    """While the store is away the answer says so; afterwards all is served again, from the seeds."""
    one, _ = pair
    before = one.get("/pets").json()
    one.post("/pets", json={"name": "Tom"}).raise_for_status()
    redis.kill()
    away = [one.get("/pets"), one.post("/pets", json={"name": "Ann"}), one.get("/_mock/state")]
    assert [answer.status_code for answer in away] == [503] * 3
    assert {answer.json()["type"] for answer in away} == {"urn:mockdown:problem:store-away"}
    assert away[0].headers["retry-after"] == "1"
    redis.start()
    for client in pair:
        client.get("/pets")  # a connection that died is noticed by the first who uses it
        assert client.get("/pets").json() == before


def test_a_session_that_cannot_be_read_holds_nobody_up(redis: RedisProcess) -> None:
    """Who asks for a session whose log is damaged is told so at once; reset, it is as good as new."""

    async def ask() -> dict[str, Any]:
        store = RedisStore(redis.url)
        store.bind(lambda: State(seed=_seeded, names=("Pet",)), identity=lambda: "test")
        try:
            await store.carry_out("", lambda state: state.table("Pet").remove("1"))
            with Redis(port=redis.port) as stored:
                stored.rpush(next(key for key in stored.scan_iter() if b":log:" in key), "[")
                stored.hincrby(next(key for key in stored.scan_iter() if b":head:" in key), "version", 1)
            for _ in range(2):
                with pytest.raises(ValueError, match="end of data"):
                    await asyncio.wait_for(store.carry_out("", _look), 10)
            await store.reset("")
            return await store.carry_out("", _look)
        finally:
            await store.close()

    assert asyncio.run(ask())["tables"]["Pet"] == [{"key": "1", "value": {"n": 0}}]


class Stores(RuleBasedStateMachine):
    """One store in memory and two over Redis do the same, whichever of the two is asked."""

    url: str

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.memory = MemoryStore()
        self.shared = [RedisStore(self.url), RedisStore(self.url)]
        stores: list[Store] = [self.memory, *self.shared]
        for store in stores:
            store.bind(lambda: State(seed=_seeded, names=("Pet",)), identity=lambda: "test")
        with Redis.from_url(self.url) as stored:
            stored.flushall()

    def both(self, which: int, act: Any) -> tuple[Any, Any]:
        async def run(store: Store) -> Any:
            return await act(store)

        return self.loop.run_until_complete(run(self.memory)), self.loop.run_until_complete(
            run(self.shared[which])
        )

    WHICH = st.integers(0, 1)
    SESSIONS = st.sampled_from(["", "a"])
    KEYS = st.sampled_from(["1", "2", "9"])

    @rule(which=WHICH, session=SESSIONS, key=KEYS, number=st.integers(0, 3))
    def put(self, which: int, session: str, key: str, number: int) -> None:
        def act(state: State) -> None:
            state.table("Pet").put(Record(key, {"n": number}))
            state.values["last"] = number

        self.both(which, lambda store: store.carry_out(session, act))

    @rule(which=WHICH, session=SESSIONS, key=KEYS)
    def remove(self, which: int, session: str, key: str) -> None:
        self.both(which, lambda store: store.carry_out(session, lambda state: state.table("Pet").remove(key)))

    @rule(which=WHICH, session=SESSIONS)
    def reset(self, which: int, session: str) -> None:
        self.both(which, lambda store: store.reset(session))

    @rule(which=WHICH, session=SESSIONS)
    def snapshot_and_restore(self, which: int, session: str) -> None:
        self.both(which, lambda store: store.take_snapshot("s", session))
        self.both(1 - which, lambda store: store.restore_snapshot("s", ""))

    @invariant()
    def all_hold_the_same(self) -> None:
        for session in ("", "a"):
            for which in (0, 1):
                one, other = self.both(which, lambda store, session=session: store.carry_out(session, _look))
                assert one == other

    def teardown(self) -> None:
        for store in self.shared:
            self.loop.run_until_complete(store.close())
        self.loop.close()


def _seeded(_name: str) -> Table:
    table = Table()
    table.put(Record("1", {"n": 0}))
    return table


def _look(state: State) -> dict[str, Any]:
    state.table("Pet")
    return state.to_json()


def test_every_store_does_the_same(redis: RedisProcess) -> None:
    """The properties of a store hold for each of them."""
    machine = type("StoresHere", (Stores,), {"url": redis.url})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=25, stateful_step_count=15, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )


# The command


@contextmanager
def serving(folder: Path, *arguments: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """`mockdown serve` in a process of its own, and where it serves."""
    command = [sys.executable, "-m", "mockdown", "serve", "pets.json", "--port", "0", *arguments]
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        url = next(line.split()[2] for line in process.stdout if line.startswith("serving at "))
        try:
            yield process, url
        finally:
            process.terminate()
            process.wait(20)


def _children(process: subprocess.Popen[str]) -> set[int]:
    listed = subprocess.run(
        ["pgrep", "-P", str(process.pid)], capture_output=True, text=True, check=False
    ).stdout
    return set(map(int, listed.split()))


def test_a_killed_worker_is_replaced(redis: RedisProcess, tmp_path: Path) -> None:
    """Two workers serve as one; when one is killed, the state is still there and another takes its place."""
    import orjson

    (tmp_path / "pets.json").write_bytes(orjson.dumps(DOCUMENT))
    with serving(tmp_path, "--store", redis.url, "--workers", "2") as (process, url):
        workers = _children(process)
        assert len(workers) == 2
        made = httpx.post(f"{url}/pets", json={"name": "Tom"}).json()
        os.kill(min(workers), signal.SIGKILL)
        for _ in range(20):
            assert httpx.get(f"{url}/pets/{made['id']}").json() == made
        while len(now := _children(process)) < 2 or min(workers) in now:
            httpx.get(f"{url}/pets")
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 0
        assert not any(map(_is_alive, now))


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True

"""Faults in what is remembered between requests."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from mockdown.contract.families import (
    Family,
    echoes_its_request,
    filters,
    find_families,
    find_settings,
    page_sizes,
    unwrap,
)
from mockdown.contract.mutants.messages import Fault, Forward, Reply, Request
from mockdown.contract.mutants.mutant import Mutant, Place
from mockdown.description import Operation

At = Callable[[Operation], Place]


def state_mutants(at: At, places: tuple[Place, ...]) -> Iterator[Mutant]:
    """All faults of this kind in an API."""
    if not places:
        return
    description = places[0].description
    for write, read in find_settings(description):
        yield at(write).mutant("update_forgotten", write.pointer, lambda: _in_scratch, company=(read.label,))
        yield at(read).mutant("read_is_stale", read.pointer, lambda: _in_scratch, company=(write.label,))
    for place in places:
        for name in page_sizes(description, place.operation):
            yield place.mutant("paging_ignored", place.operation.pointer, _without(name), name)
        for name in filters(description, place.operation):
            yield place.mutant("filter_ignored", place.operation.pointer, _without(name), name)
        if place.operation.method == "put" and _echoes_text(place):
            yield place.mutant("put_not_idempotent", place.operation.pointer, _Drifting)
    for family in find_families(description):
        yield from _family_mutants(at, family)


def _echoes_text(place: Place) -> bool:
    """Whether there is a text in the answer that could drift from what was sent."""
    if place.body is None or not echoes_its_request(place.description, place.operation):
        return False
    schemas = map(place.description.at, place.shapes.at(place.body).properties.values())
    return any(place.description.resolve(schema).get("type") == "string" for schema in schemas)


def _family_mutants(at: At, family: Family) -> Iterator[Mutant]:
    company = _labels(family)

    def mutant(kind: str, operation: Operation, make: Callable[[], Fault]) -> Mutant:
        return at(operation).mutant(kind, operation.pointer, make, company=company)

    if family.create is None:
        return
    if family.show is not None or family.list is not None:
        yield mutant("create_forgotten", family.create, lambda: _in_scratch)
        yield mutant("key_reused", family.create, _same_key(family.key))
    if family.show is not None:
        yield mutant("wrong_thing_comes", family.show, _other_key(family.key))
    if family.list is not None:
        yield mutant("new_not_listed", family.list, lambda: _in_scratch)
    if family.delete is not None and family.show is not None:
        yield mutant("delete_forgotten", family.delete, lambda: _deleted)


def _labels(family: Family) -> tuple[str, ...]:
    members = (family.create, family.list, family.show, family.replace, family.delete)
    return tuple(operation.label for operation in members if operation is not None)


async def _in_scratch(request: Request, forward: Forward) -> Reply:
    return await forward(request.in_scratch())


async def _deleted(request: Request, forward: Forward) -> Reply:
    reply = await forward(request.in_scratch())
    return reply if reply.succeeded else Reply(status=204, headers=(), body=b"")


def _without(name: str) -> Callable[[], Fault]:
    async def fault(request: Request, forward: Forward) -> Reply:
        return await forward(replace(request, query=tuple(pair for pair in request.query if pair[0] != name)))

    return lambda: fault


def _keys(key: str, node: Mapping[str, Any]) -> str | None:
    for name in node:
        if name.lower().replace("_", "") in (key.lower().replace("_", ""), "id"):
            return name
    return None


def _same_key(key: str) -> Callable[[], Fault]:
    """Every new thing gets the key of the first."""

    def make() -> Fault:
        first: list[Any] = []

        async def fault(request: Request, forward: Forward) -> Reply:
            reply = await forward(request)
            body = reply.json() if reply.succeeded else None
            thing = unwrap(body)
            name = _keys(key, thing)
            if name is not None and isinstance(thing, dict):
                first.append(thing[name])
                thing[name] = first[0]
                return reply.with_json(body)
            return reply

        return fault

    return make


def _other_key(key: str) -> Callable[[], Fault]:
    async def fault(request: Request, forward: Forward) -> Reply:
        reply = await forward(request)
        body = reply.json() if reply.succeeded else None
        thing = unwrap(body)
        name = _keys(key, thing)
        if name is None or not isinstance(thing, dict):
            return reply
        thing[name] = thing[name] + 1 if isinstance(thing[name], int) else f"{thing[name]}x"
        return reply.with_json(body)

    return lambda: fault


class _Drifting:
    """The second of two equal requests changes what the first has set."""

    def __init__(self) -> None:
        self._seen: set[bytes] = set()

    async def __call__(self, request: Request, forward: Forward) -> Reply:
        reply = await forward(request)
        body = reply.json() if reply.succeeded else None
        if request.body not in self._seen or not isinstance(body, dict):
            self._seen.add(request.body)
            return reply
        sent = request.json()
        for name, value in body.items():
            if isinstance(value, str) and isinstance(sent, dict) and sent.get(name) == value:
                return reply.with_json({**body, name: f"{value} again"})
        return reply

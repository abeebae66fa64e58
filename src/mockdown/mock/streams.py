"""Streams: answers that are one item after the other, sent as their handler gives them.

Items are JSON texts, each on a line of its own (NDJSON) or behind a record separator (RFC 7464, 2.2), or
the data of server-sent events.  A schema beside such a media type describes one item.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from typing import TypeGuard

from mockdown.mock.json_text import dump_json
from mockdown.mock.schemas import Json

Items = AsyncIterator[Json] | Iterator[Json]
"""What a handler gives that yields."""

_LINES = frozenset(
    f"application/{kind}"
    for kind in (
        "x-ndjson",
        "ndjson",
        "jsonl",
        "x-jsonl",
        "jsonlines",
        "x-jsonlines",
        "json-lines",
        "stream+json",
        "x-json-stream",
    )
)
_SEQUENCE = "application/json-seq"
_EVENTS = "text/event-stream"


def is_stream(kind: str) -> bool:
    """Whether a media type, without its parameters, is that of items."""
    return kind in _LINES or kind in (_SEQUENCE, _EVENTS)


def are_items(value: object) -> TypeGuard[Items]:
    """Whether a body is given item by item."""
    return isinstance(value, AsyncIterator | Iterator)


def encode_items(kind: str, value: Json) -> bytes:
    """A body as a whole: the items of a list, or the only one; a text is what is sent already."""
    if isinstance(value, str):
        return value.encode()
    return b"".join(encode_item(kind, item) for item in (value if isinstance(value, list) else [value]))


def encode_item(kind: str, item: Json) -> bytes:
    """One item as it is sent."""
    if kind == _SEQUENCE:
        return b"\x1e" + dump_json(item) + b"\n"
    if kind != _EVENTS:
        return dump_json(item) + b"\n"
    lines = item.splitlines() or [""] if isinstance(item, str) else [dump_json(item).decode()]
    return "".join(f"data: {line}\n" for line in lines).encode() + b"\n"


async def each(items: Items) -> AsyncIterator[Json]:
    """The items of either kind of iterator."""
    if isinstance(items, AsyncIterator):
        async for item in items:
            yield item
    else:
        for item in items:
            yield item


@dataclass(frozen=True, slots=True)
class Streamed:
    """A body that is made while it is sent."""

    items: Items
    write: Callable[[Json], bytes]

    async def begun(self) -> AsyncIterator[bytes]:
        """The written items, of which the first is made now: what goes wrong with it can still be told."""
        source = each(self.items)
        first = b""
        async for item in source:
            first = self.write(item)
            break
        return self._with_rest(first, source)

    async def _with_rest(self, first: bytes, source: AsyncIterator[Json]) -> AsyncIterator[bytes]:
        yield first
        async for item in source:
            yield self.write(item)

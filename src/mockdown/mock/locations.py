"""`Location`: where what a request made is found."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from urllib.parse import quote

from mockdown.mock.exchange import Exchange
from mockdown.mock.routing import parameter_names

Locate = Callable[[Exchange, str], dict[str, str]]
"""The header for an entity of a key; nothing when no path leads to it."""


def make_locate(path: str, item_path: str) -> Locate:
    """Say where the entities that are made at `path` are found, which may be somewhere else."""
    collection, _, _ = item_path.rpartition("/")
    if collection == path.rstrip("/"):
        return _below
    *names, key_name = parameter_names(item_path)

    def locate(exchange: Exchange, key: str) -> dict[str, str]:
        values = {name: str(value) for name, value in exchange.parameters.path.items()}
        if not values.keys() >= set(names):
            return {}
        depth = path.count("/") + sum(value.count("/") for value in values.values())
        found = exchange.path.rsplit("/", depth)[0] + item_path
        for name, value in {**values, key_name: key}.items():
            found = found.replace(f"{{{name}}}", quote(value, safe=""))
        return {"Location": found}

    return locate


def _below(exchange: Exchange, key: str) -> dict[str, str]:
    return {"Location": f"{_quoted_path(exchange.path)}/{_quoted_key(key)}"}


@lru_cache(maxsize=256)
def _quoted_path(path: str) -> str:
    """The path of a collection as a URL has it; the same few are asked for again and again."""
    return quote(path.rstrip("/"))


def _quoted_key(key: str) -> str:
    return key if key.isalnum() and key.isascii() else quote(key, safe="")

"""Text of a YAML or JSON file → JSON values, of bounded depth and size."""

from __future__ import annotations

import json
from typing import Any

from mockdown.loading.yaml_text import MAX_DEPTH, LoadingError, parse_yaml

MAX_VALUES = 5_000_000
"""More values than this, aliases counted each time they stand, is an attack and not a description."""


def load_yaml(text: str) -> Any:
    """The value of a YAML text, `LoadingError` where it is none."""
    return _measured(parse_yaml(text))


def load_json(text: str) -> Any:
    """The value of a JSON text, `LoadingError` where it is none."""
    try:
        value = json.loads(text, object_pairs_hook=_unique)
    except json.JSONDecodeError as error:
        raise LoadingError(f"not JSON: {error.msg[:1].lower()}{error.msg[1:]}", error.lineno) from None
    except ValueError as error:
        raise LoadingError(f"not JSON: {error}") from None
    except RecursionError:
        raise LoadingError("nested too deeply to be read") from None
    return _measured(value)


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) == len(pairs):
        return found
    names = [name for name, _ in pairs]
    twice = next(name for name in names if names.count(name) > 1)
    raise LoadingError(f"the key `{twice}` stands twice in one object")


def _measured(value: Any) -> Any:
    """Refuse what is too deep, or what aliases blow up, before anyone walks it."""
    sizes: dict[int, int] = {}

    def size(node: Any, depth: int = 0) -> int:
        if not isinstance(node, dict | list):
            return 1
        if depth > MAX_DEPTH:
            raise LoadingError("nested too deeply to be read")
        known = sizes.get(id(node))
        if known is None:
            inner = node.values() if isinstance(node, dict) else node
            known = sizes[id(node)] = 1 + sum(size(value, depth + 1) for value in inner)
        if known > MAX_VALUES:
            raise LoadingError("its aliases make millions of values of it")
        return known

    size(value)
    return value

"""Text of a description file → JSON values: YAML 1.2 scalars, string keys, no duplicates, bounded size."""

from __future__ import annotations

import json
import re
from collections.abc import Hashable
from typing import Any

import yaml

MAX_VALUES = 5_000_000
"""More values than this, aliases counted each time they stand, is an attack and not a description."""

MAX_DEPTH = 200
"""What reads a description walks it by recursion, so its depth has a bound well below that of Python."""

_MERGE = "tag:yaml.org,2002:merge"


class LoadingError(Exception):
    """The text is not what its suffix says; `line` counts from 1 where it is known."""

    def __init__(self, message: str, line: int | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.line = line


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """PyYAML's safe loader, read as OpenAPI asks: plain scalars by YAML 1.2, keys as strings."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:  # noqa: FBT001, FBT002
        _check_keys(node)
        self.flatten_mapping(node)
        return {
            _key(key_node): self.construct_object(value_node, deep=deep)
            for key_node, value_node in node.value
        }


def _check_keys(node: yaml.MappingNode) -> None:
    seen: set[str] = set()
    for key_node, _ in node.value:
        if key_node.tag == _MERGE:
            continue
        key = _key(key_node)
        if key in seen:
            raise LoadingError(f"the key `{key}` stands twice in one mapping", key_node.start_mark.line + 1)
        seen.add(key)


def _key(node: yaml.Node) -> str:
    if not isinstance(node, yaml.ScalarNode):
        raise LoadingError("a key is not a plain value", node.start_mark.line + 1)
    return str(node.value)


# YAML 1.2.2, 10.3.2 (core schema): `on`, `yes`, dates and base-60 numbers are strings.
_SCALARS = (
    ("tag:yaml.org,2002:null", r"~|null|Null|NULL|", "~nN\0"),
    ("tag:yaml.org,2002:bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("tag:yaml.org,2002:int", r"[-+]?[0-9]+|0x[0-9a-fA-F]+", "-+0123456789"),
    (
        "tag:yaml.org,2002:float",
        r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?",
        "-+.0123456789",
    ),
    (_MERGE, r"<<", "<"),
)
for _tag, _pattern, _first in _SCALARS:
    _Loader.add_implicit_resolver(
        _tag, re.compile(rf"^(?:{_pattern})$"), ["" if c == "\0" else c for c in _first]
    )
_Loader.add_constructor("tag:yaml.org,2002:int", lambda _, node: _integer(node.value))
_Loader.add_constructor("tag:yaml.org,2002:float", lambda _, node: float(node.value))


def _integer(text: str) -> int:
    return int(text, 16) if text[:2].lower() == "0x" else int(text)


def load_yaml(text: str) -> Any:
    """The value of a YAML text, `LoadingError` where it is none."""
    try:
        value = yaml.load(text, Loader=_Loader)  # noqa: S506 - a subclass of the safe loader
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        raise LoadingError(f"not YAML: {error.problem}", mark.line + 1 if mark else None) from None
    except (yaml.YAMLError, ValueError) as error:
        raise LoadingError(f"not YAML: {' '.join(str(error).split())}") from None
    except RecursionError:
        raise LoadingError("nested too deeply to be read") from None
    return _measured(value)


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
    """Refuse what aliases blow up or tie into a ring, before anyone walks it."""
    sizes: dict[int, int | None] = {}

    def size(node: Any, depth: int = 0) -> int:
        if not isinstance(node, dict | list):
            return 1
        if depth > MAX_DEPTH:
            raise LoadingError("nested too deeply to be read")
        known = sizes.get(id(node), 0)
        if known is None:
            raise LoadingError("an alias refers to what it stands in")
        if known:
            return known
        sizes[id(node)] = None
        inner = node.values() if isinstance(node, dict) else node
        total = 1 + sum(size(value, depth + 1) for value in inner)
        if total > MAX_VALUES:
            raise LoadingError("aliases blow it up to millions of values")
        sizes[id(node)] = total
        return total

    size(value)
    return value

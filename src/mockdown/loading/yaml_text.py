"""YAML → JSON values from the parser's events: YAML 1.2 scalars, string keys, no duplicates, no recursion.

PyYAML's own composer recurses in C, so that ten thousand brackets end the process.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import yaml

MAX_DEPTH = 200
"""What reads a description walks it by recursion, so its depth has a bound well below that of Python."""


class LoadingError(Exception):
    """The text is not what its suffix says; `line` counts from 1 where it is known."""

    def __init__(self, message: str, line: int | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.line = line


def parse_yaml(text: str) -> Any:
    """The value of a YAML text, `LoadingError` where it is none."""
    try:
        return _build(yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        raise LoadingError(f"not YAML: {error.problem}", mark.line + 1 if mark else None) from None
    except (yaml.YAMLError, ValueError) as error:
        raise LoadingError(f"not YAML: {' '.join(str(error).split())}") from None


_NO_KEY, _MERGE = object(), object()


class _Frame:
    """A container that is being filled."""

    __slots__ = ("anchor", "key", "merged", "value")

    def __init__(self, value: dict[str, Any] | list[Any], anchor: str | None) -> None:
        self.value = value
        self.anchor = anchor
        self.key: object = _NO_KEY
        self.merged: list[dict[str, Any]] = []

    def wants_key(self) -> bool:
        return isinstance(self.value, dict) and self.key is _NO_KEY

    def take_key(self, event: yaml.ScalarEvent) -> None:
        if event.value == "<<" and event.implicit[0]:
            self.key = _MERGE
        elif event.value in self.value:
            raise LoadingError(f"the key `{event.value}` stands twice in one mapping", _line(event))
        else:
            self.key = event.value

    def take(self, value: Any, event: yaml.Event) -> None:
        if isinstance(self.value, list):
            self.value.append(value)
            return
        if self.key is _MERGE:
            self.merged += _mappings(value, event)
        else:
            self.value[str(self.key)] = value
        self.key = _NO_KEY

    def close(self) -> None:
        """Bring in what `<<` names; a mapping's own keys win, and the earlier of two sources."""
        if self.merged and isinstance(self.value, dict):
            own = dict(self.value)
            self.value.clear()
            for source in reversed(self.merged):
                self.value.update(source)
            self.value.update(own)


def _mappings(value: Any, event: yaml.Event) -> list[dict[str, Any]]:
    found = value if isinstance(value, list) else [value]
    if not all(isinstance(one, dict) for one in found):
        raise LoadingError("`<<` must name a mapping", _line(event))
    return found


def _build(events: Iterator[yaml.Event]) -> Any:
    stack: list[_Frame] = [_Frame([], None)]
    anchors: dict[str, Any] = {}
    documents = 0
    for event in events:
        top = stack[-1]
        if isinstance(event, yaml.ScalarEvent):
            if top.wants_key():
                top.take_key(event)
                value: Any = event.value
            else:
                value = _scalar(event)
                top.take(value, event)
            if event.anchor:
                anchors[event.anchor] = value
        elif isinstance(event, yaml.CollectionStartEvent):
            _check_start(event, stack)
            container: dict[str, Any] | list[Any] = [] if isinstance(event, yaml.SequenceStartEvent) else {}
            stack.append(_Frame(container, event.anchor))
        elif isinstance(event, yaml.CollectionEndEvent):
            top.close()
            stack.pop()
            stack[-1].take(top.value, event)
            # Only now: an alias to what is still open would tie it into a ring.
            if top.anchor:
                anchors[top.anchor] = top.value
        elif isinstance(event, yaml.AliasEvent):
            top.take(_aliased(event, top, anchors), event)
        elif isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                raise LoadingError("more than one document in a file", _line(event))
    (root,) = stack
    return root.value[0] if root.value else None  # type: ignore[index]


def _line(event: yaml.Event) -> int | None:
    return event.start_mark.line + 1 if event.start_mark else None


def _check_start(event: yaml.CollectionStartEvent, stack: list[_Frame]) -> None:
    if stack[-1].wants_key():
        raise LoadingError("a key of a mapping must be a plain value", _line(event))
    if len(stack) > MAX_DEPTH:
        raise LoadingError("nested too deeply to be read", _line(event))
    expected = "seq" if isinstance(event, yaml.SequenceStartEvent) else "map"
    if event.tag not in {None, "!", f"tag:yaml.org,2002:{expected}"}:
        raise LoadingError(f"the tag `{event.tag}` stands for no value that JSON has", _line(event))


def _aliased(event: yaml.AliasEvent, top: _Frame, anchors: dict[str, Any]) -> Any:
    if top.wants_key():
        raise LoadingError("a key of a mapping must be a plain value", _line(event))
    if event.anchor not in anchors:
        raise LoadingError(f"the alias `*{event.anchor}` names nothing that is complete", _line(event))
    return anchors[event.anchor]


# YAML 1.2.2, 10.3.2 (core schema): `on`, `yes`, dates and base-60 numbers are strings.
_INT = re.compile(r"[-+]?[0-9]+|0x[0-9a-fA-F]+|0o[0-7]+")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_WORDS = {
    "": None,
    "~": None,
    **dict.fromkeys(("null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_NUMBER_STARTS = frozenset("-+.0123456789")


def _plain(text: str) -> Any:
    if text in _WORDS:
        return _WORDS[text]
    if text[0] in _NUMBER_STARTS:
        if _INT.fullmatch(text):
            return int(text, 0) if text[:2] in {"0x", "0o"} else int(text)
        if _FLOAT.fullmatch(text):
            return float(text)
    return text


_TAGGED: dict[str, Callable[[str], Any]] = {
    "tag:yaml.org,2002:str": str,
    "tag:yaml.org,2002:int": int,
    "tag:yaml.org,2002:float": float,
    "tag:yaml.org,2002:bool": _plain,
    "tag:yaml.org,2002:null": _plain,
    "!": str,
}


def _scalar(event: yaml.ScalarEvent) -> Any:
    if event.tag is None:
        return _plain(event.value) if event.implicit[0] else event.value
    if event.tag not in _TAGGED:
        raise LoadingError(f"the tag `{event.tag}` stands for no value that JSON has", _line(event))
    return _TAGGED[event.tag](event.value)

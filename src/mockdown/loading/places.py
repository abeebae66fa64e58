"""Where each value of a YAML or JSON text stands: loading gives values without their lines."""

from __future__ import annotations

from dataclasses import dataclass

import yaml


@dataclass(slots=True)
class _Container:
    """A mapping or sequence that is being passed."""

    pointer: str
    is_mapping: bool
    count: int = 0
    key: str | None = None

    def below(self) -> str:
        """The pointer of the key that was read."""
        token = (self.key or "").replace("~", "~0").replace("/", "~1")
        return f"{self.pointer}/{token}"

    def next_pointer(self) -> str:
        """The pointer of the value that comes next."""
        if self.is_mapping:
            pointer, self.key = self.below(), None
            return pointer
        self.count += 1
        return f"{self.pointer}/{self.count - 1}"


def find_lines(text: str) -> dict[str, int]:
    r"""JSON pointer → line, from 1, of each value; that of a mapping's value is the line of its key.

    JSON is read as the YAML that it is.  What comes in by an alias or by `<<` has no line of its own; a
    text that is neither YAML nor JSON gives the lines up to its first mistake.

    >>> find_lines("a:\n  b: [1, 2]")["/a/b/1"]
    2
    """
    lines = {"": 1}
    stack: list[_Container] = []
    try:
        for event in yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
            _pass(event, stack, lines)
    except yaml.YAMLError:
        pass
    return lines


def _pass(event: yaml.Event, stack: list[_Container], lines: dict[str, int]) -> None:
    if isinstance(event, yaml.CollectionEndEvent):
        stack.pop()
        return
    if not isinstance(event, yaml.NodeEvent):
        return
    top = stack[-1] if stack else None
    if top is not None and top.is_mapping and top.key is None:
        top.key = event.value if isinstance(event, yaml.ScalarEvent) else ""
        lines[top.below()] = _line(event)
        if not isinstance(event, yaml.CollectionStartEvent):
            return
    pointer = "" if top is None else top.next_pointer()
    lines.setdefault(pointer, _line(event))
    if isinstance(event, yaml.CollectionStartEvent):
        stack.append(_Container(pointer, isinstance(event, yaml.MappingStartEvent)))


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1

"""Reads the YAML front matter of a page."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

import yaml

from mockdown.source import Line

_FENCE = re.compile(r"\A\ufeff?---[ \t]*\r?\n(.*?)^(?:---|\.\.\.)[ \t]*\r?$\n?", re.DOTALL | re.MULTILINE)
_LIMIT = 64 * 1024
"""Front matter longer than this is not read: no page needs it, and hostile YAML does."""


_SURROGATE = re.compile("[\ud800-\udfff]")


class _Loader(yaml.SafeLoader):
    """A safe loader without aliases, which could make a small text a huge value, and without tags."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            raise yaml.YAMLError("aliases are not read in front matter")
        event: yaml.Event = self.peek_event()  # type: ignore[no-untyped-call]
        if getattr(event, "tag", None) is not None:
            raise yaml.YAMLError("tags are not read in front matter")
        return super().compose_node(parent, index)

    def construct_scalar(self, node: yaml.ScalarNode | yaml.MappingNode) -> str:
        """The text of a scalar; half of a surrogate pair is no character."""
        return _SURROGATE.sub("\ufffd", str(super().construct_scalar(node)))


_FAST = getattr(yaml, "CSafeLoader", _Loader)
_SPECIAL = re.compile(r"[*&!\\|>%@`?{}\[\]]")

Fail = Callable[[int, str], None]
"""Told why front matter cannot be read, and the line of the page, from 0, at which reading stopped."""


def split_front_matter(text: str, fail: Fail | None = None) -> tuple[Mapping[str, object], str]:
    """Split front matter from a page: its values, and the page with that place left blank.

    Lines and byte offsets of the rest stay as they are.  Front matter that is no YAML mapping gives no
    values.
    """
    if not text.startswith(("---", "\ufeff---")):
        return {}, text
    found = _FENCE.match(text[: _LIMIT + 8])
    if found is None:
        return {}, text
    # What has no aliases, tags and escapes is left to the parser in C, which is five times as fast.
    plain = _SPECIAL.search(found[1]) is None and found[1].replace("\n", "").isprintable()
    try:
        values = yaml.load(found[1], _FAST if plain else _Loader)  # noqa: S506 - subclasses of SafeLoader
    except (yaml.YAMLError, ValueError, OverflowError, RecursionError) as error:
        values = None
        if fail is not None:
            fail(*_reason(error))
    blank = "\n".join(" " * len(line.encode()) for line in found[0].split("\n"))
    meta = {str(key): value for key, value in values.items()} if isinstance(values, dict) else {}
    return meta, blank + text[found.end() :]


def _reason(error: Exception) -> tuple[int, str]:
    """The line of the page, from 0, at which reading stopped, and why."""
    mark = getattr(error, "problem_mark", None)
    words = getattr(error, "problem", None) or str(error)
    line = getattr(mark, "line", 0) + 1  # the parser in C has a mark of its own
    return line, words.partition("\n")[0] or "it is nested too deeply"


def count_front_matter(lines: Sequence[Line]) -> int:
    """How many lines at the start of a page are front matter."""
    if not lines or lines[0].text.lstrip("\ufeff").rstrip() != "---":
        return 0
    for index, line in enumerate(lines[1:2000], start=1):
        if line.text.rstrip() in ("---", "..."):
            return index + 1
    return 0

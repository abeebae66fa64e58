"""A set of path templates that tells quickly whether a path is an instance of one of them."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, field

_LACKING = 3
"""So many segments that others have in front an announced path may lack."""


@dataclass(slots=True)
class _Node:
    """What may stand behind the segments up to here."""

    below: dict[str, _Node] = field(default_factory=dict)
    behind_parameter: _Node | None = None
    is_end: bool = False


class Templates:
    """Path templates, each kept under a kind, such as a method."""

    def __init__(self) -> None:
        self._roots: dict[Hashable, _Node] = {}

    def add(self, kind: Hashable, segments: Sequence[str]) -> None:
        """Add a template; one without segments has no instances."""
        node = self._roots.setdefault(kind, _Node())
        for segment in segments:
            if "{" in segment:
                node.behind_parameter = node.behind_parameter or _Node()
                node = node.behind_parameter
            else:
                node = node.below.setdefault(segment, _Node())
        node.is_end = bool(segments)

    def find(self, kind: Hashable, segments: Sequence[str]) -> tuple[str, ...] | None:
        """The template, with `{}` for parameters, of which segments are an instance; the most literal one."""
        root = self._roots.get(kind)
        nodes: list[tuple[_Node, tuple[str, ...]]] = [(root, ())] if root is not None else []
        for segment in segments:
            nodes = [
                (behind, (*trail, written))
                for node, trail in nodes
                for written, behind in ((segment, node.below.get(segment)), ("{}", node.behind_parameter))
                if behind is not None
            ]
        return next((trail for node, trail in nodes if node.is_end), None)

    def match(self, kind: Hashable, segments: Sequence[str]) -> bool:
        """Whether segments are an instance of a template of that kind."""
        root = self._roots.get(kind)
        nodes = [root] if root is not None else []
        for segment in segments:
            behind = [node.below.get(segment) for node in nodes]
            behind += [node.behind_parameter for node in nodes]
            nodes = [node for node in behind if node is not None]
        return any(node.is_end for node in nodes)

    def match_end(self, kind: Hashable, segments: Sequence[str], *, lacking: int = _LACKING) -> bool:
        """Whether segments, perhaps without some in front, are an instance of a template of that kind."""
        return any(self.match(kind, end) for end in ends_of(segments, lacking=lacking))

    def find_end(self, kind: Hashable, segments: Sequence[str]) -> tuple[str, ...] | None:
        """What `find` gives for segments, or else for their end without some in front."""
        return next((found for end in ends_of(segments) if (found := self.find(kind, end)) is not None), None)


def ends_of(segments: Sequence[str], *, lacking: int = _LACKING) -> Iterator[Sequence[str]]:
    """The segments of a path, and what is left without one, two and more in front, as long as any is."""
    for extra in range(min(lacking + 1, len(segments))):
        yield segments[extra:]

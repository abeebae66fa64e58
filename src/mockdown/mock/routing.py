"""From the path of a request to the operation that is meant: a trie of path segments."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

_EXPRESSION = re.compile(r"\{([^{}]*)\}")
_MAX_CHOOSING = 4
"""Parameters of a segment that may be divided by their values; more divide it by what stands between."""


@dataclass(slots=True)
class Route:
    """One path template with the operations it has, by method."""

    template: str
    methods: dict[str, str] = field(default_factory=dict)
    """Method in upper case → operation id of the shell document."""
    allow: bytes = b"OPTIONS"

    def add(self, method: str, operation_id: str) -> None:
        """Register an operation; HEAD comes with GET, and OPTIONS is always answered."""
        self.methods[method] = operation_id
        if method == "GET":
            self.methods.setdefault("HEAD", operation_id)
        self.allow = ", ".join(sorted({*self.methods, "OPTIONS"})).encode()


@dataclass(slots=True)
class _Node:
    """What may follow a prefix of segments."""

    literals: dict[str, _Node] = field(default_factory=dict)
    patterns: list[tuple[re.Pattern[str], _Node]] = field(default_factory=list)
    """Segments that mix literal text and expressions, such as `{name}.json`."""
    anything: _Node | None = None
    route: Route | None = None


Match = tuple[Route, tuple[str, ...]]
"""A route and the values of its path parameters, in the order of the template."""


def parameter_names(template: str) -> tuple[str, ...]:
    """The names of the expressions of a path template, in order."""
    return tuple(_EXPRESSION.findall(template))


class Router:
    """Finds routes.  Literal segments win over mixed ones, and mixed ones over parameters."""

    def __init__(self) -> None:
        self._root = _Node()
        self._static: dict[str, Match] = {}

    def add(
        self,
        template: str,
        method: str,
        operation_id: str,
        choices: Mapping[str, Sequence[str]] | None = None,
    ) -> None:
        """Register one operation under its path template.

        `choices` are the only values of some parameters: they tell where `{name}{format}` is divided.
        """
        node = self._root
        for segment in template.split("/")[1:]:
            node = _child(node, segment, choices or {})
        if node.route is None:
            node.route = Route(template)
            if "{" not in template:
                self._static[template] = (node.route, ())
        node.route.add(method.upper(), operation_id)

    def find(self, path: str) -> Match | None:
        """The route of a decoded path in which no segment holds an encoded slash."""
        return self._static.get(path) or self.find_segments(path.split("/")[1:])

    def find_segments(self, segments: list[str]) -> Match | None:
        """The route of decoded segments."""
        return next(_walk(self._root, segments, 0, ()), None)


def _child(node: _Node, segment: str, choices: Mapping[str, Sequence[str]]) -> _Node:
    if "{" not in segment:
        return node.literals.setdefault(segment, _Node())
    if _EXPRESSION.fullmatch(segment):
        if node.anything is None:
            node.anything = _Node()
        return node.anything
    pattern = _compile(segment, choices)
    for known, child in node.patterns:
        if known.pattern == pattern.pattern:
            return child
    child = _Node()
    node.patterns.append((pattern, child))
    if choices:
        node.patterns.append((_compile(segment, {}), child))  # a value that is not allowed is told so
    return child


def _compile(segment: str, choices: Mapping[str, Sequence[str]]) -> re.Pattern[str]:
    """`{name}.json` as a regular expression with one group per parameter.

    A parameter ends where the text behind it first stands: nothing else need be tried, and trying it would
    take for ever in a segment of many parameters.
    """
    first, *pieces = _EXPRESSION.split(segment)
    pairs = list(zip(pieces[::2], map(re.escape, pieces[1::2]), strict=True))
    if choices and len(pairs) <= _MAX_CHOOSING:
        groups = [f"({_values(choices.get(name, ()))}){text}" for name, text in pairs]
    else:
        groups = [*(f"(?>(.+?){text})" for _, text in pairs[:-1]), f"(.+?){pairs[-1][1]}"]
    return re.compile(re.escape(first) + "".join(groups))


def _values(choices: Sequence[str]) -> str:
    """Any of some texts, the longest first; any text where there is no choice."""
    return "|".join(re.escape(text) for text in sorted(choices, key=len, reverse=True)) or ".+?"


def _walk(node: _Node, segments: list[str], index: int, values: tuple[str, ...]) -> Iterator[Match]:
    """All routes that fit, best first."""
    if index == len(segments):
        if node.route is not None:
            yield node.route, values
        return
    segment = segments[index]
    literal = node.literals.get(segment)
    if literal is not None:
        yield from _walk(literal, segments, index + 1, values)
    if not segment:
        return
    for pattern, child in node.patterns:
        found = pattern.fullmatch(segment)
        if found is not None:
            yield from _walk(child, segments, index + 1, values + found.groups())
    if node.anything is not None:
        yield from _walk(node.anything, segments, index + 1, (*values, segment))

"""All that the pages say of one operation, gathered from the scopes that announce it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, TypeVar

from mockdown.extractors.announcements import Announcement
from mockdown.extractors.facts import ExampleFact, Fact, RequestFact, SecurityFact
from mockdown.extractors.scopes import Scope
from mockdown.model.paths import PathTemplate
from mockdown.vocabularies.roles import Role

F = TypeVar("F")


@dataclass(frozen=True, slots=True)
class Evidence:
    """One operation with its facts; `path` is without the base path."""

    method: str
    path: str
    announcement: Announcement
    scopes: tuple[Scope, ...]
    facts: tuple[Fact, ...] = field(repr=False)
    base: str = ""
    _by_kind: dict[type, list[Any]] = field(
        default_factory=lambda: defaultdict(list), init=False, repr=False, compare=False
    )
    _samples: list[RequestFact] = field(default_factory=list, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        for fact in self.facts:
            self._by_kind[type(fact)].append(fact)
        self._samples.extend(fact for fact in self.of(RequestFact) if self.is_sample(fact))

    @property
    def template(self) -> PathTemplate:
        return self.announcement.template

    def of(self, kind: type[F]) -> list[F]:
        """The facts of one kind."""
        return list(self._by_kind.get(kind, ()))

    def samples(self) -> Sequence[RequestFact]:
        """The sample requests that are of this operation: the method agrees, or is not stated."""
        return self._samples

    def is_sample(self, fact: RequestFact) -> bool:
        """Whether a sample request is one of this operation."""
        request = fact.request
        if request.stated and request.method != self.method:
            return False
        return self.path_of(fact) is not None

    def path_of(self, fact: RequestFact) -> list[str] | None:
        """The segments of a sample's path that stand against the template's, None when they differ."""
        left, right = _segments(fact.request.target.path), _segments(self.path)
        extra = len(left) - len(right)
        if extra < 0:
            return None
        for actual, expected in zip(left[extra:], right, strict=True):
            if actual != expected and "{" not in expected:
                return None
        return list(left[extra:])


def told_of(announcement: Announcement, scope: Scope, facts: Sequence[Fact]) -> Sequence[Fact]:
    """What a scope tells of one of its operations: the body of a request is none of another method's.

    A part of a paragraph that names others tells nothing of it.
    """
    others = [
        (part.paragraph.start, part.paragraph.end)
        for part in scope.parts
        if announcement.key not in part.keys
    ]
    if others:
        facts = [
            fact
            for fact in facts
            if not any(start <= fact.span.start and fact.span.end <= end for start, end in others)
        ]
    if len({found.method for found in scope.announcements}) < 2:
        return facts
    told: list[Fact] = []
    foreign = False
    for fact in facts:
        if isinstance(fact, RequestFact):
            request = fact.request
            foreign = request.method != announcement.method and bool(request.body)
        elif not isinstance(fact, ExampleFact | SecurityFact):
            foreign = False
        elif foreign and isinstance(fact, ExampleFact) and fact.role is Role.BODY:
            continue
        told.append(fact)
    return told


@lru_cache(maxsize=8192)
def _segments(path: str) -> tuple[str, ...]:
    return tuple(segment for segment in path.split("/") if segment)

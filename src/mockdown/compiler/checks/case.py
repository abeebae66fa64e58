"""What a check looks at: one operation with its facts in their places, and exact spans in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from mockdown.compiler.evidence import Evidence
from mockdown.compiler.sorted_fields import Sorted
from mockdown.diagnostics import Diagnostic, Label, Report
from mockdown.extractors.facts import ExampleFact
from mockdown.source import Span

_REACH = 6000
"""A name is looked for so far behind the start of its sample, in bytes."""
MANY = 200
"""More labels than that say no more."""
SHOWN = 3
"""So many of several alike are named; the rest is counted."""


@dataclass(frozen=True, slots=True)
class Case:
    """The evidence of an operation with its fields and examples in their places."""

    evidence: Evidence
    fields: Sorted
    examples: Sequence[ExampleFact]

    @property
    def name(self) -> str:
        """Method and path as announced."""
        return f"{self.evidence.method} {self.evidence.template.path}"

    @property
    def is_alone(self) -> bool:
        """Whether what stands there is said of this operation only."""
        return all(scope.is_of_one for scope in self.evidence.scopes)


Check = Callable[[Case, Report], None]
"""Reports what an operation's facts do not agree on, or what was made of them."""


def word_in(span: Span, word: str) -> Span:
    """The word inside a span, as a span of its own; all of the span where it is not in it."""
    return _find(span, word, span.end) or span


def word_after(span: Span, word: str) -> Span:
    """The first place of a word behind the start of a span, which may be no more than a mark."""
    return _find(span, word, span.start + _REACH) or span


def _find(span: Span, word: str, end: int) -> Span | None:
    wanted = word.encode()
    if not wanted.strip():
        return None
    data = span.text.data
    first = at = data.find(wanted, span.start, end)
    while at >= 0:
        close = at + len(wanted)
        if not (_joins(data, at - 1) and _joins(data, at)) and not (
            _joins(data, close - 1) and _joins(data, close)
        ):
            return Span(span.text, at, close)
        at = data.find(wanted, at + 1, end)
    return None if first < 0 else Span(span.text, first, first + len(wanted))


def _joins(data: bytes, at: int) -> bool:
    """Whether the byte at an offset is part of a word."""
    return 0 <= at < len(data) and (data[at : at + 1].isalnum() or data[at] in b"_-")


def first_line(span: Span) -> Span:
    """A span up to the end of its first line."""
    end = span.text.data.find(b"\n", span.start, span.end)
    return span if end < 0 else Span(span.text, span.start, end)


def listed(names: Iterable[str], *, most: int = SHOWN) -> str:
    """Names in a sentence: `a`, `b` and `c`; those beyond `most` are counted."""
    quoted = [f"`{name}`" for name in dict.fromkeys(names)]
    if len(quoted) > most + 1:
        quoted = [*quoted[:most], f"{len(quoted) - most} more"]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} and {quoted[-1]}"


def distinct(report: Report) -> Report:
    """A report that passes on each finding once: operations may share a table or a sample."""
    seen: set[tuple[object, ...]] = set()

    def once(found: Diagnostic) -> None:
        place = found.primary.span if found.primary is not None else None
        key = (found.code.id, found.page if place is None else (id(place.text), place.start, place.end))
        if key not in seen:
            seen.add(key)
            report(found)

    return once


def labels(spans: Iterable[tuple[Span | None, str]], *, most: int = SHOWN) -> tuple[Label, ...]:
    """Labels of the first few places, each once."""
    found: dict[tuple[int, int], Label] = {}
    for span, note in spans:
        if span is not None and len(found) < most:
            found.setdefault((id(span.text), span.start), Label(span, note))
    return tuple(found.values())

"""The column beside a file on a code host's page: line numbers, or a lone `|` for each empty line."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mockdown.source import Line

MINIMUM = 5
"""A gutter is believed when so many lines follow each other."""
_INLINE = re.compile(r"[ \t]*(\d{1,6})(?:\t| {2}| ?[|│:](?: |$)|$)")
_BARE = re.compile(r"[ \t]*(\d{1,6})[ \t]*$")


def has_pipe_gutter(lines: Sequence[Line], text: str) -> bool:
    """Whether lone `|` lines stand for the empty lines, of which there are hardly any."""
    pipes = text.count("\n|\n")
    return pipes >= MINIMUM and text.count("\n\n") * 4 <= pipes and pipes * 50 >= len(lines)


def without_pipes(lines: Sequence[Line]) -> list[Line]:
    """Take off the `|` that stand beside every line, and empty those that stand for an empty line.

    Where two lines that belong together have two `|` between them, four mean one empty line.
    """
    runs = _runs_of_pipes(lines)
    period = sorted(runs.values())[len(runs) // 33] if runs else 0
    if not period:
        return [line._replace(text="") if _is_pipe(line) else line for line in lines]
    kept: list[Line] = []
    empty = 0
    for index, line in enumerate(lines):
        if not _is_pipe(line):
            kept.append(line)
            empty = runs.get(index, 0) // period - 1
        elif empty > 0:
            kept.append(line._replace(text=""))
            empty -= 1
    return kept


def _is_pipe(line: Line) -> bool:
    return line.text.strip() == "|"


def _runs_of_pipes(lines: Sequence[Line]) -> dict[int, int]:
    """How many `|` follow each line, up to the next one."""
    runs: dict[int, int] = {}
    last = -1
    for index, line in enumerate(lines):
        if _is_pipe(line):
            continue
        if last >= 0:
            runs[last] = index - last - 1
        last = index
    return runs


def without_numbers(lines: Sequence[Line], start: int, mark: int) -> list[Line] | None:
    """The lines from `start` without their numbers; None when they are not numbered.

    Numbers stand before each line (`12 | text`), on lines of their own between the lines, or all
    together before the document, which must begin by `mark`.
    """
    for first in range(start, min(mark + 1, len(lines))):
        for pattern, take_off in ((_BARE, _without_bare), (_INLINE, _without_inline)):
            if _begins(lines, first, pattern, reach=1 if pattern is _INLINE else 2):
                return take_off(lines, first)
    return None


def _begins(lines: Sequence[Line], first: int, pattern: re.Pattern[str], *, reach: int) -> bool:
    """Whether the number on a line is followed by the next two, none further than `reach` lines."""
    here = pattern.match(lines[first].text)
    if here is None:
        return False
    at, number = first, int(here[1])
    for wanted in (number + 1, number + 2):
        near = range(at + 1, min(at + reach + 1, len(lines)))
        numbers = {_number(lines[index], pattern): index for index in near}
        if wanted not in numbers:
            return False
        at = numbers[wanted]
    return True


def _number(line: Line, pattern: re.Pattern[str]) -> int:
    found = pattern.match(line.text)
    return int(found[1]) if found else -1


def _without_inline(lines: Sequence[Line], first: int) -> list[Line] | None:
    number, kept = _number(lines[first], _INLINE), []
    for index in range(first, len(lines)):
        found = _INLINE.match(lines[index].text)
        if found is None or int(found[1]) != number + index - first:
            break
        kept.append(lines[index]._replace(text=lines[index].text[found.end() :]))
    rest = lines[first + len(kept) :]
    return [*kept, *rest] if len(kept) >= max(MINIMUM, len(rest)) else None


def _without_bare(lines: Sequence[Line], first: int) -> list[Line] | None:
    number, kept = _number(lines[first], _BARE), list[Line]()
    numbers, leading = 0, 0
    waiting: Line | None = None
    for line in lines[first:]:
        if _number(line, _BARE) == number:
            if waiting:
                kept.append(waiting._replace(text=""))
            waiting, number, numbers = line, number + 1, numbers + 1
            continue
        leading = leading or numbers
        waiting = None
        kept.append(line)
    if numbers < MINIMUM:
        return None
    if leading == numbers:
        return kept[numbers - 1 :]
    return kept if len(kept) <= numbers + MINIMUM else None

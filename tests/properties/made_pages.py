"""Makes pages that look like API docs, and damages pages as people and programs do."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable, MutableSequence, Sequence
from pathlib import Path
from random import Random
from typing import Any

WORDS: dict[str, list[Any]] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
_HOLE = re.compile("<(METHOD|PATH|NAME|TYPE|NOTE|STATUS)>")
_LISTS = {"STATUS": "statuses"}
_NAMED = ("Name", "Field", "Parameter", "Property", "Header")


def make_page(random: Random) -> str:
    """A page of constructs that API docs use, some of them a little wrong."""
    parts = [random.choice(CONSTRUCTS)(random) for _ in range(random.randint(1, 12))]
    return random.choice(("\n\n", "\n\n", "\n")).join(parts)


def _one(random: Random, kind: str) -> str:
    """One of the words or forms of a kind, its holes filled."""
    form: str = random.choice(WORDS[kind])
    return _HOLE.sub(lambda hole: str(random.choice(WORDS[_LISTS.get(hole[1], f"{hole[1].lower()}s")])), form)


def _heading(random: Random) -> str:
    title = random.choice((_one(random, "titles"), f"{_one(random, 'methods')} {_one(random, 'paths')}"))
    if random.random() < 0.1:
        return f"{title or 'x'}\n{random.choice('-=') * 4}"
    return f"{'#' * random.randint(1, 6)} {title}"


def _announcement(random: Random) -> str:
    return _one(random, "announcements")


def _prose(random: Random) -> str:
    return _one(random, "prose")


def _oddity(random: Random) -> str:
    return _one(random, "oddities")


def _rows(random: Random) -> list[list[str]]:
    columns: list[str] = random.choice(WORDS["columns"])
    rows = [[_cell(random, column) for column in columns] for _ in range(random.randint(0, 5))]
    return [columns, *rows]


def _cell(random: Random, column: str) -> str:
    if column in _NAMED:
        form = random.choice(("`{}`", "{}", "**{}**", "- {}", "» {}", "`{}` *", "a.b[].{}"))
        return form.format(_one(random, "names"))
    if column == "Type":
        return _one(random, "types")
    if column == "In":
        return random.choice(("path", "query", "body", "header", "cookie", "form", "formData", "?"))
    if column == "Required":
        return random.choice(("yes", "no", "true", "false", "✓", "", "optional"))
    return _one(random, "statuses" if column == "Status" else "notes")


def _table(random: Random) -> str:
    rows = _rows(random)
    kind = random.random()
    if kind < 0.15:
        cells = ("".join(f"<td>{cell}</td>" for cell in row) for row in rows)
        return "<table>" + "".join(f"<tr>{row}</tr>\n" for row in cells) + "</table>"
    rows.insert(1, ["---"] * len(rows[0]))
    edge = "" if kind < 0.3 else "| "
    return "\n".join(f"{edge}{' | '.join(row)}{edge and ' |'}" for row in rows)


def _list(random: Random) -> str:
    return "\n".join(
        " " * random.choice((0, 0, 2, 4, 8)) + _one(random, "items") for _ in range(random.randint(1, 6))
    )


def _value(random: Random, depth: int = 0) -> str:
    if depth > 3 or random.random() < 0.4:
        return _one(random, "values")
    if random.random() < 0.3:
        items = [_value(random, depth + 1) for _ in range(2)]
        return "[" + random.choice((", ", ",", " ")).join(items) + "]"
    members = [
        f"{json.dumps(_one(random, 'names'))}: {_value(random, depth + 1)}"
        for _ in range(random.randint(0, 4))
    ]
    joined = random.choice((", ", ",\n", "\n", " // note\n, ")).join(members)
    return "{" + joined + random.choice(("}", "}", ",}", ""))


def _fence(random: Random) -> str:
    info = random.choice(("json", "", "js", "http", "sh", "yaml", "jsonc", "{.json}", "json title=x"))
    text = _value(random)
    if random.random() < 0.3:
        kind = random.choice(("text/html; charset", "", "x", "application/problem+json"))
        text = f"HTTP/1.1 {_one(random, 'statuses')}\nX-Next: 2\nContent-Type: {kind}\n\n{text}"
    mark = random.choice(("```", "~~~", "````"))
    return f"{mark}{info}\n{text}\n{mark if random.random() < 0.9 else ''}"


def _wrapped(random: Random) -> str:
    inner = random.choice((_table, _list, _fence, _announcement, _prose))(random)
    form = _one(random, "wrappers")
    lines = inner.split("\n")
    form = form.replace("<QUOTED>", "\n> ".join(lines)).replace("<INDENTED>", "\n    ".join(lines))
    return form.replace("<INNER>", inner)


CONSTRUCTS: tuple[Callable[[Random], str], ...] = (
    *(_heading, _announcement, _table, _fence) * 2,
    *(_list, _prose, _wrapped, _oddity),
)


def damage(random: Random, text: bytes, others: Sequence[bytes] = ()) -> bytes:
    """A page after one to six slips of the pen."""
    lines = text.split(b"\n")
    for _ in range(random.randint(1, 6)):
        random.choice(SLIPS)(random, lines)
    if others and random.random() < 0.2:
        other = random.choice(others).split(b"\n")
        cut, start = random.randint(0, len(lines)), random.randint(0, len(other))
        lines[cut:] = other[start:]
    return b"\n".join(lines)


Lines = MutableSequence[bytes]


def _at(random: Random, lines: Lines) -> int:
    return random.randrange(len(lines))


def _drop(random: Random, lines: Lines) -> None:
    start = _at(random, lines)
    end = min(len(lines), start + random.choice((1, 1, 1, 5)))
    if end - start < len(lines):
        del lines[start:end]


def _double(random: Random, lines: Lines) -> None:
    lines.insert(_at(random, lines), lines[_at(random, lines)])


def _swap(random: Random, lines: Lines) -> None:
    one, two = _at(random, lines), _at(random, lines)
    lines[one], lines[two] = lines[two], lines[one]


def _cut(random: Random, lines: Lines) -> None:
    at = _at(random, lines)
    lines[at] = lines[at][: random.randint(0, len(lines[at]))]


def _behead(random: Random, lines: Lines) -> None:
    at = _at(random, lines)
    lines[at] = lines[at][random.randint(0, len(lines[at])) :]


def _join(random: Random, lines: Lines) -> None:
    at = _at(random, lines)
    lines[at : at + 2] = [b"".join(lines[at : at + 2])]


def _indent(random: Random, lines: Lines) -> None:
    at = _at(random, lines)
    lines[at] = random.choice((b" ", b"  ", b"    ", b"\t", b"> ", b"- ", b"# ")) + lines[at]


def _unindent(random: Random, lines: Lines) -> None:
    for at in range(start := _at(random, lines), min(len(lines), start + 8)):
        lines[at] = lines[at].lstrip()


def _remove_cell(random: Random, lines: Lines) -> None:
    rows = [at for at, line in enumerate(lines) if line.count(b"|") > 1]
    if rows:
        at = random.choice(rows)
        cells = lines[at].split(b"|")
        del cells[random.randrange(len(cells))]
        lines[at] = b"|".join(cells)


def _open(random: Random, lines: Lines) -> None:
    mark = random.choice(
        (b"```", b"~~~", b"<details>", b"<!--", b"{{% x %}}", b":::note", b"<Tabs>", b"<table>")
    )
    lines.insert(_at(random, lines), mark)


def _insert(random: Random, lines: Lines) -> None:
    lines.insert(_at(random, lines), random.choice(CONSTRUCTS)(random).encode("utf-8", "surrogatepass"))


def _garble(random: Random, lines: Lines) -> None:
    at = _at(random, lines)
    place = random.randint(0, len(lines[at]))
    mark = random.choice(
        (b"|", b"`", b"{", b"}", b"[", b"]", b"<", b">", b"*", b"\\", b"\xff", b'"', b":", b"/", b"\r", b"&")
    )
    lines[at] = lines[at][:place] + mark + lines[at][place + random.randint(0, 1) :]


MARKS = (*(bytes((byte,)) for byte in b'|`{}[]<>*\\":/\r&\xff\0'), b"\xef\xbb\xbf")
SLIPS: tuple[Callable[[Random, Lines], None], ...] = (
    _drop,
    _double,
    _swap,
    _cut,
    _behead,
    _join,
    _indent,
    _unindent,
    _remove_cell,
    _open,
    _insert,
    _garble,
)

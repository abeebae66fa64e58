"""Reads blocks that an editor saves as JSON between `[block:kind]` and `[/block]`: they are Markdown again.

    [block:api-header]
    {"title": "Responses"}
    [/block]

Headings, tables, code and callouts become lines of Markdown, each with the line that says it as its origin.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence

from mockdown.source import Line

_OPENING = re.compile(r"^\s*\[block:(?P<kind>[a-z][\w-]{0,40})\]\s*$")
_CLOSING = "[/block]"
_CELL = re.compile(r"^(h|\d{1,4})-(\d{1,2})$")
_LONGEST = 2000
"""Lines that one block may take."""
_LEVEL = 2
"""The level of a heading that does not say its own."""


def holds_magic_blocks(text: str) -> bool:
    """Whether a page may hold such blocks."""
    return "[block:" in text


def rewrite_magic_blocks(lines: Sequence[Line]) -> list[Line]:
    """Replace each block by its Markdown; one whose JSON cannot be read stays as it is.

    >>> file = SourceFile("page.md", b"")
    >>> texts = ["[block:api-header]", '{"title": "Errors"}', "[/block]"]
    >>> [line.text for line in rewrite_magic_blocks([Line(text, file, 1) for text in texts])]
    ['', '## Errors', '']
    """
    out: list[Line] = []
    index = 0
    while index < len(lines):
        found = _OPENING.match(lines[index].text) if "[block:" in lines[index].text else None
        end = _end(lines, index) if found is not None else None
        markdown = _read(found["kind"], lines[index + 1 : end]) if found is not None and end else None
        if end is None or markdown is None:
            out.append(lines[index])
            index += 1
            continue
        out.extend((lines[index]._replace(text=""), *markdown, lines[end]._replace(text="")))
        index = end + 1
    return out


def _end(lines: Sequence[Line], start: int) -> int | None:
    """The index of the line that closes a block."""
    for index in range(start + 1, min(len(lines), start + _LONGEST)):
        text = lines[index].text.strip()
        if text == _CLOSING:
            return index
        if text.startswith("[block:"):
            return None
    return None


def _read(kind: str, lines: Sequence[Line]) -> list[Line] | None:
    """The Markdown of a block; nothing where it only shows something, None where it cannot be read."""
    try:
        content = json.loads("\n".join(line.text for line in lines), strict=False)
    except (ValueError, RecursionError):
        return None
    if not isinstance(content, dict) or not lines:
        return None
    if kind == "api-header":
        level = content.get("level")
        depth = level if isinstance(level, int) and 1 <= level <= 6 else _LEVEL
        at = _line_of(lines, "title")
        return [at._replace(text=f"{'#' * depth} {_flat(content.get('title'))}")]
    if kind == "parameters":
        return list(_table(content.get("data"), lines))
    if kind == "code":
        return list(_code(content.get("codes"), lines))
    if kind == "callout":
        return list(_callout(content, lines))
    if kind == "html":
        at = _line_of(lines, "html")
        return [at._replace(text=text) for text in str(content.get("html") or "").splitlines()]
    return []


def _table(cells: object, lines: Sequence[Line]) -> Iterator[Line]:
    """A table whose cells are named by row and column: `h-0` stands in the header, `0-1` in the first row."""
    placed: dict[tuple[int, int], str] = {}
    for key, value in cells.items() if isinstance(cells, Mapping) else ():
        found = _CELL.match(str(key))
        if found is not None:
            row = -1 if found[1] == "h" else int(found[1])
            placed[row, int(found[2])] = _flat(value).replace("|", "\\|")
    if not placed:
        return
    width = max(column for _, column in placed) + 1
    keys = {(-1, 0), *placed}
    for row in sorted({row for row, _ in keys}):
        name = f"{'h' if row < 0 else row}-"
        at = next((line for line in lines if f'"{name}' in line.text), lines[0])
        texts = (placed.get((row, column), "") for column in range(width))
        yield at._replace(text=f"| {' | '.join(texts)} |")
        if row < 0:
            yield at._replace(text=f"|{' --- |' * width}")


def _code(codes: object, lines: Sequence[Line]) -> Iterator[Line]:
    """Fences; one that has a name stands in a tab of that name."""
    places = [line for line in lines if '"code"' in line.text] or [lines[0]]
    for number, item in enumerate(codes if isinstance(codes, list) else ()):
        text = item.get("code") if isinstance(item, Mapping) else None
        if not isinstance(text, str):
            continue
        at = places[min(number, len(places) - 1)]
        name = _flat(item.get("name")).replace('"', "")
        fence = "`" * max(3, *(len(run) + 1 for run in re.findall(r"`{3,}", text)), 0)
        shown = [f"{fence}{_flat(item.get('language')).split(' ')[0]}", *text.splitlines(), fence]
        if name:
            shown = [f'{{% tab title="{name}" %}}', "", *shown, "", "{% endtab %}"]
        for part in (*shown, ""):
            yield at._replace(text=part)


def _callout(content: Mapping[str, object], lines: Sequence[Line]) -> Iterator[Line]:
    title = _flat(content.get("title"))
    if title:
        yield _line_of(lines, "title")._replace(text=f"> **{title}**")
        yield _line_of(lines, "title")._replace(text=">")
    at = _line_of(lines, "body")
    for text in str(content.get("body") or "").splitlines():
        yield at._replace(text=f"> {text}")


def _line_of(lines: Sequence[Line], key: str) -> Line:
    return next((line for line in lines if f'"{key}"' in line.text), lines[0])


def _flat(value: object) -> str:
    """A text on one line; breaks in it are marked."""
    text = value if isinstance(value, str) else ""
    return "<br>".join(part.strip() for part in text.strip().splitlines())

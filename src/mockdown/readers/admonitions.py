"""Frees what is indented under `!!! note`, `??? tip` and `=== "Tab"`: it is Markdown, not code."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mockdown.source import Line

_HEAD = re.compile(
    r"^(?P<indent>\s*)(?:(?P<mark>!!!|\?\?\?\+?)\s+(?P<kind>[A-Za-z][\w -]{0,60}?)"
    r"(?:\s+\"(?P<title>[^\"\n]*)\")?"
    r"|===[!+]?\s+[\"'](?P<tab>[^\"\n]*)[\"'])\s*$"
)
_FENCE = re.compile(r"^\s*(`{3,}(?=[^`]*$)|~{3,})")
_MAY_HOLD = re.compile(r"\n[ \t]*(?:!!! |\?\?\?\+? |===[!+]? [\"'])")
_DEEPEST = 20


def holds_admonitions(text: str) -> bool:
    """Whether a page may hold blocks with an indented body."""
    return _MAY_HOLD.search(text) is not None or text.startswith(("!!! ", "??? ", "=== "))


def rewrite_admonitions(lines: Sequence[Line]) -> list[Line]:
    """Replace the head of each block by a tag, and move its body to where the head stands.

    >>> file = SourceFile("page.md", b"")
    >>> [line.text for line in rewrite_admonitions([Line('=== "200"', file, 1), Line("    text", file, 2)])]
    ['{% tab title="200" %}', 'text', '{% endtab %}']
    """
    out: list[Line] = []
    _rewrite(lines, out, 0)
    return out


def _rewrite(lines: Sequence[Line], out: list[Line], depth: int) -> None:
    fence = ""
    index = 0
    while index < len(lines):
        line = lines[index]
        index += 1
        if fence:
            stripped = line.text.strip()
            if len(stripped) >= len(fence) and set(stripped) == {fence[0]}:
                fence = ""
            out.append(line)
            continue
        opened = _FENCE.match(line.text)
        fence = opened[1] if opened else ""
        found = _HEAD.match(line.text) if depth < _DEEPEST else None
        if found is None:
            out.append(line)
            continue
        indent = found["indent"]
        end = _end_of_body(lines, index, len(indent))
        name, opening = _tag(found)
        out.append(line._replace(text=f"{indent}{opening}"))
        _rewrite([_moved(inner, indent) for inner in lines[index:end]], out, depth + 1)
        last = lines[end - 1]
        out.append(last._replace(text=f"{indent}{{% end{name} %}}"))
        index = end


def _tag(found: re.Match[str]) -> tuple[str, str]:
    if found["tab"] is not None:
        return "tab", f'{{% tab title="{found["tab"]}" %}}'
    title = f' title="{found["title"]}"' if found["title"] else ""
    return "admonition", f'{{% admonition "{found["kind"]}"{title} %}}'


def _end_of_body(lines: Sequence[Line], start: int, indent: int) -> int:
    """The index behind the last line that is indented under a head."""
    end = start
    for index in range(start, len(lines)):
        text = lines[index].text.expandtabs(4)
        if not text.strip():
            continue
        if len(text) - len(text.lstrip(" ")) < indent + 4:
            break
        end = index + 1
    return end


def _moved(line: Line, indent: str) -> Line:
    text = (
        line.text.expandtabs(4)
        if line.text[: len(indent) + 4].strip() or "\t" in line.text[:8]
        else line.text
    )
    return line._replace(text=indent + text[len(indent) + 4 :])

"""Frees the head of a message that a fence shows as comments, so that its body has the colours of JSON.

Such a fence starts with `// POST /locks` and `// Accept: application/json`; then the body stands.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from mockdown.source import Line

_FENCE = re.compile(r"^\s*(`{3,}|~{3,})")
_COMMENT = re.compile(r"^\s*(?://|#|--|;)\s?(?P<text>.*)$")
_HEAD = re.compile(
    r"^(?:(?:GET|PUT|POST|DELETE|OPTIONS|HEAD|PATCH|TRACE) (?:https?://|/)\S*(?: HTTP/[\d.]+)?"
    r"|HTTP/[\d.]+ [1-5]\d\d\b.{0,60})\s*$"
)
_HEADER = re.compile(r"^[A-Za-z][\w-]*:\s.{0,400}$")
_MAY_HOLD = re.compile(
    r"\n[ \t]*(?://|#|--|;)[ \t]?(?:(?:GET|PUT|POST|DELETE|OPTIONS|HEAD|PATCH|TRACE) (?:http|/)|HTTP/\d)"
)


def holds_commented_messages(text: str) -> bool:
    """Whether a page may hold fences with such heads."""
    return _MAY_HOLD.search(text) is not None


def rewrite_commented_messages(lines: Sequence[Line]) -> list[Line]:
    """Take the marks of comments from heads at the start of a fence, with nothing or JSON behind them.

    >>> file = SourceFile("page.md", b"")
    >>> texts = ["```js", "// HTTP/1.1 200 OK", "{}", "```"]
    >>> [line.text for line in rewrite_commented_messages([Line(text, file, 1) for text in texts])]
    ['```http', 'HTTP/1.1 200 OK', '', '{}', '```']
    """
    out: list[Line] = []
    index = 0
    fence = ""
    while index < len(lines):
        line = lines[index]
        out.append(line)
        index += 1
        found = _FENCE.match(line.text)
        if found is None:
            continue
        if fence:
            closes = found[1].startswith(fence) and line.text.strip() == found[1]
            fence = "" if closes else fence
            continue
        fence = found[1]
        head = _head(lines, index)
        if head:
            out[-1] = line._replace(text=f"{line.text[: found.end()]}http")
        out.extend(head)
        index += len(head)
        if head and index < len(lines) and not _FENCE.match(lines[index].text):
            out.append(head[-1]._replace(text=""))
    return out


def _head(lines: Sequence[Line], start: int) -> list[Line]:
    """The lines of a head without their marks; none where the comments say anything else."""
    freed: list[Line] = []
    for index in range(start, min(len(lines), start + 40)):
        line = lines[index]
        found = _COMMENT.match(line.text)
        if found is None:
            body = line.text.lstrip()
            return freed if not body or body[:1] in "{[`~" else []
        text = found["text"].strip()
        if not (_HEADER if freed else _HEAD).match(text):
            return []
        freed.append(line._replace(text=text))
    return []

"""Reads answers behind labels: `Code: 200`, and `Content: {"id": 1}` beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mockdown.extractors.facts import ExampleFact, StatusFact
from mockdown.extractors.inline_examples import read_inline_examples
from mockdown.readers.blocks import Document, Inline
from mockdown.readers.json_samples import looks_like_json
from mockdown.source import Rank, Span
from mockdown.vocabularies.columns import Column, column_of

_LABEL = re.compile(
    r"(?:^|(?<=\n)|(?<=>))\s*[*_`-]*\s*(?P<label>[A-Za-z][A-Za-z ]{2,30}?)\s*[*_`]*\s*[:：][*_]*\s*"
    r"(?P<value>[^\n<]*)"
)
_STATUS = re.compile(r"^[`*\"]*([1-5]\d\d)\b[`*\"]*[ :–-]*(?P<phrase>[^`\n<]{0,80})")
_CONTENT = frozenset(
    (
        "content",
        "body",
        "response",
        "response body",
        "content example",
        "example",
        "data",
        "returns",
        "payload",
    )
)


def read_labelled_answer(
    document: Document, inline: Inline, status: str | None
) -> Iterator[StatusFact | ExampleFact]:
    """The status and the body that the lines of a paragraph name; `status` is that of the place."""
    if ":" not in inline.text and "：" not in inline.text:
        return
    markdown = document.source.slice(inline.start, inline.end)
    for found in _LABEL.finditer(markdown):
        start = inline.start + len(markdown[: found.start("value")].encode())
        span = Span(document.source, start, start + max(1, len(found["value"].encode())))
        code = _STATUS.match(found["value"])
        if code is not None and column_of(found["label"]) is Column.STATUS:
            status = code[1]
            phrase = code["phrase"].strip(" *_")
            yield StatusFact(status=status, description=phrase, rank=Rank.DECLARED, span=span)
        elif status is not None and found["label"].strip().lower() in _CONTENT:
            text = found["value"].strip().strip("`").strip()
            if looks_like_json(text):
                yield from read_inline_examples(text, span, status=status)

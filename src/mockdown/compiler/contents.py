"""Media types and the contents that have no JSON schema of their own."""

from __future__ import annotations

import re

from mockdown.model.api import Content
from mockdown.model.schema import Schema
from mockdown.source import Span

JSON = "application/json"


_STREAM = re.compile(r"\bx?-?(?:nd-?json|json-?l|json-?lines|json-seq|stream\+json|json-stream)\b")


def is_stream(media_type: str) -> bool:
    """Whether a media type is that of one JSON text after the other; a schema describes one of them."""
    return _STREAM.search(media_type) is not None


def plain_content(media_type: str, span: Span | None) -> Content:
    """A body that is text or bytes."""
    keywords = {} if media_type.startswith("text/") else {"format": "binary"}
    return Content(media_type=media_type, schema=Schema(type="string", keywords=keywords), span=span)

"""Media types and the contents that have no JSON schema of their own."""

from __future__ import annotations

from mockdown.model.api import Content
from mockdown.model.schema import Schema
from mockdown.source import Span

JSON = "application/json"


def plain_content(media_type: str, span: Span | None) -> Content:
    """A body that is text or bytes."""
    keywords = {} if media_type.startswith("text/") else {"format": "binary"}
    return Content(media_type=media_type, schema=Schema(type="string", keywords=keywords), span=span)

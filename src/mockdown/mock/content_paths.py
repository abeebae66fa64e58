"""Tells paths at which texts or bytes stand, rather than entities."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mockdown.description import Description, Operation
from mockdown.mock.media import essence, is_json
from mockdown.mock.schemas import Json
from mockdown.mock.streams import is_stream

_FORMS = frozenset({"application/x-www-form-urlencoded", "multipart/form-data"})


def are_contents(description: Description, methods: Mapping[str, Operation]) -> bool:
    """Whether what is got at a path is text or bytes, and so is what is put there."""
    reader = methods.get("get")
    writers = [methods[method] for method in ("put", "post") if method in methods]
    if reader is None or not writers:
        return False
    shown = list(_shown(description, reader))
    taken = [kind for one in writers for kind in _kinds(description, one.definition.get("requestBody"))]
    return bool(shown and taken) and all(map(_is_content, [*shown, *taken]))


def _shown(description: Description, operation: Operation) -> Iterator[str]:
    """The media types of the first documented success."""
    responses = operation.definition.get("responses") or {}
    first = next((node for key, node in responses.items() if str(key).startswith("2")), None)
    return _kinds(description, first)


def _kinds(description: Description, node: Json) -> Iterator[str]:
    return map(essence, description.resolve(node or {}).get("content") or {})


def _is_content(kind: str) -> bool:
    return not (is_json(kind) or is_stream(kind) or kind.endswith("xml") or kind in _FORMS or kind == "*/*")

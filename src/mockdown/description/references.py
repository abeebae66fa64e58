"""The references of a document: those that lead nowhere, round in circles, or out of the file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mockdown.description.model import Description, Json, escape_pointer

_LITERAL = frozenset({"example", "examples", "default", "enum", "const"})
"""Keywords whose values are data: a `$ref` in them is no reference."""


def find_external_references(document: Mapping[str, Json]) -> Iterator[tuple[str, str]]:
    """Each reference that is no JSON pointer into the document, after the pointer of where it stands."""
    for pointer, reference in _references(document, ""):
        if not _is_local(reference):
            yield pointer, reference


def find_broken_references(description: Description) -> Iterator[tuple[str, str]]:
    """Each local reference that leads to nothing or back to itself: its pointer and a sentence."""
    for pointer, reference in _references(description.document, ""):
        if reference.startswith("#/") and not description.has(reference[1:]):
            yield pointer, f"`$ref` points at nothing: {reference}"
        elif _is_circle(description, reference):
            yield pointer, f"`$ref` leads only to other references, and round in a circle: {reference}"


def _references(node: Json, pointer: str) -> Iterator[tuple[str, str]]:
    if isinstance(node, list):
        for index, item in enumerate(node):
            yield from _references(item, f"{pointer}/{index}")
    elif isinstance(node, Mapping):
        reference = node.get("$ref")
        if isinstance(reference, str):
            yield pointer, reference
        for key, value in node.items():
            if key not in _LITERAL:
                yield from _references(value, f"{pointer}/{escape_pointer(str(key))}")


def _is_local(reference: str) -> bool:
    return reference == "#" or reference.startswith("#/")


def _is_circle(description: Description, reference: str) -> bool:
    seen: set[str] = set()
    target: Json = reference
    while isinstance(target, str) and _is_local(target):
        if target in seen:
            return True
        seen.add(target)
        node = description.at(target[1:])
        target = node.get("$ref") if isinstance(node, Mapping) else None
    return False

"""Wraps entities into the body that the description gives them: bare, or in an envelope."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from mockdown.mock.schemas import Json
from mockdown.mock.shapes import Shape, words
from mockdown.mock.variants import Variant

_TOTALS = (
    ["total"],
    ["count"],
    ["total", "count"],
    ["total", "items"],
    ["totals"],
    ["num"],
    ["size"],
    ["length"],
)
_BACK = ("prev", "previous")
PLACES = (["meta"], ["pagination"], ["paging"], ["page"], ["metadata"])
"""What an object in an envelope is called that speaks of the page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A part of a list, and what an envelope may say of it."""

    items: list[Json]
    total: int
    limit: int | None = None
    offset: int = 0
    number: int = 1
    cursor: str | None = None
    """Where the next page starts; None on the last."""
    previous: str | None = None
    """Where the page before starts; None on the first, and where no cursor leads."""


def without(value: Json, hidden: frozenset[str]) -> Json:
    """An entity less the properties that a body does not show."""
    if not isinstance(value, dict):
        return value
    return {name: item for name, item in value.items() if name not in hidden}


def wrap_item(value: Json, shape: Shape | None, variant: Variant | None) -> Json:
    """One entity in its body."""
    if shape is None or shape.key is None or variant is None:
        return value
    return {**_frame(variant), shape.key: value}


def wrap_page(page: Page, shape: Shape, variant: Variant | None) -> Json:
    """A list of entities in its body, with its counts."""
    if shape.key is None or variant is None:
        return page.items
    frame = _frame(variant)
    said = {key: _say(key, value, page) for key, value in frame.items() if key != shape.key}
    return {**frame, **said, shape.key: page.items}


def _frame(variant: Variant) -> Mapping[str, Json]:
    """The envelope as the description's example shows it."""
    return variant.body if isinstance(variant.body, dict) else {}


def _say(key: str, value: Json, page: Page) -> Json:
    """What one property of an envelope says of a page."""
    name = words(key)
    if isinstance(value, dict) and name[-1:] in PLACES:
        return {inner: _say(inner, item, page) for inner, item in value.items()}
    if isinstance(value, bool):
        return _truth(name, value, page)
    if isinstance(value, int):
        return _number(name, value, page)
    if name[:1] and name[0] in _BACK and name[1:][-1:] in ([], ["cursor"], ["token"]):
        return page.previous if page.previous is not None else (None if value is None else "")
    if is_cursor(name):
        return page.cursor if page.cursor is not None else (None if value is None else "")
    return value


def is_cursor(name: list[str]) -> bool:
    """Whether a property of an envelope, by the words of its name, leads to another page."""
    if name[:1] == ["next"] or name[-1:] == ["cursor"]:
        return True
    return name[0] in _BACK and name[1:] in ([], ["token"])


def _truth(name: list[str], value: bool, page: Page) -> bool:  # noqa: FBT001 - what the example says
    if "more" in name or "next" in name:
        return page.cursor is not None
    if "prev" in name or "previous" in name:
        return page.offset > 0
    if name in (["last"], ["is", "last"], ["last", "page"]):
        return page.cursor is None
    if name in (["first"], ["is", "first"], ["first", "page"]):
        return page.offset == 0
    return not page.items if name in (["empty"], ["is", "empty"]) else value


def _number(name: list[str], value: int, page: Page) -> int:
    if name in (["count"], ["size"], ["length"]) and page.limit is None:
        return page.total
    if name in (["number", "of", "elements"], ["returned"], ["items", "count"], ["result", "count"]):
        return len(page.items)
    if name in (["total", "pages"], ["pages"], ["page", "count"], ["last", "page"], ["num", "pages"]):
        return max(1, -(-page.total // page.limit)) if page.limit else 1
    if name[:1] == ["total"] and len(name) == 2:
        return page.total
    if name in (["next", "page"], ["next", "offset"]):
        step = 1 if name[-1] == "page" else len(page.items)
        return (page.number if name[-1] == "page" else page.offset) + (step if page.cursor is not None else 0)
    if name[-1:] in (["cursor"], ["token"]) or name[:1] == ["next"]:
        cursor = page.previous if name[:1] in (["prev"], ["previous"]) else page.cursor
        return int(cursor) if cursor is not None and cursor.removeprefix("-").isdigit() else 0
    if name == ["size"] and page.limit is not None:
        return page.limit
    if name in _TOTALS or (name[-1:] == ["count"] and len(name) <= 2):
        return page.total
    if name in (["limit"], ["per", "page"], ["page", "size"], ["perpage"], ["items", "per", "page"]):
        return page.limit if page.limit is not None else value
    if name in (["offset"], ["skip"], ["start"]):
        return page.offset
    if name in (["page"], ["current", "page"], ["page", "number"], ["number"]):
        return page.number
    return value

"""Links to the neighbours of a page in the body: `next`, `links.prev`, `_links.self.href` and their like."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from mockdown.mock.envelopes import Page
from mockdown.mock.exchange import Exchange
from mockdown.mock.linking import neighbours, target
from mockdown.mock.listing import Listing
from mockdown.mock.schemas import Json
from mockdown.mock.shapes import words
from mockdown.mock.variants import Variant

_RELATIONS = {
    "next": "next",
    "prev": "prev",
    "previous": "prev",
    "first": "first",
    "last": "last",
    "self": "self",
}
_ENDINGS = frozenset({"url", "uri", "link", "href", "page"})
_PLACES = frozenset({"links", "link", "pagination", "paging", "meta", "page", "metadata"})
MISSING = object()
"""Stands for what is not there at all."""


@dataclass(frozen=True, slots=True)
class _Link:
    """One link of an envelope."""

    path: tuple[str, ...]
    relation: str
    is_absolute: bool
    otherwise: Json
    """What stands there where no page is led to; `MISSING` for nothing."""


Fill = Callable[[Json, Page, Exchange], Json]
"""Puts the links of a page into a body."""


def make_links(variant: Variant | None, listing: Listing, items_key: str | None) -> Fill | None:
    """What fills the links of an envelope; None where it has none."""
    if variant is None or items_key is None or not isinstance(variant.body, dict):
        return None
    found = tuple(_find(variant, listing, variant.body, (), items_key))
    if not found:
        return None

    def fill(body: Json, page: Page, exchange: Exchange) -> Json:
        query = exchange.parameters.query
        changes = {"self": {}, **dict(neighbours(page, listing))}
        for link in found:
            value = link.otherwise
            if link.relation in changes:
                value = target(exchange.path, query, changes[link.relation])
                value = _origin(exchange) + value if link.is_absolute else value
            body = put_at(body, link.path, value)
        return body

    return fill


def _origin(exchange: Exchange) -> str:
    return f"{exchange.scheme}://{exchange.headers.get(b'host', b'localhost').decode('latin-1')}"


def _find(
    variant: Variant, listing: Listing, node: Mapping[str, Json], path: tuple[str, ...], items_key: str | None
) -> Iterator[_Link]:
    is_inside = bool(path) and words(path[-1])[-1:] in (["links"], ["link"])
    has_link = any(_leads(node.get(name), listing) for name in ("next", "first", "last"))
    for key, value in node.items():
        name, place = words(key), (*path, key)
        if key == items_key or not name:
            continue
        if isinstance(value, dict) and len(path) < 2 and name[-1] in _PLACES:
            yield from _find(variant, listing, value, place, None)
        elif name[0] in _RELATIONS and (len(name) == 1 or name[1:][-1] in _ENDINGS):
            is_object = isinstance(value, dict) and "href" in value
            place, shown = ((*place, "href"), value["href"]) if is_object else (place, value)
            is_named = is_inside or name[-1] in _ENDINGS - {"page"} or (has_link and len(name) == 1)
            if _is_link(shown, listing, is_named=is_named):
                is_absolute = isinstance(shown, str) and "://" in shown
                yield _Link(place, _RELATIONS[name[0]], is_absolute, absence(variant, place))


def _leads(value: Json, listing: Listing) -> bool:
    """Whether a relation is shown as a link: those beside it are links too, whatever is shown of them."""
    return isinstance(value, str) and _is_link(value, listing, is_named=False)


def _is_link(value: Json, listing: Listing, *, is_named: bool) -> bool:
    if value is None:
        return is_named or listing.cursor is None
    return isinstance(value, str) and (is_named or value.startswith(("http://", "https://", "/", "?")))


def absence(variant: Variant, path: tuple[str, ...]) -> Json:
    """What the schema allows in the place of a link that leads nowhere."""
    for value in (None, MISSING):
        if variant.is_valid(put_at(variant.body, path, value)):
            return value
    return "" if variant.is_valid(put_at(variant.body, path, "")) else MISSING


def put_at(body: Json, path: tuple[str, ...], value: Json) -> Json:
    """A body with another value at a place."""
    if not isinstance(body, dict):
        return body
    name, *rest = path
    if rest:
        return {**body, name: put_at(body.get(name), tuple(rest), value)}
    if value is MISSING:
        return {key: item for key, item in body.items() if key != name}
    return {**body, name: value}

"""What stands in the place of a cursor where no page is left: null, nothing, or an empty text."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from mockdown.mock.envelopes import PLACES, Page, is_cursor
from mockdown.mock.page_links import MISSING, absence, put_at
from mockdown.mock.schemas import Json
from mockdown.mock.shapes import words
from mockdown.mock.variants import Variant

Close = Callable[[Json, Page], Json]
"""Puts what the schema allows into the places of cursors that lead nowhere."""


@dataclass(frozen=True, slots=True)
class _End:
    path: tuple[str, ...]
    is_back: bool
    otherwise: Json


def make_ends(variant: Variant | None, items_key: str | None) -> Close | None:
    """What closes the ends of an envelope; None where nothing but what stands there is allowed."""
    if variant is None or items_key is None or not isinstance(variant.body, dict):
        return None
    ends = tuple(_find(variant, variant.body, (), items_key))
    if not ends:
        return None

    def close(body: Json, page: Page) -> Json:
        for end in ends:
            if (page.previous if end.is_back else page.cursor) is None:
                body = put_at(body, end.path, end.otherwise)
        return body

    return close


def _find(
    variant: Variant, node: Mapping[str, Json], path: tuple[str, ...], items_key: str | None
) -> Iterator[_End]:
    for key, value in node.items():
        name, place = words(key), (*path, key)
        if key == items_key or not name:
            continue
        if isinstance(value, dict) and not path and name[-1:] in PLACES:
            yield from _find(variant, value, place, None)
        elif is_cursor(name) and isinstance(value, (str, int)) and not isinstance(value, bool):
            otherwise = absence(variant, place)
            if otherwise is None or (otherwise is MISSING and isinstance(value, str)):
                yield _End(place, name[0] in ("prev", "previous"), otherwise)

"""What response headers say of a page: `Link` (RFC 8288) and total counts, where they are documented."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from urllib.parse import quote, urlencode

from mockdown.mock.envelopes import Page
from mockdown.mock.listing import Listing
from mockdown.mock.schemas import Json

_TOTALS = ("x-total-count", "x-total", "total-count", "x-total-items")
_NUMBERS = ("x-page", "x-current-page")
_PAGES = ("x-total-pages", "x-pages", "x-page-count")
_LIMITS = ("x-per-page", "x-page-size", "x-limit")


def page_headers(
    names: frozenset[str], page: Page, listing: Listing, *, path: str, query: Mapping[str, Json]
) -> dict[str, str]:
    """The documented headers that a page fills."""
    headers = {name: str(page.total) for name in _TOTALS if name in names}
    headers.update({name: str(page.number) for name in _NUMBERS if name in names})
    if page.limit:
        last = max(1, -(-page.total // page.limit))
        headers.update({name: str(last) for name in _PAGES if name in names})
        headers.update({name: str(page.limit) for name in _LIMITS if name in names})
        if "x-next-page" in names and page.cursor is not None:
            headers["x-next-page"] = str(page.number + 1)
        if "x-prev-page" in names and page.number > listing.first_page:
            headers["x-prev-page"] = str(page.number - 1)
    if "link" in names:
        links = [
            f'<{target(path, query, change)}>; rel="{relation}"'
            for relation, change in neighbours(page, listing)
        ]
        if links:
            headers["link"] = ", ".join(links)
    return headers


def target(path: str, query: Mapping[str, Json], change: Mapping[str, Json]) -> str:
    """The reference of a list with other parameters."""
    wanted = {name: value for name, value in {**query, **change}.items() if value is not None}
    asked = urlencode(wanted, doseq=True)
    return f"{quote(path)}?{asked}" if asked else quote(path)


def neighbours(page: Page, listing: Listing) -> list[tuple[str, dict[str, Json]]]:
    """The relations of a page's neighbours, and the parameters that lead there."""
    if not page.limit:
        return []
    has_next = page.offset + page.limit < page.total
    found: list[tuple[str, dict[str, Json]]] = []
    if listing.page is not None:
        last = listing.first_page + max(0, -(-page.total // page.limit) - 1)
        found += [("next", {listing.page: page.number + 1})] if has_next else []
        found += [("prev", {listing.page: page.number - 1})] if page.number > listing.first_page else []
        found += [("first", {listing.page: listing.first_page}), ("last", {listing.page: last})]
    elif listing.offset is not None:
        found += [("next", {listing.offset: page.offset + page.limit})] if has_next else []
        found += [("prev", {listing.offset: max(0, page.offset - page.limit)})] if page.offset else []
    else:
        found += _turns(page, listing)
    return found


def _turns(page: Page, listing: Listing) -> Iterator[tuple[str, dict[str, Json]]]:
    """The neighbours of a page that cursors lead to; one cursor takes the place of the other."""
    after, before = listing.cursor, listing.before
    if page.cursor is not None and after is not None:
        yield "next", {after: page.cursor, **({before: None} if before is not None else {})}
    if page.previous is not None and before is not None:
        yield "prev", {before: page.previous, **({after: None} if after is not None else {})}
    elif page.previous is not None and after is not None:
        yield "prev", {after: page.previous}

"""Lists: which query parameters filter, search, sort and page, and the records that they leave."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import islice

from mockdown.description import Description, Operation
from mockdown.mock.envelopes import Page
from mockdown.mock.narrowing import Condition, Narrowing, make_narrowing
from mockdown.mock.ordering import Ordering, make_ordering
from mockdown.mock.schemas import Json
from mockdown.mock.shapes import words
from mockdown.mock.state import Record, Table, fits
from mockdown.mock.styles import schema_of
from mockdown.mock.wire import admitted_types, properties_of

_LIMITS = (
    "limit",
    "per_page",
    "page_size",
    "perpage",
    "pagesize",
    "size",
    "max",
    "max_results",
    "first",
    "take",
    "top",
)
_OFFSETS = ("offset", "skip", "start", "start_index", "from")
_PAGES = ("page", "page_number", "p", "page_index")
_CURSORS = ("cursor", "after", "page_token", "starting_after", "next", "after_id", "continuation_token")
_BEFORES = (
    "before",
    "ending_before",
    "before_id",
    "prev_cursor",
    "previous_cursor",
    "before_cursor",
    "until_id",
)
_SORTS = ("sort", "sort_by", "order_by", "orderby", "sortby", "ordering")
_DIRECTIONS = ("order", "direction", "sort_order", "dir", "sort_direction", "sort_dir", "desc")
_SEARCHES = ("q", "query", "search", "keyword", "filter", "text", "term", "search_query")
_NO_LIMIT = re.compile(
    r"(?i)(?<![\w.])(?:`?(?P<number>-1|0)`?|(?P<zero>zero))(?![\w.]*[0-9])[^.;]{0,40}?"
    r"\b(?:no (?:limit|maximum|paging|pagination)|unlimited|infinite|everything|all\b|disables?|turns? off)"
    r"|\b(?:no limit|unlimited|everything|disable)\b[^.;]{0,30}?(?<![\w.])`?(?P<after>-1|0)`?(?![\w.]*[0-9])"
)

Rows = Table | list[Record]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """What the query parameters of one list mean."""

    narrowing: Narrowing
    limit: str | None
    offset: str | None
    page: str | None
    cursor: str | None
    before: str | None
    """The parameter that names what a page ends before."""
    ordering: Ordering
    search: str | None
    first_page: int = 1
    default_limit: int | None = None
    no_limit: int | None = None
    """The number that is documented to ask for all there is."""
    start: str = "start"
    """The cursor of the first page."""


def make_listing(description: Description, operation: Operation, schema: Json) -> Listing:
    """Read the meaning of a list's query parameters off their names and the entity's properties."""
    nodes = {str(node["name"]): node for node in description.parameters(operation) if node["in"] == "query"}
    properties = properties_of(description, schema)
    narrowing = make_narrowing(description, operation, schema, nodes)
    nodes = {name: node for name, node in nodes.items() if name not in narrowing.ranges}
    numbers = [name for name, node in nodes.items() if _is_number(description, node)]
    page = _named(nodes, _PAGES)
    taken = {
        "limit": _named(numbers, _LIMITS),
        "offset": _named(numbers, _OFFSETS),
        "page": page,
        "cursor": _named(nodes, _CURSORS),
        "before": _named(nodes, _BEFORES),
        "search": _named(nodes, _SEARCHES),
    }
    sort, direction = _named(nodes, _SORTS), _named(nodes, _DIRECTIONS)
    limit = nodes.get(taken["limit"] or "")
    starts_at_zero = (
        page is not None and schema_of(nodes[page]).get("minimum", schema_of(nodes[page]).get("default")) == 0
    )
    return Listing(
        narrowing=narrowing.less((*taken.values(), sort, direction)),
        ordering=make_ordering(description, nodes, properties, sort=sort, direction=direction),
        first_page=0 if starts_at_zero else 1,
        default_limit=_default(description, limit),
        no_limit=_no_limit(description, limit),
        start=_start(description, nodes.get(taken["cursor"] or "")),
        **taken,
    )


def _default(description: Description, node: Mapping[str, Json] | None) -> int | None:
    """How many items a page has that is asked for without a limit, where that is documented."""
    value = description.resolve(schema_of(node)).get("default") if node is not None else None
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else None


def _no_limit(description: Description, node: Mapping[str, Json] | None) -> int | None:
    """The limit that means that there is none, where that is documented."""
    if node is None:
        return None
    schema = description.resolve(schema_of(node)) or {}
    found = _NO_LIMIT.search(f"{node.get('description') or ''}. {schema.get('description') or ''}")
    if found is None:
        return None
    return 0 if found["zero"] else int(found["number"] or found["after"])


def _start(description: Description, node: Mapping[str, Json] | None) -> str:
    """A cursor that no item has: what is not known leads to the first page."""
    schema = description.resolve(schema_of(node or {})) or {}
    if "integer" not in admitted_types(description, schema):
        return "start"
    return "0" if "minimum" in schema else "-1"


def _named(names: Iterable[str], wanted: tuple[str, ...]) -> str | None:
    """The first of the wanted names that is there, however it is written."""
    flat = {"_".join(words(name)): name for name in names}
    flat.update({name.lower(): name for name in names})
    return next((flat[name] for name in wanted if name in flat), None)


def _is_number(description: Description, node: Mapping[str, Json]) -> bool:
    types = admitted_types(description, schema_of(node))
    return not types or bool(types & {"integer", "number", "string"})


def select(table: Rows, listing: Listing, scope: Mapping[str, str], query: Mapping[str, Json]) -> Page:
    """The records that a request asks for."""
    rows: Iterable[Record] = table
    total = len(table)
    narrowing = _conditions(listing, query) if query else []
    if scope or narrowing or (query and listing.ordering.is_asked(query)):
        found = [
            record for record in table if fits(record.scope, scope) and all(ok(record) for ok in narrowing)
        ]
        listing.ordering.arrange(found, query)
        rows, total = found, len(found)
    if not query and listing.default_limit is None:
        return Page(items=[record.value for record in rows], total=total)
    return _page(rows, total, listing, query)


def _conditions(listing: Listing, query: Mapping[str, Json]) -> list[Condition]:
    conditions = listing.narrowing.conditions(query)
    if listing.search is not None and query.get(listing.search):
        conditions.append(_contains(str(query[listing.search]).lower()))
    return conditions


def _contains(wanted: str) -> Condition:
    def matches(record: Record) -> bool:
        values = record.value.values() if isinstance(record.value, dict) else ()
        return any(isinstance(value, str) and wanted in value.lower() for value in values)

    return matches


def _page(rows: Iterable[Record], total: int, listing: Listing, query: Mapping[str, Json]) -> Page:
    limit = _limit(listing, query)
    offset = _count(query, listing.offset) or 0
    number = _count(query, listing.page)
    if number is not None and limit is None:
        limit = 20
    if number is not None and limit is not None:
        offset += max(number - listing.first_page, 0) * limit
    size = limit
    if listing.cursor in query or listing.before in query:
        rows = list(rows)
        offset, size = _turn(rows, listing, query, offset, limit)
    end = None if size is None else offset + size
    chosen = list(islice(rows, min(offset, sys.maxsize), None if end is None else min(end, sys.maxsize)))
    following = chosen[-1].key if chosen and end is not None and end < total else None
    return Page(
        items=[record.value for record in chosen],
        total=total,
        limit=limit,
        offset=offset,
        number=listing.first_page if number is None else number,
        cursor=following,
        previous=_previous(rows, listing, offset, limit) if isinstance(rows, list) and limit else None,
    )


def _limit(listing: Listing, query: Mapping[str, Json]) -> int | None:
    """How many items a page has at most; None for all there are."""
    if listing.no_limit is not None and str(query.get(listing.limit or "")) == str(listing.no_limit):
        return None
    limit = _count(query, listing.limit)
    return listing.default_limit if limit is None else limit


def _turn(
    rows: list[Record], listing: Listing, query: Mapping[str, Json], offset: int, limit: int | None
) -> tuple[int, int | None]:
    """Where a page starts that is asked for by a cursor, and how many items it has."""
    after = query.get(listing.cursor) if listing.cursor is not None else None
    if after is not None:
        return offset + next((n for n, row in enumerate(rows, 1) if row.key == str(after)), 0), limit
    before = query.get(listing.before) if listing.before is not None else None
    end = next((n for n, row in enumerate(rows) if row.key == str(before)), None)
    if before is None or end is None:
        return offset, limit
    start = 0 if limit is None else max(end - limit, 0)
    return start, end - start


def _previous(rows: list[Record], listing: Listing, offset: int, limit: int) -> str | None:
    """The cursor of the page before; None on the first."""
    if not 0 < offset <= len(rows):
        return None
    if listing.before is not None:
        return rows[offset].key if offset < len(rows) else None
    return rows[offset - limit - 1].key if offset > limit else listing.start


def _count(query: Mapping[str, Json], name: str | None) -> int | None:
    """A number that counts; what is negative or no number says nothing."""
    value = query.get(name) if name is not None else None
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 16:
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, (int, float)) or value < 0:
        return None
    return int(min(value, 2**53))

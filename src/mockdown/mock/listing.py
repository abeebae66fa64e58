"""Lists: which query parameters filter, search, sort and page, and the records that they leave."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import islice

from mockdown.description import Description, Operation
from mockdown.mock.envelopes import Page
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
_SORTS = ("sort", "sort_by", "order_by", "orderby", "sortby", "ordering")
_DIRECTIONS = ("order", "direction", "sort_order", "dir", "sort_direction", "sort_dir", "desc")
_SEARCHES = ("q", "query", "search", "keyword", "filter", "text", "term", "search_query")


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """What the query parameters of one list mean."""

    filters: Mapping[str, str]
    """Parameter → property."""
    limit: str | None
    offset: str | None
    page: str | None
    cursor: str | None
    sort: str | None
    direction: str | None
    search: str | None
    properties: frozenset[str]
    first_page: int = 1
    default_limit: int | None = None

    @property
    def names(self) -> frozenset[str]:
        """The parameters that change what a list holds."""
        one = (self.limit, self.offset, self.page, self.cursor, self.sort, self.direction, self.search)
        return frozenset({*self.filters, *(name for name in one if name is not None)})


def make_listing(description: Description, operation: Operation, schema: Json) -> Listing:
    """Read the meaning of a list's query parameters off their names and the entity's properties."""
    nodes = {str(node["name"]): node for node in description.parameters(operation) if node["in"] == "query"}
    properties = properties_of(description, schema)
    numbers = [name for name, node in nodes.items() if _is_number(description, node)]
    page = _named(nodes, _PAGES)
    taken = {
        "limit": _named(numbers, _LIMITS),
        "offset": _named(numbers, _OFFSETS),
        "page": page,
        "cursor": _named(nodes, _CURSORS),
        "sort": _named(nodes, _SORTS),
        "direction": _named(nodes, _DIRECTIONS),
        "search": _named(nodes, _SEARCHES),
    }
    filters = {}
    for name in nodes:
        twin = _twin(name, properties)
        if twin is not None and name not in taken.values():
            filters[name] = twin
    starts_at_zero = (
        page is not None and schema_of(nodes[page]).get("minimum", schema_of(nodes[page]).get("default")) == 0
    )
    return Listing(
        filters=filters,
        properties=frozenset(properties),
        first_page=0 if starts_at_zero else 1,
        default_limit=_default(description, nodes.get(taken["limit"] or "")),
        **taken,
    )


def _default(description: Description, node: Mapping[str, Json] | None) -> int | None:
    """How many items a page has that is asked for without a limit, where that is documented."""
    value = description.resolve(schema_of(node)).get("default") if node is not None else None
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else None


def _named(names: Iterable[str], wanted: tuple[str, ...]) -> str | None:
    """The first of the wanted names that is there, however it is written."""
    flat = {"_".join(words(name)): name for name in names}
    flat.update({name.lower(): name for name in names})
    return next((flat[name] for name in wanted if name in flat), None)


def _is_number(description: Description, node: Mapping[str, Json]) -> bool:
    types = admitted_types(description, schema_of(node))
    return not types or bool(types & {"integer", "number", "string"})


def _twin(name: str, properties: Mapping[str, Json]) -> str | None:
    if name in properties:
        return name
    return next((other for other in properties if words(other) == words(name)), None)


def select(table: Table, listing: Listing, scope: Mapping[str, str], query: Mapping[str, Json]) -> Page:
    """The records that a request asks for."""
    rows: Iterable[Record] = table
    total = len(table)
    narrowing = _conditions(listing, query) if query else []
    if scope or narrowing or (query and listing.sort in query):
        found = [
            record for record in table if fits(record.scope, scope) and all(ok(record) for ok in narrowing)
        ]
        _sort(found, listing, query)
        rows, total = found, len(found)
    if not query and listing.default_limit is None:
        return Page(items=[record.value for record in rows], total=total)
    return _page(rows, total, listing, query)


def _conditions(listing: Listing, query: Mapping[str, Json]) -> list[Callable[[Record], bool]]:
    conditions = [
        _equals(listing.filters[name], value) for name, value in query.items() if name in listing.filters
    ]
    if listing.search is not None and query.get(listing.search):
        conditions.append(_contains(str(query[listing.search]).lower()))
    return conditions


def _equals(name: str, wanted: Json) -> Callable[[Record], bool]:
    accepted = {_flat(item) for item in wanted} if isinstance(wanted, list) else {_flat(wanted)}

    def matches(record: Record) -> bool:
        value = record.value.get(name) if isinstance(record.value, dict) else None
        values = value if isinstance(value, list) else [value]
        return any(_flat(item) in accepted for item in values)

    return matches


def _flat(value: Json) -> str:
    """A value as filters compare it: booleans and numbers as they are written."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def _contains(wanted: str) -> Callable[[Record], bool]:
    def matches(record: Record) -> bool:
        values = record.value.values() if isinstance(record.value, dict) else ()
        return any(isinstance(value, str) and wanted in value.lower() for value in values)

    return matches


def _sort(rows: list[Record], listing: Listing, query: Mapping[str, Json]) -> None:
    wanted = query.get(listing.sort) if listing.sort is not None else None
    keys = wanted if isinstance(wanted, list) else str(wanted or "").split(",")
    direction = str(query.get(listing.direction, "")) if listing.direction is not None else ""
    for key in reversed([str(key).strip() for key in keys]):
        name = key.lstrip("+-").partition(":")[0].partition(" ")[0]
        descending = (
            key.startswith("-")
            or key.lower().endswith((" desc", ":desc", "_desc"))
            or direction.lower() in {"desc", "descending", "true", "-1"}
        )
        if name not in listing.properties:
            name = name.removesuffix("_desc").removesuffix("_asc")
        if name in listing.properties:
            rows.sort(key=lambda record: _sort_key(record.value.get(name)), reverse=descending)


def _sort_key(value: Json) -> tuple[int, float, str]:
    """Values of any type in one order: nothing, numbers, texts."""
    if value is None:
        return 0, 0.0, ""
    if isinstance(value, (int, float)):
        return 1, float(value), ""
    return 2, 0.0, str(value)


def _page(rows: Iterable[Record], total: int, listing: Listing, query: Mapping[str, Json]) -> Page:
    limit = _count(query, listing.limit)
    if limit is None:
        limit = listing.default_limit
    offset = _count(query, listing.offset) or 0
    number = _count(query, listing.page)
    if number is not None and limit is None:
        limit = 20
    if number is not None and limit is not None:
        offset += max(number - listing.first_page, 0) * limit
    cursor = query.get(listing.cursor) if listing.cursor is not None else None
    if cursor is not None:
        rows = list(rows)
        offset += next((index + 1 for index, row in enumerate(rows) if row.key == str(cursor)), 0)
    end = None if limit is None else offset + limit
    chosen = list(islice(rows, min(offset, sys.maxsize), None if end is None else min(end, sys.maxsize)))
    following = chosen[-1].key if chosen and end is not None and end < total else None
    return Page(
        items=[record.value for record in chosen],
        total=total,
        limit=limit,
        offset=offset,
        number=listing.first_page if number is None else number,
        cursor=following,
    )


def _count(query: Mapping[str, Json], name: str | None) -> int | None:
    """A number that counts; what is negative or no number says nothing."""
    value = query.get(name) if name is not None else None
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 16:
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, (int, float)) or value < 0:
        return None
    return int(min(value, 2**53))

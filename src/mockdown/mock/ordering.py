"""The order of lists: by which properties, in which directions, and what is taken where nothing is said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from mockdown.description import Description
from mockdown.mock.schemas import Json
from mockdown.mock.shapes import words
from mockdown.mock.state import Record
from mockdown.mock.styles import schema_of

_DOWN = frozenset({"desc", "descending", "true", "-1"})
_UP = frozenset({"asc", "ascending", "false", "1"})
_SUFFIXES = (["at"], ["on"], ["date"], ["time"], ["count"], ["id"])
_MADE = (
    "created",
    "created at",
    "created on",
    "creation date",
    "created date",
    "created time",
    "date created",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ordering:
    """What the query parameters of one list say of its order."""

    sort: str | None
    direction: str | None
    properties: Mapping[str, str]
    """The words of the name of a property → the property."""
    default_sort: str = ""
    default_direction: str = ""

    def is_asked(self, query: Mapping[str, Json]) -> bool:
        """Whether a request asks for an order."""
        return self.sort in query or self.direction in query

    def arrange(self, rows: list[Record], query: Mapping[str, Json]) -> None:
        """Bring records into the order that a request asks for, if it does."""
        if not self.is_asked(query):
            return
        wanted = query.get(self.sort or "") or self.default_sort
        keys = wanted if isinstance(wanted, list) else str(wanted).split(",")
        keys = [str(key).strip() for key in keys if key]
        direction = str(query.get(self.direction or "", self.default_direction)).lower()
        if not keys:
            self._by_making(rows, direction)
        for key in reversed(keys):
            name = self.property(key)
            if name is not None:
                descending = key.startswith("-") or key.lower().endswith((" desc", ":desc", "_desc"))
                _sort(rows, name, descending=descending or direction in _DOWN)

    def property(self, key: str) -> str | None:
        """The property that a value of the parameter names: `created_at` of `created`, `-created_at`."""
        name = key.lstrip("+-").partition(":")[0].partition(" ")[0]
        for one in (name, name.removesuffix("_desc").removesuffix("_asc")):
            parts = words(one)
            for wanted in (parts, *([*parts, *suffix] for suffix in _SUFFIXES)):
                found = self.properties.get(" ".join(wanted))
                if found is not None:
                    return found
        return None

    def _by_making(self, rows: list[Record], direction: str) -> None:
        """Order by when the records were made, where only a direction is given."""
        name = next((self.properties[one] for one in _MADE if one in self.properties), None)
        if direction in _DOWN:
            rows.reverse()
        if name is not None and direction in _DOWN | _UP:
            _sort(rows, name, descending=direction in _DOWN)


def make_ordering(
    description: Description,
    nodes: Mapping[str, Mapping[str, Json]],
    properties: Iterable[str],
    *,
    sort: str | None,
    direction: str | None,
) -> Ordering:
    """Note the parameters of order, and what the docs take where they are left out."""
    defaults = {}
    for name in (sort, direction):
        schema = description.resolve(schema_of(nodes[name])) if name is not None else {}
        default = (schema or {}).get("default")
        defaults[name] = default if isinstance(default, str) else ""
    return Ordering(
        sort=sort,
        direction=direction,
        properties={" ".join(words(name)): name for name in properties},
        default_sort=defaults.get(sort, ""),
        default_direction=defaults.get(direction, ""),
    )


def _sort(rows: list[Record], name: str, *, descending: bool) -> None:
    rows.sort(
        key=lambda record: _sort_key(record.value.get(name) if isinstance(record.value, dict) else None),
        reverse=descending,
    )


def _sort_key(value: Json) -> tuple[int, float, str]:
    """Values of any type in one order: nothing, numbers, texts."""
    if value is None:
        return 0, 0.0, ""
    if isinstance(value, (int, float)):
        return 1, float(value), ""
    return 2, 0.0, str(value)

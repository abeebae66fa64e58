"""What an action does to an entity, by its name: `cancel` makes a status `cancelled`, and so on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from mockdown.description import Description
from mockdown.mock.clock import Now, form_of, stamp
from mockdown.mock.participles import is_done, undone
from mockdown.mock.schemas import Json
from mockdown.mock.shapes import words
from mockdown.mock.wire import admitted_types

_STATUS_WORDS = ("status", "state", "phase", "lifecycle")
_TIME_WORDS = ("at", "on", "date", "time")


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What an action changes of an entity."""

    values: Mapping[str, Json] = field(default_factory=dict)
    """The statuses and truths that are so from then on."""
    moments: Mapping[str, str] = field(default_factory=dict)
    """The properties that tell when it was carried out, with their forms."""
    cleared: tuple[str, ...] = ()
    """Those that told it of what is taken back."""

    def __bool__(self) -> bool:
        return bool(self.values or self.moments or self.cleared)

    def is_made(self, entity: Mapping[str, Json]) -> bool:
        """Whether an entity is already as the action makes it."""
        return bool(self.values) and all(entity.get(name) == value for name, value in self.values.items())

    def apply(self, now: Now) -> dict[str, Json]:
        """The properties as they are after the action."""
        moment = now()
        return {
            **self.values,
            **{name: stamp(form, moment) for name, form in self.moments.items()},
            **dict.fromkeys(self.cleared),
        }


def changes_of(
    description: Description, properties: Mapping[str, Json], action: str, *, takes_back: bool = False
) -> Changes:
    """What an action changes, as far as names show it; `takes_back` for DELETE of what PUT has set."""
    verb = "".join(words(action)[:1])
    if not verb:
        return Changes()
    back = verb if takes_back else undone(verb)
    values: dict[str, Json] = {}
    moments: dict[str, str] = {}
    cleared = []
    for name, schema in properties.items():
        node = description.resolve(schema)
        parts = words(name)
        types = admitted_types(description, schema)
        flag = parts[-1] if parts else ""
        if flag in _STATUS_WORDS and isinstance(node.get("enum"), list) and not takes_back:
            value = next((one for one in node["enum"] if isinstance(one, str) and is_done(verb, one)), None)
            if value is not None:
                values[name] = value
        elif "boolean" in types:
            if back is not None and is_done(back, flag):
                values[name] = False
            elif not takes_back and is_done(verb, flag):
                values[name] = True
        elif len(parts) > 1 and flag in _TIME_WORDS:
            form = form_of(description, schema)
            if form is None:
                continue
            if not takes_back and is_done(verb, parts[-2]):
                moments[name] = form
            elif back is not None and is_done(back, parts[-2]) and "null" in types:
                cleared.append(name)
    return Changes(values=values, moments=moments, cleared=tuple(cleared))


def is_toggle(description: Description, properties: Mapping[str, Json], action: str) -> bool:
    """Whether PUT and DELETE of what is called so set a truth of an entity: `lock`, where it has `locked`."""
    values = changes_of(description, properties, action, takes_back=True).values
    return len(words(action)) == 1 and False in values.values()

"""What an action does to an entity, by its name: `cancel` makes a status `cancelled`, and so on."""

from __future__ import annotations

from collections.abc import Mapping

from mockdown.description import Description
from mockdown.mock.schemas import Json
from mockdown.mock.shapes import words
from mockdown.mock.wire import admitted_types

_STATUS_WORDS = ("status", "state", "phase", "lifecycle")
_SHORTEST = 4


def changes_of(description: Description, properties: Mapping[str, Json], action: str) -> dict[str, Json]:
    """The properties that an action changes, as far as their names show it."""
    verb = "".join(words(action)[:1])
    if not verb:
        return {}
    found: dict[str, Json] = {}
    for name, schema in properties.items():
        node = description.resolve(schema)
        parts = words(name)
        if parts[-1:] and parts[-1] in _STATUS_WORDS and isinstance(node.get("enum"), list):
            value = next((one for one in node["enum"] if isinstance(one, str) and _is_done(verb, one)), None)
            if value is not None:
                found[name] = value
        elif "boolean" in admitted_types(description, node):
            flag = parts[-1] if parts else ""
            if _is_done(verb, flag):
                found[name] = True
            elif (
                verb.startswith(("un", "dis")) and _is_done(verb.removeprefix("un").removeprefix("dis"), flag)
            ) or (verb == "disable" and flag == "enabled"):
                found[name] = False
    return found


def _is_done(verb: str, participle: str) -> bool:
    """Whether a word is the participle of a verb: cancel, cancelled; start, started; close, closed."""
    stem = verb.removesuffix("e")
    flat = "".join(words(participle))
    return len(verb) >= _SHORTEST and flat.startswith(stem) and len(flat) - len(stem) <= 3

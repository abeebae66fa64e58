"""How entities come to be and change: what a client sent, what the server adds, what stays."""

from __future__ import annotations

import copy
import zlib
from collections.abc import Iterable, Iterator, Mapping

from mockdown.description import Description
from mockdown.mock.alternatives import shared_properties
from mockdown.mock.blanks import blank
from mockdown.mock.bodies import Upload
from mockdown.mock.clock import Stamps, make_stamps
from mockdown.mock.identity import new_key
from mockdown.mock.nested import make_inner
from mockdown.mock.parts import Resource
from mockdown.mock.schemas import Json, SchemaView
from mockdown.mock.shapes import words
from mockdown.mock.slugs import make_slug_rule
from mockdown.mock.state import Table
from mockdown.mock.synthesis import Synthesizer, make_uuid
from mockdown.mock.wire import admitted_types, may_hold, properties_of
from mockdown.vocabularies.english import singular

_MAX_TRIES = 1_000


class EntityRules:
    """What one operation does with the body it was sent, for one kind of entity."""

    def __init__(
        self,
        description: Description,
        schema: Json,
        sent_schema: Json,
        *,
        synthesizer: Synthesizer,
        envelope: str | None = None,
    ) -> None:
        self._envelope = envelope
        self.properties = properties_of(description, schema)
        sent = properties_of(description, sent_schema)
        resolve = description.resolve
        self._defaults = dict(_defaults(description, sent, self.properties))
        self._ignored = {name for name, node in sent.items() if resolve(node).get("readOnly") is True}
        self.read_only = {
            name for name, node in self.properties.items() if resolve(node).get("readOnly") is True
        }
        self._ignored |= self.read_only - sent.keys()
        if not self.properties:
            self._ignored |= {
                name
                for name, node in shared_properties(description, schema).items()
                if resolve(node).get("readOnly") is True
            }
        dropped = {
            name
            for name, node in sent.items()
            if self.properties
            and not (name in self.properties and may_hold(description, self.properties[name], node))
        }
        self._hidden = self._ignored | dropped
        client = sent.keys() - self._hidden
        self._server_made = {name: node for name, node in self.properties.items() if name not in client}
        if not sent:
            self._server_made = {}
        self.stamps: Stamps = make_stamps(description, self._server_made if sent else self.properties)
        view = SchemaView(description, hidden="readOnly")
        self.slug = make_slug_rule(description, self.properties, view)
        """How the slug of an entity is made; None where it has none."""
        insides = {name: make_inner(description, node, view) for name, node in sent.items()}
        self._nested = {name: inner for name, inner in insides.items() if inner is not None}
        self._nullable = {
            name for name, node in self.properties.items() if "null" in admitted_types(description, node)
        }
        flat = synthesizer.flatten(schema)
        needed = {*(flat.get("required") or ()), *self._server_made}
        self._template = {
            name: blank(
                description, node, synthesizer.value(node, name=name, is_valid=lambda _value: True), view
            )
            for name, node in self.properties.items()
            if name in needed and resolve(node).get("writeOnly") is not True
        }
        self._uuids = [
            name for name in self._template if resolve(self.properties[name]).get("format") == "uuid"
        ]
        self.numbered = tuple(
            name
            for name in self._template
            if words(name) == ["id"] and "integer" in admitted_types(description, self.properties[name])
        )
        """The numbers that the server gives beside the name by which an entity is asked for."""

    def unwrap(self, body: Json) -> dict[str, Json]:
        """What a client said of an entity, out of its envelope."""
        if not isinstance(body, dict):
            return {}
        inner = body.get(self._envelope) if self._envelope is not None else None
        return inner if isinstance(inner, dict) else body

    def clean(self, body: Json) -> dict[str, Json]:
        """What a client may say of an entity: not what is read-only, nor what entities do not have."""
        sent = self.unwrap(body)
        if not self._hidden.isdisjoint(sent):
            sent = {k: v for k, v in sent.items() if k not in self._hidden}
        if Upload in map(type, sent.values()):
            sent = {k: v.filename if isinstance(v, Upload) else v for k, v in sent.items()}
        if self._nested:
            sent = {k: self._nested[k].clean(v) if k in self._nested else v for k, v in sent.items()}
        return sent

    def own(self, value: Mapping[str, Json]) -> dict[str, Json]:
        """What an entity holds that no client may change."""
        return {name: value[name] for name in self.read_only if name in value}

    def make(self, sent: Mapping[str, Json], number: int) -> dict[str, Json]:
        """A new entity, without its identity."""
        value = dict(self._template)
        for name in self._uuids:
            value[name] = make_uuid(zlib.crc32(name.encode()), number)
        value.update(dict.fromkeys(self.numbered, number))
        value.update(self.stamps.on_make())
        value.update(self._completed(sent))
        return value

    def _completed(self, sent: Mapping[str, Json]) -> dict[str, Json]:
        """What was sent, and after it the defaults of what was left out."""
        if self._nested:
            sent = {k: self._nested[k].complete(v) if k in self._nested else v for k, v in sent.items()}
        left_out = {name: value for name, value in self._defaults.items() if name not in sent}
        return {**sent, **copy.deepcopy(left_out)} if left_out else dict(sent)

    def made_up(self, name: str) -> Json:
        """What a new entity holds in a property that nothing was said of."""
        return self._template.get(name)

    def replace(self, old: Mapping[str, Json], sent: Mapping[str, Json]) -> dict[str, Json]:
        """An entity after PUT: as sent, with documented defaults and what only the server knows."""
        kept = {name: old[name] for name in old if name in self._server_made or name in self._template}
        value = {**kept, **self._completed(sent)}
        for name, inner in self._nested.items():
            if name in old and name in sent:
                value[name] = inner.keep(old[name], value[name])
        return value

    def merge(
        self, old: Mapping[str, Json], sent: Mapping[str, Json], *, strict: bool = False
    ) -> dict[str, Json]:
        """An entity after PATCH (RFC 7396); a null stays where the schema has one, unless `strict`."""
        merged = merge_patch(old, sent)
        if not strict:
            merged.update(
                {name: None for name, value in sent.items() if value is None and name in self._nullable}
            )
        return merged


def _defaults(
    description: Description, sent: Mapping[str, Json], properties: Mapping[str, Json]
) -> Iterator[tuple[str, Json]]:
    """What the docs say a server takes where a body leaves a property out, as far as the schemas allow it."""
    view = SchemaView(description, hidden="readOnly")
    for name, node in sent.items():
        found = description.resolve(node)
        if "default" not in found or found.get("readOnly") is True or (properties and name not in properties):
            continue
        schemas = (node, properties[name]) if name in properties else (node,)
        if all(view.compile(schema).is_valid(found["default"]) for schema in schemas):
            yield name, found["default"]


def merge_patch(old: Mapping[str, Json], patch: Mapping[str, Json]) -> dict[str, Json]:
    """RFC 7396: null removes, objects merge, the rest replaces."""
    result = dict(old)
    for name, value in patch.items():
        if value is None:
            result.pop(name, None)
        elif isinstance(value, dict):
            inner = result.get(name)
            result[name] = merge_patch(inner if isinstance(inner, dict) else {}, value)
        else:
            result[name] = value
    return result


def link_values(
    properties: Iterable[str], scope: Iterable[tuple[str, Resource | None, Json]]
) -> dict[str, Json]:
    """The properties that point at the parents an entity is made under."""
    found: dict[str, Json] = {}
    for parameter, resource, value in scope:
        wanted = [words(parameter)]
        if resource is not None:
            entity = words(singular(resource.name.rpartition("/")[2].rpartition(".")[2]))
            wanted += [[*entity, "id"], [*entity, "uuid"], [*entity, "name"]]
            wanted = [parts for parts in wanted if len(parts) > 1]
        for name in properties:
            if words(name) in wanted:
                found[name] = value
                break
    return found


def next_key(resource: Resource, table: Table) -> Json:
    """A free identifier in the documented form."""
    number = max(table.counter, len(table.records) if resource.identity.type != "integer" else 0)
    for _ in range(_MAX_TRIES):
        number += 1
        key = new_key(resource.identity, number, salt=resource.name)
        if str(key) not in table.records and str(key) not in table.removed:
            return key
    return f"{key}-{number}"  # the documented form does not have so many

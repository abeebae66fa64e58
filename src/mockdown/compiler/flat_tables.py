"""Moves the rows of a table to where an example shows them: tables that list nested members flat.

| name | string |
| frequency | string |       <- the example has `{"name": …, "schedule": {"frequency": …, "hour": …}}`
| hour | integer |
"""

from __future__ import annotations

from mockdown.model.schema import Property, Schema
from mockdown.values import replace

_FEWEST = 2
"""One shared name may be chance."""


def sink_members(declared: Schema, example: Schema) -> Schema:
    """A declared object with the members that an example has in a nested object only put there.

    All members of the nested object must be declared, and none of them stand in the example beside it.
    """
    told = {item.name: item for item in declared.properties}
    shown = {item.name for item in example.properties}
    if shown >= told.keys():
        return declared
    for item in example.properties:
        target = item.schema.items if item.schema.type == "array" else item.schema
        names = {member.name for member in target.properties} if target is not None else set()
        if len(names) < _FEWEST or not names <= told.keys() or names & shown:
            continue
        declared = _moved(declared, item, names)
        told = {member.name: member for member in declared.properties}
    return declared


def _moved(declared: Schema, item: Property, names: set[str]) -> Schema:
    members = tuple(member for member in declared.properties if member.name in names)
    inner = Schema(type="object", properties=members, span=members[0].span)
    known = declared.find(item.name)
    if known is not None and (known.schema.properties or known.schema.ref or known.schema.any_of):
        return declared
    keywords = known.schema.keywords if known is not None else {}
    if item.schema.type == "array":
        nested = Schema(type="array", items=inner, keywords=keywords, span=inner.span)
    else:
        nested = replace(inner, keywords=keywords)
    kept = tuple(
        replace(member, schema=nested) if member.name == item.name else member
        for member in declared.properties
        if member.name not in names
    )
    if known is None:
        kept = (*kept, Property(name=item.name, schema=nested, span=members[0].span))
    return replace(declared, properties=kept)

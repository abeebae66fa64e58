"""Tells a parameter that is the whole body of a request from one that is a member of it."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from mockdown.extractors.facts import FieldsFact
from mockdown.extractors.fields import Field
from mockdown.values import replace
from mockdown.vocabularies.roles import Role


def as_whole(body: list[Field], facts: Sequence[FieldsFact], shown: Collection[str]) -> list[Field]:
    """The fields of a body; a parameter that stands alone, and whose type leads to a schema, is all of it.

    One that an example shows inside the body (`shown`) is a member, and so are attributes of a body.
    """
    if len(body) != 1 or body[0].location is not None or body[0].name in shown:
        return body
    item = body[0]
    told = next((fact for fact in facts if item in fact.fields), None)
    reference = (item.schema.items or item.schema).ref
    if told is None or told.prose or told.role is not Role.PARAMETERS or reference is None:
        return body
    if "#" not in reference and reference.lower() != re.sub(r"[\W_]", "", item.name).lower():
        return body
    return [replace(item, name="body", location="body")]

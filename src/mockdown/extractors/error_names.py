"""Reads tables of errors by name below the title of their status: `UserNotFound` under `Error 404`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mockdown.extractors.facts import StatusFact
from mockdown.extractors.fields import Field
from mockdown.extractors.passages import Passage
from mockdown.source import Span

_NAME = re.compile(r"(?:[A-Z][a-z\d]+){2,}")
"""Words in one, each with a capital: the name of an error, seldom that of a member."""


def names_of_errors(passage: Passage, fields: Sequence[Field], span: Span) -> StatusFact | None:
    """The status of errors that a table names, none of which is a member of the answer."""
    if not fields or passage.status is None or passage.status[0] not in "45":
        return None
    if any(_NAME.fullmatch(item.name) is None or not item.schema.is_unknown for item in fields):
        return None
    told = "; ".join(f"{item.name}: {item.description}".rstrip(": .") for item in fields)
    return StatusFact(status=passage.status, description=told, span=span)

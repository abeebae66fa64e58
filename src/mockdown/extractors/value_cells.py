"""Reads cells that list the values of a field: `` `full` (default), `half` or `none` ``."""

from __future__ import annotations

import re

from mockdown.extractors.written_values import convert
from mockdown.model.schema import Schema
from mockdown.readers.blocks import Inline
from mockdown.values import replace

_BETWEEN = re.compile(r"\s*(?:[,|/;]|\bor\b|\band\b|\(default\)|\s)*", re.IGNORECASE)
_DEFAULT = re.compile(r"\s*\(default\)", re.IGNORECASE)
_PLAIN = re.compile(r"[\w.:+-]{1,60}")
_BOOLEANS = frozenset(("true", "false"))


def read_values(cell: Inline, schema: Schema) -> Schema:
    """A schema with the values of a cell that lists nothing else, and with the one it calls the default.

    >>> cell = Inline("full (default), half", 0, 0, codes=("full", "half"))
    >>> read_values(cell, Schema()).keywords
    {'enum': ['full', 'half'], 'default': 'full'}
    """
    listed = _listed(cell)
    if listed is None or schema.type not in (None, "string", "boolean", "integer") or schema.ref is not None:
        return schema
    values, default = listed
    if schema.type in (None, "boolean") and _BOOLEANS.issuperset(values):
        schema = replace(schema, type="boolean")
    elif schema.type == "boolean":
        return schema
    else:
        schema = replace(schema, type=schema.type or "string")
        choices = [convert(value, schema) for value in values]
        if None in choices:
            return schema
        schema = replace(schema, keywords={"enum": choices, **schema.keywords})
    if default and "default" not in schema.keywords:
        schema = replace(schema, keywords={**schema.keywords, "default": convert(default, schema)})
    return schema


def _listed(cell: Inline) -> tuple[list[str], str] | None:
    """The values in code, two or more, and the default; None where the cell says anything else."""
    if len(cell.codes) < 2:
        return None
    text, at, default = cell.text.strip(), 0, ""
    for code in cell.codes:
        between = _BETWEEN.match(text, at)
        at = between.end() if between else at
        if not _PLAIN.fullmatch(code) or not text.startswith(code, at):
            return None
        at += len(code)
        default = code if _DEFAULT.match(text, at) else default
    rest = _BETWEEN.fullmatch(text, at)
    return (list(dict.fromkeys(cell.codes)), default) if rest is not None else None

"""Builds the parameters that stand in the path itself, and in the samples of requests."""

from __future__ import annotations

import re
from urllib.parse import unquote

from mockdown.compiler.evidence import Evidence
from mockdown.compiler.sorted_fields import Sorted
from mockdown.extractors.facts import SecurityFact
from mockdown.extractors.security import is_credential_header
from mockdown.extractors.types import parse_type
from mockdown.model.api import Parameter, ParameterLocation
from mockdown.model.schema import Schema
from mockdown.source import Rank, Span
from mockdown.values import replace
from mockdown.vocabularies.types import TYPES

_INTEGERS = frozenset(
    "page per_page perpage page_size pagesize limit offset size count max max_results skip top first last "
    "start page_number pagenumber page_limit from_index".split()
)


def type_by_name(name: str) -> str | None:
    """The type of a parameter whose name alone tells it."""
    return "integer" if name.lower() in _INTEGERS else None


def add_from_template(evidence: Evidence, found: Sorted) -> None:
    values = _path_values(evidence)
    converted = dict(evidence.announcement.template.converters)
    for name in evidence.template.parameters:
        kind = TYPES.get(converted.get(name, ""))
        if kind is not None and kind != ("string", None):
            keywords = {"format": kind[1]} if kind[1] else {}
            schema = Schema(type=kind[0], keywords=keywords)
            found.add(_path_parameter(name, schema, evidence.announcement.span))
            continue
        schema = _schema_of_value(values[name][0]) if name in values else Schema(rank=Rank.CONVENTION)
        found.add(_path_parameter(name, schema, evidence.announcement.span))
    for name, value in evidence.template.query:
        if value is None or not is_value(value):
            found.add(_query(name, value, evidence.announcement.span, Rank.DECLARED))
        else:
            found.add(_query(name, value, evidence.announcement.span, Rank.EXAMPLE))


def _path_parameter(name: str, schema: Schema, span: Span) -> Parameter:
    return Parameter(
        name=name,
        location=ParameterLocation.PATH,
        schema=schema,
        required=True,
        rank=Rank.DECLARED,
        span=span,
    )


def is_value(text: str) -> bool:
    """Whether text in a query string or path is a value rather than a placeholder."""
    return re.match(r"^[<{\[(:$]|^\.\.\.|^[A-Z_]{2,}$", text) is None and bool(text)


def _path_values(evidence: Evidence) -> dict[str, tuple[str, Span]]:
    """What stands in sample paths for the template's parameters."""
    values: dict[str, tuple[str, Span]] = {}
    right = [segment for segment in evidence.path.split("/") if segment]
    for fact in evidence.samples():
        left = evidence.path_of(fact)
        if left is None:
            continue
        for actual, expected in zip(left, right, strict=True):
            name = re.fullmatch(r"\{([^{}]+)\}", expected)
            if name and "{" not in actual and is_value(actual):
                values.setdefault(name[1], (unquote(actual), fact.span))
    return values


def _schema_of_value(value: str) -> Schema:
    if re.fullmatch(r"-?\d{1,18}", value):
        return Schema(type="integer", rank=Rank.EXAMPLE)
    return Schema(type="string", rank=Rank.EXAMPLE)


_TYPE_WORD = re.compile(
    r"^[<{\[](?:integer|int|number|float|boolean|bool|string|uuid|date)[>}\]]$", re.IGNORECASE
)
"""A placeholder that is a type: `?n=<integer>`."""


def _query(name: str, value: str | None, span: Span, rank: Rank) -> Parameter:
    schema = Schema(rank=Rank.CONVENTION)
    if value is not None and is_value(value):
        text = unquote(value)
        if text.lower() in ("true", "false"):
            schema = Schema(type="boolean", rank=Rank.EXAMPLE)
        elif re.fullmatch(r"-?\d{1,18}", text):
            schema = Schema(type="integer", rank=Rank.EXAMPLE)
        else:
            schema = Schema(type="string", rank=Rank.EXAMPLE)
    elif value is not None and _TYPE_WORD.match(value):
        schema = replace(parse_type(value.strip("<>{}[]")), rank=Rank.EXAMPLE)
    elif type_by_name(name):
        schema = Schema(type=type_by_name(name), rank=Rank.CONVENTION)
    return Parameter(name=name, location=ParameterLocation.QUERY, schema=schema, rank=rank, span=span)


def add_from_samples(evidence: Evidence, found: Sorted) -> None:
    form_names = {item.name for item in (*found.form, *found.body)}
    for fact in evidence.samples():
        pairs = list(fact.request.target.query)
        if evidence.method in ("GET", "HEAD"):
            pairs.extend(fact.request.urlencoded)  # encoded for the URL: such a request has no body
        for name, value in pairs:
            if name in form_names or _is_credential(evidence, name):
                continue
            found.add(_query(name, value, fact.span, Rank.EXAMPLE))


def add_sample_headers(evidence: Evidence, found: Sorted) -> None:
    """Headers of samples which are neither standard nor credentials."""
    for fact in evidence.samples():
        for header in fact.request.headers:
            if header.name.lower().startswith("x-") and not is_credential_header(header.name):
                schema = (
                    _schema_of_value(header.value) if is_value(header.value) else Schema(rank=Rank.CONVENTION)
                )
                found.add(
                    Parameter(
                        name=header.name,
                        location=ParameterLocation.HEADER,
                        schema=replace(schema, type=schema.type or "string"),
                        rank=Rank.EXAMPLE,
                        span=fact.span,
                    )
                )


def _is_credential(evidence: Evidence, name: str) -> bool:
    return any(fact.location == "query" and fact.parameter == name for fact in evidence.of(SecurityFact))

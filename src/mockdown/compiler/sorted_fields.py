"""Holds the fields of an operation by where they go, and merges what several places say of one."""

from __future__ import annotations

from dataclasses import dataclass, field

from mockdown.extractors.fields import Field
from mockdown.model.api import Parameter, ParameterLocation
from mockdown.source import Rank
from mockdown.values import replace


@dataclass(slots=True)
class Sorted:
    """The fields of an operation by where they go."""

    parameters: dict[tuple[ParameterLocation, str], Parameter] = field(default_factory=dict)
    body: list[Field] = field(default_factory=list)
    form: list[Field] = field(default_factory=list)
    credentials: list[Field] = field(default_factory=list)
    told_twice: list[tuple[Parameter, Parameter]] = field(default_factory=list)
    """Parameters that two places declare: the one that is taken, and the other."""
    homeless: list[Field] = field(default_factory=list)
    """Fields that are told to stand in the path, which has no such parameter."""
    seen_in_query: set[str] = field(default_factory=set)
    seen_in_body: set[str] = field(default_factory=set)
    """Names that samples and examples show."""
    in_query: bool = False
    """Whether a sentence says that parameters go into the query."""

    def add(self, parameter: Parameter) -> None:
        """Add a parameter; what an earlier, better source said of it stays."""
        key = (parameter.location, _key(parameter))
        known = self.parameters.get(key)
        if known is None:
            self.parameters[key] = parameter
        else:
            if known.rank is Rank.DECLARED and parameter.rank is Rank.DECLARED:
                self.told_twice.append((known, parameter))
            self.parameters[key] = _merge(known, parameter)


def _key(parameter: Parameter) -> str:
    return parameter.name.lower() if parameter.location is ParameterLocation.HEADER else parameter.name


def _merge(known: Parameter, other: Parameter) -> Parameter:
    items = known.schema.items
    if items is not None and items.is_unknown and other.schema.type in ("string", "integer", "boolean"):
        known = replace(known, schema=replace(known.schema, items=replace(items, type=other.schema.type)))
    if known.schema.is_unknown and not other.schema.is_unknown:
        keywords = {**other.schema.keywords, **known.schema.keywords}
        known = replace(known, schema=replace(other.schema, keywords=keywords))
    if known.rank is Rank.CONVENTION and other.rank is not Rank.CONVENTION:
        known = replace(known, rank=other.rank, span=other.span or known.span)
    if known.schema.type == "integer" and isinstance(known.schema.keywords.get("default"), str):
        known = replace(known, schema=replace(known.schema, type="string"))  # "10, default `all`"
    return replace(
        known,
        description=known.description or other.description,
        example=known.example if known.example is not None else other.example,
        allow_empty_value=known.allow_empty_value or other.allow_empty_value,
        required=known.required or other.required,
    )

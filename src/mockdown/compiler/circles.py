"""Keeps resolved schemas finite and plain: circles of names, `allOf` and `anyOf` of nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from mockdown.model.api import NamedSchema
from mockdown.model.schema import ANYTHING, Schema
from mockdown.source import Rank
from mockdown.values import replace


def break_circles(schemas: Sequence[NamedSchema]) -> tuple[NamedSchema, ...]:
    """Schemas none of which is, by `$ref`, `anyOf` or `allOf` alone, itself again.

    A circle through members or items is a recursive schema and stays; `Pot` that is `Vase` that is `Pot`
    says nothing.
    """
    by_name = {named.name: named.schema for named in schemas}
    states: dict[str, int] = {}
    broken: dict[str, set[str]] = {}
    for start, schema in by_name.items():
        if start in states:
            continue
        states[start] = 1
        stack: list[tuple[str, Iterator[str]]] = [(start, _heads(schema))]
        while stack:
            name, heads = stack[-1]
            target = next(heads, None)
            if target is None:
                states[name] = 2
                stack.pop()
            elif target in by_name and target not in states:
                states[target] = 1
                stack.append((target, _heads(by_name[target])))
            elif states.get(target) == 1:
                broken.setdefault(name, set()).add(target)
    return tuple(
        replace(named, schema=_without(named.schema, names)) if names else named
        for named, names in ((named, broken.get(named.name, set())) for named in schemas)
    )


def _heads(schema: Schema) -> Iterator[str]:
    """The names that a schema is, not those that it holds."""
    if schema.ref is not None:
        yield schema.ref
    for part in (*schema.any_of, *schema.all_of):
        yield from _heads(part)


def _without(schema: Schema, names: set[str]) -> Schema:
    if schema.ref in names:
        return replace(schema, ref=None, rank=Rank.CONVENTION)
    return replace(
        schema,
        any_of=tuple(_without(part, names) for part in schema.any_of),
        all_of=tuple(_without(part, names) for part in schema.all_of),
    )


def simplify(schema: Schema, schemas: Mapping[str, Schema]) -> Schema:
    """A schema without alternatives told elsewhere, and without parts that add nothing."""
    if schema.any_of:
        kept = tuple(part for part in schema.any_of if not (part.is_unknown and part.rank is Rank.PROSE))
        schema = _lone(schema, kept, "any_of") if len(kept) < len(schema.any_of) else schema
    if schema.all_of:
        known = [part for part in schema.all_of if not part.is_unknown]
        named = [part for part in known if part.ref is not None]
        kept = tuple(part for part in known if part.ref is not None or not _is_told(part, named, schemas))
        schema = _lone(schema, kept, "all_of") if len(kept) < 2 else replace(schema, all_of=kept)
    return schema


def _lone(schema: Schema, kept: tuple[Schema, ...], place: str) -> Schema:
    if len(kept) == 1:
        nullable = kept[0].nullable or schema.nullable
        return replace(kept[0], nullable=nullable, keywords={**kept[0].keywords, **schema.keywords})
    if not kept:
        return replace(ANYTHING, keywords=schema.keywords, nullable=schema.nullable, span=schema.span)
    return replace(schema, **{place: kept})  # type: ignore[arg-type]


def _is_told(part: Schema, named: Sequence[Schema], schemas: Mapping[str, Schema]) -> bool:
    """Whether a named schema beside it has all members of a part."""
    others = [schemas[other.ref] for other in named if other.ref is not None and other.ref in schemas]
    told = {item.name for other in others for item in other.properties}
    return part.is_object and not part.additional and all(item.name in told for item in part.properties)

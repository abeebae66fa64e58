"""Reports names of types and schemas, and links, that lead to nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches

from mockdown import codes
from mockdown.compiler.checks.case import MANY, Case, labels, listed, word_in
from mockdown.diagnostics import Diagnostic, Label, Report
from mockdown.extractors.facts import FieldsFact, SchemaFact, StatusFact
from mockdown.model.api import ApiDescription, NamedSchema
from mockdown.model.schema import Schema
from mockdown.source import Span
from mockdown.vocabularies.types import TYPES

_LIKE_TYPE = 0.78
"""How much a word must be like a known type to be taken for a slip."""
_LIKE_NAME = 0.75


def check_missing(
    missing: Iterable[tuple[str, Span | None]],
    cases: Sequence[Case],
    known: Iterable[NamedSchema],
    report: Report,
) -> list[Span]:
    """Report each name that no page describes, where it stands first, with the name it may stand for."""
    described = tuple(known)
    names = {named.name.lower(): named.name for named in described}
    told: list[Span] = []
    for name, span in missing:
        place = span or next(_places(name, cases), None) or next(_members(name, described), None)
        if place is not None:
            told.append(place)
        label = Label(word_in(place, name), "named here") if place is not None else None
        page = cases[0].evidence.scopes[0].document.name if label is None and cases else None
        slip = get_close_matches(name.lower(), TYPES, n=1, cutoff=_LIKE_TYPE)
        near = get_close_matches(name.lower(), names, n=1, cutoff=_LIKE_NAME)
        if slip and not near:
            report(
                Diagnostic(
                    code=codes.SCH101,
                    message=f"`{name}` is no type that is known, and no page describes a schema of that name",
                    primary=label,
                    help=f"did you mean `{slip[0]}`?",
                    page=page,
                )
            )
            continue
        meant = f"did you mean `{names[near[0]]}`? Else " if near else ""
        report(
            Diagnostic(
                code=codes.REF101,
                message=f"no page describes the schema `{name}`, and no example shows it",
                primary=label,
                help=f"{meant}give the schema a section with its properties, or an example",
                page=page,
            )
        )
    return told


def _members(name: str, described: Iterable[NamedSchema]) -> Iterator[Span]:
    """The members of described schemas that have a type of that name."""
    for named in described:
        for item in named.schema.properties:
            if item.span is not None and _names(item.schema, name):
                yield item.span
        if named.span is not None and _names(named.schema, name):
            yield named.span


def _places(name: str, cases: Sequence[Case]) -> Iterator[Span]:
    for case in cases:
        for fact in case.evidence.of(FieldsFact):
            yield from (item.span for item in fact.fields if _names(item.schema, name))
        told: list[StatusFact | SchemaFact] = [*case.evidence.of(StatusFact), *case.evidence.of(SchemaFact)]
        yield from (fact.span for fact in told if fact.schema is not None and _names(fact.schema, name))


def _names(schema: Schema, name: str) -> bool:
    if schema.ref is not None and schema.ref.partition("#")[0] == name:
        return True
    parts = (schema.items, schema.additional, *schema.any_of, *schema.all_of)
    return any(_names(part, name) for part in parts if part is not None)


def check_unused(before: ApiDescription, after: ApiDescription, report: Report) -> None:
    """Each schema of a page of schemas is named by an operation, or by one that is; told once a page."""
    used = {named.name for named in after.schemas}
    homes = {named.span.text.file.name for named in after.schemas if named.span is not None}
    pages: dict[str, list[tuple[str, Span]]] = {}
    for named in before.schemas:
        if named.name not in used and named.span is not None and named.span.text.file.name in homes:
            pages.setdefault(named.span.text.file.name, []).append((named.name, named.span))
    for unused in pages.values():
        report(
            Diagnostic(
                code=codes.SCH402,
                message=f"no operation names the {'schema' if len(unused) == 1 else 'schemas'} "
                f"{listed(name for name, _ in unused)}; left out of the description",
                primary=Label(unused[0][1], "described here"),
                secondary=labels(((span, "") for _, span in unused[1:]), most=MANY),
                help="name it as the type of a body, a property or an answer, with a link to its section",
            )
        )


def check_namesakes(api: ApiDescription, report: Report) -> None:
    """Sections of one title describe one schema."""
    by_name = {named.name: named for named in api.schemas}
    for named in api.schemas:
        counted = re.fullmatch(r"(.*\D)(\d+)", named.name)
        first = by_name.get(counted[1]) if counted is not None else None
        if first is None or named.span is None or first.span is None:
            continue
        title, other = (_title(item.span) for item in (named, first) if item.span is not None)
        if title == other:
            report(
                Diagnostic(
                    code=codes.SCH305,
                    message=f'two sections "{title}" describe different schemas; '
                    f"they are `{first.name}` and `{named.name}`",
                    primary=Label(named.span, f"`{named.name}`"),
                    secondary=(Label(first.span, f"`{first.name}`"),),
                    help="give them different titles, or describe the schema once and link to it",
                )
            )


def _title(span: Span) -> str:
    return span.text.slice(span.start, span.end).strip("# \n`=-").partition("\n")[0].strip().lower()

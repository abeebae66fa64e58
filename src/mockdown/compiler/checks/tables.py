"""What the tables and lists of an operation leave to guess, and where they contradict themselves."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from mockdown import codes
from mockdown.compiler.checks.case import MANY, Case, labels, listed, word_in
from mockdown.compiler.parameters import BODILESS
from mockdown.diagnostics import Diagnostic, Label, Report
from mockdown.extractors.facts import FieldsFact
from mockdown.extractors.fields import Field
from mockdown.extractors.scopes import Scope
from mockdown.extractors.written_values import convert
from mockdown.model.api import Parameter, ParameterLocation
from mockdown.model.schema import Schema
from mockdown.readers.blocks import Section
from mockdown.source import Span
from mockdown.vocabularies.roles import Role

_SENT = frozenset(
    (Role.PATH, Role.QUERY, Role.HEADER, Role.COOKIE, Role.FORM, Role.BODY, Role.PARAMETERS, Role.REQUEST)
)
_PLACELESS = frozenset((Role.PARAMETERS, Role.NONE, Role.REQUEST, Role.EXAMPLE))


_NOTHING = frozenset(("null", "none", "nil", "undefined", "empty", "unset", "required", "optional"))
"""Words that say that there is no default."""


def name_in(item: Field) -> Span:
    """Where the name of a field stands."""
    return word_in(item.span, item.name)


def check_types(case: Case, report: Report) -> None:
    """Each parameter and each property that is sent has a type; those in paths are told by page."""
    for fact in case.evidence.of(FieldsFact):
        untyped = [item for item in _untyped(fact) if not _in_path(case, item)]
        if untyped:
            report(_typeless(untyped, [_read_as(case, item) for item in untyped]))


def untyped_in_path(case: Case) -> Iterator[tuple[Field, str]]:
    """The described path parameters without a type, and what they are read as."""
    for fact in case.evidence.of(FieldsFact):
        for item in _untyped(fact):
            if _in_path(case, item):
                yield item, _read_as(case, item)


def typeless_in_path(found: Sequence[tuple[Field, str]]) -> Diagnostic:
    """One finding for the path parameters of a page."""
    return _typeless([item for item, _ in found], [kind for _, kind in found])


def _untyped(fact: FieldsFact) -> list[Field]:
    if fact.prose or fact.role not in _SENT:
        return []
    return [item for item in fact.fields if item.schema.is_unknown and not item.depth]


def _in_path(case: Case, item: Field) -> bool:
    return (ParameterLocation.PATH, item.name.strip(":{}<>")) in case.fields.parameters


def _typeless(untyped: Sequence[Field], kinds: Sequence[str]) -> Diagnostic:
    example = "string" if kinds[0] == _OPEN else kinds[0]
    return Diagnostic(
        code=codes.PAR201,
        message=f"no type is said for {listed(item.name for item in untyped)}; read as "
        f"{' and '.join(dict.fromkeys(kinds))}",
        primary=Label(name_in(untyped[0]), "no type"),
        secondary=labels(((name_in(item), "no type") for item in untyped[1:]), most=MANY),
        help=f"add a column with the type, or write it behind the name: `{untyped[0].name}` ({example})",
    )


_OPEN = "what examples show, or anything"


def _read_as(case: Case, item: Field) -> str:
    name = item.name.strip(":{}<>")
    for location in ParameterLocation:
        parameter = case.fields.parameters.get((location, name))
        if parameter is not None:
            return parameter.schema.type or "string"
    return _OPEN


def check_locations(case: Case, report: Report) -> None:
    """A heading or a column says where parameters go."""
    evidence, sorted_ = case.evidence, case.fields
    known = {*evidence.template.parameters, *sorted_.seen_in_query, *sorted_.seen_in_body}
    place = "query" if evidence.method in BODILESS else "body"
    if sorted_.in_query:
        return
    homes: dict[int, list[Scope]] = defaultdict(list)
    for scope in sorted(evidence.scopes, key=lambda scope: scope.section.start):
        homes[id(scope.document.source)].append(scope)
    placed = {name for _, name in sorted_.parameters} | {item.name for item in sorted_.body}
    for fact in evidence.of(FieldsFact):
        if fact.prose or fact.role not in _PLACELESS:
            continue
        guessed = [
            item
            for item in fact.fields
            if item.location is None and item.name not in known and item.name in placed and not item.depth
        ]
        if not guessed or _PLACE.search(_heading(homes[id(fact.span.text)], fact)):
            continue
        if place == "body" and _is_of_members(fact):
            continue
        why = f"{evidence.method} has no body" if place == "query" else f"{evidence.method} has one"
        report(
            Diagnostic(
                code=codes.PAR202,
                message=f"nothing says where {listed(item.name for item in guessed)} of {case.name} "
                f"{'goes' if len(guessed) == 1 else 'go'}; read as the {place}, since {why}",
                primary=Label(name_in(guessed[0]), f"read as the {place}"),
                secondary=labels(((name_in(item), "") for item in guessed[1:]), most=MANY),
                help='put a heading such as "Query parameters" or "Request body" above, or add a column `In`',
            )
        )


_PLACE = re.compile(r"\b(?:body|json|payload|form|multipart|query|path|headers?)\b", re.IGNORECASE)


_MEMBERS = re.compile(r"\b(?:field|attribute|propert(?:y|ies)|key|member|json)s?\b", re.IGNORECASE)


def _is_of_members(fact: FieldsFact) -> bool:
    """Whether the head of a table speaks of members, which only a body has, not of parameters."""
    head, _, _ = fact.span.text.slice(fact.span.start, fact.span.end).partition("\n")
    return _MEMBERS.search(head) is not None


def _heading(scopes: Sequence[Scope], fact: FieldsFact) -> str:
    """The title of the innermost section that holds a table, below that of its operation."""
    index = bisect_right(scopes, fact.span.start, key=lambda scope: scope.section.start) - 1
    if index < 0:
        return ""
    title = ""
    inside: Section | None = scopes[index].section
    while inside is not None:
        below = bisect_right(inside.sections, fact.span.start, key=lambda section: section.start) - 1
        inside = (
            inside.sections[below] if below >= 0 and fact.span.start < inside.sections[below].end else None
        )
        title = inside.title if inside is not None else title
    return title


def check_told_twice(case: Case, report: Report) -> None:
    """Two tables say the same of a parameter or a property."""
    for known, other in case.fields.told_twice:
        reason = _differs(known.schema, other.schema)
        if reason and known.span is not None and other.span is not None:
            report(_twice(known.name, f"{known.location} parameter", reason, known.span, other.span))
    first: dict[str, Field] = {}
    for item in (*case.fields.body, *case.fields.form):
        known_field = first.setdefault(item.name, item)
        if known_field is item or item.depth or known_field.depth:
            continue
        reason = _differs(known_field.schema, item.schema)
        if reason:
            report(_twice(item.name, "property", reason, known_field.span, item.span))


def _twice(name: str, kind: str, reason: tuple[str, str], known: Span, other: Span) -> Diagnostic:
    taken, dropped = reason
    return Diagnostic(
        code=codes.PAR301,
        message=f"the {kind} `{name}` is told twice: {taken}, and {dropped}; the first is taken",
        primary=Label(word_in(other, name), f"{dropped}: not taken"),
        secondary=(Label(word_in(known, name), f"{taken}: taken"),),
        help="say the same in both places, or describe it once",
    )


def _differs(known: Schema, other: Schema) -> tuple[str, str] | None:
    """What two descriptions of one value say differently."""
    if known.ref or other.ref or known.any_of or other.any_of or known.all_of or other.all_of:
        return None
    if known.type and other.type and known.type != other.type:
        return known.type, other.type
    for keyword in ("default", "enum", "minimum", "maximum"):
        mine, theirs = known.keywords.get(keyword), other.keywords.get(keyword)
        if mine is not None and theirs is not None and mine != theirs:
            return _told(keyword, mine), _told(keyword, theirs)
    return None


def _told(keyword: str, value: object) -> str:
    if isinstance(value, list):
        return f"values {listed(map(str, value), most=5)}"
    return f"{keyword} `{value}`"


def check_path_parameters(case: Case, report: Report) -> None:
    """A parameter that is told to stand in the path does."""
    homeless = case.fields.homeless
    if not homeless or not case.is_alone:
        return
    names = case.evidence.template.parameters
    has = f"has {listed(names)}" if names else "has no parameters"
    report(
        Diagnostic(
            code=codes.PAR302,
            message=f"{listed(item.name for item in homeless)} is told to stand in the path, "
            f"but {case.evidence.template.path} {has}",
            primary=Label(name_in(homeless[0]), "not in the path"),
            secondary=(
                *labels(((name_in(item), "not in the path") for item in homeless[1:]), most=2),
                Label(case.evidence.announcement.span, "the path"),
            ),
            help=f"write `{{{homeless[0].name}}}` into the path, or give it the name or the place it has",
        )
    )


def check_defaults(case: Case, report: Report) -> None:
    """A default is of the type of its value, among the listed values, and within the bounds."""
    for fact in case.evidence.of(FieldsFact):
        for item in fact.fields:
            if not item.schema.keywords and not item.default:
                continue
            reason = _unfit_default(item)
            if reason is not None:
                report(
                    Diagnostic(
                        code=codes.PAR305,
                        message=f"the default of `{item.name}` {reason}",
                        primary=Label(word_in(item.span, item.default or item.name), "the default"),
                        help="mend the default, or what is said of the value",
                    )
                )


def _unfit_default(item: Field) -> str | None:
    schema, keywords = item.schema, item.schema.keywords
    value = keywords.get("default")
    if value is None:
        if item.default and schema.type in ("integer", "boolean", "number") and _is_plain(item.default):
            fits = convert(item.default, schema) is not None
            return None if fits else f"is `{item.default}`, which is no {schema.type}"
        return None
    choices = keywords.get("enum")
    if choices and value not in choices and value != "":  # nothing, unless it is given
        return f"is `{value}`, which is none of {listed(map(str, choices), most=5)}"
    return _out_of_bounds(value, keywords)


def _is_plain(text: str) -> bool:
    bare = text.strip("`\"'")
    return re.fullmatch(r"[\w.+-]+", bare) is not None and bare.lower() not in _NOTHING


def _out_of_bounds(value: object, keywords: Mapping[str, object]) -> str | None:
    if not isinstance(value, int | float) or isinstance(value, bool):
        return None
    low, high = keywords.get("minimum"), keywords.get("maximum")
    if isinstance(low, int | float) and value < low:
        return f"is {value}, which is less than the minimum {low}"
    if isinstance(high, int | float) and value > high:
        return f"is {value}, which is more than the maximum {high}"
    return None


def undescribed(case: Case) -> Iterator[Parameter]:
    """The path parameters of which no page says anything."""
    for parameter in case.fields.parameters.values():
        if parameter.location is ParameterLocation.PATH and not parameter.description:
            announced = parameter.span is case.evidence.announcement.span
            if announced:
                yield parameter

"""Holds examples of bodies against the tables that describe them, wherever these stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from mockdown import codes
from mockdown.compiler.checks.case import MANY, Case, first_line, labels, listed, word_in
from mockdown.diagnostics import Code, Diagnostic, Label, Report
from mockdown.extractors.facts import ExampleFact
from mockdown.model.api import ApiDescription
from mockdown.model.schema import ANYTHING, Property, Schema
from mockdown.source import Rank, Span
from mockdown.vocabularies.types import TYPES

Json = Any
Path = tuple[str, ...]

_CHAIN = 8
"""References that lead to references are followed so far."""
_ITEMS = 3
"""So many items of a list in an example are looked at."""
_CUT = frozenset(("ellipsis", "text between members", "no closing bracket", "comment"))
"""What tells that an example does not show all there is."""
_STAND_IN = re.compile(r"^\W|\W$|^[A-Z][A-Z_]+$|\||\.\.\.|^(?i:your|example|sample|some|my)\b")
_NAMES = {str: "string", bool: "boolean", int: "integer", float: "number", dict: "object", list: "array"}
_FITS: Mapping[str, tuple[type, ...]] = {
    "string": (str,),
    "boolean": (bool,),
    "integer": (int,),
    "number": (int, float),
    "object": (dict,),
    "array": (list,),
}


@dataclass(frozen=True, slots=True)
class _Difference:
    """One member in which an example is not as described."""

    path: Path
    described: Property | None
    value: Json
    schema: int
    """The identity of the schema that holds it."""

    @property
    def schema_of_it(self) -> Schema:
        return self.described.schema if self.described is not None else ANYTHING


@dataclass(slots=True)
class _Found:
    """The differences of one example, by kind."""

    types: list[_Difference] = field(default_factory=list)
    choices: list[_Difference] = field(default_factory=list)
    unlisted: list[_Difference] = field(default_factory=list)


class BodyChecks:
    """Compares examples with the schemas of an API whose references are resolved."""

    def __init__(self, api: ApiDescription, report: Report) -> None:
        self.report = report
        self.components = {named.name: named.schema for named in api.schemas}
        self.members: dict[int, dict[str, Property]] = {}
        self.kept: list[Schema] = []
        """Keeps the schemas alive whose identities are keys of `members`."""
        self.told: set[tuple[str, int, str]] = set()
        """Differences that were told of another example of the same schema."""

    def check(self, facts: Sequence[ExampleFact], schema: Schema, what: str) -> None:
        """Compare all examples of one body with its schema."""
        for fact in facts:
            found = _Found()
            self._walk(fact.value, schema, (), found)
            if found.types or found.choices or found.unlisted:
                self._tell(fact, found, what)

    def check_whole(self, facts: Sequence[ExampleFact], schema: Schema, what: str, *, sent: bool) -> None:
        """Look for described members that no example shows."""
        if not facts or any(kind in _CUT for fact in facts for kind, _ in fact.repairs):
            return
        schema = self._resolved(schema)
        inner = self._resolved(schema.items) if schema.items is not None else schema
        declared = [item for item in inner.properties if item.rank is Rank.DECLARED and item.span is not None]
        top = {name for fact in facts for name in _names_at_top(fact.value)}
        if inner.any_of or inner.all_of or not any(item.name in top for item in declared):
            return
        missing = [item for item in declared if item.name not in top and not _is_conditional(item)]
        if missing:
            deeper = {name for fact in facts for name in _names_in(fact.value)}
            missing = [item for item in missing if item.name not in deeper]
        if sent:
            required = [
                item for item in missing if item.required and not item.schema.keywords.get("readOnly")
            ]
            self._tell_missing(codes.SCH303, facts[0], required, f"the body of {what}")
        elif len(missing) * 2 <= len(declared):
            expected = [item for item in missing if item.required is not False]
            self._tell_missing(codes.SCH401, facts[0], expected, what)

    def _resolved(self, schema: Schema) -> Schema:
        for _ in range(_CHAIN):
            known = self.components.get(schema.ref) if schema.ref is not None else None
            if known is None:
                break
            schema = known
        return schema

    def _members(self, schema: Schema) -> dict[str, Property]:
        known = self.members.get(id(schema))
        if known is None:
            known = self.members[id(schema)] = {item.name: item for item in schema.properties}
            self.kept.append(schema)
        return known

    def _walk(self, value: Json, schema: Schema, path: Path, found: _Found) -> None:
        if schema.ref is not None:
            schema = self._resolved(schema)
        if type(value) is dict:
            members = self._members(schema)
            if members:
                self._walk_members(value, schema, members, path, found)
        elif type(value) is list and schema.items is not None:
            for item in value[:_ITEMS]:
                self._walk(item, schema.items, path, found)

    def _walk_members(
        self, value: dict[str, Json], schema: Schema, members: dict[str, Property], path: Path, found: _Found
    ) -> None:
        unlisted = []
        for name, member in value.items():
            item = members.get(name)
            if item is None or item.rank is Rank.EXAMPLE:
                unlisted.append(_Difference((*path, name), item, member, id(schema)))
                if item is None:
                    continue
            inner = item.schema
            kind = type(member)
            if kind is dict or kind is list:
                self._walk(member, inner, (*path, name), found)
            if inner.rank is Rank.DECLARED and item.rank is Rank.DECLARED and member is not None:
                if inner.ref is not None:
                    inner = self._resolved(inner)
                fits = _FITS.get(inner.type or "")
                if fits is not None and (kind not in fits or "enum" in inner.keywords):
                    _compare(_Difference((*path, name), item, member, id(schema)), inner, fits, found)
        if unlisted and len(unlisted) * 2 <= len(value) and _is_whole(schema) and _is_listed(schema):
            found.unlisted.extend(one for one in unlisted if not _is_told_flat(one.value, members))

    def _fresh(self, code: Code, found: Iterable[_Difference]) -> list[_Difference]:
        """The differences that were not told of another example."""
        fresh = []
        for item in found:
            key = (code.id, item.schema, item.path[-1])
            if key not in self.told:
                self.told.add(key)
                fresh.append(item)
        return fresh

    def _tell(self, fact: ExampleFact, found: _Found, what: str) -> None:
        places = _Places(fact)
        loose = any(kind in ("placeholder", "alternatives") for kind, _ in fact.repairs)
        types = [] if loose else self._fresh(codes.SCH301, found.types)
        choices = [] if loose else self._fresh(codes.SCH302, found.choices)
        unlisted = self._fresh(codes.SCH304, found.unlisted)
        if types:
            kinds = (self._resolved(types[0].schema_of_it).type, _NAMES[type(types[0].value)])
            alike = [
                item
                for item in types
                if (self._resolved(item.schema_of_it).type, _NAMES[type(item.value)]) == kinds
            ]
            more = f"; {len(types) - len(alike)} more differ" if len(types) > len(alike) else ""
            message = f"{_listed(alike)} of {what}: described as {kinds[0]}, shown as {kinds[1]}{more}"
            types.sort(key=lambda item: item not in alike)
            self._say(codes.SCH301, message, types, places, "mend the example, or the type")
        if choices:
            listed_ones = self._resolved(choices[0].schema_of_it).keywords["enum"]
            message = (
                f"the example shows `{choices[0].value}` for {_listed(choices[:1])} of {what}, "
                f"which is none of {listed(map(str, listed_ones), most=5)}"
            )
            way_out = "add it to the listed values, or mend the example"
            self._say(codes.SCH302, message, choices, places, way_out)
        if unlisted:
            message = f"the example of {what} shows {_listed(unlisted)}, which no table or list describes"
            way_out = "describe what is missing beside the others"
            self._say(codes.SCH304, message, unlisted, places, way_out)

    def _say(
        self, code: Code, message: str, found: Sequence[_Difference], places: _Places, way_out: str
    ) -> None:
        first, *others = found
        rows = [
            (word_in(item.described.span, item.path[-1]), "described here")
            for item in found
            if item.described is not None
            and item.described.span is not None
            and item.described.rank is Rank.DECLARED
        ]
        if not rows:
            siblings = self.members.get(first.schema, {}).values()
            rows = [
                (word_in(item.span, item.name), "others are described here")
                for item in siblings
                if item.rank is Rank.DECLARED and item.span is not None
            ][:1]
        more = [(places.of(item.path), "shown here") for item in others]
        self.report(
            Diagnostic(
                code=code,
                message=message,
                primary=Label(places.of(first.path), "shown here"),
                secondary=(*labels(rows[:1]), *labels(more, most=MANY), *labels(rows[1:], most=MANY)),
                help=way_out,
            )
        )

    def _tell_missing(self, code: Code, fact: ExampleFact, missing: Sequence[Property], what: str) -> None:
        rows = [
            (word_in(item.span, item.name), "described here") for item in missing if item.span is not None
        ]
        if not rows:
            return
        members = f"{'member' if len(missing) == 1 else 'members'} {listed(item.name for item in missing)}"
        if code is codes.SCH303:
            message = f"the example of {what} leaves out the required {members}"
            way_out = "add what is missing, or say when it may be left out"
        else:
            message = f"the example of {what} does not show the described {members}"
            way_out = "add what is missing, or say when it is not there"
        self.report(
            Diagnostic(
                code=code,
                message=message,
                primary=Label(first_line(_opened(fact.span)), "the example"),
                secondary=labels(rows, most=MANY),
                help=way_out,
            )
        )


def check_bodies(
    api: ApiDescription,
    cases: Sequence[Case],
    described: Mapping[str, Sequence[ExampleFact]],
    report: Report,
) -> None:
    """Compare examples with what tables say, those of operations first, then those of schemas."""
    checks = BodyChecks(api, report)
    for operation, case in zip(api.operations, cases, strict=True):
        facts = {(id(fact.span.text), fact.span.start): fact for fact in case.examples}
        if not facts:
            continue
        body = operation.request_body
        for content in body.contents if body is not None else ():
            found = list(_facts(content.examples, facts))
            checks.check(found, content.schema, f"the body of {case.name}")
            if operation.method != "PATCH":
                checks.check_whole(found, content.schema, case.name, sent=True)
        for response in operation.responses:
            for content in response.contents:
                found = list(_facts(content.examples, facts))
                what = f"the {response.status} response of {case.name}"
                checks.check(found, content.schema, what)
                checks.check_whole(found, content.schema, what, sent=False)
    for name, examples in described.items():
        schema = checks.components.get(name)
        if schema is not None:
            checks.check(examples, schema, f"the schema {name}")
            checks.check_whole(examples, schema, f"the schema {name}", sent=False)


def _compare(one: _Difference, schema: Schema, fits: tuple[type, ...], found: _Found) -> None:
    value = one.value
    if schema.any_of or schema.all_of or _is_stand_in(value):
        return
    if type(value) not in fits:
        if not (type(value) is float and schema.type == "integer" and value.is_integer()):
            found.types.append(one)
    elif type(value) is str and value not in schema.keywords["enum"]:
        found.choices.append(one)


def _is_whole(schema: Schema) -> bool:
    return schema.additional is None and not schema.any_of and not schema.all_of


def _is_listed(schema: Schema) -> bool:
    """Whether a table or list describes the members: a sentence that names one does not."""
    return sum(item.rank is Rank.DECLARED for item in schema.properties) > 1


def _is_told_flat(value: Json, members: Mapping[str, Property]) -> bool:
    """Whether a table lists the members of an object beside it, not below it."""
    inner = value[0] if isinstance(value, list) and value else value
    if not isinstance(inner, dict) or not inner:
        return False
    return sum(name in members for name in inner) * 2 >= len(inner)


_CONDITION = re.compile(
    r"\b(?:only|if|when|unless|optional(?:ly)?|may be|might|deprecated|fail\w*|required\W{0,4} (?:for|in))\b",
    re.IGNORECASE,
)


def _is_conditional(item: Property) -> bool:
    """Whether a member is described as one that is there at times only."""
    text = str(item.schema.keywords.get("description", ""))
    return item.name.lower() in ("error", "errors") or _CONDITION.search(text) is not None


def _facts(examples: Sequence[Any], facts: Mapping[tuple[int, int], ExampleFact]) -> Iterator[ExampleFact]:
    for example in examples:
        fact = facts.get((id(example.span.text), example.span.start)) if example.span is not None else None
        if fact is not None:
            yield fact


def _is_stand_in(value: Json) -> bool:
    """Whether a text stands for a value: `string`, `<name>`, `...`."""
    return type(value) is str and (
        not value or value.split()[0].lower().strip("()") in TYPES or _STAND_IN.search(value) is not None
    )


def _listed(found: Sequence[_Difference]) -> str:
    return listed(".".join(item.path) for item in found)


def _names_at_top(value: Json) -> Iterator[str]:
    """The members of an example: of the object, or of the items of the list."""
    for item in value if isinstance(value, list) else (value,):
        if isinstance(item, dict):
            yield from item


def _names_in(value: Json) -> Iterator[str]:
    """The members at any depth."""
    if isinstance(value, dict):
        yield from value
        for member in value.values():
            yield from _names_in(member)
    elif isinstance(value, list):
        for item in value:
            yield from _names_in(item)


def _opened(span: Span) -> Span:
    """From a mark at its start to the end of the line."""
    end = span.text.data.find(b"\n", span.start)
    return span if end < 0 else Span(span.text, span.start, end)


class _Places:
    """Where the members of an example stand."""

    def __init__(self, fact: ExampleFact) -> None:
        self.fact = fact
        self.found: dict[Path, Span] = {}

    def of(self, path: Path) -> Span:
        """The place of a member's name; that of the example where it cannot be told."""
        if not self.found:
            self._note(self.fact.value, (), self.fact.span.start)
        return self.found.get(path, self.fact.span)

    def _note(self, value: Json, path: Path, at: int) -> int:
        text = self.fact.span.text
        if isinstance(value, list):
            for item in value:
                at = self._note(item, path, at)
        elif isinstance(value, dict):
            for name, member in value.items():
                written = re.compile(rb"[\"']?" + re.escape(name.encode()) + rb"[\"']?\s*:")
                hit = written.search(text.data, at, at + 20_000)
                if hit is not None:
                    start = text.data.find(name.encode(), hit.start(), hit.end())
                    self.found.setdefault((*path, name), Span(text, start, start + len(name.encode())))
                    at = hit.end()
                at = self._note(member, (*path, name), at)
        return at

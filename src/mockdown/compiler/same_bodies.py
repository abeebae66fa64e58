"""Gives operations the body of another: "Takes the same fields as creating one, all optional"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from mockdown.compiler.checks.case import Case
from mockdown.compiler.parameters import BODILESS
from mockdown.compiler.schema_names import key_of, keys_of
from mockdown.extractors.facts import TextFact
from mockdown.model.api import Operation, RequestBody
from mockdown.model.schema import Schema
from mockdown.source import Rank
from mockdown.values import replace
from mockdown.vocabularies.wordings import Wording

_SAME = Wording(
    "same",
    r"\b(?:takes?|accepts?|expects?|has|needs?|uses?|sends?) (?:exactly )?the same "
    r"(?:(?:request|json|form) )?"
    r"(?:body|payload|fields|parameters|properties|attributes|members)(?: in (?:the|its) body)? as "
    r"(?:for |when )?(?P<of>\[(?P<text>[^\]\n]{2,80})\]\((?P<link>[^()\s]*)\)|[^.,;:()\n]{3,60})"
    r"(?P<rest>[^.\n]{0,80})",
)
_OPTIONAL = re.compile(
    r"\b(?:all|each|every(?:thing)?)\b[^.]{0,40}\boptional\b|\bnone\b[^.]{0,40}\brequired\b", re.IGNORECASE
)
_CREATING = re.compile(r"^(?:creat|mak|add|register|insert)\w* (?:one|it|an? \w+)$|^`?POST`?$", re.IGNORECASE)
_LAST = re.compile(r"/\{[^{}/]+\}$")


def with_same_bodies(cases: Sequence[Case], operations: Sequence[Operation]) -> Iterator[Operation]:
    """The operations, those without a body of their own with that of the one which their text names."""
    for case, operation in zip(cases, operations, strict=True):
        body = None
        if operation.request_body is None and operation.method not in BODILESS:
            body = _told(case, cases, operations)
        yield operation if body is None else replace(operation, request_body=body)


def _told(case: Case, cases: Sequence[Case], operations: Sequence[Operation]) -> RequestBody | None:
    for fact in case.evidence.of(TextFact):
        found = _SAME.search(fact.text)
        source = _source(case, found, cases, operations) if found is not None else None
        if found is None or source is None or source.request_body is None:
            continue
        optional = _OPTIONAL.search(found["rest"]) is not None
        contents = source.request_body.contents
        if optional and any(item.schema.ref is not None for item in contents):
            continue
        contents = tuple(
            replace(item, schema=_read(item.schema, optional=optional), examples=(), span=fact.span)
            for item in contents
        )
        return RequestBody(contents=contents, required=True, span=fact.span)
    return None


def _read(schema: Schema, *, optional: bool) -> Schema:
    if not optional:
        return schema
    members = tuple(replace(item, required=None) for item in schema.properties)
    return replace(schema, properties=members, rank=Rank.PROSE)


def _source(
    case: Case, found: re.Match[str], cases: Sequence[Case], operations: Sequence[Operation]
) -> Operation | None:
    """The operation of the same page that is named by a link, by its title, or as the creating one."""
    scope = case.evidence.scopes[0]
    words = (found["text"] or found["of"]).strip()
    link = found["link"] or ""
    wanted = {key_of(words)} | ({key_of(link[1:])} if link.startswith("#") else set())
    parent = _LAST.sub("", case.evidence.path)
    for other, operation in zip(cases, operations, strict=True):
        if other is case or operation.request_body is None:
            continue
        place = other.evidence.scopes[0]
        if place.document is not scope.document:
            continue
        heading = place.section.heading
        titled = place.is_of_one and wanted & keys_of(place.title, heading.anchor if heading else None)
        creating = not link and _CREATING.match(words) and operation.method == "POST"
        if titled or (creating and other.evidence.path == parent != case.evidence.path):
            return operation
    return None

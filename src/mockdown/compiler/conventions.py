"""Gives operations what the pages say once of many of them: parameters of paging, headers, errors."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mockdown import codes
from mockdown.compiler.owned import OwnedBytes, by_page
from mockdown.compiler.parameters import parameter_of
from mockdown.compiler.responses import headers_of, lists_items
from mockdown.diagnostics import Diagnostic, Label, Report
from mockdown.extractors.claims import Claim
from mockdown.extractors.conventions import Convention, is_convention, read_convention
from mockdown.extractors.facts import StatusFact
from mockdown.extractors.scopes import Scope
from mockdown.model.api import ApiDescription, Header, Operation, Parameter, ParameterLocation, Response
from mockdown.readers.blocks import Document, Section
from mockdown.source import Rank
from mockdown.values import replace


def find_conventions(
    documents: Sequence[Document], scopes: Sequence[Scope], claim: Mapping[str, Claim]
) -> list[Convention]:
    """What sections outside of the operations say of many operations."""
    pages = by_page(scopes)
    found: list[Convention] = []
    for document in documents:
        owned = OwnedBytes(pages.get(document.name, ()))
        pending: list[Section] = [document.root]
        while pending:
            section = pending.pop()
            free = not owned.holds(section.start) and not owned.start_in(section)
            if free and section.heading is not None and is_convention(section):
                found.append(read_convention(document, section, claim[document.name]))
            else:
                pending.extend(reversed(section.sections))
    return [item for item in found if item.paging or item.statuses or item.headers]


def errors_of(conventions: Sequence[Convention]) -> dict[str, StatusFact]:
    """The errors that the pages list for the whole API, the first place of each."""
    found: dict[str, StatusFact] = {}
    for convention in conventions:
        for fact in convention.statuses:
            found.setdefault(fact.status, fact)
    return found


def add_conventions(api: ApiDescription, conventions: Sequence[Convention], report: Report) -> ApiDescription:
    """An API whose lists take the parameters of paging, and whose answers carry the headers, said once.

    Where half of the lists name such parameters themselves, the others are meant to have none.
    """
    paging = {
        item.name: parameter_of(item, ParameterLocation.QUERY, item.name)
        for convention in conventions
        for item in convention.paging
    }
    headers = headers_of([fact for convention in conventions for fact in convention.headers])
    schemas = {named.name: named.schema for named in api.schemas}
    listing = {id(item) for item in api.operations if item.method == "GET" and lists_items(item, schemas)}
    telling = sum(
        id(item) in listing and any(parameter.name in paging for parameter in item.parameters)
        for item in api.operations
    )
    paged = bool(paging) and telling * 2 < len(listing)
    if paged:
        _report(list(paging.values()), len(listing) - telling, report)
    if not paged and not headers:
        return api
    operations = tuple(
        _with(item, list(paging.values()) if paged and id(item) in listing else [], headers)
        for item in api.operations
    )
    return replace(api, operations=operations)


def _with(operation: Operation, paging: Sequence[Parameter], headers: Sequence[Header]) -> Operation:
    known = {item.name for item in operation.parameters if item.location is ParameterLocation.QUERY}
    if paging and not known.intersection(item.name for item in paging):
        added = (replace(item, required=False, rank=Rank.PROSE) for item in paging if item.name not in known)
        operation = replace(operation, parameters=(*operation.parameters, *added))
    if not headers:
        return operation
    return replace(operation, responses=tuple(_headed(item, headers) for item in operation.responses))


def _headed(response: Response, headers: Sequence[Header]) -> Response:
    if not response.status.startswith("2") or response.implied:
        return response
    known = {header.name.lower() for header in response.headers}
    return replace(
        response, headers=(*response.headers, *(item for item in headers if item.name.lower() not in known))
    )


def _report(paging: Sequence[Parameter], count: int, report: Report) -> None:
    names = ", ".join(f"`{item.name}`" for item in paging)
    where = f"{count} operations" if count > 1 else "one operation"
    span = paging[0].span
    report(
        Diagnostic(
            code=codes.PAR210,
            message=f"{names} said here of all lists: added to {where}",
            primary=Label(span, "said once") if span is not None else None,
            help="name them in each operation that takes them, if some do not",
        )
    )

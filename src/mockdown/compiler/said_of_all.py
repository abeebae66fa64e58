"""Gives operations the errors and headers that a sentence says of all of them.

What stands on a page with operations is said of those of the page.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from mockdown.compiler.parameters import parameter_of
from mockdown.extractors.claims import Claim
from mockdown.extractors.said_of_all import SaidOfAll, read_said_of_all
from mockdown.extractors.security import is_credential_header
from mockdown.model.api import ApiDescription, Operation, ParameterLocation, Response
from mockdown.model.schema import Schema
from mockdown.readers.blocks import Document, Paragraph
from mockdown.source import Rank
from mockdown.values import replace


def find_said_of_all(documents: Sequence[Document], claim: Mapping[str, Claim]) -> list[SaidOfAll]:
    """What the pages say of all operations at once, wherever it stands."""
    found: list[SaidOfAll] = []
    for document in documents:
        for section in document.root.walk():
            for block in section.blocks:
                said = list(read_said_of_all(document, block.inline)) if isinstance(block, Paragraph) else []
                if said:
                    claim[document.name](block.start, block.end)
                    found.extend(said)
    return found


def add_said_of_all(api: ApiDescription, said: Sequence[SaidOfAll]) -> ApiDescription:
    """An API whose operations have the errors and headers that are said of them all."""
    if not said:
        return api
    pages = {_page(item) for item in api.operations}
    operations = tuple(
        _with(item, [told for told in said if _rules(told, item, pages)]) for item in api.operations
    )
    return replace(api, operations=operations)


def _page(operation: Operation) -> str:
    return operation.span.text.file.name if operation.span is not None else ""


def _rules(told: SaidOfAll, operation: Operation, pages: set[str]) -> bool:
    page = told.span.text.file.name
    return (page not in pages or page == _page(operation)) and told.method in ("", operation.method)


def _with(operation: Operation, said: Sequence[SaidOfAll]) -> Operation:
    for told in said:
        operation = _with_header(_with_errors(operation, told), told)
    return operation


def _with_errors(operation: Operation, told: SaidOfAll) -> Operation:
    added = list(_errors(operation, told))
    if not added:
        return operation
    statuses = {response.status for response in added}
    kept = [response for response in operation.responses if response.status not in statuses]
    responses = sorted((*kept, *added), key=lambda response: response.status)
    return replace(operation, responses=tuple(responses))


def _errors(operation: Operation, told: SaidOfAll) -> Iterator[Response]:
    known = {response.status for response in operation.responses if not response.implied}
    for status in told.statuses:
        public = status == "401" and operation.security == ()
        if status not in known and not public:
            yield Response(status=status, description=told.description, rank=Rank.PROSE, span=told.span)


def _with_header(operation: Operation, told: SaidOfAll) -> Operation:
    if told.header is None or is_credential_header(told.header.name):
        return operation
    name = told.header.name
    if any(item.name.lower() == name.lower() for item in operation.parameters):
        return operation
    added = parameter_of(told.header, ParameterLocation.HEADER, name)
    schema = Schema(type="string", rank=Rank.CONVENTION) if added.schema.type is None else added.schema
    added = replace(added, schema=schema, rank=Rank.PROSE)
    return replace(operation, parameters=(*operation.parameters, added))

"""Gives operations whose answer no page shows the answer of others that read the same resource."""

from __future__ import annotations

from collections.abc import Iterator

from mockdown import codes
from mockdown.diagnostics import Diagnostic, Label, Report
from mockdown.model.api import ApiDescription, Content, Operation, Response
from mockdown.source import Rank
from mockdown.values import replace

_Kind = tuple[str, bool]
"""The noun at the end of a path as it is written, and whether a parameter tells one thing of it."""


def answer_silent(api: ApiDescription, report: Report) -> ApiDescription:
    """An API in which each GET without a shown answer has that of the first other GET of its resource.

    So has a PATCH of one thing, where a GET of the same path shows what it answers.
    """
    known: dict[_Kind | None, Content] = {}
    for operation in api.operations:
        for content in _shown(operation):
            known.setdefault(_kind(operation), content)
    known.pop(None, None)
    read = {operation.path: content for operation in api.operations for content in _shown(operation)}
    operations = []
    for operation in api.operations:
        answer = known.get(_kind(operation)) if operation.method == "GET" else None
        if operation.method == "PATCH" and operation.path.endswith("}"):
            answer = read.get(operation.path)
        operations.append(_answered(operation, answer, report))
    return replace(api, operations=tuple(operations))


def _kind(operation: Operation) -> _Kind | None:
    ends = [segment for segment in operation.path.split("/") if segment][-2:]
    if len(ends) == 2 and "{" not in ends[0] and "{" in ends[1]:
        return ends[0], True
    return (ends[-1], False) if ends and "{" not in ends[-1] else None


def _shown(operation: Operation) -> Iterator[Content]:
    """What a page shows a GET to answer with."""
    if operation.method == "GET":
        for response in operation.responses:
            if response.status.startswith("2") and not response.implied:
                yield from (content for content in response.contents if "json" in content.media_type)


def _answered(operation: Operation, content: Content | None, report: Report) -> Operation:
    """An operation with the content for its implied answer."""
    open_ones = [response for response in operation.responses if _is_open(response)]
    if content is None or not open_ones or any(True for _ in _shown(operation)):
        return operation
    _report(operation, report)
    schema = replace(content.schema, rank=Rank.CONVENTION)
    given = replace(content, schema=schema, examples=(), rank=Rank.CONVENTION)
    return replace(
        operation,
        responses=tuple(
            replace(response, contents=(given,)) if response is open_ones[0] else response
            for response in operation.responses
        ),
    )


def _is_open(response: Response) -> bool:
    return response.implied and response.status.startswith("2") and not response.contents


def _report(operation: Operation, report: Report) -> None:
    report(
        Diagnostic(
            code=codes.SCH202,
            message=f"no page shows what {operation.method} {operation.path} answers; "
            "it is read as the answer of others of its resource",
            primary=Label(operation.span, "announced here") if operation.span is not None else None,
            help="show an example of the answer",
        )
    )

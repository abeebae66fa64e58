"""Gives operations the errors that their API answers by habit, marked as implied."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from mockdown import codes
from mockdown.diagnostics import Diagnostic, Label, Report
from mockdown.extractors.facts import StatusFact
from mockdown.model.api import ApiDescription, Operation, ParameterLocation, Response
from mockdown.source import Rank
from mockdown.values import replace


def _takes_input(operation: Operation) -> bool:
    return bool(operation.parameters) or operation.request_body is not None


def _needs_credentials(operation: Operation) -> bool:
    return bool(operation.security) and () not in (operation.security or ())


def _names_a_thing(operation: Operation) -> bool:
    return any(parameter.location is ParameterLocation.PATH for parameter in operation.parameters)


_SITUATIONS: Mapping[str, Callable[[Operation], bool]] = {
    "400": _takes_input,
    "401": _needs_credentials,
    "404": _names_a_thing,
}
"""The statuses of RFC 9110, section 15.5, that follow from what an operation takes."""

_SAID_OF_ALL = frozenset({"401", "403"})
"""What docs copy to every operation: an operation that lists only these has not listed its own errors."""

_HABIT = 2
"""One operation with a status may be special; two show what the API answers."""


def add_habits(api: ApiDescription, listed: Mapping[str, StatusFact], report: Report) -> ApiDescription:
    """An API in which the errors that some operations document are implied for others in their situation.

    `listed` are those that the pages list for the whole API.

    An operation that lists errors of its own, or a `default` response, is left as it is.
    """
    habits = dict(_habits(api, listed))
    if not habits:
        return api
    operations = tuple(_with_habits(operation, habits) for operation in api.operations)
    for status, told in habits.items():
        added = sum(
            any(response.status == status and response.implied for response in operation.responses)
            for operation in operations
        )
        if added:
            _report(status, told, added, report)
    return replace(api, operations=operations)


def _habits(api: ApiDescription, listed: Mapping[str, StatusFact]) -> Iterator[tuple[str, Response]]:
    """The statuses that several operations or the API as a whole document, with the first place of each."""
    for status in _SITUATIONS:
        told = [
            response
            for operation in api.operations
            for response in operation.responses
            if response.status == status and not response.implied
        ]
        if status in listed:
            yield status, Response(status=status, span=listed[status].span)
        elif len(told) >= _HABIT:
            yield status, told[0]


def _with_habits(operation: Operation, habits: Mapping[str, Response]) -> Operation:
    documented = {response.status for response in operation.responses if not response.implied}
    own = {status for status in documented if status.startswith("4")} - _SAID_OF_ALL
    if own or "default" in documented:
        return operation
    implied = tuple(
        Response(status=status, implied=True, rank=Rank.CONVENTION, span=told.span)
        for status, told in habits.items()
        if status not in documented and _SITUATIONS[status](operation)
    )
    if not implied:
        return operation
    return replace(
        operation,
        responses=tuple(sorted((*operation.responses, *implied), key=lambda response: response.status)),
    )


def _report(status: str, told: Response, added: int, report: Report) -> None:
    report(
        Diagnostic(
            code=codes.OPN201,
            message=f"{status} is documented here, and implied for "
            + (f"{added} other operations" if added > 1 else "one other operation"),
            primary=Label(told.span, "the first place") if told.span is not None else None,
            help="list the errors of each operation, or set `implied_responses = false`",
        )
    )

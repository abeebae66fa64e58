"""Failure of a check → the element of the description that was broken."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from schemathesis import Case, Response
from schemathesis.openapi.checks import JsonSchemaError

from mockdown.contract.negation import negated_element, phase_data
from mockdown.contract.pointers import (
    child,
    descend,
    exists,
    media_type_pointer,
    parameter_pointer,
    response_pointer,
)
from mockdown.description import Description, Operation
from mockdown.source import Origin


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """A failed check with all that is known about it."""

    description: Description
    operation: Operation
    check: str
    failure: Exception
    case: Case[Any]
    response: Response | None


Locator = Callable[[Broken], str | None]
"""Finds the broken element for one check; None when it cannot tell more than the operation."""


def locate(broken: Broken) -> str:
    """The pointer of the broken element, at worst that of the operation."""
    locator = LOCATORS.get(broken.check)
    return (locator(broken) if locator else None) or broken.operation.pointer


def locate_answer(broken: Broken, pointer: str) -> Origin | None:
    """The line where the operation itself shows the answer, for an element outside of the operation.

    Its own example comes before the row of its status: a schema that several operations share may
    stand, or may have been read, far from the operation whose answer is wrong.
    """
    if broken.check != "response_schema_conformance" or broken.response is None:
        return None
    if pointer.startswith(f"{broken.operation.pointer}/"):
        return None
    status = broken.response.status_code
    response = response_pointer(broken.description, broken.operation, status)
    if response is None or not response.startswith(f"{broken.operation.pointer}/"):
        return None
    content_type = ";".join(broken.response.headers.get("content-type", [""]))
    media_type = media_type_pointer(broken.description, response, content_type)
    places = (f"{media_type}/example", media_type, response) if media_type else (response,)
    known = broken.description.source_map.pointers
    return next((known[place] for place in places if place in known), None)


def _status(broken: Broken) -> str | None:
    responses = child(broken.description, broken.operation.pointer, "responses")
    return responses if exists(broken.description, responses) else None


def _response(broken: Broken) -> str | None:
    if broken.response is None:
        return None
    return response_pointer(broken.description, broken.operation, broken.response.status_code)


def _media_type(broken: Broken) -> str | None:
    response = _response(broken)
    return response and child(broken.description, response, "content")


def _headers(broken: Broken) -> str | None:
    response = _response(broken)
    missing = getattr(broken.failure, "missing_headers", ())
    if response is None or not missing:
        return response
    for name in broken.description.at(child(broken.description, response, "headers")):
        if name.lower() == missing[0].lower():
            return child(broken.description, response, "headers", name)
    return response


def _schema(broken: Broken) -> str | None:
    response = _response(broken)
    if response is None or broken.response is None:
        return response
    content_type = ";".join(broken.response.headers.get("content-type", [""]))
    media_type = media_type_pointer(broken.description, response, content_type)
    if media_type is None or not isinstance(broken.failure, JsonSchemaError):
        return media_type or response
    schema = child(broken.description, media_type, "schema")
    return descend(broken.description, schema, [*broken.failure.instance_path, *_missing(broken.failure)])


def _missing(failure: JsonSchemaError) -> Iterator[str]:
    """The property that is absent, when that is what the validator says."""
    if failure.schema_path and failure.schema_path[-1] == "required" and isinstance(failure.instance, dict):
        absent = [name for name in failure.schema.get("required", ()) if name not in failure.instance]
        named = [name for name in absent if f'"{name}"' in failure.validation_message]
        yield from (named or absent)[:1]


def _request(broken: Broken) -> str | None:
    """The part of the request that was made invalid on purpose."""
    return negated_element(broken.description, broken.operation, broken.case) or _negated_credential(broken)


def _negated_credential(broken: Broken) -> str | None:
    """The security requirement, when what was spoiled is what a security scheme sends."""
    data = phase_data(broken.case)
    schemes = broken.description.at("/components/securitySchemes")
    names = (broken.description.resolve(scheme).get("name") for scheme in schemes.values())
    known = {"authorization", *(str(name).lower() for name in names)}
    return _security(broken) if str(getattr(data, "parameter", "")).lower() in known else None


def _missing_header(broken: Broken) -> str | None:
    name = str(getattr(broken.failure, "header_name", ""))
    return parameter_pointer(broken.description, broken.operation, name, "header") or _security(broken)


def _security(broken: Broken) -> str | None:
    own = f"{broken.operation.pointer}/security"
    if exists(broken.description, own):
        return own
    return "/security" if exists(broken.description, "/security") else None


LOCATORS: dict[str, Locator] = {
    "status_code_conformance": _status,
    "content_type_conformance": _media_type,
    "response_headers_conformance": _headers,
    "response_schema_conformance": _schema,
    "negative_data_rejection": _request,
    "positive_data_acceptance": _request,
    "missing_required_header": _missing_header,
    "ignored_auth": _security,
}

"""Which part of a request a case made invalid on purpose, as Schemathesis tells it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from schemathesis import Case

from mockdown.contract.pointers import child, exists, follow, parameter_pointer
from mockdown.description import Description, Operation, unescape_pointer


def is_positive(case: Case[Any]) -> bool:
    """Whether every part of the request is meant to be valid."""
    return case.meta is not None and case.meta.generation.mode.is_positive


def phase_data(case: Case[Any]) -> Any:
    """What the phase that made the case says about it."""
    return case.meta.phase.data if case.meta is not None else None


def negated_element(description: Description, operation: Operation, case: Case[Any]) -> str | None:
    """Pointer of the parameter, body or property that was spoiled; None where it is not a single one."""
    if case.meta is None or is_positive(case):
        return None
    data = phase_data(case)
    location, name = getattr(data, "parameter_location", None), getattr(data, "parameter", None)
    if location is None:
        return None
    if location.value == "body":
        return _body_element(description, operation, case, name, str(getattr(data, "location", None) or ""))
    return parameter_pointer(description, operation, str(name), str(location.value)) if name else None


def is_missing(case: Case[Any]) -> bool:
    """Whether the case leaves something out that is required."""
    scenario = str(getattr(phase_data(case), "scenario", None) or "")
    return scenario in ("missing_parameter", "object_missing_required_property")


def _body_element(
    description: Description, operation: Operation, case: Case[Any], name: str | None, location: str
) -> str | None:
    body = follow(description, child(description, operation.pointer, "requestBody"))
    if not exists(description, body):
        return None
    content = description.at(f"{body}/content")
    media_type = name if name in content else case.media_type
    if media_type not in content:
        return body
    schema = child(description, body, "content", str(media_type), "schema")
    return _below(description, schema, location, case.body) if location else body


def _below(description: Description, schema: str, location: str, sent: Any) -> str:
    """Follow a pointer into the schema as far as it names elements, not keywords of them."""
    pointer = schema
    for token in map(unescape_pointer, location.split("/")[1:]):
        step = child(description, pointer, token)
        if not exists(description, step):
            break
        pointer = step
    while pointer != schema and not isinstance(description.at(pointer), Mapping):
        pointer, _, keyword = pointer.rpartition("/")
        if keyword == "required":
            return _absent(description, pointer, sent)
    return pointer


def _absent(description: Description, schema: str, sent: Any) -> str:
    required = description.resolve(description.at(schema)).get("required") or ()
    for name in required if isinstance(sent, Mapping) else ():
        if name not in sent:
            found = child(description, schema, "properties", name)
            return found if exists(description, found) else schema
    return schema

"""Requests that do not ask what they were meant to ask: a service is not to blame for what comes of them.

What one answer shows is put into the path of the next request, whatever it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import jsonschema_rs
from schemathesis import Case

from mockdown.description import Description, Operation

_DOTS = frozenset({"", ".", ".."})
"""Segments that a client leaves out of a path before it sends it (RFC 3986, 5.2.4)."""
_OF_VALID_REQUESTS = frozenset({"positive_data_acceptance"})
"""The checks that blame a service for refusing a request which is right."""


def went_astray(description: Description, operation: Operation, case: Case[Any], check: str) -> bool:
    """Whether a check does not hold against a service, because of what stands in the path."""
    values: Mapping[str, Any] = case.path_parameters or {}
    if any(str(value) in _DOTS for value in values.values()):
        return True
    return check in _OF_VALID_REQUESTS and not _fits_path(description, operation, values)


def _fits_path(description: Description, operation: Operation, values: Mapping[str, Any]) -> bool:
    """Whether each value is one that the description allows where it stands."""
    return all(
        _is_valid(description, node.get("schema") or {}, values[node["name"]])
        for node in description.parameters(operation)
        if node["in"] == "path" and node["name"] in values
    )


def _is_valid(description: Description, schema: Any, value: Any) -> bool:
    resolved = description.resolve(schema)
    # In OpenAPI 3.0 exclusive bounds are truths beside the bound.
    plain = {name: one for name, one in resolved.items() if name[:9] != "exclusive" or one is not True}
    try:
        validator = jsonschema_rs.Draft202012Validator(plain, validate_formats=True)
    except ValueError:
        return True  # what cannot be told does not excuse, and does not blame
    # A path holds text; which values of a schema it may stand for, only its types tell.
    return any(validator.is_valid(one) for one in (value, str(value), _as_number(value)))


def _as_number(value: Any) -> Any:
    text = str(value)
    return int(text) if text.removeprefix("-").isdecimal() and text.isascii() and len(text) < 30 else value

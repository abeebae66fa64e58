"""Description → what Schemathesis works on."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence
from typing import Any

import schemathesis
from schemathesis.errors import LoaderError

from mockdown import codes
from mockdown.contract.discovery import Keys, suggest_keys
from mockdown.contract.options import ContractOptions
from mockdown.contract.settings import TOKENS, build_config
from mockdown.contract.target import Target
from mockdown.description import Description
from mockdown.diagnostics import Diagnostic, MockdownError


def load_schema(
    description: Description,
    target: Target,
    options: ContractOptions,
    operations: Sequence[str],
    keys: Keys | None = None,
) -> schemathesis.BaseSchema:
    """The description as Schemathesis reads it, limited to some operations.

    `keys` are values for path parameters that the docs give no example of.
    """
    document = copy.deepcopy(dict(description.document))
    if keys is not None:
        suggest_keys(document, keys)
    _include_bounds(document)
    _plain_tokens(document)
    if target.url is not None:
        _forget_implied_bodies(document)
    else:
        _imply_refusals(document)
    config = build_config(description, options, base_url=target.base_url(description))
    try:
        schema: schemathesis.BaseSchema = schemathesis.openapi.from_dict(document, config=config)
    except LoaderError as error:
        raise MockdownError(
            Diagnostic(
                code=codes.CON104, message=f"Schemathesis cannot read the description: {error.message}"
            )
        ) from None
    schema.app = target.app
    # To include some would add to all, where the configuration says something of single operations.
    others = [one.label for one in description.operations if one.label not in operations]
    if others:
        schema = schema.exclude(name=others)
    return schema


def _include_bounds(document: dict[str, Any]) -> None:
    """Write `exclusiveMinimum: true` of integers as the next number.

    Schemathesis cannot check examples by the boolean, and takes them for right.
    """
    waiting: list[Any] = [document]
    while waiting:
        node = waiting.pop()
        if isinstance(node, list):
            waiting.extend(node)
        if not isinstance(node, dict):
            continue
        waiting.extend(node.values())
        for exclusive, bound, step in (
            ("exclusiveMinimum", "minimum", 1),
            ("exclusiveMaximum", "maximum", -1),
        ):
            if (
                node.get("type") == "integer"
                and node.get(exclusive) is True
                and isinstance(node.get(bound), int)
            ):
                del node[exclusive]
                node[bound] += step


def _plain_tokens(document: dict[str, Any]) -> None:
    """Write schemes by which a token is got as what is sent then: Schemathesis can fill in only that."""
    schemes = (document.get("components") or {}).get("securitySchemes") or {}
    for name, scheme in schemes.items():
        if isinstance(scheme, dict) and scheme.get("type") in TOKENS:
            schemes[name] = {"type": "http", "scheme": "bearer"}


def _forget_implied_bodies(document: dict[str, Any]) -> None:
    """Keep the statuses that the docs imply, drop the bodies our own mock gives them."""
    for response in _responses(document):
        if isinstance(response, dict) and response.get("x-implied"):
            response.pop("content", None)
            response.pop("headers", None)


def _imply_refusals(document: dict[str, Any]) -> None:
    """Allow our mock to refuse what a description by others names no status for."""
    for item in (document.get("paths") or {}).values():
        for operation in item.values() if isinstance(item, dict) else ():
            responses = operation.get("responses") if isinstance(operation, dict) else None
            if isinstance(responses, dict) and not {"4XX", "4xx", "default"} & responses.keys():
                responses["4XX"] = {"description": "The request is refused.", "x-implied": True}


def _responses(document: dict[str, Any]) -> Iterator[Any]:
    yield from ((document.get("components") or {}).get("responses") or {}).values()
    for item in (document.get("paths") or {}).values():
        for operation in item.values() if isinstance(item, dict) else ():
            responses = operation.get("responses") if isinstance(operation, dict) else None
            yield from responses.values() if isinstance(responses, dict) else ()

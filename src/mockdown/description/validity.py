"""Is a document an OpenAPI description that can be served?  Structure first, then references."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import jsonschema_rs

from mockdown.description.model import Description, Json, escape_pointer
from mockdown.description.references import find_broken_references

SERVED = ("3.0", "3.1")
"""The versions of OpenAPI that are read."""


@cache
def _validator(version: str) -> Any:
    # Loaded on first use: the package brings half a second of imports for these two schemas.
    from openapi_spec_validator.schemas import schema_v30, schema_v31  # noqa: PLC0415

    return jsonschema_rs.validator_for(dict(schema_v30 if version == "3.0" else schema_v31))


def served_version(document: Mapping[str, Json]) -> str | None:
    """The version by which a document is read, None where none of ours fits."""
    version = document.get("openapi")
    if not isinstance(version, str):
        return None
    return next((known for known in SERVED if version == known or version.startswith(f"{known}.")), None)


def find_faults(document: Mapping[str, Json], version: str) -> Iterator[tuple[str, str]]:
    """Each fault as its JSON pointer and a sentence."""
    structural = [(_pointer(path), message) for path, message in _structure(document, version)]
    yield from structural
    if not structural:
        yield from find_broken_references(Description("", document))


def find_deep_faults(document: Mapping[str, Json], version: str) -> Iterator[tuple[str, str]]:
    """Each fault that openapi-spec-validator finds beyond those of `find_faults`; takes seconds.

    Nothing is fetched: a reference that leads out of the document is a fault.
    """
    try:
        for error in _spec_validator(version)(document).iter_errors():
            yield _pointer(list(error.absolute_path)), _shorten(error.message)
    except Exception as error:  # noqa: BLE001 - it resolves whatever the document makes it resolve
        yield "", _shorten(f"it cannot be judged: {' '.join(str(error).split())}")


@cache
def _spec_validator(version: str) -> Any:
    from openapi_spec_validator import OpenAPIV30SpecValidator, OpenAPIV31SpecValidator  # noqa: PLC0415

    judge = OpenAPIV30SpecValidator if version == "3.0" else OpenAPIV31SpecValidator
    return type("LocalSpecValidator", (judge,), {"resolver_handlers": {}})


def _structure(document: Mapping[str, Json], version: str) -> Iterator[tuple[list[Any], str]]:
    for error in _validator(version).iter_errors(document):
        deepest = _deepest(error)
        yield deepest.instance_path, _shorten(deepest.message)


def _deepest(error: Any) -> Any:
    """The most telling of the errors below an `oneOf` or `anyOf`: the one that got furthest."""
    branches = [inner for branch in getattr(error.kind, "context", ()) for inner in branch]
    if not branches:
        return error
    return max((_deepest(inner) for inner in branches), key=lambda inner: len(inner.instance_path))


def _shorten(message: str, width: int = 160) -> str:
    return message if len(message) <= width else f"… {message[-width:]}"


def _pointer(path: list[Any]) -> str:
    return "".join(f"/{escape_pointer(str(part))}" for part in path)

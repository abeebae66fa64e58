"""What a request said, as the service could read it: in a form all names and values are text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import parse_qsl

from requests import PreparedRequest
from schemathesis import Case

from mockdown.contract.pointers import child, media_type_pointer
from mockdown.contract.shapes import Shapes
from mockdown.contract.undocumented import names_in
from mockdown.description import Description, Json, Operation

URLENCODED = "application/x-www-form-urlencoded"
_FORMS = (URLENCODED, "multipart/form-data")


def sent_names(case: Case[Any], request: PreparedRequest | None) -> Iterator[str]:
    """The names of all properties that a request sent.

    A service may read the field `a[b]` of a form as that name, or as `a` with a member.
    """
    yield from names_in(case.body)
    if request is None or not _is(case, URLENCODED) or not isinstance(request.body, str | bytes):
        return
    text = request.body.decode("latin-1") if isinstance(request.body, bytes) else request.body
    for name, _ in parse_qsl(text, keep_blank_values=True, encoding="utf-8", errors="replace"):
        yield name
        yield from (part.removesuffix("]") for part in name.split("["))


def sent_values(description: Description, operation: Operation, case: Case[Any]) -> Mapping[str, Json]:
    """The properties of a body that an answer can be compared with.

    A form sends texts: only a field that is described has a type by which they can be read.
    """
    body = case.body
    if not isinstance(body, Mapping):
        return {}
    if not any(_is(case, form) for form in _FORMS):
        return body
    pointer = media_type_pointer(
        description, child(description, operation.pointer, "requestBody"), str(case.media_type)
    )
    schema = child(description, pointer, "schema") if pointer is not None else None
    known = Shapes(description).at(schema).properties if schema is not None else {}
    return {name: value for name, value in body.items() if name in known}


def _is(case: Case[Any], media_type: str) -> bool:
    return str(case.media_type or "").partition(";")[0].strip().lower() == media_type

"""One request and its answer, as the checks that are ours look at it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import orjson
from schemathesis import Case, Response

from mockdown.contract.negation import is_positive
from mockdown.contract.pointers import child, media_type_pointer, response_pointer
from mockdown.description import Description, Json, Operation


@dataclass(kw_only=True)
class Exchange:
    """A case that was sent and the response that came, read once for all that ask."""

    description: Description
    operation: Operation
    case: Case[Any]
    response: Response
    request_headers: Mapping[str, list[str]]
    phase: str
    is_probe: bool = False
    """Whether a check sent it on its own account, to see it refused."""

    @property
    def is_positive(self) -> bool:
        """Whether every part of the request is meant to be valid.

        A documented example always is; Schemathesis forgets so once a check has spoilt a copy of it.
        """
        return not self.is_probe and (self.phase == "examples" or is_positive(self.case))

    @cached_property
    def is_foreign(self) -> bool:
        """Whether another method than the operation's was sent, to see it refused."""
        return self.case.method.lower() != self.operation.method

    @cached_property
    def documented(self) -> str | None:
        """Pointer of the response that documents the status."""
        return response_pointer(self.description, self.operation, self.response.status_code)

    @cached_property
    def is_implied(self) -> bool:
        """Whether the docs are silent on the status and the description only assumes it."""
        return self.documented is not None and bool(self.description.at(self.documented).get("x-implied"))

    @cached_property
    def media_type(self) -> str:
        return ";".join(self.response.headers.get("content-type", []))

    @cached_property
    def schema(self) -> str | None:
        """Pointer of the schema that documents the body."""
        if self.documented is None:
            return None
        pointer = media_type_pointer(self.description, self.documented, self.media_type)
        if pointer is None or "schema" not in self.description.at(pointer):
            return None
        return child(self.description, pointer, "schema")

    @cached_property
    def body(self) -> Json:
        """The JSON body; None where there is none to read."""
        if "json" not in self.media_type.lower() or not self.response.content:
            return None
        try:
            return orjson.loads(self.response.content)
        except orjson.JSONDecodeError:
            return None

    def curl(self) -> str:
        """A command that sends the same request, with secrets redacted."""
        headers: dict[str, Any] = {name: values[0] for name, values in self.request_headers.items()}
        return self.case.as_curl_command(headers=headers, verify=self.response.verify)

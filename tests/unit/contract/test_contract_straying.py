"""What a service is not to blame for: requests that do not ask what they were meant to ask."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from contract_services import PET

from mockdown.contract.families import cannot_show
from mockdown.contract.straying import went_astray
from mockdown.contract.undocumented import holder_of, names_mentioned
from mockdown.description import Description


def show(schema: dict[str, Any], version: str = "3.0.4") -> Description:
    parameter = {"name": "key", "in": "path", "required": True, "schema": schema}
    content = {"application/json": {"schema": PET}}
    answer = {"200": {"description": "", "content": content}}
    paths = {"/pets/{key}/toys": {"get": {"parameters": [parameter], "responses": answer}}}
    return Description("pets", {"openapi": version, "info": {"title": "", "version": ""}, "paths": paths})


@pytest.mark.parametrize("version", ["3.0.4", "3.1.1"])
@pytest.mark.parametrize(
    ("schema", "value", "check", "expected"),
    [
        ({"type": "string"}, ".", "status_code_conformance", True),
        ({"type": "string"}, "..", "positive_data_acceptance", True),
        ({"type": "string"}, "...", "positive_data_acceptance", False),
        ({"type": "string", "format": "uuid"}, "string", "positive_data_acceptance", True),
        ({"type": "string", "format": "uuid"}, "string", "not_a_server_error", False),
        ({"type": "integer"}, "string", "positive_data_acceptance", True),
        ({"type": "integer"}, "12", "positive_data_acceptance", False),
        ({"type": "integer", "minimum": 3, "exclusiveMinimum": True}, 2, "positive_data_acceptance", True),
        ({"type": "string", "maxLength": 4}, 1234, "positive_data_acceptance", False),
        ({"type": "string", "pattern": "^[a-z]+$"}, "A", "positive_data_acceptance", True),
        ({"type": "string", "pattern": "("}, "A", "positive_data_acceptance", False),
    ],
)
def test_a_path_that_leads_elsewhere(
    version: str,
    schema: dict[str, Any],
    value: Any,
    check: str,
    expected: bool,  # noqa: FBT001 - a parameter
) -> None:
    """Dots leave the path, and a link may put into it what the description does not allow there."""
    description = show(schema, version)
    case: Any = SimpleNamespace(path_parameters={"key": value})
    assert went_astray(description, description.operations[0], case, check) is expected


def test_a_value_that_an_answer_cannot_show() -> None:
    """A null where the answer has a text is not compared; another text is."""
    description = show({"type": "string"})
    operation = description.operations[0]
    assert cannot_show(description, operation, "name", None)
    assert not cannot_show(description, operation, "name", "Tom")
    assert cannot_show(description, operation, "id", "1")
    assert not cannot_show(description, operation, "id", 1)
    assert not cannot_show(description, operation, "id", 1.0)
    assert cannot_show(description, operation, "id", 0.5)
    assert not cannot_show(description, operation, "age", None)


def test_a_name_that_is_mentioned_inside_of_a_property() -> None:
    """Examples and schemas of any operation mention what stands in a property of one name."""
    extra = {"type": "object", "properties": {"extra": {"type": "object", "properties": {"color": {}}}}}
    mentioned = names_mentioned({"a": {"schema": extra}, "b": {"example": {"extra": [{"size": 1}]}}})
    assert {("extra", "color"), ("extra", "size")} <= mentioned
    assert ("other", "color") not in mentioned
    assert holder_of("/paths/x/properties/extra/items") == "extra"
    assert holder_of("/components/schemas/Pet") is None

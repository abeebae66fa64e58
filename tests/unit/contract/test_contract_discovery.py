from __future__ import annotations

from typing import Any

from contract_services import DOCUMENT, PetService

from mockdown.contract import ContractOptions
from mockdown.contract.discovery import suggest_keys
from mockdown.contract.runner import run_contract
from mockdown.description import Description


def without_examples() -> Description:
    """The pets, whose docs give no example of an id."""
    one = DOCUMENT["paths"]["/pets/{id}"]
    parameter = {"name": "id", "in": "path", "required": True, "schema": {"type": "integer"}}
    paths = {**DOCUMENT["paths"], "/pets/{id}": {"get": {**one["get"], "parameters": [parameter]}}}
    return Description("pets", {**DOCUMENT, "paths": paths})


class Ark(PetService):
    """Holds one animal under a number that nobody guesses."""

    def reset(self, session: str | None = None) -> None:
        super().reset(session)
        self.pets = {718_281_828: {"id": 718_281_828, "name": "Noah"}}


OPTIONS = ContractOptions(max_examples=5, phases=("examples",))


def test_ids_come_from_the_lists_of_the_target() -> None:
    """A run finds what exists, although the docs name no id."""
    service = Ark()
    report = run_contract(without_examples(), app=service, options=OPTIONS)
    assert report.passed
    assert any("718281828" in line for line in service.seen)


def test_an_excluded_list_is_not_asked() -> None:
    """What the user leaves out is not sent for this either."""
    service = Ark()
    options = ContractOptions(max_examples=5, phases=("examples",), exclude={"listPets": "slow"})
    run_contract(without_examples(), app=service, options=options)
    assert not any(line.startswith("GET b'/api/pets' ") for line in service.seen)


def test_documented_examples_come_first() -> None:
    """A key is suggested only where the docs give none, and in the type of the parameter."""

    def path(**schema: Any) -> dict[str, Any]:
        return {"name": "id", "in": "path", "required": True, "schema": schema}

    parameters = [
        path(type="integer"),
        path(type="integer", example=4),
        path(type="string"),
        path(enum=[1, 2]),
    ]
    document = {"paths": {"/x/{id}": {"parameters": parameters[:2], "get": {"parameters": parameters[2:]}}}}
    suggest_keys(document, {"id": 9})
    assert [parameter.get("example") for parameter in parameters] == [9, None, "9", None]
    suggest_keys(document, {"id": "nine"})
    assert parameters[0]["example"] == 9

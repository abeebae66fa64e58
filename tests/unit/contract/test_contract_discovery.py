from __future__ import annotations

from typing import Any

from contract_services import DOCUMENT, PetService

from mockdown.contract import ContractOptions
from mockdown.contract.discovery import Keys, suggest_keys
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
    document: dict[str, Any] = {
        "paths": {"/x/{id}": {"parameters": parameters[:2], "get": {"parameters": parameters[2:]}}}
    }
    suggest_keys(document, Keys(found={"/x/{id}": 9}))
    item = document["paths"]["/x/{id}"]
    told = [*item["parameters"], *item["get"]["parameters"]]
    assert [parameter.get("example") for parameter in told] == [9, None, "9", None]
    suggest_keys(document, Keys(found={"/x/{id}": "nine"}))
    assert item["parameters"][0]["example"] == 9


def test_each_place_has_a_key_of_its_own() -> None:
    """A parameter of one name has the key found at its path, and elsewhere the first of that name."""

    def operation() -> dict[str, Any]:
        return {"get": {"parameters": [{"$ref": "#/components/parameters/id"}]}}

    shared = {"id": {"name": "id", "in": "path", "required": True, "schema": {"type": "integer"}}}
    paths = {path: operation() for path in ("/cats/{id}", "/dogs/{id}/toys", "/owls/{id}", "/rats/{id}")}
    document = {"paths": paths, "components": {"parameters": shared}}
    suggest_keys(document, Keys(found={"/cats/{id}": 1, "/dogs/{id}": 2, "/rats/{rat}": 3}))
    told = [item["get"]["parameters"][0]["example"] for item in document["paths"].values()]
    assert told == [1, 2, 1, 3]
    assert "example" not in shared["id"]


def test_a_thing_is_found_in_a_list_elsewhere() -> None:
    """Where no list stands above a path, one with the same schema tells the key."""
    one = DOCUMENT["paths"]["/pets/{id}"]["get"]
    parameter = {"name": "name", "in": "path", "required": True, "schema": {"type": "string"}}
    paths = {
        "/pets": {"get": DOCUMENT["paths"]["/pets"]["get"]},
        "/ark/{name}": {"get": {**one, "parameters": [parameter]}},
    }
    description = Description("pets", {**DOCUMENT, "paths": paths})
    service = Ark()
    run_contract(description, app=service, options=OPTIONS)
    assert any("/api/ark/Noah" in line for line in service.seen)


def test_a_thing_is_found_by_another_of_its_keys() -> None:
    """The list above a path tells a key where its items have a property of that name."""
    one = DOCUMENT["paths"]["/pets/{id}"]["get"]
    inline = {
        **one,
        "responses": {"200": {"description": "", "content": {"application/json": {"schema": {}}}}},
    }
    parameter = {"name": "name", "in": "path", "required": True, "schema": {"type": "string"}}
    other = {**parameter, "name": "color"}
    paths = {
        "/pets": {"get": DOCUMENT["paths"]["/pets"]["get"]},
        "/pets/name/{name}": {"get": {**inline, "parameters": [parameter]}},
        "/pets/color/{color}": {"get": {**inline, "parameters": [other]}},
    }
    service = Ark()
    run_contract(Description("pets", {**DOCUMENT, "paths": paths}), app=service, options=OPTIONS)
    assert any("/api/pets/name/Noah" in line for line in service.seen)
    assert not any("/api/pets/color/718281828" in line for line in service.seen)


def test_given_keys_stand_above_the_examples_of_the_docs() -> None:
    """A documented key need not be there in the service that is tested; one that the user names is."""
    schema = {"type": "string", "example": "ann"}
    user = {"name": "user", "in": "path", "schema": schema, "examples": {"one": {"value": "ann"}}}
    number = {"name": "id", "in": "path", "schema": {"type": "integer"}}
    other = {"name": "user", "in": "path", "schema": {"type": "string"}, "example": "bob"}
    document: dict[str, Any] = {
        "paths": {
            "/users/{user}": {"get": {"parameters": [user]}},
            "/teams/{id}/users/{user}": {"parameters": [number, other], "get": {}},
        }
    }
    suggest_keys(document, Keys(given={"user": 7, "/teams/{id}": 3}))
    (first,) = document["paths"]["/users/{user}"]["get"]["parameters"]
    assert (first["example"], "examples" in first, first["schema"]) == ("7", False, {"type": "string"})
    told = document["paths"]["/teams/{id}/users/{user}"]["parameters"]
    assert [parameter["example"] for parameter in told] == [3, "7"]

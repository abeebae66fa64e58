from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

import pytest
from contract_services import DOCUMENT, PetService

from mockdown.contract import ContractOptions, ContractReport
from mockdown.contract.families import (
    filters,
    find_families,
    find_settings,
    items_of,
    key_of,
    page_sizes,
    shown_otherwise,
    unwrap,
)
from mockdown.contract.lifecycle import differs
from mockdown.contract.runner import run_contract
from mockdown.description import Description

ONLY = ContractOptions(phases=("lifecycle",))


def extended() -> Description:
    """The pets, with PUT and DELETE of one pet."""
    paths = {path: dict(item) for path, item in DOCUMENT["paths"].items()}
    one = paths["/pets/{id}"]
    responses = one["get"]["responses"]
    body = paths["/pets"]["post"]["requestBody"]
    one["put"] = {**one["get"], "operationId": "setPet", "requestBody": body, "responses": responses}
    deleted = {"204": {"description": "Gone"}, **{k: v for k, v in responses.items() if k != "200"}}
    one["delete"] = {**one["get"], "operationId": "deletePet", "responses": deleted}
    return Description("pets", {**DOCUMENT, "paths": paths})


class Shelter(PetService):
    """Also replaces and deletes, unless told to forget it."""

    def __init__(self, fault: str = "") -> None:
        self.fault = fault
        super().__init__()

    def _answer(self, scope: Any, body: bytes) -> tuple[int, Any]:
        method, path = scope["method"], scope["path"]
        before = dict(self.pets)
        key = path.removeprefix("/api/pets/")
        if path.startswith("/api/pets/") and method in ("PUT", "DELETE"):
            answer = self._write(scope, method, int(key), body)
        else:
            answer = super()._answer(scope, body)
        if self.fault == f"{method} is forgotten":
            self.pets = before
        return self._spoil(method, path, answer)

    def _write(self, scope: Any, method: str, key: int, body: bytes) -> tuple[int, Any]:
        if key not in self.pets:
            return 404, {}
        if method == "DELETE":
            del self.pets[key]
            return 204, None
        status, pet = self._add(dict(scope["headers"]), body)
        if status != 201:
            return status, pet
        del self.pets[pet["id"]]
        self.pets[key] = {**pet, "id": key}
        return 200, self.pets[key]

    def _spoil(self, method: str, path: str, answer: tuple[int, Any]) -> tuple[int, Any]:
        status, body = answer
        if self.fault == "the list is short" and isinstance(body, list):
            return status, body[:1]
        if self.fault == "another comes" and method == "GET" and path.count("/") == 3 and status == 200:
            return status, {**body, "id": body["id"] + 1}
        if self.fault == "the answer is stale" and method == "PUT" and status == 200:
            return status, {**body, "name": "somebody else"}
        return status, body


def run(fault: str = "") -> ContractReport:
    return run_contract(extended(), app=Shelter(fault), options=ONLY)


def test_a_service_that_remembers_passes() -> None:
    """Nothing is found where every answer agrees with those before it."""
    report = run()
    assert report.findings == ()
    assert report.cases > 20
    assert set(report.cases_per_phase) == {"lifecycle"}


@pytest.mark.parametrize(
    ("fault", "check"),
    [
        ("POST is forgotten", "created_is_found"),
        ("PUT is forgotten", "change_is_kept"),
        ("DELETE is forgotten", "deleted_is_gone"),
        ("the list is short", "created_is_listed"),
        ("another comes", "created_is_found"),
        ("the answer is stale", "answer_agrees_with_request"),
    ],
)
def test_a_service_that_forgets_is_found_out(fault: str, check: str) -> None:
    """Each way of losing state breaks a check of its own, though every single answer is as documented."""
    assert check in {finding.check for finding in run(fault).findings}


def test_a_page_that_is_too_long_is_found_out() -> None:
    """A service that ignores the page size is told by the number of items."""

    class Crowded(PetService):
        def reset(self, session: str | None = None) -> None:
            super().reset(session)
            self.pets[2] = {"id": 2, "name": "Rex"}

        def _list(self, scope: Any) -> tuple[int, Any]:  # noqa: ARG002 - it ignores the limit
            return 200, list(self.pets.values())

    report = run_contract(extended(), app=Crowded(), options=ONLY)
    assert "page_size_is_kept" in {finding.check for finding in report.findings}


def test_a_filter_that_is_ignored_is_found_out() -> None:
    """Items that do not have the value that was asked for do not belong into the list."""
    paths = {path: dict(item) for path, item in DOCUMENT["paths"].items()}
    listing = paths["/pets"]["get"]
    kind = {"name": "kind", "in": "query", "schema": {"type": "string", "enum": ["cat", "dog"]}}
    paths["/pets"]["get"] = {**listing, "parameters": [*listing["parameters"], kind]}
    description = Description("pets", {**DOCUMENT, "paths": paths})
    assert filters(description, description.operations[0]) == ("kind",)

    class Kennel(PetService):
        keeps_filters = True

        def reset(self, session: str | None = None) -> None:
            super().reset(session)
            self.pets[2] = {"id": 2, "name": "Rex", "kind": "dog"}

        def _list(self, scope: Any) -> tuple[int, Any]:
            status, pets = super()._list(scope)
            wanted = scope["query_string"].decode().partition("kind=")[2]
            if self.keeps_filters and wanted:
                pets = [pet for pet in pets if pet.get("kind") == wanted]
            return status, pets

    def checks(service: Kennel) -> set[str]:
        return {finding.check for finding in run_contract(description, app=service, options=ONLY).findings}

    assert checks(Kennel()) == set()
    ignorant = Kennel()
    ignorant.keeps_filters = False
    assert checks(ignorant) == {"filter_is_kept"}


def test_families_come_from_the_paths() -> None:
    """A collection and its items are one family; writer and reader of one path are a pair."""
    description = extended()
    (family,) = find_families(description)
    assert family.key == "id"
    assert family.create is not None
    assert family.create.label == "POST /pets"
    assert family.delete is not None
    ((write, read),) = find_settings(description)
    assert (write.label, read.label) == ("PUT /pets/{id}", "GET /pets/{id}")
    assert page_sizes(description, description.operations[0]) == ("limit",)


@pytest.mark.parametrize(
    ("read", "body", "expected"),
    [
        (unwrap, {"id": 1, "owner": {"id": 2}}, {"id": 1, "owner": {"id": 2}}),
        (unwrap, {"message": "", "data": {"id": 1}}, {"id": 1}),
        (unwrap, [1], {}),
        (items_of, [1, 2], [1, 2]),
        (items_of, {"count": 2, "pets": [1, 2]}, [1, 2]),
        (items_of, {"a": [], "b": []}, None),
        (items_of, "text", None),
    ],
)
def test_envelopes_are_opened(read: Callable[[Any], Any], body: Any, expected: Any) -> None:
    """The thing, or the items, are found inside the usual envelopes."""
    assert read(body) == expected


@pytest.mark.parametrize(
    ("thing", "key", "expected"),
    [
        ({"id": 1}, "pet_id", 1),
        ({"petId": "x", "id": 1}, "pet_id", "x"),
        ({"name": "tom"}, "pet_name", "tom"),
        ({"id": True}, "id", None),
        ({}, "id", None),
    ],
)
def test_the_key_is_the_twin_of_the_path_parameter(thing: dict[str, Any], key: str, expected: Any) -> None:
    """A thing is found again by the property that the path parameter is named for, or by its id."""
    assert key_of(thing, key) == expected


def test_an_object_among_others_is_no_envelope() -> None:
    """What came back as it was sent is compared as it is, also when one object stands in it."""
    setting = {"type": "object", "properties": {"paused": {"type": "boolean"}}}
    body = {"description": "", "content": {"application/json": {"schema": setting}}}
    write = {"operationId": "set", "requestBody": body, "responses": {"200": body}}
    document = {
        "openapi": "3.0.4",
        "paths": {"/settings": {"put": write, "get": {"responses": {"200": body}}}},
    }
    put, read = Description("settings", document).operations

    class Silent:
        description = Description("settings", document)

        def chosen_by_service(self, _: object) -> frozenset[str]:
            return frozenset()

    class Sent:
        media_type = "application/json"
        body: ClassVar = {"paused": True, "more": {"paused": False}}

    assert differs(Silent(), put, Sent(), Sent.body, shown_by=read) is None  # type: ignore[arg-type]


def test_what_is_shown_in_another_form_cannot_be_compared() -> None:
    """A list of ids that the answer shows as objects is no broken promise."""

    def body(**properties: Any) -> dict[str, Any]:
        schema = {"type": "object", "properties": properties}
        return {"description": "", "content": {"application/json": {"schema": schema}}}

    sent = body(books={"type": "array", "items": {"type": "string"}}, name={"type": "string"}, free={})
    book = {"type": "object", "properties": {"title": {"type": "string"}}}
    shelf = body(books={"type": "array", "items": book}, name={"type": "string"}, free={"type": "string"})
    write = {"operationId": "add", "requestBody": sent, "responses": {"201": shelf}}
    description = Description(
        "shelves",
        {"openapi": "3.0.4", "paths": {"/shelves": {"post": write}}},
    )
    (operation,) = description.operations
    assert shown_otherwise(description, operation, operation) == {"books"}

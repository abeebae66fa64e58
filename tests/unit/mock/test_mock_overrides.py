"""`resources.yaml` comes before what was inferred."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from mock_client import Client, serve
from mock_descriptions import PATHS, SCHEMAS, content, path_parameter, ref

from mockdown.diagnostics import MockdownError

BASKET = {
    "type": "object",
    "properties": {"number": {"type": "integer", "readOnly": True}, "note": {"type": "string"}},
}
SENT = {"requestBody": {**content(ref("Basket")), "required": True}}
ODD: dict[str, Any] = {
    **PATHS,
    "/pets/{petId}": {
        **PATHS["/pets/{petId}"],
        "parameters": [path_parameter("petId", {"oneOf": [{"type": "integer"}, {"type": "string"}]})],
    },
    "/pets/{petId}/rename": {
        "parameters": PATHS["/pets/{petId}"]["parameters"],
        "post": {
            "operationId": "renamePet",
            "requestBody": content({"type": "object", "properties": {"name": {"type": "string"}}}),
            "responses": {"200": content(ref("Pet"))},
        },
    },
    "/find": {
        "post": {
            "operationId": "findPets",
            "responses": {"200": content({"type": "array", "items": ref("Pet")})},
        }
    },
    "/open": {"post": {"operationId": "openBasket", **SENT, "responses": {"200": content(ref("Basket"))}}},
    "/show/{basket}": {
        "parameters": [path_parameter("basket", {"type": "integer"})],
        "post": {"operationId": "showBasket", "responses": {"200": content(ref("Basket"))}},
    },
}


def overridden(folder: Path, text: str) -> Client:
    (folder / "resources.yaml").write_text(text)
    return serve(ODD, schemas={**SCHEMAS, "Basket": BASKET}, folder=folder)


def test_an_operation_gets_another_role(tmp_path: Path) -> None:
    """A search by POST answers with what is there, and an item that is to answer as documented does."""
    client = overridden(
        tmp_path,
        "operations:\n  findPets: {role: list}\n  GET /pets/{petId}: {role: static}\n",
    )
    made = client.post("/pets", {"name": "Tom"}).json
    assert made in client.post("/find").json
    assert client.get("/pets/4711").status == 200


def test_a_resource_gets_another_id_and_other_lookups(tmp_path: Path) -> None:
    """Pets are named by what the file says, are found by what it says, and by nothing else."""
    client = overridden(tmp_path, "resources:\n  Pet: {name: pets, lookup: [kind]}\n")
    made = client.post("/pets", {"name": "Tom", "kind": "dog"}).json
    first = next(pet for pet in client.get("/pets").json["data"] if pet.get("kind") == "dog")
    assert client.get("/pets/dog").json == first
    assert client.get("/pets/Tom").status == 404
    assert made in [row["value"] for row in client.get("/_mock/state").json["tables"]["pets"]]
    assert client.get(f"/pets/{made['id']}").json == made


def test_a_resource_that_nothing_shows_is_declared(tmp_path: Path) -> None:
    """A schema becomes a resource, and operations of any form make and read it."""
    client = overridden(
        tmp_path,
        "resources:\n  baskets: {schema: Basket, id: number}\n"
        "operations:\n  openBasket: {role: create, resource: baskets}\n"
        "  POST /show/{basket}: {role: read, resource: baskets}\n",
    )
    made = client.post("/open", {"note": "blue"}).json
    assert made["note"] == "blue"
    assert client.post(f"/show/{made['number']}").json == made
    assert client.post("/show/4711").status == 404


def test_an_override_is_explained(tmp_path: Path) -> None:
    """Whoever asks what was inferred reads what was not, and the line that says otherwise."""
    client = overridden(
        tmp_path, "resources:\n  Pet:\n    lookup: name\noperations:\n  findPets: {role: list}\n"
    )
    rows = {row["operation"]: row for row in client.get("/_mock/operations").json["operations"]}
    assert rows["POST /find"]["reason"].startswith("overridden by resources.yaml:5")
    assert rows["GET /pets"]["reason"].endswith("`Pet` is overridden by resources.yaml:2")


@pytest.mark.parametrize(
    ("text", "code", "line", "message"),
    [
        ("- a\n", "MCK102", 1, "it holds no mapping"),
        ("operations: [\n", "MCK102", 2, "cannot be read"),
        ("operations: [a]\n", "MCK102", 1, "`operations` must be a mapping"),
        ("operations:\n  findPets: list\n", "MCK102", 2, "`findPets` must be a mapping"),
        ("operations:\n  findPets:\n    role: lst\n", "MCK102", 3, "no role `lst`"),
        ("operations:\n  findPets:\n    roll: list\n", "MCK102", 3, "`roll` is not known"),
        ("operations:\n  findPets: {role: 3}\n", "MCK102", 2, "`role` must be a text"),
        ("operations:\n  listPet: {role: list}\n", "MCK103", 2, "no operation is called `listPet`"),
        ("operations:\n  createPet: {role: list}\n", "MCK102", 2, "holds no list"),
        ("operations:\n  createPet: {role: read}\n", "MCK102", 2, "names no entity"),
        ("operations:\n  findPets: {role: read-singleton}\n", "MCK102", 2, "holds an object"),
        ("operations:\n  findPets: {role: list, resource: Dog}\n", "MCK103", 2, "no resource `Dog`"),
        ("operations:\n  findPets: {role: static, resource: Pet}\n", "MCK102", 2, "has no resource"),
        ("operations:\n  openBasket: {role: create}\n", "MCK102", 2, "nothing tells"),
        ("resources:\n  Dog: {id: name}\n", "MCK103", 2, "no resource was inferred"),
        ("resources:\n  Pet: {id: tag}\n", "MCK103", 2, "no property `tag`"),
        ("resources:\n  Pet: {lookup: [tag]}\n", "MCK103", 2, "no property `tag`"),
        ("resources:\n  Pet: {lookup: {a: b}}\n", "MCK102", 2, "`lookup` must be a list"),
        ("resources:\n  Pet: {schema: Pet}\n", "MCK103", 2, "it was inferred"),
        ("resources:\n  Dogs: {schema: Dog}\n", "MCK103", 2, "no schema `Dog`"),
        ("resources:\n  Pet: {name: Visit}\n", "MCK102", 2, "another resource is called"),
    ],
)
def test_what_cannot_be_is_told_with_its_line(
    tmp_path: Path, text: str, code: str, line: int, message: str
) -> None:
    """A wrong file says what is wrong, where, and what to write instead."""
    with pytest.raises(MockdownError) as raised:
        overridden(tmp_path, text)
    (found,) = raised.value.diagnostics
    assert (found.code.id, found.location.line if found.location else None) == (code, line)
    assert message in found.message
    assert found.help


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    """Nobody corrects a file one fault at a time."""
    with pytest.raises(MockdownError) as raised:
        overridden(tmp_path, "resources:\n  Dog: {}\noperations:\n  fetchPets: {role: list}\n")
    assert [found.code.id for found in raised.value.diagnostics] == ["MCK103", "MCK103"]


def test_an_empty_file_changes_nothing(tmp_path: Path) -> None:
    """A file with comments only is one that says nothing."""
    assert overridden(tmp_path, "# nothing yet\n").get("/pets").status == 200

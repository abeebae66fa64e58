"""What examples show of one resource is one schema, and every example stays true to its own."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from openapi_schema_validator import OAS30Validator
from referencing import Registry
from referencing.jsonschema import DRAFT4

from mockdown.compiler.nouns import is_given, noun_of, sends_resource
from mockdown.diagnostics import Diagnostic
from mockdown.emit import BuildResult, build
from mockdown.source import Rank, SourceFile

Json = Any


def operation(line: str, answer: Json = None, sent: Json = None, text: str = "") -> str:
    """A section that announces an operation, with examples of what is sent and answered."""
    parts = [f"## {line}", f"`{line}`", text]
    if sent is not None:
        parts += ["Request body:", f"```json\n{json.dumps(sent)}\n```"]
    if answer is not None:
        parts += ["Response:", f"```json\n{json.dumps(answer)}\n```"]
    return "\n\n".join(parts)


def compiled(*sections: str) -> tuple[BuildResult, list[Diagnostic]]:
    """The description of a page with these sections."""
    found: list[Diagnostic] = []
    page = SourceFile("kites.md", "\n\n".join(("# Kites", *sections)).encode())
    return build([page], name="kites", report=found.append), found


def schemas(result: BuildResult) -> Mapping[str, Json]:
    """The components."""
    return result.document.get("components", {}).get("schemas", {})  # type: ignore[no-any-return]


def body(result: BuildResult, method: str, path: str) -> Json:
    """The schema of a request body."""
    return result.document["paths"][path][method]["requestBody"]["content"]["application/json"]["schema"]


def answer(result: BuildResult, method: str, path: str) -> Json:
    """The schema of an answer."""
    responses = result.document["paths"][path][method]["responses"]
    return responses["200"]["content"]["application/json"]["schema"]


def wrong_examples(document: Mapping[str, Json]) -> list[str]:
    """Examples that their schemas refuse."""
    registry = Registry().with_resource("", DRAFT4.create_resource(document))
    wrong = []
    for path, item in document["paths"].items():
        for method, told in item.items():
            messages = [told.get("requestBody", {}), *told["responses"].values()]
            for content in (part for message in messages for part in message.get("content", {}).values()):
                shown: Sequence[Json] = [
                    *([content["example"]] if "example" in content else []),
                    *(example["value"] for example in content.get("examples", {}).values()),
                ]
                validator = OAS30Validator(
                    {**content["schema"], "components": document["components"]}, registry=registry
                )
                wrong += [f"{method} {path}" for value in shown if not validator.is_valid(value)]
    return wrong


KITE = {"id": 1, "name": "Swift", "colour": "red", "maker": {"id": 4, "name": "Ada", "town": "Ulm"}}


def test_what_one_example_leaves_open_another_tells() -> None:
    """Null, an empty list and an empty object are filled from other messages of the resource."""
    result, _ = compiled(
        operation("GET /kites/{id}", {**KITE, "tags": [], "size": {}, "maker": None}),
        operation("PUT /kites/{id}", {**KITE, "tags": ["fast"], "size": {"cm": 90}}),
    )
    kite = schemas(result)["Kite"]["properties"]
    assert kite["tags"]["items"] == {"type": "string"}
    assert kite["size"]["properties"] == {"cm": {"type": "integer"}}
    assert kite["maker"]["nullable"]
    assert wrong_examples(result.document) == []


def test_types_that_differ_are_all_allowed() -> None:
    """No example is refused by the schema that others helped to make."""
    result, _ = compiled(
        operation("GET /kites/{id}", {**KITE, "when": "2024-03-01T10:00:00Z", "state": 1}),
        operation("GET /kites", [{**KITE, "when": "never", "state": "up", "maker": {"id": 4}}]),
    )
    assert wrong_examples(result.document) == []
    assert answer(result, "get", "/kites") == {
        "type": "array",
        "items": {"$ref": "#/components/schemas/Kite"},
    }


def test_things_that_hold_each_other_are_told_once() -> None:
    """A reference never leads back to where it came from."""
    club = {"id": 3, "name": "Up", "town": "Ulm", "kites": [KITE]}
    result, _ = compiled(
        operation("GET /kites/{id}", {**KITE, "club": {"id": 3, "name": "Up", "town": "Ulm"}}),
        operation("GET /kites", [{**KITE, "club": {"id": 3}}]),
        operation("GET /clubs/{id}", club),
        operation("GET /clubs", [club]),
    )
    text = json.dumps(schemas(result)["Kite"]), json.dumps(schemas(result)["Club"])
    assert not ("schemas/Club" in text[0] and "schemas/Kite" in text[1])
    assert wrong_examples(result.document) == []


def test_ids_of_other_types_are_of_other_things() -> None:
    """Members of the same names do not make one of two things whose ids differ."""
    result, _ = compiled(
        operation("GET /kites/{id}", KITE), operation("GET /kites/by-key/{key}", {**KITE, "id": "k-1"})
    )
    assert list(schemas(result)) == ["Maker"]


def test_a_table_is_neither_overruled_nor_extended() -> None:
    """What a table declares stands as it is, whatever examples show elsewhere."""
    table = "Request body:\n\n| Field | Type |\n| --- | --- |\n| `colour` | string |"
    result, found = compiled(
        operation("GET /kites/{id}", KITE), operation("PATCH /kites/{id}", KITE, {"colour": "green"}, table)
    )
    assert list(body(result, "patch", "/kites/{id}")["properties"]) == ["colour"]
    assert [item for item in found if item.code.id == "SCH201"] == []


def test_a_request_is_read_as_its_resource() -> None:
    """What only an example shows may hold more, which is said and marked as a guess."""
    result, found = compiled(operation("PATCH /kites/{id}", KITE, {"colour": "green"}))
    assert body(result, "patch", "/kites/{id}") == {"$ref": "#/components/schemas/Kite"}
    assert [item.code.id for item in found if item.code.id.startswith("SCH")] == ["SCH201"]
    pointer = "/paths/~1kites~1{id}/patch/requestBody/content/application~1json/schema"
    assert result.pointers[pointer].rank is Rank.CONVENTION


def test_a_request_with_other_values_keeps_its_own() -> None:
    """Where the request shows another type, its own members stand beside those of the resource."""
    result, _ = compiled(operation("PATCH /kites/{id}", KITE, {"maker": 4, "name": "Heron"}))
    sent = body(result, "patch", "/kites/{id}")["properties"]
    assert list(sent) == ["maker", "name", "id", "colour"]
    assert sent["maker"] == {"type": "integer"}
    assert wrong_examples({"components": {}, **result.document}) == []


def test_a_whole_object_stays_required() -> None:
    """Members that must be sent are required still, where the resource's others are added."""
    whole = "You must send the entire object."
    more = {**KITE, "weight": 4.5}
    result, _ = compiled(
        operation("GET /kites/{id}", more),
        operation("PUT /kites/{id}", more, {"name": "Heron", "id": 1}, whole),
    )
    sent = body(result, "put", "/kites/{id}")
    assert sent["required"] == ["name", "id"]
    assert list(sent["properties"]) == ["name", "id", "colour", "maker", "weight"]


def test_actions_and_other_requests_are_left_alone() -> None:
    """A request that is no part of the resource, or that asks for something to be done, is as shown."""
    result, found = compiled(
        operation("GET /kites/{id}", KITE),
        operation("POST /kites/{id}/launch", KITE, {"name": "now"}),
        operation("PUT /kites/{id}", KITE, {"name": "Heron", "reason": "dull"}),
    )
    assert list(body(result, "post", "/kites/{id}/launch")["properties"]) == ["name"]
    assert list(body(result, "put", "/kites/{id}")["properties"]) == ["name", "reason"]
    assert [item for item in found if item.code.id.startswith("SCH")] == []


def test_nouns() -> None:
    """The resource is named by the last noun of a path that is not an action."""
    assert noun_of("GET", "/clubs/{club}/kites/{id}") == "kite"
    assert noun_of("GET", "/kites/search") == "kite"
    assert noun_of("GET", "/{id}") == ""
    assert sends_resource("POST", "/kites")
    assert sends_resource("PUT", "/kites/{id}")
    assert not sends_resource("POST", "/kites/{id}/launch")
    assert not sends_resource("GET", "/kites")
    assert is_given("created_at")
    assert is_given("id")
    assert not is_given("colour")

"""The mock keeps what descriptions promise: all checks of Schemathesis, in all phases."""

from __future__ import annotations

import json
from importlib import resources
from typing import Any

from mockdown.contract.options import ContractOptions
from mockdown.contract.runner import run_contract
from mockdown.description import Description
from mockdown.mock.app import create_app
from mockdown.mock.asgi import Receive, Scope, Send
from mockdown.mock.settings import Auth, MockSettings

OPTIONS = ContractOptions(max_examples=5)

PROBLEM = {"description": "", "content": {"application/problem+json": {"schema": {"type": "object"}}}}
PET = {
    "type": "object",
    "required": ["id", "name", "made"],
    "properties": {
        "id": {"type": "integer", "readOnly": True},
        "name": {"type": "string", "minLength": 1, "maxLength": 40},
        "kind": {"type": "string", "enum": ["cat", "dog"], "nullable": True},
        "weight": {"type": "number", "minimum": 0},
        "chip": {"type": "string", "format": "uuid"},
        "born": {"type": "string", "format": "date"},
        "names": {"type": "array", "items": {"type": "string"}, "maxItems": 3},
        "secret": {"type": "string", "writeOnly": True},
        "made": {"type": "string", "format": "date-time", "readOnly": True},
    },
}


def content(schema: Any) -> dict[str, Any]:
    return {"description": "", "content": {"application/json": {"schema": schema}}}


def answers(status: str, schema: Any = None) -> dict[str, Any]:
    return {status: content(schema) if schema else {"description": ""}, "4XX": PROBLEM}


def describe_pets() -> Description:
    pet = {"$ref": "#/components/schemas/Pet"}
    body = {"requestBody": {**content(pet), "required": True}}
    name = {"type": "string", "minLength": 1, "maxLength": 40}
    change = {"requestBody": {**content({"type": "object", "properties": {"name": name}})}}
    identity = [{"name": "id", "in": "path", "required": True, "schema": {"type": "integer"}}]
    query = [
        {"name": "limit", "in": "query", "schema": {"type": "integer", "minimum": 1, "maximum": 50}},
        {
            "name": "kinds",
            "in": "query",
            "explode": False,
            "schema": {"type": "array", "items": {"enum": ["cat", "dog"]}},
        },
        {"name": "old", "in": "query", "allowEmptyValue": True, "schema": {"type": "boolean"}},
        {
            "name": "where",
            "in": "query",
            "style": "deepObject",
            "schema": {"type": "object", "properties": {"kind": {"type": "string"}}},
        },
        {"name": "X-Trace", "in": "header", "required": True, "schema": {"type": "string", "format": "uuid"}},
    ]
    listed = {
        "type": "object",
        "required": ["data", "total"],
        "properties": {"data": {"type": "array", "items": pet}, "total": {"type": "integer"}},
    }
    paths = {
        "/pets": {
            "get": {"operationId": "list", "parameters": query, "responses": answers("200", listed)},
            "post": {"operationId": "create", **body, "responses": answers("201", pet)},
        },
        "/pets/{id}": {
            "parameters": identity,
            "get": {"operationId": "get", "responses": answers("200", pet)},
            "put": {"operationId": "replace", **body, "responses": answers("200", pet)},
            "patch": {"operationId": "change", **change, "responses": answers("200", pet)},
            "delete": {"operationId": "delete", "responses": answers("204")},
        },
        "/pets/{id}/feed": {
            "parameters": identity,
            "post": {"operationId": "feed", "responses": answers("202")},
        },
    }
    document = {
        "openapi": "3.0.3",
        "info": {"title": "Pets", "version": "1"},
        "paths": paths,
        "security": [{"key": []}],
        "components": {
            "schemas": {"Pet": PET},
            "securitySchemes": {"key": {"type": "apiKey", "in": "header", "name": "X-Key"}},
        },
    }
    return Description("pets", document)


def test_an_api_with_all_sorts_of_operations() -> None:
    """Create, read, change, delete, act; parameters of many styles; a key."""
    description = describe_pets()
    report = run_contract(
        description, app=create_app(description, settings=MockSettings(auth=Auth.KNOWN)), options=OPTIONS
    )
    assert report.passed, report


def test_the_control_api() -> None:
    """The control API is as its own description says."""
    document = json.loads(resources.files("mockdown.mock").joinpath("control.json").read_bytes())
    del document["paths"]["/events"]  # an answer that lasts has nothing to compare
    app = create_app(Description("pets", {**describe_pets().document, "security": [], "components": {}}))

    async def control(scope: Scope, receive: Receive, send: Send) -> None:
        await app(scope, receive, send)

    report = run_contract(Description("control", document), app=control, options=OPTIONS)
    assert report.passed, report

"""Small descriptions that several tests of the mock share."""

from __future__ import annotations

from typing import Any

Json = Any


def content(schema: Json, media_type: str = "application/json", **media: Json) -> dict[str, Json]:
    """A response or request body with one media type."""
    return {"description": "", "content": {media_type: {"schema": schema, **media}}}


def ref(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


def path_parameter(name: str, schema: Json, **more: Json) -> dict[str, Json]:
    return {"name": name, "in": "path", "required": True, "schema": schema, **more}


def query_parameter(name: str, schema: Json, **more: Json) -> dict[str, Json]:
    return {"name": name, "in": "query", "schema": schema, **more}


PET = {
    "type": "object",
    "required": ["id", "name"],
    "properties": {
        "id": {"type": "integer", "readOnly": True},
        "name": {"type": "string", "minLength": 1},
        "kind": {"type": "string", "enum": ["cat", "dog"]},
        "vaccinated": {"type": "boolean"},
        "secret": {"type": "string", "writeOnly": True},
        "created_at": {"type": "string", "format": "date-time", "readOnly": True},
    },
}
VISIT = {
    "type": "object",
    "required": ["reason"],
    "properties": {
        "id": {"type": "string", "format": "uuid", "readOnly": True},
        "pet_id": {"type": "integer", "readOnly": True},
        "reason": {"type": "string"},
    },
}
SCHEMAS = {"Pet": PET, "Visit": VISIT}

LIST = {
    "type": "object",
    "properties": {"data": {"type": "array", "items": ref("Pet")}, "total": {"type": "integer"}},
}

ITEM_PATH = [path_parameter("petId", {"type": "integer"})]

PATHS: dict[str, Json] = {
    "/pets": {
        "get": {
            "operationId": "listPets",
            "parameters": [
                query_parameter("limit", {"type": "integer", "minimum": 1}),
                query_parameter("offset", {"type": "integer", "minimum": 0}),
                query_parameter("kind", {"type": "string", "enum": ["cat", "dog"]}),
                query_parameter("sort", {"type": "string"}),
                query_parameter("q", {"type": "string"}),
            ],
            "responses": {"200": content(LIST)},
        },
        "post": {
            "operationId": "createPet",
            "requestBody": {**content(ref("Pet")), "required": True},
            "responses": {"201": content(ref("Pet"))},
        },
    },
    "/pets/{petId}": {
        "parameters": ITEM_PATH,
        "get": {"operationId": "getPet", "responses": {"200": content(ref("Pet"))}},
        "put": {
            "operationId": "replacePet",
            "requestBody": {**content(ref("Pet")), "required": True},
            "responses": {"200": content(ref("Pet"))},
        },
        "patch": {
            "operationId": "changePet",
            "requestBody": content({"type": "object", "properties": {"name": {"type": "string"}}}),
            "responses": {"200": content(ref("Pet"))},
        },
        "delete": {"operationId": "deletePet", "responses": {"204": {"description": "Gone"}}},
    },
    "/pets/{petId}/visits": {
        "parameters": ITEM_PATH,
        "get": {
            "operationId": "listVisits",
            "responses": {"200": content({"type": "array", "items": ref("Visit")})},
        },
        "post": {
            "operationId": "addVisit",
            "requestBody": {**content(ref("Visit")), "required": True},
            "responses": {"201": content(ref("Visit"))},
        },
    },
    "/pets/{petId}/vaccinate": {
        "parameters": ITEM_PATH,
        "post": {"operationId": "vaccinatePet", "responses": {"200": content(ref("Pet"))}},
    },
}

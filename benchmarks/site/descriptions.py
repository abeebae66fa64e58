"""The descriptions that the site is measured on."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from mockdown.description import Description


def generated(operations: int) -> Description:
    """A description with as many operations: resources of five, each with a schema of twelve fields."""
    paths: dict[str, Any] = {}
    schemas: dict[str, Any] = {}
    for number in range(operations // 5):
        name = f"Thing{number}"
        reference = {"$ref": f"#/components/schemas/{name}"}
        schemas[name] = _schema(number)
        paths[f"/things{number}"] = {
            "get": _operation(
                f"list{name}", f"List things {number}", number, {"type": "array", "items": reference}
            ),
            "post": _operation(f"add{name}", f"Add thing {number}", number, reference, body=reference),
        }
        paths[f"/things{number}/{{id}}"] = {
            "parameters": [{"name": "id", "in": "path", "required": True, "schema": {"type": "integer"}}],
            "get": _operation(f"get{name}", f"Show thing {number}", number, reference),
            "put": _operation(f"put{name}", f"Change thing {number}", number, reference, body=reference),
            "delete": _operation(f"drop{name}", f"Remove thing {number}", number, None),
        }
    document = {
        "openapi": "3.0.4",
        "info": {"title": f"{operations} operations", "version": "1"},
        "paths": paths,
        "components": {"schemas": schemas},
    }
    return Description(f"generated-{operations}", document)


def from_file(path: Path) -> Description:
    """A description from a JSON file."""
    return Description(path.stem, json.loads(path.read_text("utf-8")))


def _operation(name: str, summary: str, number: int, answer: Any, *, body: Any = None) -> dict[str, Any]:
    content = {"content": {"application/json": {"schema": answer}}} if answer else {}
    made: dict[str, Any] = {
        "operationId": name,
        "summary": summary,
        "tags": [f"Group {number // 10}"],
        "description": "Does what it says, with *care*, and tells `how` it went.",
        "responses": {"200": {"description": "Done.", **content}, "404": {"description": "No such thing."}},
    }
    if body:
        made["requestBody"] = {"required": True, "content": {"application/json": {"schema": body}}}
    return made


def _schema(number: int) -> dict[str, Any]:
    other = {"$ref": f"#/components/schemas/Thing{max(number - 1, 0)}"}
    fields: dict[str, Any] = {
        f"field_{index}": {
            "type": "string",
            "maxLength": 40,
            "description": f"Field {index} of thing {number}.",
        }
        for index in range(9)
    }
    fields |= {
        "id": {"type": "integer", "readOnly": True},
        "state": {"type": "string", "enum": ["new", "old", "gone"]},
        "before": other,
    }
    return {"type": "object", "required": ["id"], "properties": fields}

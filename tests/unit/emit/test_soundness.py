"""Whatever the model holds, the document that is written of it is valid."""

from __future__ import annotations

import json
from typing import Any

import pytest
from openapi_spec_validator import OpenAPIV30SpecValidator, OpenAPIV31SpecValidator

from mockdown.emit.document import DocumentWriter
from mockdown.emit.soundness import sound
from mockdown.model.api import (
    ApiDescription,
    Content,
    Header,
    NamedSchema,
    Operation,
    Parameter,
    ParameterLocation,
    RequestBody,
    Response,
    SecurityScheme,
)
from mockdown.model.schema import Property, Schema

TEXT = Schema(type="string")
OK = (Response(status="200"),)


def written(**parts: Any) -> dict[str, Any]:
    """The document, which both versions' validators accept."""
    api = ApiDescription(title="Any", version="1", **parts)
    for modern, validator in ((True, OpenAPIV31SpecValidator), (False, OpenAPIV30SpecValidator)):
        document: dict[str, Any] = json.loads(json.dumps(DocumentWriter(api, modern=modern).write()))
        validator(document).validate()
    return document


def operation(path: str, method: str = "GET", **parts: Any) -> Operation:
    return Operation(method=method, path=path, **{"operation_id": "one", "responses": OK, **parts})


def parameter(name: str, location: str = "query", **parts: Any) -> Parameter:
    return Parameter(name=name, location=ParameterLocation(location), schema=TEXT, **parts)


def test_sound_description_stays() -> None:
    """What is sound already is not touched."""
    api = ApiDescription(
        title="Any",
        version="1",
        operations=(
            operation(
                "/pots/{pot}",
                parameters=(parameter("pot", "path", required=True), parameter("size")),
                security=(("key",),),
            ),
        ),
        schemas=(NamedSchema(name="Pot", schema=TEXT),),
        security_schemes=(SecurityScheme(name="key", type="apiKey", location="header", parameter="X-Key"),),
        tags=(("pots", ""),),
    )
    assert sound(api) == api


@pytest.mark.parametrize("path", ["pots", "/pots/{", "/pots/}{", "/pots/{}", "/pots/{a{b}}", "/a b", "/a?b"])
def test_unsound_path(path: str) -> None:
    """A path that is no template is left out."""
    assert written(operations=(operation(path),))["paths"] == {}


def test_same_operation_twice() -> None:
    """Templates that differ in names alone are one path, and a method stands in it once."""
    operations = (
        operation("/pots/{pot}", summary="first"),
        operation("/pots/{id}", summary="second"),
        operation("/pots/{id}", "DELETE"),
        operation("/pots", "FETCH"),
    )
    paths = written(operations=operations)["paths"]
    assert {path: sorted(item) for path, item in paths.items()} == {"/pots/{pot}": ["delete", "get"]}
    assert paths["/pots/{pot}"]["get"]["summary"] == "first"
    assert paths["/pots/{pot}"]["delete"]["operationId"] == "one_2"


def test_parameters() -> None:
    """A parameter stands once; those of the path are those of the template, and required."""
    parameters = (
        parameter("size"),
        parameter("size"),
        parameter("lid", "path"),
        parameter("pot", "path"),
        parameter("X-Glaze", "header"),
        parameter("x-glaze", "header"),
        parameter("no header", "header"),
        parameter(""),
    )
    paths = written(operations=(operation("/kilns/{kiln}/pots/{pot}", parameters=parameters),))["paths"]
    found = paths["/kilns/{kiln}/pots/{pot}"]["get"]["parameters"]
    assert [(item["in"], item["name"]) for item in found] == [
        ("query", "size"),
        ("path", "pot"),
        ("header", "X-Glaze"),
        ("path", "kiln"),
    ]


def test_messages() -> None:
    """Statuses, media types and headers are those that HTTP knows, each once."""
    contents = tuple(
        Content(media_type=name, schema=TEXT) for name in ("json", "text/plain", "TEXT/plain", "text/x; a=b")
    )
    headers = tuple(Header(name=name, schema=TEXT) for name in ("X-One", "x-one", "not one"))
    responses = (
        Response(status="20", description="no"),
        Response(status="200", contents=contents, headers=headers),
        Response(status="200", description="again"),
    )
    body = RequestBody(contents=(Content(media_type="*", schema=TEXT),))
    item = written(operations=(operation("/pots", request_body=body, responses=responses),))["paths"]["/pots"]
    assert "requestBody" not in item["get"]
    assert list(item["get"]["responses"]) == ["200"]
    assert list(item["get"]["responses"]["200"]["content"]) == ["text/plain", "text/x; a=b"]
    assert list(item["get"]["responses"]["200"]["headers"]) == ["X-One"]
    bare = written(operations=(operation("/pots", responses=()),))["paths"]["/pots"]["get"]
    assert bare["responses"] == {"default": {"description": "Response", "x-implied": True}}


def test_components() -> None:
    """Components have names that OpenAPI allows, and nothing leads to one that is not there."""
    schema = Schema(
        properties=tuple(
            Property(name=name, schema=Schema(ref=target), required=True)
            for name, target in (("a", "Pot"), ("b", "Lid"), ("b", "Pot"))
        )
    )
    document = written(
        operations=(
            operation("/pots", security=(("key",), ("other",))),
            operation("/lids", security=(("other",),), operation_id="two"),
        ),
        schemas=(
            NamedSchema(name="Pot", schema=schema),
            NamedSchema(name="Pot", schema=TEXT),
            NamedSchema(name="Töpfe", schema=TEXT),
        ),
        security_schemes=(SecurityScheme(name="key", type="apiKey", location="query", parameter="key"),),
        tags=(("pots", "one"), ("pots", "two")),
    )
    assert document["components"]["schemas"] == {
        "Pot": {
            "type": "object",
            "required": ["a", "b"],
            "properties": {"a": {"$ref": "#/components/schemas/Pot"}, "b": {}},
        }
    }
    assert document["paths"]["/pots"]["get"]["security"] == [{"key": []}]
    assert "security" not in document["paths"]["/lids"]["get"]
    assert document["tags"] == [{"name": "pots", "description": "one"}]

"""Descriptions of strangers: whatever they ask for, the mock starts, answers, and takes bounded time."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from mock_client import Client, make_description, serve
from mock_descriptions import content, path_parameter, ref

from mockdown.codes import DSC105
from mockdown.description import read_description
from mockdown.diagnostics import MockdownError
from mockdown.mock.app import create_app
from mockdown.mock.branching import is_too_wide
from mockdown.mock.patterns import text_for
from mockdown.mock.schemas import SchemaView

OK = {"200": content({})}
LETTERS = "abcdefghij"


def collection(schema: Any, schemas: dict[str, Any] | None = None, **more: Any) -> Client:
    """A mock of a collection of such things."""
    listed = {"type": "array", "items": schema}
    body = {**content(schema), "required": True}
    paths = {
        "/things": {
            "get": {"responses": {"200": content(listed)}},
            "post": {"requestBody": body, "responses": {"201": content(schema)}},
        },
        "/things/{id}": {
            "parameters": [path_parameter("id", {"type": "string"})],
            "get": {"responses": {"200": content(schema)}},
        },
    }
    return serve(paths, schemas=schemas or {}, **more)


def of_property(schema: Any) -> dict[str, Any]:
    return {"type": "object", "required": ["a"], "properties": {"a": schema}}


def chain(length: int, last: Any, link: Any) -> dict[str, Any]:
    """Schemas of which each refers to the next in the way that `link` makes."""
    return {**{f"S{n}": link(ref(f"S{n + 1}")) for n in range(length)}, f"S{length}": last}


SCHEMAS: dict[str, tuple[Any, dict[str, Any]]] = {
    "long text": (of_property({"type": "string", "minLength": 10**12}), {}),
    "long list": (of_property({"type": "array", "minItems": 10**12, "items": {"type": "string"}}), {}),
    "lists in lists": (
        of_property(
            {
                "type": "array",
                "minItems": 1000,
                "items": {"type": "array", "minItems": 1000, "items": {"type": "array", "minItems": 1000}},
            }
        ),
        {},
    ),
    "many properties": ({"type": "object", "minProperties": 10**12}, {}),
    "huge numbers": (of_property({"type": "integer", "minimum": 10**400}), {}),
    "tiny steps": (of_property({"type": "number", "multipleOf": 1e-300}), {}),
    "no step": (of_property({"type": "integer", "multipleOf": 0}), {}),
    "itself": (ref("S0"), {"S0": ref("S0")}),
    "each other": (ref("S0"), {"S0": ref("S1"), "S1": ref("S0")}),
    "itself and more": (ref("S0"), {"S0": {"allOf": [ref("S0")]}}),
    "not itself": (ref("S0"), {"S0": {"not": ref("S0")}}),
    "one of itself": (ref("S0"), {"S0": {"oneOf": [ref("S0"), ref("S0")]}}),
    "needs itself": (ref("S0"), {"S0": of_property(ref("S0"))}),
    "ten of itself": (
        ref("S0"),
        {"S0": {"type": "object", "required": [*LETTERS], "properties": {n: ref("S0") for n in LETTERS}}},
    ),
    "lists of itself": (ref("S0"), {"S0": {"type": "array", "minItems": 10, "items": ref("S0")}}),
    "all of ten, nine times": (
        ref("S0"),
        chain(9, of_property({"type": "string"}), lambda one: {"allOf": [one] * 10}),
    ),
    "one of ten, nine times": (
        ref("S0"),
        chain(9, of_property({"type": "string"}), lambda one: {"oneOf": [one] * 10}),
    ),
    "ten properties, nine times": (
        ref("S0"),
        chain(
            9, {"type": "string"}, lambda one: {"type": "object", "properties": dict.fromkeys(LETTERS, one)}
        ),
    ),
}


@pytest.mark.parametrize("name", SCHEMAS)
def test_schemas_that_ask_for_too_much(name: str) -> None:
    """What they describe is made as far as that can be done, and requests are answered."""
    schema, schemas = SCHEMAS[name]
    client = collection(schema, schemas)
    assert client.get("/things").status == 200
    assert client.post("/things", {}).status in (201, 400)
    assert client.get("/_mock/description.json").status == 200


def test_a_schema_of_ten_thousand_properties() -> None:
    """All of them are made, and all are validated."""
    names = [f"p{number}" for number in range(10_000)]
    thing = {"type": "object", "required": names, "properties": {name: {"type": "integer"} for name in names}}
    client = serve(
        {"/thing": {"post": {"requestBody": content(thing), "responses": {"200": content(thing)}}}}
    )
    good = dict.fromkeys(names, 1)
    assert client.post("/thing", good).status == 200
    assert client.post("/thing", {**good, "p9999": "x"}).json["errors"][0]["pointer"] == "#/p9999"


def test_schemas_that_multiply_are_told_from_those_that_do_not() -> None:
    """Only what would take for ever is not validated."""
    last = {"type": "object", "properties": {"a": {"type": "string"}}}

    def accepts(length: int) -> bool:
        client = collection(ref("S0"), chain(length, last, lambda one: {"anyOf": [one] * 10}))
        view = SchemaView(client.app.description, hidden="readOnly")
        return bool(view.compile(ref("S0")).is_valid({"a": 5}))

    assert [accepts(2), accepts(9)] == [False, True]
    assert not is_too_wide("no schema")
    assert not is_too_wide({"$defs": {"a": {"if": {"$ref": "#/$defs/a"}, "then": True}}})


PATTERNS = [r"(a+)+$", r"^(?=a)(a+)+$", r"^(a|a)*\1$", r"^(\w+\s?)*$", r"^(?!b)(.*a){20}$", r"(x+x+)+y"]


@pytest.mark.parametrize("pattern", PATTERNS)
def test_patterns_that_backtrack(pattern: str) -> None:
    """A text that such a pattern would take ages to refuse is refused at once, wherever it is sent."""
    text = "a" * 40_000 + "!"
    schema = {"type": "string", "pattern": pattern}
    assert collection(of_property(schema)).post("/things", {"a": text}).status == 400
    parameter = {"name": "q", "in": "query", "schema": schema}
    client = serve({"/e": {"get": {"parameters": [parameter], "responses": OK}}})
    assert client.get(f"/e?q={text}").status == 400


@pytest.mark.parametrize(
    "pattern",
    [
        "(((a{10000}){10000}){10000})",
        "(" * 20_000 + "a" + ")" * 20_000,
        "(a|" * 10_000,
        "[" * 10_000,
        "a{99999999999}" * 1_000,
        "(?:(?:(?:a{60}){60}){60}){60}",
    ],
)
def test_texts_for_patterns_that_ask_for_too_much(pattern: str) -> None:
    """A text is short or it is none."""
    assert len(text_for(pattern)) <= 100_000


@pytest.mark.parametrize(
    ("template", "path", "status"),
    [
        ("/" + "{a}" * 100 + "x", "/" + "a" * 500, 404),
        ("/" + "{a}" * 5 + "x", "/aaaaaaaax", 200),
        ("/" + "-".join(f"{{a{n}}}" for n in range(8)) + "!", "/" + "-a" * 1_000, 404),
        ("/{a}-{b}.json", "/x-y-z.json", 200),
        ("/{a}-{b}.json", "/x-.json", 404),
        ("/{a}.tar.{b}", "/x.tar.tar.gz", 200),
    ],
)
def test_paths_of_many_parameters(template: str, path: str, status: int) -> None:
    """A segment is divided at the first place where it can be; no other is tried."""
    assert serve({template: {"get": {"responses": OK}}}).get(path).status == status


@pytest.mark.parametrize(
    "reference",
    [
        "http://127.0.0.1:9/schema.json",
        "https://elsewhere.example/schema.json#/a",
        "file:///etc/passwd",
        "/etc/passwd",
        "../secret.yaml#/a",
        "other.json",
        "//elsewhere.example/a",
        "data:application/json,{}",
    ],
)
def test_references_to_elsewhere_are_not_followed(tmp_path: Path, reference: str) -> None:
    """The file is refused with a finding that says so; in a description that is there, nothing is known."""
    operation = {"requestBody": content({"$ref": reference}), "responses": {"200": {"description": ""}}}
    paths = {"/e": {"post": operation}}
    path = tmp_path / "api.json"
    path.write_text(json.dumps(make_description(paths).document))
    with pytest.raises(MockdownError) as caught:
        read_description(path)
    assert caught.value.diagnostics[0].code is DSC105
    assert serve(paths).post("/e", {"any": "thing"}).status == 200


@pytest.mark.parametrize(
    "text",
    [
        "a: &a [x,x,x,x,x,x,x,x,x]\n"
        + "".join(
            f"{n}: &{n} [{','.join([f'*{p}'] * 9)}]\n" for p, n in zip("abcdefgh", "bcdefghi", strict=True)
        ),
        "openapi: 3.0.3\npaths: " + "{a: " * 5_000 + "}" * 5_000,
        "openapi: 3.0.3\npaths: " + "[" * 100_000,
        "&a [*a]",
        "openapi: !!python/object/apply:os.system ['exit 1']",
        "openapi: !!python/name:os.system",
        "\x00\x01",
    ],
    ids=["aliases", "deep", "deeper", "circle", "call", "name", "binary"],
)
def test_files_that_attack_their_reader(tmp_path: Path, text: str) -> None:
    """A finding, and nothing is run."""
    path = tmp_path / "api.yaml"
    path.write_text(text)
    with pytest.raises(MockdownError):
        read_description(path)


def test_nothing_in_a_description_is_run(tmp_path: Path) -> None:
    """Names that look like code, templates or files are names."""
    mark = tmp_path / "mark"
    code = f"__import__('pathlib').Path({str(mark)!r}).touch()"
    operation = {
        "operationId": code,
        "x-handler": code,
        "x-openapi-router-controller": "os",
        "description": f"{{{{ {code} }}}} ${{{code}}} `{code}`",
        "parameters": [{"name": code, "in": "query", "schema": {"type": "string", "default": code}}],
        "responses": {"200": content({"type": "string"}, example=f"{{{{ {code} }}}}")},
    }
    client = Client(create_app(serve({"/e": {"get": operation}}).app.description, folder=tmp_path))
    assert client.get("/e").json == f"{{{{ {code} }}}}"
    assert client.get("/_mock/description.json").status == 200
    assert not mark.exists()

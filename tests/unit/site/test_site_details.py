"""The smaller things a description can say, and what becomes of them."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from site_pages import Render, describe, operation, renderer

from mockdown.site.build import build_site
from mockdown.site.files import Output
from mockdown.site.options import SiteOptions


@pytest.fixture(name="render")
def _render(tmp_path: Path) -> Render:
    return renderer(tmp_path / "site")


def text_of(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def shown(render: Render, schema: dict[str, Any], **fields: Any) -> str:
    """The text of an operation's page whose body has the schema as its property `a`."""
    body = {"content": {"application/json": {"schema": {"type": "object", "properties": {"a": schema}}}}}
    definition = operation(operationId="it", requestBody=body)
    return text_of(render(describe({"/x": {"put": definition}}, **fields))["shop/operations/it.html"])


def command(render: Render, definition: dict[str, Any], path: str = "/x", **fields: Any) -> str:
    """The curl command of an operation, from its Markdown."""
    pages = render(describe({path: {"get": operation(operationId="it", **definition)}}, **fields))
    return (
        pages["shop/operations/it.md"].partition("```bash\n")[2].partition("\n```")[0].replace(" \\\n ", "")
    )


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        ({"type": "string", "minLength": 2}, "a string length ≥ 2"),
        ({"type": "string", "minLength": 2, "maxLength": 2}, "a string length 2"),
        ({"type": "integer", "minimum": 1}, "a integer range ≥ 1"),
        ({"type": "integer", "exclusiveMinimum": 1, "maximum": 9}, "a integer range > 1, ≤ 9"),
        ({"type": "integer", "exclusiveMaximum": 0}, "a integer range < 0"),
        ({"type": "integer", "multipleOf": 5}, "a integer multiple of 5"),
        ({"type": "integer", "default": 2**70}, f"a integer default {2**70}"),
        ({"type": "string", "default": ""}, 'a string default ""'),
        ({"type": "string", "examples": ["one", "two"]}, "a string example one"),
        ({"type": "string", "example": "x" * 200}, "a string example " + "x" * 119 + "…"),
        ({"type": ["string", "integer", "null"]}, "a string or integer nullable"),
        ({"oneOf": [{"type": "string"}, {"type": "integer"}]}, "a string or integer"),
        ({"const": "fixed"}, "a any One of fixed"),
        ({"items": {"type": "string", "enum": ["x", "y"]}}, "a array of string One of x y"),
        ({"type": "array", "items": {"type": "string", "maxLength": 3}}, "a array of string [] length ≤ 3"),
        ({"type": "object", "additionalProperties": {"type": "integer"}}, "a map of integer"),
        ({"additionalProperties": {"type": "array", "items": {}}}, "a map of array of any"),
        ({"type": "string", "readOnly": True, "deprecated": True}, "a string read only deprecated"),
        ({"type": "string", "writeOnly": True}, "a string write only"),
        ({"$ref": "#/components/schemas/Gone"}, "a any"),
        ({"$ref": "https://example.com/x.json"}, "a any"),
        ({}, "a any"),
    ],
)
def test_a_schema_is_told_in_words(render: Render, schema: dict[str, Any], expected: str) -> None:
    assert expected in shown(render, schema)


def test_other_keys_of_an_object_are_a_row(render: Render) -> None:
    schema = {"type": "object", "properties": {"b": {}}, "additionalProperties": {"type": "integer"}}
    assert "any other key integer" in shown(render, schema)


def test_an_all_of_that_contains_itself_ends(render: Render) -> None:
    loop = {"allOf": [{"$ref": "#/components/schemas/Loop"}, {"properties": {"b": {"type": "string"}}}]}
    text = shown(render, {"$ref": "#/components/schemas/Loop"}, components={"schemas": {"Loop": loop}})
    assert "b string" in text


def test_deep_nesting_goes_on_on_further_pages(render: Render) -> None:
    schema: dict[str, Any] = {"type": "string", "description": "The bottom."}
    for depth in range(40):
        schema = {"type": "object", "properties": {f"level{depth}": schema}}
    body = {"content": {"application/json": {"schema": schema}}}
    pages = render(describe({"/x": {"put": operation(operationId="it", requestBody=body)}}))
    assert any("The bottom." in page for path, page in pages.items() if path.endswith(".html"))


def test_what_stands_beside_a_reference_goes_on_top(render: Render) -> None:
    named = {"Kind": {"type": "string", "description": "Any kind.", "enum": ["x"]}}
    schema = {"$ref": "#/components/schemas/Kind", "description": "This kind."}
    text = shown(render, schema, components={"schemas": named})
    assert "a Kind string This kind. One of x" in text


SCHEMES = {
    "key": {"type": "apiKey", "in": "query", "name": "key"},
    "cookie": {"type": "apiKey", "in": "cookie", "name": "sid"},
    "basic": {"type": "http", "scheme": "basic"},
    "digest": {"type": "http", "scheme": "Digest"},
    "oauth": {"type": "oauth2", "flows": {}},
    "oidc": {"type": "openIdConnect", "openIdConnectUrl": "https://example.com"},
    "tls": {"type": "mutualTLS"},
    "odd": {"type": "odd"},
}


@pytest.mark.parametrize(
    ("scheme", "badge", "words", "sent"),
    [
        ("key", "API key", "the API key in the query parameter key", "?key=API_KEY"),
        ("cookie", "API key", "the API key in the cookie sid", "-H 'Cookie: sid=API_KEY'"),
        ("basic", "Basic", "user name and password", "-H 'Authorization: Basic dXNlcjpwYXNzd29yZA=='"),
        ("digest", "Digest", "credentials of the HTTP scheme digest", "-H 'Authorization: Bearer TOKEN'"),
        ("oauth", "OAuth 2", "an OAuth 2 access token", "-H 'Authorization: Bearer TOKEN'"),
        ("oidc", "OpenID Connect", "an OpenID Connect token", "-H 'Authorization: Bearer TOKEN'"),
        ("tls", "mTLS", "a client certificate", "curl 'http://127.0.0.1:8080/api/x'"),
        ("odd", "odd", "credentials of the scheme odd", "curl 'http://127.0.0.1:8080/api/x'"),
        ("gone", "gone", "credentials of the scheme gone", "curl 'http://127.0.0.1:8080/api/x'"),
    ],
)
def test_every_kind_of_security_has_words_and_a_sample(
    render: Render, scheme: str, badge: str, words: str, sent: str
) -> None:
    definition: dict[str, Any] = {"security": [{scheme: []}]}
    components = {"securitySchemes": SCHEMES}
    assert sent in command(render, definition, components=components)
    page = render(
        describe({"/x": {"get": operation(operationId="it", **definition)}}, components=components)
    )["shop/operations/it.html"]
    assert f'<span class="badge auth required">{badge}</span>' in page
    assert words in text_of(page)


def test_optional_authentication_says_so(render: Render) -> None:
    paths = {"/x": {"get": operation(operationId="it", security=[{}, {"basic": []}])}}
    page = render(describe(paths, components={"securitySchemes": SCHEMES}))["shop/operations/it.html"]
    assert "Works without authentication; you may send user name" in text_of(page)


@pytest.mark.parametrize(
    ("parameter", "sent"),
    [
        ({"example": "a b"}, "?q=a%20b'"),
        ({"example": ["a", 1]}, "?q=a&q=1'"),
        ({"example": ["a", 1], "explode": False}, "?q=a%2C1'"),
        ({"examples": {"first": {"value": 7}}}, "?q=7'"),
        ({"example": True, "allowEmptyValue": True}, "?q'"),
        ({"schema": {"type": "string", "default": "x"}}, "/x'"),
        ({"schema": {"type": "string", "example": "x"}}, "?q=x'"),
        ({"schema": {"enum": ["x", "y"]}, "required": True}, "?q=x'"),
        ({"schema": {"type": "integer", "minimum": 3}, "required": True}, "?q=3'"),
        ({"schema": {"type": "string"}, "required": True}, "?q=q'"),
        ({"content": {"application/json": {"schema": {"type": "object"}}}}, "/x'"),
    ],
)
def test_samples_send_documented_values_and_what_is_required(
    render: Render, parameter: dict[str, Any], sent: str
) -> None:
    assert sent in command(render, {"parameters": [{"name": "q", "in": "query", **parameter}]})


def test_lists_in_paths_and_headers_are_joined(render: Render) -> None:
    parameters = [
        {"name": "id", "in": "path", "required": True, "example": ["a/b", "c"]},
        {"name": "X-Many", "in": "header", "example": [1, 2]},
    ]
    sent = command(render, {"parameters": parameters}, path="/x/{id}")
    assert "/x/a%2Fb%2Cc'" in sent
    assert "-H 'X-Many: 1,2'" in sent


def test_the_server_of_samples_has_its_variables_filled(render: Render) -> None:
    server = {
        "url": "https://{host}/v{n}/",
        "variables": {"host": {"default": "example.com"}, "n": {"default": 2}},
    }
    assert "'https://example.com/v2/x'" in command(render, {}, servers=[server])


@pytest.mark.parametrize(
    ("media_type", "value", "sent"),
    [
        ("text/plain", "just text", "--data-raw 'just text'"),
        ("application/x-www-form-urlencoded", {"a": 1}, "--data-urlencode 'a=1'"),
        ("multipart/form-data", {"a": "x"}, "-F 'a=x'"),
        ("application/json", "text", "--data-raw '\"text\"'"),
        ("application/json", [2**70], f"\n  {2**70}\n]"),
    ],
)
def test_bodies_are_sent_as_their_media_type_wants(
    render: Render, media_type: str, value: Any, sent: str
) -> None:
    assert sent in command(render, {"requestBody": {"content": {media_type: {"example": value}}}})


def test_examples_come_from_wherever_the_description_has_them(render: Render) -> None:
    content = {
        "application/json": {
            "examples": {
                "one": {"$ref": "#/components/examples/One"},
                "two": {"summary": "The second", "value": {"n": 2}},
                "far": {"externalValue": "https://example.com/x.json"},
            }
        },
        "application/xml": {"schema": {"type": "string", "example": "<n/>"}},
    }
    responses = {"200": {"description": "Here.", "content": content}}
    paths = {"/x": {"get": {"operationId": "it", "responses": responses}}}
    components = {"examples": {"One": {"value": {"n": 1}}}}
    text = text_of(render(describe(paths, components=components))["shop/operations/it.html"])
    assert 'Example: one { "n" : 1 }' in text
    assert 'Example: two — The second { "n" : 2 }' in text
    assert "Example <n/>" in text


@pytest.mark.parametrize(
    ("schema", "made"),
    [
        ({"type": "integer", "maximum": -2}, '"a" : -2'),
        ({"type": "number", "maximum": 0, "exclusiveMaximum": True}, '"a" : -1'),
        ({"type": "boolean"}, '"a" : true'),
        ({"type": "array"}, '"a" : []'),
        ({"type": "object"}, '"a" : {}'),
        ({"type": "string", "format": "uuid"}, '"a" : "3fa85f64'),
        ({"enum": ["x", "y"]}, '"a" : "x"'),
        ({"oneOf": [{"title": "B", "properties": {"b": {"const": 1}}}, {"title": "C"}]}, '"a" : { "b" : 1 }'),
        ({"additionalProperties": {"type": "boolean"}}, '"a" : { "key" : true }'),
    ],
)
def test_examples_that_are_made_respect_the_schema(render: Render, schema: dict[str, Any], made: str) -> None:
    assert made in shown(render, schema)


def test_a_tree_is_exemplified_down_to_where_it_repeats(render: Render) -> None:
    tree = {
        "type": "object",
        "properties": {"kids": {"type": "array", "items": {"$ref": "#/components/schemas/T"}}},
    }
    assert '"a" : { "kids" : [] }' in shown(
        render, {"$ref": "#/components/schemas/T"}, components={"schemas": {"T": tree}}
    )


def test_a_site_of_several_apis_has_a_name_of_its_own(render: Render) -> None:
    other = describe({}, name="zoo", info={"title": "Zoo", "version": "1"})
    assert "<h1>API reference</h1>" in render(describe({}), other)["index.html"]
    assert "<h1>Ours</h1>" in render(describe({}), other, title="Ours")["index.html"]


def test_a_site_can_be_built_in_another_language(tmp_path: Path) -> None:
    build_site([describe({"/x": {"get": operation()}})], tmp_path, options=SiteOptions(language="de"))
    page = (tmp_path / "shop/operations/get-x.html").read_text("utf-8")
    assert '<html lang="de">' in page
    assert ">Antworten</h2>" in page


@pytest.mark.parametrize("path", ["../x", "/x", "a/../../x", ""])
def test_nothing_is_written_outside_the_output_folder(tmp_path: Path, path: str) -> None:
    with pytest.raises(ValueError, match="not a path inside"):
        Output(tmp_path / "site").write(path, "x")


def test_a_list_of_earlier_files_that_was_tampered_with_removes_nothing_outside(tmp_path: Path) -> None:
    output = tmp_path / "site"
    output.mkdir()
    (tmp_path / "precious").write_text("x")
    (output / ".mockdown-site.json").write_text('["../precious", "/etc/hostname", 7]')
    build_site([], output)
    assert (tmp_path / "precious").exists()


def test_a_broken_list_of_earlier_files_is_ignored(tmp_path: Path) -> None:
    (tmp_path / ".mockdown-site.json").write_text("{")
    assert build_site([], tmp_path).removed == ()


def test_contact_licence_and_further_docs_are_named_and_only_followed_where_safe(render: Render) -> None:
    info = {
        "title": "Shop",
        "version": "1",
        "contact": {"name": "Ann <script>", "email": "ann@example.com"},
        "license": {"name": "MIT"},
        "termsOfService": "javascript:alert(1)",
    }
    page = render(describe({}, info=info, externalDocs={"url": "https://example.com/more"}))[
        "shop/index.html"
    ]
    assert '<a href="mailto:ann@example.com" rel="noopener noreferrer">Ann &lt;script&gt;</a>, MIT, ' in page
    assert '<a href="https://example.com/more" rel="noopener noreferrer">Further documentation</a>' in page
    assert "javascript:" not in page

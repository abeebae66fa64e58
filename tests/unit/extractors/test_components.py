"""What attributes of components say of parameters, properties, statuses and servers."""

from __future__ import annotations

from typing import Any

import pytest

from mockdown.compiler.settings import BuildSettings
from mockdown.emit import build
from mockdown.source import SourceFile

Json = Any


def compiled(text: str, name: str = "page.mdx") -> Json:
    result = build(
        (SourceFile(name, text.encode()),), name="api", settings=BuildSettings(), report=lambda _: None
    )
    return result.document


def operation(text: str) -> Json:
    paths = compiled(f"# Page\n\n## Title\n\n{text}")["paths"]
    ((_, item),) = paths.items()
    ((_, found),) = item.items()
    return found


def parameters(text: str) -> list[tuple[str, str, str | None]]:
    return [
        (item["in"], item["name"], item["schema"].get("type"))
        for item in operation(f"`GET /things/{{id}}`\n\n{text}")["parameters"]
        if item["name"] != "id"
    ]


@pytest.mark.parametrize(
    "written",
    [
        '<Endpoint method="GET" path="/things/{id}" />',
        '<Endpoint get="/things/{id}" />',
        '{{< endpoint "GET" "/things/{id}" >}}',
        "{{< endpoint GET /things/:id >}}",
        '{% swagger method="get" path="/things/:id" baseUrl="https://x.example" %}\n{% endswagger %}',
        "<api-endpoint><method>GET</method><path>/things/{id}</path></api-endpoint>",
        "<Endpoint>GET /things/{id}</Endpoint>",
        '{% include operation.html verb="get" url="/things/:id" %}',
        '<operation\n  method={"GET"}\n  path={"/things/{id}"}\n/>',
        '<Badge type="tip" text="GET" /> `/things/{id}`',
        "<Method>GET</Method> /things/{id}\n\n<Other />",
        '{{< badge "GET" >}} `/things/{id}`',
        "## Read {{ tag: 'GET', label: '/things/{id}' }}",
        '<CodeGroup title="Request" tag="GET" label="/things/{id}">\n</CodeGroup>',
        '{% swagger method="get" path="" baseUrl="https://x.example/things/:id" %}\n{% endswagger %}',
    ],
)
def test_a_component_announces_an_operation(written: str) -> None:
    """Attributes, values in order, children or text: each names method and path."""
    assert list(compiled(f"# Things\n\n{written}\n")["paths"]) == ["/things/{id}"]


def test_a_base_url_is_the_server() -> None:
    """Whether its path counts to the server or to the paths: together they are the URL."""
    document = compiled('<Api method="GET" host="https://api.x.example/v1" path="/a/:b" />')
    (path,) = document["paths"]
    assert document["servers"][0]["url"] + path == "https://api.x.example/v1/a/{b}"


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ('<ParamField query="limit" type="integer">text</ParamField>', ("query", "limit", "integer")),
        ('<Param in="header" name="X-A" type="string" />', ("header", "X-A", "string")),
        ('<QueryParam name="limit" type="integer" />', ("query", "limit", "integer")),
        (
            '{% parameter location="cookie" name="sid" type="String" %}\n{% endparameter %}',
            ("cookie", "sid", "string"),
        ),
        ('{{< param "limit" "integer" "optional" "How many things" >}}', ("query", "limit", "integer")),
        ('<Property name="deep" type="boolean" />', ("query", "deep", "boolean")),
    ],
)
def test_a_component_describes_a_parameter(written: str, wanted: tuple[str, str, str]) -> None:
    assert parameters(written) == [wanted]


def test_attributes_say_what_columns_say() -> None:
    """Default, requiredness, choices, bounds and the text inside are read."""
    text = (
        '`GET /things`\n\n<ParamField query="a" type="integer" default={25} min={1} max={50} required>\n'
        '  Length.\n</ParamField>\n\n<ParamField query="b" type="enum<string>" required={false} deprecated>\n'
        "  Order:\n\n  - `up`\n  - `down`\n</ParamField>\n\n"
        '<ParamField query="c" type="string" enum="x, y" />\n'
    )
    first, second, third = operation(text)["parameters"]
    assert first["schema"] == {"type": "integer", "default": 25, "minimum": 1, "maximum": 50}
    assert (first["required"], first["description"]) == (True, "Length.")
    assert second["schema"] == {"type": "string", "enum": ["up", "down"]}
    assert "required" not in second
    assert second["deprecated"] is True
    assert third["schema"]["enum"] == ["x", "y"]


def test_body_and_response_fields_are_properties() -> None:
    """Fields of the body, and nested fields of the response, each in one schema."""
    text = (
        '`POST /things`\n\n<ParamField body="name" type="string" required>\n  Name.\n</ParamField>\n\n'
        '<ParamField body="size" type="integer" />\n\n'
        '<ResponseField name="thing" type="object">\n  <Expandable title="more">\n'
        '    <ResponseField name="id" type="string">Key.</ResponseField>\n  </Expandable>\n</ResponseField>\n'
    )
    found = operation(text)
    body = found["requestBody"]["content"]["application/json"]["schema"]
    assert body["required"] == ["name"]
    assert list(body["properties"]) == ["name", "size"]
    schema = found["responses"]["200"]["content"]["application/json"]["schema"]
    assert schema["properties"]["thing"]["properties"]["id"]["type"] == "string"


@pytest.mark.parametrize(
    ("opening", "closing"),
    [
        ('{% swagger-response status="404: Not Found" %}', "{% endswagger-response %}"),
        ("{% response-example httpCode=404 %}", "{% endresponse-example %}"),
        ('<Tab title="404">', "</Tab>"),
        ('<TabItem value="a" label="404 Not Found">', "</TabItem>"),
        ("<Response status={404}>", "</Response>"),
        ('{{< tab "404" >}}', "{{< /tab >}}"),
        ("<details><summary>404</summary>", "</details>"),
    ],
)
def test_a_status_rules_what_its_component_holds(opening: str, closing: str) -> None:
    """The example inside is that of the status; what follows the closing tag is not."""
    inside, behind = '```json\n{"error": "x"}\n```', '```json\n{"id": 1}\n```'
    text = f"`GET /things`\n\n{opening}\n\n{inside}\n\n{closing}\n\n{behind}\n"
    responses = operation(text)["responses"]
    assert list(responses["404"]["content"]["application/json"]["schema"]["properties"]) == ["error"]
    assert list(responses["200"]["content"]["application/json"]["schema"]["properties"]) == ["id"]


def test_titles_of_tabs_are_headings() -> None:
    """A tab "Request" holds the body, a tab "Response" the answer, "Path parameters" such a table."""
    text = (
        '`PUT /things/{id}`\n\n=== "Request"\n\n    ```json\n    {"a": 1}\n    ```\n\n'
        '=== "Response"\n\n    ```json\n    {"b": 1}\n    ```\n'
    )
    found = operation(text)
    assert list(found["requestBody"]["content"]["application/json"]["schema"]["properties"]) == ["a"]
    assert list(found["responses"]["200"]["content"]["application/json"]["schema"]["properties"]) == ["b"]


def test_the_name_of_a_component_is_a_heading() -> None:
    """Parameters take their location from the component around them."""
    text = (
        '{% op-query-parameters %}\n{% op-parameter name="a" type="string" %}\nText.\n{% endop-parameter %}\n'
        '{% endop-query-parameters %}\n{% op-headers %}\n{% op-parameter name="X-B" type="string" %}\n'
        "{% endop-parameter %}\n{% endop-headers %}"
    )
    assert parameters(text) == [("query", "a", "string"), ("header", "X-B", "string")]


def test_a_component_around_headings_rules_the_sections_in_it() -> None:
    text = '`GET /things`\n\n<Tab title="409">\n\n### Body\n\n```json\n{"busy": true}\n```\n\n</Tab>\n'
    assert "409" in operation(text)["responses"]


def test_the_text_of_a_parameter_is_not_that_of_the_operation() -> None:
    found = operation(
        '`GET /things`\n\n<ParamField query="a" type="string">\n  About a.\n</ParamField>\n\nAbout things.\n'
    )
    assert found["description"] == "About things."


def test_components_that_only_arrange_say_nothing() -> None:
    found = operation('`GET /things`\n\n<Note>Read this.</Note>\n\n<Card title="Next" href="/else" />\n')
    assert [status for status in found["responses"] if status.isdigit()] == ["200"]
    assert found["description"] == "Read this."


@pytest.mark.parametrize(
    "meta", ["api: GET https://x.example/things", "method: get\npath: /things", "openapi: GET /things"]
)
def test_front_matter_announces_the_operation_of_a_page(meta: str) -> None:
    """The page as a whole is about the operation."""
    result = build(
        (SourceFile("page.mdx", f"---\ntitle: Things\n{meta}\n---\n\n```json 201\n{{}}\n```\n".encode()),),
        name="api",
        settings=BuildSettings(),
        report=lambda _: None,
    )
    assert list(result.document["paths"]) == ["/things"]
    assert "201" in result.document["paths"]["/things"]["get"]["responses"]
    assert result.pointers["/paths/~1things/get"].line in (3, 4)


@pytest.mark.parametrize("info", ["json 404", 'json title="404 Not Found"', "json {{ title: '404' }}"])
def test_the_title_of_a_fence_is_its_heading(info: str) -> None:
    """It goes for this fence alone."""
    found = operation(f'`GET /things`\n\n```{info}\n{{"error": 1}}\n```\n\n```json\n{{"id": 1}}\n```\n')[
        "responses"
    ]
    assert list(found["404"]["content"]["application/json"]["schema"]["properties"]) == ["error"]
    assert list(found["200"]["content"]["application/json"]["schema"]["properties"]) == ["id"]
